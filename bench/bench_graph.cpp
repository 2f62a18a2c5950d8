// Times the engine on one scalar graph and prints one line of JSON.
//   bench_graph GRAPH SIZE         measure; GRAPH is network or mixed, SIZE the number of operations
//   bench_graph GRAPH SIZE FILE    write the graph to FILE for the peers in other languages
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iomanip>
#include <memory>
#include <string>

#include "counted_memory.hpp"
#include "graph/execution.hpp"
#include "graphs.hpp"
#include "measure.hpp"

namespace bp::bench {
namespace {

OpKind op_of(Kind kind) {
    switch (kind) {
        case Kind::add:
            return OpKind::add;
        case Kind::mul:
            return OpKind::mul;
        case Kind::tanh:
            return OpKind::tanh;
        case Kind::relu:
            return OpKind::relu;
        case Kind::exp:
            break;
    }
    return OpKind::exp;
}

/// Nodes get their numbers in `data` as ids.
std::shared_ptr<const Graph> build(const ScalarGraph& data) {
    auto graph = std::make_shared<Graph>();
    for (size_t k = 0; k < data.leaves.size(); ++k) graph->add_input("x" + std::to_string(k));
    for (const auto& [kind, a, b] : data.operations) {
        if (kind == Kind::add || kind == Kind::mul) {
            graph->add(op_of(kind), {NodeId{a}, NodeId{b}});
        } else {
            graph->add(op_of(kind), {NodeId{a}});
        }
    }
    return graph;
}

class Bench {
  public:
    Bench(const std::string& name, size_t size) : name_(name), data_(make_graph(name, size)) {
        for (uint32_t k = 0; k < data_.leaves.size(); ++k) leaves_.emplace(NodeId{k}, data_.leaves[k]);
        build_ns_ = fastest_time([&] { return time_of([&] { graph_ = build(data_); }); });
        plan_ns_ = fastest_time([&] { return time_of([&] { make_execution(); }); });
        measure_bytes();
    }

    void print() {
        const double forward = fastest_time([&] { return time_of([&] { this->forward(); }); });
        const double backward = fastest_time([&] {
            this->forward();
            return time_of([&] { this->backward(); });
        });
        const double both = fastest_time([&] {
            return time_of([&] {
                this->forward();
                this->backward();
            });
        });
        const double update = fastest_time([&] { return update_time(); });
        this->forward();
        double sum = 0;
        double absolute = 0;
        for (uint32_t k = 0; k < data_.leaves.size(); ++k) {
            const double grad = execution_->grad(NodeId{k})[0];
            sum += grad;
            absolute += std::abs(grad);
        }
        const auto n = static_cast<double>(data_.operations.size());
        const auto nodes = n + static_cast<double>(data_.leaves.size());
        std::printf(
            "{\"graph\": \"%s\", \"operations\": %.0f, \"leaves\": %zu, \"build\": %.4g, \"plan\": %.4g, "
            "\"forward\": %.4g, \"backward\": %.4g, \"both\": %.4g, \"update_us\": %.4g, "
            "\"graph_bytes\": %.4g, \"execution_bytes\": %.4g, "
            "\"value\": %.17g, \"grad_sum\": %.17g, \"grad_abs\": %.17g}\n",
            name_.c_str(), n, data_.leaves.size(), build_ns_ / n, plan_ns_ / n, forward / n, backward / n,
            both / n, update / 1e3, static_cast<double>(graph_bytes_) / nodes,
            static_cast<double>(execution_bytes_) / nodes, execution_->value(execution_->output())[0], sum,
            absolute);
    }

  private:
    void make_execution() { execution_ = std::make_unique<Execution<double>>(graph_, leaves_); }

    void measure_bytes() {
        execution_.reset();
        graph_.reset();
        const size_t nothing = live_bytes;
        graph_ = build(data_);
        graph_bytes_ = live_bytes - nothing;
        make_execution();
        execution_bytes_ = live_bytes - nothing - graph_bytes_;
    }

    /// All leaves are set, so every node is computed again.
    void forward() {
        for (uint32_t k = 0; k < data_.leaves.size(); ++k)
            execution_->set_element(NodeId{k}, 0, data_.leaves[k]);
        execution_->value(execution_->output());
    }

    void backward() {
        for (uint32_t k = 0; k < data_.leaves.size(); ++k) execution_->grad(NodeId{k});
    }

    /// One leaf after the other changes; its gradient and the output are read. The time of one of 20 leaves.
    double update_time() {
        return time_of([&] {
                   for (int k = 0; k < 20; ++k) update_one();
               }) /
               20;
    }

    void update_one() {
        turn_ = (turn_ + 7919) % static_cast<uint32_t>(data_.leaves.size());
        execution_->set_element(NodeId{turn_}, 0, data_.leaves[turn_]);
        execution_->value(execution_->output());
        execution_->grad(NodeId{turn_});
    }

    std::string name_;
    ScalarGraph data_;
    Leaves<double> leaves_;
    std::shared_ptr<const Graph> graph_;
    std::unique_ptr<Execution<double>> execution_;
    double build_ns_ = 0;
    double plan_ns_ = 0;
    size_t graph_bytes_ = 0;
    size_t execution_bytes_ = 0;
    uint32_t turn_ = 0;
};

/// First the leaves' values on one line, then an operation a line: its sign and its inputs' numbers.
void write_graph(const ScalarGraph& graph, const std::string& path) {
    std::ofstream file(path);
    file << std::setprecision(17);
    for (const double leaf : graph.leaves) file << leaf << ' ';
    for (const auto& [kind, a, b] : graph.operations)
        file << '\n' << static_cast<char>(kind) << ' ' << a << ' ' << b;
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace
}  // namespace bp::bench

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: bench_graph network|mixed SIZE [FILE]\n", stderr);
        return 2;
    }
    try {
        const size_t size = std::stoul(argv[2]);
        if (argc > 3) {
            bp::bench::write_graph(bp::bench::make_graph(argv[1], size), argv[3]);
        } else {
            bp::bench::Bench(argv[1], size).print();
        }
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 1;
    }
    return 0;
}
