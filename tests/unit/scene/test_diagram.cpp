#include <catch2/catch_test_macros.hpp>

#include "document/commands.hpp"
#include "document/presets.hpp"
#include "scene/graph_view.hpp"

using namespace bp;

namespace {

Document of(const std::string& formula) {
    return apply(apply(preset_document("apple"), NewGraph{}), SetFormula{formula});
}

NodeId named(const Document& document, const char* name) { return document.graph->find(name).value(); }

}  // namespace

TEST_CASE("diagram: a folded group is one item with one edge from each source") {
    Document d = of("y = 1 / (1 + exp(-1 * x)) * x\nz = y + k");
    std::vector<NodeId> sigmoid;
    for (const Node& node : d.graph->nodes()) {
        if (node.arity > 0 && node.id != named(d, "z")) sigmoid.push_back(node.id);
    }
    d = apply(d, MakeGroup{sigmoid, "gate"});
    const Diagram diagram = make_diagram(*d.graph, d.groups);
    size_t edges = 0;
    for (const Diagram::Link& link : diagram.links) {
        if (!diagram.items[link.to].group) continue;
        edges += link.source == named(d, "x");
        if (link.source == named(d, "x")) CHECK(link.uses.size() == 2);
    }
    CHECK(edges == 1);
    Execution<double> execution = execute(d);
    const GraphView view = make_graph_view(execution, d, arrange(execution, d));
    CHECK(view.groups.empty());
    d = apply(d, FoldGroup{d.groups[0].id, false});
    const GraphView open = make_graph_view(execution, d, arrange(execution, d));
    REQUIRE(open.groups.size() == 1);
    CHECK(open.groups[0].cards.size() == sigmoid.size());
}

TEST_CASE("diagram: two groups that feed each other do not both fold") {
    Document d = of("a1 = x + 1\nb1 = a1 * 2\nb2 = x * 3\na2 = b2 + 4\ny = b1 + a2");
    d = apply(d, MakeGroup{{named(d, "a1"), named(d, "a2")}, "a"});
    d = apply(d, MakeGroup{{named(d, "b1"), named(d, "b2")}, "b"});
    const Diagram diagram = make_diagram(*d.graph, d.groups);
    size_t folded = 0;
    for (const Diagram::Item& item : diagram.items) folded += item.group.has_value();
    CHECK(folded == 1);
    for (const Diagram::Link& link : diagram.links) CHECK(link.from < link.to);
}

TEST_CASE("layout: a small edit leaves the order of the cards") {
    Document d = of("y = a + b\nz = c * e\nw = y * z");
    Execution<double> before = execute(d);
    const Arrangement first = arrange(before, d);
    // The user sees b above a: nothing crosses less otherwise.
    d = apply(d, SetFormula{"y = a + b\nz = c * e\nw = y * z * k"});
    Execution<double> after = execute(d);
    const Arrangement second = arrange(after, d, {}, &first);
    const auto y = [&](const Arrangement& at, const char* name) {
        const NodeId id = named(d, name);
        for (size_t i = 0; i < at.diagram.items.size(); ++i) {
            if (at.diagram.items[i].node == id) return at.cards[i].centre.y;
        }
        return -1e9f;
    };
    for (const auto& [low, high] : {std::pair{"a", "b"}, std::pair{"b", "c"}, std::pair{"c", "e"}}) {
        CHECK((y(first, low) < y(first, high)) == (y(second, low) < y(second, high)));
    }
}

TEST_CASE("layout: a long edge keeps clear of the cards it passes") {
    const Document d = of("t1 = x * k\nt2 = exp(t1)\nt3 = t2 + m\nt4 = t3 * n\ny = t4 + x");
    Execution<double> execution = execute(d);
    const GraphView view = make_graph_view(execution, d, arrange(execution, d));
    size_t points = 0;
    for (const Wire& wire : view.wires) {
        for (const Point& p : wire.path) {
            ++points;
            for (size_t i = 0; i < view.cards.size(); ++i) {
                if (i == wire.from || i == wire.to) continue;
                const Card& card = view.cards[i];
                const bool inside = std::abs(p.x - card.centre.x) < card.size.x / 2 &&
                                    std::abs(p.y - card.centre.y) < card.size.y / 2;
                CHECK_FALSE(inside);
            }
        }
    }
    CHECK(points > 0);
}
