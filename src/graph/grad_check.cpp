#include "graph/grad_check.hpp"

#include <algorithm>
#include <cmath>

namespace bp {
namespace {

double objective(Execution<double>& execution) {
    const View<double> output = execution.value(execution.output());
    const View<double> upstream = execution.upstream();
    double sum = 0;
    for (size_t k = 0; k < output.size(); ++k) sum += upstream[k] * output[k];
    return sum;
}

/// False for a leaf whose every use takes no derivative, such as class indices.
bool has_derivative(const Execution<double>& execution, NodeId leaf) {
    bool used = false;
    for (const Node& node : execution.graph().nodes()) {
        for (size_t k = 0; k < node.arity; ++k) {
            if (node.input[k] != leaf) continue;
            used = true;
            std::array<Shape, 3> shapes;
            for (size_t i = 0; i < node.arity; ++i) shapes[i] = execution.shape(node.input[i]);
            const auto differentiable = def(node.op).differentiable;
            if (!differentiable || differentiable(static_cast<int>(k), {shapes.data(), node.arity}))
                return true;
        }
    }
    return !used;
}

}  // namespace

Tensor<double> numerical_gradient(const Execution<double>& execution, NodeId leaf, double step) {
    if (!(step > 0) || !std::isfinite(step))
        throw Problem("the step of a numerical gradient is a number above 0");
    Execution<double> probe(execution);
    const Tensor<double> point = probe.value(leaf).tensor();
    Tensor<double> gradient = Tensor<double>::filled(point.shape, 0);
    for (size_t k = 0; k < point.data.size(); ++k) {
        const double x = point.data[k];
        probe.set_element(leaf, k, x + step);
        const double above = objective(probe);
        probe.set_element(leaf, k, x - step);
        const double below = objective(probe);
        probe.set_element(leaf, k, x);
        gradient.data[k] = (above - below) / (2 * step);
    }
    return gradient;
}

std::vector<GradCheckRow> grad_check(const Execution<double>& execution, double step) {
    Execution<double> current(execution);
    std::vector<GradCheckRow> rows;
    for (const Node& node : current.graph().nodes()) {
        if (node.op != OpKind::input || !has_derivative(current, node.id)) continue;
        const Tensor<double> numerical = numerical_gradient(execution, node.id, step);
        const View<double> backprop = current.grad(node.id);
        GradCheckRow row{.leaf = node.id};
        for (size_t k = 0; k < numerical.data.size(); ++k) {
            const double a = backprop[k];
            const double n = numerical.data[k];
            const double difference = std::abs(a - n);
            row.mean_abs += difference / static_cast<double>(numerical.data.size());
            // Not std::max: a NaN must not be lost.
            if (!(difference <= row.max_abs)) row.max_abs = difference;
            const double relative = difference / std::max({std::abs(a), std::abs(n), 1e-8});
            if (!(relative <= row.max_rel)) row.max_rel = relative;
        }
        rows.push_back(row);
    }
    return rows;
}

}  // namespace bp
