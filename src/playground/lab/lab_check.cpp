#include "playground/lab/lab_check.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace bp {
namespace {

constexpr size_t kDecades = 11;
constexpr size_t kPerDecade = 4;

std::array<double, kDecades * kPerDecade + 1> make_steps() {
    constexpr std::array<double, kDecades + 1> kTens{1e-1, 1e-2, 1e-3, 1e-4,  1e-5,  1e-6,
                                                     1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12};
    constexpr std::array<double, kPerDecade> kBetween{1, 0.5623413251903491, 0.31622776601683794,
                                                      0.1778279410038923};
    std::array<double, kDecades * kPerDecade + 1> steps{};
    for (size_t i = 0; i < steps.size(); ++i) steps[i] = kTens[i / kPerDecade] * kBetween[i % kPerDecade];
    return steps;
}

/// Inputs, and constants that have a name: 3, zeros([2]) or randn([2], 1).
bool is_named_leaf(const Node& node) { return node.arity == 0 && !node.name.empty(); }

/// The elements of one leaf that are looked at.
struct Elements {
    NodeId leaf;
    std::vector<size_t> elements;
    std::vector<double> backprop;
};

template <class T>
Curve::Line line_of(const Execution<T>& execution, const std::vector<Elements>& all) {
    Differences<T> differences(execution);
    Curve::Line line;
    for (const double h : lab_steps()) {
        double error = 0;
        for (const Elements& of : all) {
            for (size_t i = 0; i < of.elements.size(); ++i) {
                const auto n = static_cast<double>(differences.central(of.leaf, of.elements[i], h));
                const double difference = std::abs(n - of.backprop[i]);
                if (!(difference <= error) && !std::isnan(error)) error = difference;
            }
        }
        line.errors.push_back(error);
    }
    return line;
}

/// Which of the two regimes are there: an error many times the least one on that side.
void find_regimes(Curve::Line& line) {
    constexpr double kMany = 30;
    const auto least = std::ranges::min_element(
        line.errors, [](double a, double b) { return std::isnan(b) ? !std::isnan(a) : a < b; });
    line.best = static_cast<size_t>(least - line.errors.begin());
    const double floor = std::max(*least, 1e-16);
    line.truncation = line.errors.front() > kMany * floor;
    line.rounding = line.errors.back() > kMany * floor;
}

Execution<float> in_float(Execution<double> execution) {
    Leaves<float> leaves;
    for (const Node& node : execution.graph().nodes()) {
        if (node.op == OpKind::input)
            leaves.emplace(node.id, converted<float>(execution.value(node.id).tensor()));
    }
    Execution<float> narrow(execution.shared_graph(), leaves);
    narrow.set_output(execution.output());
    narrow.set_upstream(converted<float>(execution.upstream().tensor()));
    return narrow;
}

/// Seconds that one call takes: it is called again until the clock has something to measure.
template <class Call>
double seconds_of(Clock clock, Call call) {
    constexpr double kEnough = 4e-3;
    constexpr int kMost = 100'000;
    call();  // warm
    const double start = clock();
    int calls = 0;
    double passed = 0;
    while (passed < kEnough && calls < kMost) {
        const int more = std::max(1, calls);
        for (int i = 0; i < more; ++i) call();
        calls += more;
        passed = clock() - start;
    }
    return passed / calls;
}

}  // namespace

std::span<const double> lab_steps() {
    static const auto steps = make_steps();
    return steps;
}

Execution<double> right_of(const Execution<double>& shown) {
    Execution<double> source = shown.with_fault(nullptr);
    const Graph& graph = source.graph();
    std::vector<Node> nodes(graph.nodes().begin(), graph.nodes().end());
    std::map<NodeId, Tensor<double>> constants;
    Leaves<double> leaves;
    for (Node& node : nodes) {
        if (node.op == OpKind::constant && node.name.empty())
            constants.emplace(node.id, graph.constant(node.id));
        if (!is_named_leaf(node)) continue;
        node.op = OpKind::input;
        node.attrs.clear();
        leaves.emplace(node.id, source.value(node.id).tensor());
    }
    Execution<double> right(std::make_shared<const Graph>(
                                Graph::from_nodes(std::move(nodes), std::move(constants), source.output())),
                            leaves);
    right.set_upstream(source.upstream().tensor());
    return right;
}

double work_of(const Execution<double>& execution) {
    constexpr double kPerNode = 20;
    double work = 0;
    for (const Node& node : execution.graph().nodes()) {
        const auto size = static_cast<double>(execution.shape(node.id).size());
        const bool product = node.op == OpKind::matmul || node.op == OpKind::affine;
        work += kPerNode + size * (product ? execution.shape(node.input[0]).columns() : 1);
    }
    return work;
}

std::vector<NodeId> checked_leaves(const Execution<double>& execution) {
    const std::vector<uint8_t> differentiable = have_derivative(execution);
    std::vector<NodeId> leaves;
    for (const Node& node : execution.graph().nodes()) {
        if (is_named_leaf(node) && differentiable[execution.graph().index(node.id)])
            leaves.push_back(node.id);
    }
    return leaves;
}

std::vector<CheckedLeaf> check_leaves(const Execution<double>& execution, double step, size_t most) {
    std::vector<CheckedLeaf> leaves;
    for (const GradCheckRow& row : grad_check(execution, step, most))
        leaves.push_back({row, judge(execution, row, step)});
    return leaves;
}

Curve error_curve(const Execution<double>& execution, std::span<const NodeId> leaves, size_t most) {
    Execution<double> current(execution);
    std::vector<Elements> all;
    for (const NodeId leaf : leaves) {
        const View<double> grad = current.grad(leaf);
        Elements of{leaf, checked_elements(grad.size(), most), {}};
        for (const size_t element : of.elements) of.backprop.push_back(grad[element]);
        all.push_back(std::move(of));
    }
    Curve curve{line_of(current, all), line_of(in_float(current).with_fault(current.fault()), all)};
    find_regimes(curve.in_double);
    find_regimes(curve.in_float);
    return curve;
}

Race race(const Execution<double>& execution, Clock clock, size_t most) {
    Race result;
    size_t measured = 0;
    const std::vector<NodeId> leaves = checked_leaves(execution);
    for (const NodeId leaf : leaves) {
        result.numbers += execution.shape(leaf).size();
        measured += std::min(most, execution.shape(leaf).size());
    }
    result.evaluations = 2 * result.numbers;
    if (measured == 0) return result;
    result.extrapolated = measured < result.numbers;

    Differences<double> differences(execution);
    result.numerical = seconds_of(clock, [&] {
        for (const NodeId leaf : leaves) {
            for (const size_t element : checked_elements(execution.shape(leaf).size(), most))
                differences.central(leaf, element, 1e-4);
        }
    });
    result.numerical *= static_cast<double>(result.numbers) / static_cast<double>(measured);

    Execution<double> both(execution);
    Leaves<double> values;
    for (const NodeId leaf : leaves) values.emplace(leaf, both.value(leaf).tensor());
    result.backprop = seconds_of(clock, [&] {
        for (const auto& [leaf, value] : values) both.set(leaf, value);
        for (const NodeId leaf : leaves) both.grad(leaf);
    });
    return result;
}

}  // namespace bp
