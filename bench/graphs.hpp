#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"
#include "base/rng.hpp"

// The scalar graphs of the benchmark, as data: every engine builds the same one from it.
namespace bp::bench {

enum class Kind : char { add = '+', mul = '*', tanh = 't', relu = 'r', exp = 'e' };

/// Nodes are numbered leaves first, then the operations in order; the last one is the output, and every node
/// leads to it. A unary operation has b = a.
struct ScalarGraph {
    struct Operation {
        Kind kind;
        uint32_t a;
        uint32_t b;
    };
    std::vector<double> leaves;
    std::vector<Operation> operations;

    uint32_t leaf(double value) {
        leaves.push_back(value);
        return static_cast<uint32_t>(leaves.size() - 1);
    }
    uint32_t add(Kind kind, uint32_t a, uint32_t b) {
        operations.push_back({kind, a, b});
        return static_cast<uint32_t>(leaves.size() + operations.size() - 1);
    }
    uint32_t add(Kind kind, uint32_t a) { return add(kind, a, a); }
};

/// What micrograd builds for a small network: 2 → 8 tanh → 8 relu → 1 over a batch with the loss
/// Σ exp(−t · score). Half of the nodes multiply, half add, 1 in 12 is a function; every weight fans out to
/// the whole batch.
inline ScalarGraph network_graph(size_t size) {
    constexpr std::array<size_t, 4> kWidths{2, 8, 8, 1};
    constexpr size_t kOperationsASample = 8 * (2 * 2 + 1) + 8 * (2 * 8 + 1) + 2 * 8 + 3;
    ScalarGraph graph;
    Rng rng(1);
    const auto number = [&] { return graph.leaf(2 * rng.uniform() - 1); };
    std::vector<std::vector<uint32_t>> neurons[3];  // of each layer: its weights, then its bias
    for (size_t layer = 0; layer < 3; ++layer) {
        neurons[layer].resize(kWidths[layer + 1]);
        for (auto& weights : neurons[layer])
            for (size_t k = 0; k <= kWidths[layer]; ++k) weights.push_back(number());
    }
    const size_t batch = (size + kOperationsASample / 2) / kOperationsASample;
    std::vector<std::vector<uint32_t>> samples(batch);
    for (auto& sample : samples) sample = {number(), number(), graph.leaf(rng.uniform() < 0.5 ? -1 : 1)};
    uint32_t loss = graph.leaf(0);
    for (const auto& sample : samples) {
        std::vector<uint32_t> values{sample[0], sample[1]};
        for (size_t layer = 0; layer < 3; ++layer) {
            std::vector<uint32_t> next;
            for (const auto& weights : neurons[layer]) {
                uint32_t sum = weights.back();
                for (size_t k = 0; k < values.size(); ++k)
                    sum = graph.add(Kind::add, sum, graph.add(Kind::mul, weights[k], values[k]));
                if (layer < 2) sum = graph.add(layer == 0 ? Kind::tanh : Kind::relu, sum);
                next.push_back(sum);
            }
            values = next;
        }
        const uint32_t margin = graph.add(Kind::mul, sample[2], values[0]);  // the label counts as −t
        loss = graph.add(Kind::add, loss, graph.add(Kind::exp, margin));
    }
    return graph;
}

/// Random expressions of about 64 operations over shared leaves, summed: no pattern a branch predictor could
/// learn, and functions in a third of the nodes. A bound on each value keeps it below 8.
class MixedGraph {
  public:
    static ScalarGraph make(size_t size) {
        MixedGraph mixed;
        for (size_t k = 0; k < size / 16 + 8; ++k) mixed.graph_.leaf(2 * mixed.rng_.uniform() - 1);
        mixed.bound_.assign(mixed.graph_.leaves.size(), 1);
        uint32_t total = 0;
        while (mixed.graph_.operations.size() < size) {
            const uint32_t expression = mixed.expression();
            total = mixed.graph_.add(Kind::add, total, expression);
            mixed.bound_.push_back(1);
        }
        return std::move(mixed.graph_);
    }

  private:
    size_t below(size_t n) { return rng_.below(static_cast<uint32_t>(n)); }
    uint32_t any_leaf() { return static_cast<uint32_t>(below(graph_.leaves.size())); }

    uint32_t expression() {
        const size_t first = bound_.size();
        std::vector<uint32_t> open;  // results that nothing uses yet
        for (int k = 0; k < 52; ++k) {
            uint32_t a = any_leaf();
            if (open.size() > 6) {
                const size_t at = below(open.size());
                a = std::exchange(open[at], open.back());
                open.pop_back();
            }
            const bool again = bound_.size() > first && rng_.uniform() < 0.5;
            const uint32_t b =
                again ? static_cast<uint32_t>(first + below(bound_.size() - first)) : any_leaf();
            if (again) std::erase(open, b);
            open.push_back(random_operation(a, b));
        }
        while (open.size() > 1) {
            const uint32_t b = open.back();
            open.pop_back();
            open.back() = bounded(Kind::add, open.back(), b);
        }
        return bounded(Kind::tanh, open.back(), open.back());
    }

    uint32_t random_operation(uint32_t a, uint32_t b) {
        const double dice = rng_.uniform();
        if (dice < 0.35) return bounded(Kind::add, a, b);
        if (dice < 0.7) return bounded(Kind::mul, a, b);
        const uint32_t c = bounded(Kind::mul, a, b);
        return bounded(dice < 0.8 ? Kind::tanh : dice < 0.9 ? Kind::relu : Kind::exp, c, c);
    }

    uint32_t bounded(Kind kind, uint32_t a, uint32_t b) {
        const double x = bound_[a];
        const double y = bound_[b];
        double bound = 1;
        if (kind == Kind::add) bound = x + y;
        if (kind == Kind::mul) bound = x * y;
        if (kind == Kind::relu) bound = x;
        if (kind == Kind::exp) bound = x <= 2 ? 8 : 9;
        if (bound > 8) {  // tanh keeps a's and b's bounds in check
            if (kind == Kind::exp) return bounded(Kind::tanh, a, a);
            a = bounded(Kind::tanh, a, a);
            b = bounded(Kind::tanh, b, b);
            bound = kind == Kind::add ? 2 : 1;
        }
        bound_.push_back(bound);
        return graph_.add(kind, a, b);
    }

    Rng rng_{2};
    ScalarGraph graph_;
    std::vector<double> bound_;  // of each node's absolute value
};

/// "network" or "mixed", with about `size` operations.
inline ScalarGraph make_graph(std::string_view name, size_t size) {
    if (name == "network") return network_graph(size);
    if (name == "mixed") return MixedGraph::make(size);
    throw std::runtime_error("the graph is network or mixed");
}

}  // namespace bp::bench
