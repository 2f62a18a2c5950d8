#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "support/corpus.hpp"
#include "unit/ui/canvas.hpp"

using namespace bp;
using namespace bp::test;

// The canvas stays readable, and cards stay where they are, while numbers are dragged, a walk goes on and the
// graph is edited.

namespace {

/// Every card that is still there stands where it stood.
void check_same_places(const Canvas::Places& before, const Canvas::Places& after, const std::string& what) {
    for (const auto& [card, place] : before) {
        const auto now = after.find(card);
        if (now == after.end()) continue;
        const float dx = now->second.x - place.x, dy = now->second.y - place.y;
        if (std::abs(dx) <= 0.01f && std::abs(dy) <= 0.01f) continue;
        FAIL_CHECK(what << ": moved: node " << card.first << " by " << dx << ", " << dy);
    }
    CHECK(!after.empty());
}

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

NodeId first_op(const Document& document) {
    for (const Node& node : document.graph->nodes()) {
        if (node.arity > 0) return node.id;
    }
    return document.graph->output();
}

}  // namespace

TEST_CASE("steady canvas: while a leaf is dragged, and every card stays where it is") {
    Canvas canvas;
    for (const CorpusGraph& graph : measured_graphs()) {
        for (const Point size : {Point{860, 748}, Point{390, 489}}) {
            canvas.open(graph.document, size);
            for (const Node& node : graph.document.graph->nodes()) {
                if (node.op != OpKind::input || !graph.document.leaves.at(node.id)->shape.is_scalar())
                    continue;
                const Canvas::Places before = canvas.places();
                for (const double value : {1.0, 10.0, 123.456, 1e6, -0.001}) {
                    REQUIRE(canvas.act(Command(SetLeaf{node.name, value, 1})));
                    const std::string now =
                        what(graph, size, node.name + " dragged to " + std::to_string(value));
                    canvas.check_rules(now);
                    check_same_places(before, canvas.places(), now);
                }
                break;
            }
        }
    }
}

TEST_CASE("steady canvas: at every step of a walk, and every card stays where it is") {
    Canvas canvas;
    std::vector<CorpusGraph> graphs = lesson_graphs();
    graphs.push_back(measured_graphs()[4]);
    graphs.push_back(network_graphs()[1]);
    for (const CorpusGraph& graph : graphs) {
        for (const Point size : {Point{768, 748}, Point{390, 320}}) {
            canvas.open(graph.document, size);
            const Canvas::Places before = canvas.places();
            const bool whole = canvas.scene().whole;
            canvas.act(MoveWalk{MoveWalk::Move::start});
            for (int step = 0; step < 60; ++step) {
                const std::string now = what(graph, size, "step " + std::to_string(step));
                canvas.check_rules(now);
                if (canvas.scene().whole == whole) {
                    check_same_places(before, canvas.places(), now);
                } else {
                    FAIL_CHECK(now << ": cut: it was " << (whole ? "" : "not ") << "whole");
                }
                const auto& walk = canvas.playground().walk();
                if (!walk || walk->position() == walk->length()) break;
                canvas.act(MoveWalk{MoveWalk::Move::step});
            }
        }
    }
}

TEST_CASE("steady canvas: after small edits") {
    Canvas canvas;
    std::vector<CorpusGraph> graphs = measured_graphs();
    for (CorpusGraph& graph : odd_graphs()) {
        if (graph.name.starts_with("a chain") || graph.name.starts_with("groups"))
            graphs.push_back(std::move(graph));
    }
    for (size_t i = 0; i < graphs.size(); ++i) {
        const CorpusGraph& graph = graphs[i];
        const Point size = i % 2 == 0 ? Point{860, 748} : Point{390, 489};
        canvas.open(graph.document, size);
        const NodeId output = graph.document.graph->output(), op = first_op(graph.document);
        const auto edit = [&](const char* name, const Command& command) {
            canvas.act(command);
            canvas.check_rules(what(graph, size, name));
        };
        edit("op added", AddOp{.op = OpKind::exp, .inputs = {output}});
        edit("op with new leaves added", AddOp{.op = OpKind::mul});
        edit("renamed", Rename{op, "the_first_intermediate_result"});
        edit("renamed in Korean", Rename{op, "처음으로_계산한_중간_결과"});
        edit("name taken", Rename{op, ""});
        edit("removed", Remove{{op}});
    }
}

TEST_CASE("steady canvas: a card that the user moved stays there") {
    Canvas canvas;
    const CorpusGraph graph = preset_graphs()[1];
    canvas.open(graph.document, {860, 748});
    const NodeId moved = first_op(graph.document);
    const auto place = [&] {
        for (const Card& card : canvas.view().cards) {
            if (card.id == moved) return card.centre;
        }
        return Point{};
    };
    const Point chosen{place().x + 37, place().y - 61};
    REQUIRE(canvas.act(Command(Move{.places = {{moved, chosen}}})));
    CHECK(place() == chosen);
    canvas.act(Command(SetLeaf{"apple", 1e6, 1}));
    CHECK(place() == chosen);
    canvas.act(MoveWalk{MoveWalk::Move::start});
    canvas.act(MoveWalk{MoveWalk::Move::off});
    CHECK(place() == chosen);
    canvas.act(Command(AddOp{.op = OpKind::exp, .inputs = {graph.document.graph->output()}}));
    CHECK(place() == chosen);
    canvas.resize({390, 489});
    canvas.fit();
    CHECK(place() == chosen);
    CHECK(std::ranges::all_of(canvas.scene().labels,
                              [](const SceneLabel& label) { return label.size >= kLeastText; }));
}

TEST_CASE("steady canvas: what an edit moves glides") {
    Canvas canvas(false);
    constexpr int kSettle = 40;
    const std::vector<CorpusGraph> measured = measured_graphs();
    for (const CorpusGraph& graph : {measured[0], measured[3], measured[7]}) {
        canvas.open(graph.document, {860, 748});
        canvas.wait(kSettle);
        const Canvas::Places before = canvas.on_screen();
        const NodeId output = graph.document.graph->output();
        canvas.act(Command(AddOp{.op = OpKind::exp, .inputs = {output}}), 1);
        const Canvas::Places begun = canvas.on_screen();
        canvas.wait(kSettle);
        const Canvas::Places after = canvas.on_screen();
        canvas.check_rules(what(graph, {860, 748}, "glided"));
        for (const auto& [card, place] : before) {
            if (!begun.contains(card) || !after.contains(card)) continue;
            const float first = distance(begun.at(card), place), all = distance(after.at(card), place);
            if (first <= std::max(2.0f, 0.35f * all)) continue;
            FAIL_CHECK(what(graph, {860, 748}, "op added") << ": jumps: node " << card.first << " by "
                                                           << first << " of " << all << " px in a frame");
        }
        CHECK(!after.empty());
    }
}
