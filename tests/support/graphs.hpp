#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formula/formula.hpp"
#include "graph/execution.hpp"

/// A graph from a formula with its values, for tests.
struct TestGraph {
    bp::Execution<double> execution;

    bp::NodeId id(std::string_view name) const { return execution.graph().find(name).value(); }
    void set(std::string_view name, const bp::Tensor<double>& value) { execution.set(id(name), value); }
    bp::Tensor<double> tensor(std::string_view name) { return execution.value(id(name)).tensor(); }
    bp::Tensor<double> grad_tensor(std::string_view name) { return execution.grad(id(name)).tensor(); }
    double number(std::string_view name) { return execution.value(id(name))[0]; }
    double grad(std::string_view name) { return execution.grad(id(name))[0]; }
};

inline TestGraph graph_of(std::string_view formula,
                          const std::vector<std::pair<std::string, bp::Tensor<double>>>& values) {
    auto graph = std::make_shared<const bp::Graph>(bp::parse_formula(formula));
    bp::Leaves<double> leaves;
    for (const auto& [name, tensor] : values) leaves.emplace(graph->find(name).value(), tensor);
    return {bp::Execution<double>(graph, leaves)};
}
