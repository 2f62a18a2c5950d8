#include <catch2/catch_test_macros.hpp>
#include <string>

#include "formula/formula.hpp"
#include "scene/diagram.hpp"
#include "scene/layout.hpp"

using namespace bp;

namespace {

std::vector<Point> layout_of(const Graph& graph) {
    const Diagram diagram = make_diagram(graph, {});
    LayoutProblem problem;
    for (size_t i = 0; i < diagram.items.size(); ++i) problem.boxes.push_back({.size = {60, 48}});
    for (const Diagram::Link& link : diagram.links)
        problem.edges.push_back({.from = link.from, .to = link.to, .label = {.size = {30, 28}}});
    return layered_layout(problem, {}).centres;
}

}  // namespace

TEST_CASE("inputs stand in the order of the op's arguments where nothing crosses") {
    const Graph graph = parse_formula("z = (a * b + c) * d");
    const auto at = layout_of(graph);
    const auto y = [&](const char* name) { return at[graph.index(graph.find(name).value())].y; };
    CHECK(y("a") < y("b"));
    CHECK(y("b") < y("c"));
    CHECK(y("c") < y("d"));
}

TEST_CASE("a chain of thousands of nodes and a leaf that all of them use are placed in good time") {
    std::string text = "t0 = x * 2";
    for (int i = 1; i < 3000; ++i)
        text += "\nt" + std::to_string(i) + " = t" + std::to_string(i - 1) + " + x";
    const Graph graph = parse_formula(text);
    const auto at = layout_of(graph);
    for (const Node& node : graph.nodes()) {
        for (const NodeId input : node.inputs()) CHECK(at[graph.index(input)].x < at[graph.index(node.id)].x);
    }
}
