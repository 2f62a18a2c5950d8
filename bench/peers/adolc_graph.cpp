// Times ADOL-C (operator overloading on a tape) on one of the benchmark's graphs and prints one line of JSON:
//   adolc_graph GRAPH SIZE
// The tape is written once and then replayed, as our graph is: zos_forward for values, fos_reverse for
// gradients.
#include <adolc/adolc.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "../graphs.hpp"
#include "../measure.hpp"

namespace bp::bench {
namespace {

constexpr short kTape = 1;

void write_tape(const ScalarGraph& graph) {
    trace_on(kTape, 1);
    {
        std::vector<adouble> values(graph.leaves.size() + graph.operations.size());
        size_t next = 0;
        for (const double leaf : graph.leaves) values[next++] <<= leaf;
        for (const auto& [kind, a, b] : graph.operations) {
            adouble& z = values[next++];
            if (kind == Kind::add) z = values[a] + values[b];
            if (kind == Kind::mul) z = values[a] * values[b];
            if (kind == Kind::tanh) z = tanh(values[a]);
            if (kind == Kind::relu) condassign(z, values[a], values[a], adouble(0.0));
            if (kind == Kind::exp) z = exp(values[a]);
        }
        double output = 0;
        values.back() >>= output;
    }
    trace_off();
}

void run(const std::string& name, size_t size) {
    const ScalarGraph graph = make_graph(name, size);
    const auto leaves = static_cast<int>(graph.leaves.size());
    std::vector<double> grads(graph.leaves.size());
    double value = 0;
    double upstream = 1;
    const auto forward = [&] { zos_forward(kTape, 1, leaves, 1, graph.leaves.data(), &value); };
    const auto backward = [&] { fos_reverse(kTape, 1, leaves, &upstream, grads.data()); };
    const double build_ns = fastest_time([&] { return time_of([&] { write_tape(graph); }); });
    const double forward_ns = fastest_time([&] { return time_of(forward); });
    const double backward_ns = fastest_time([&] {
        forward();
        return time_of(backward);
    });
    const double both_ns = fastest_time([&] {
        return time_of([&] {
            forward();
            backward();
        });
    });
    double sum = 0;
    double absolute = 0;
    for (const double grad : grads) {
        sum += grad;
        absolute += std::abs(grad);
    }
    const auto n = static_cast<double>(graph.operations.size());
    std::printf(
        "{\"graph\": \"%s\", \"operations\": %.0f, \"leaves\": %d, \"build\": %.4g, \"forward\": %.4g, "
        "\"backward\": %.4g, \"both\": %.4g, \"value\": %.17g, \"grad_sum\": %.17g, \"grad_abs\": %.17g}\n",
        name.c_str(), n, leaves, build_ns / n, forward_ns / n, backward_ns / n, both_ns / n, value, sum,
        absolute);
}

}  // namespace
}  // namespace bp::bench

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: adolc_graph network|mixed SIZE\n", stderr);
        return 2;
    }
    bp::bench::run(argv[1], std::stoul(argv[2]));
    return 0;
}
