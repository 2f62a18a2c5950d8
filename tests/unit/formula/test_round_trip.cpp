#include <rapidcheck.h>

#include <catch2/catch_test_macros.hpp>

#include "formula/formula.hpp"
#include "unit/formula/graph_text.hpp"

using namespace bp;
using bp::test::difference;

namespace {

// Random choices as a list of numbers, so that a failing graph shrinks; 0 when they run out.
class Dice {
  public:
    explicit Dice(const std::vector<uint16_t>& rolls) : rolls_(rolls) {}
    bool left() const { return at_ < rolls_.size(); }
    size_t below(size_t bound) { return left() ? rolls_[at_++] % bound : 0; }

  private:
    const std::vector<uint16_t>& rolls_;
    size_t at_ = 0;
};

double random_number(Dice& dice) {
    constexpr double kNumbers[] = {0, 1, 2, -1, -0.0, 0.1, -2.5, 1e-7, 3.3000000000000003, 1e300, -5e-324};
    return kNumbers[dice.below(std::size(kNumbers))];
}

Tensor<double> random_constant(Dice& dice) {
    std::vector<int> dims(dice.below(4));
    for (int& dim : dims) dim = 1 + static_cast<int>(dice.below(3));
    Tensor<double> value = Tensor<double>::filled(Shape(std::span<const int>(dims)), 0);
    for (double& number : value.data) number = random_number(dice);
    return value;
}

Attrs random_attrs(Dice& dice, Notation notation) {
    const auto dim = [&] { return 1 + static_cast<int>(dice.below(5)); };
    switch (notation) {
        case Notation::axis_call:
            return dice.below(2) == 0 ? Attrs{} : Attrs{static_cast<int>(dice.below(4)) - 2};
        case Notation::shape_call:
            return dice.below(2) == 0 ? Attrs{dim(), -1} : Attrs{dim()};
        case Notation::generator:
            return dice.below(3) == 0 ? Attrs{} : Attrs{dim(), dim()};
        case Notation::seeded:
            return {dim(), static_cast<int>(dice.below(100)) - 50};
        default:
            return {};
    }
}

// Mostly one of the last few nodes, so that expressions become deep.
NodeId random_node(Dice& dice, const Graph& graph) {
    const size_t size = graph.nodes().size();
    return graph.nodes()[size - 1 - dice.below(dice.below(3) == 0 ? size : std::min<size_t>(size, 4))].id;
}

void name_dead_nodes(Graph& graph) {
    std::vector<bool> used(graph.nodes().size());
    for (const Node& node : graph.nodes()) {
        for (const NodeId input : node.inputs()) used[graph.index(input)] = true;
    }
    for (size_t i = 0; i < used.size(); ++i) {
        const Node& node = graph.nodes()[i];
        if (!used[i] && node.name.empty() && node.id != graph.output()) {
            graph.rename(node.id, "dead" + std::to_string(i));
        }
    }
}

Graph random_graph(const std::vector<uint16_t>& rolls) {
    Dice dice(rolls);
    Graph graph;
    graph.add_input("x");
    graph.add_input("사과");
    while (dice.left()) {
        const size_t kind = dice.below(all_ops().size() + 6);
        NodeId id{};
        if (kind >= all_ops().size()) {
            // Symbols more often than the rest: their precedence is what can go wrong.
            constexpr OpKind kSymbols[] = {OpKind::neg, OpKind::pow, OpKind::sub,
                                           OpKind::mul, OpKind::div, OpKind::add};
            const OpKind op = kSymbols[kind - all_ops().size()];
            id = op == OpKind::neg ? graph.add(op, {random_node(dice, graph)})
                                   : graph.add(op, {random_node(dice, graph), random_node(dice, graph)});
        } else if (kind == static_cast<size_t>(OpKind::input)) {
            id = graph.add_input("leaf" + std::to_string(graph.nodes().size()));
        } else if (kind == static_cast<size_t>(OpKind::constant)) {
            id = graph.add_constant(random_constant(dice));
        } else {
            const OpInfo& info = all_ops()[kind]->info;
            std::vector<NodeId> inputs(static_cast<size_t>(info.arity));
            for (NodeId& input : inputs) input = random_node(dice, graph);
            id = graph.add(static_cast<OpKind>(kind), inputs, random_attrs(dice, info.notation));
        }
        if (graph.node(id).op != OpKind::input && dice.below(4) == 0) {
            graph.rename(id, "n" + std::to_string(graph.nodes().size()));
        }
    }
    if (!rolls.empty() && rolls.front() % 3 == 0) graph.set_output(random_node(dice, graph));
    name_dead_nodes(graph);
    return graph;
}

// An expression with every operation in parentheses, which needs no precedence, beside the graph it must
// become.
struct Written {
    std::string text;
    std::string structure;
};

Written random_expression(Dice& dice, int depth) {
    constexpr std::pair<OpKind, std::string_view> kSymbols[] = {{OpKind::add, "+"},  {OpKind::sub, "-"},
                                                                {OpKind::mul, "*"},  {OpKind::div, "/"},
                                                                {OpKind::pow, "**"}, {OpKind::matmul, "@"}};
    const size_t kind = depth == 0 ? 7 + dice.below(3) : dice.below(10);
    if (kind == 9) return {"x", "x"};
    if (kind >= 7) {
        const std::string number = exact(random_number(dice));
        return {number, number};
    }
    const Written a = random_expression(dice, depth - 1);
    if (kind == 6) return {"-(" + a.text + ")", "(neg " + a.structure + ")"};
    const Written b = random_expression(dice, depth - 1);
    const auto& [op, symbol] = kSymbols[kind];
    return {"(" + a.text + ")" + std::string(symbol) + "(" + b.text + ")",
            "(" + std::string(def(op).info.key) + " " + a.structure + " " + b.structure + ")"};
}

}  // namespace

TEST_CASE("property: printing and parsing give the same graph, and then the same text") {
    CHECK(rc::check("graph → text → graph", [](const std::vector<uint16_t>& rolls) {
        const Graph graph = random_graph(rolls);
        const std::string text = print_formula(graph);
        RC_LOG() << text << "\n";
        const Graph again = parse_formula(text);
        RC_ASSERT(difference(graph, again) == "");
        RC_ASSERT(print_formula(again) == text);
    }));
}

TEST_CASE("property: dropping the parentheses that precedence makes needless changes nothing") {
    CHECK(rc::check("(a) + ((b) * (c)) = a + b * c", [](const std::vector<uint16_t>& rolls) {
        Dice dice(rolls);
        const auto [text, expected] = random_expression(dice, 6);
        const Graph graph = parse_formula(text);
        const std::string short_text = print_formula(graph);
        const Graph again = parse_formula(short_text);
        RC_LOG() << text << "\n" << short_text << "\n";
        RC_ASSERT(bp::test::structure(graph, graph.output()) == expected);
        RC_ASSERT(bp::test::structure(again, again.output()) == expected);
        RC_ASSERT(print_formula(again) == short_text);
    }));
}
