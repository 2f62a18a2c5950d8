#include <array>

#include "document/json.hpp"
#include "support/canvas_sizes.hpp"
#include "unit/ui/canvas.hpp"

using namespace bp;
using namespace bp::test;

// Nothing stands on the graph as the canvas shows it by itself: no tool, not the overview's map, and not the
// details of a card. What the graph shows and the user acts on is seen.

namespace {

/// Of the canvases that windows of 320×568 to 1280×800 give, and between.
constexpr std::array kSizes{Point{320, 328}, Point{360, 242}, Point{360, 370}, Point{390, 320},
                            Point{430, 300}, Point{520, 347}, Point{640, 347}, Point{844, 299},
                            Point{604, 716}, Point{860, 748}};

Rect common(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    return {x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
}

bool covers(const Rect& above, const Rect& below) {
    const Rect both = common(above, below);
    return both.w > 1 && both.h > 1;
}

std::string card_name(const Card& card) { return card.name + card.glyph; }

std::vector<std::pair<std::string, Rect>> above_the_graph(Canvas& canvas) {
    std::vector<std::pair<std::string, Rect>> rects;
    for (const char* key : {"graph.add", "graph.area", "graph.undo", "graph.redo", "graph.edge_widths",
                            "graph.duplicate", "graph.group", "graph.ungroup", "graph.remove",
                            "graph.zoom_out", "graph.zoom_in", "graph.fit", "graph.overview"}) {
        if (const Widget* one = canvas.widget(text(Language::en, key)))
            rects.push_back({one->label, {one->x, one->y, one->w, one->h}});
    }
    if (canvas.scene().details.w > 0) rects.push_back({"details", canvas.scene().details});
    return rects;
}

void check_clear(Canvas& canvas, const std::string& what) {
    const Scene& scene = canvas.scene();
    const Rect& clear = scene.clear;
    const Rect drawn{0, clear.y - 4, scene.canvas.w,
                     clear.h + 8};  // the bands of the tools are not part of it
    const auto above = above_the_graph(canvas);
    for (size_t i = 0; i < above.size(); ++i) {
        const auto& [name, rect] = above[i];
        for (const SceneCard& card : scene.cards) {
            if (covers(rect, common(card.rect, drawn)))
                FAIL_CHECK(what << ": " << name << " on the card "
                                << card_name(canvas.view().cards[card.card]));
        }
        for (const SceneLabel& label : scene.labels) {
            if (covers(rect, label.rect)) FAIL_CHECK(what << ": " << name << " on '" << label.text << "'");
        }
        for (size_t k = 0; k < i; ++k) {
            if (covers(rect, above[k].second)) FAIL_CHECK(what << ": " << name << " on " << above[k].first);
        }
    }
}

std::vector<CorpusGraph> graphs() {
    std::vector<CorpusGraph> all = preset_graphs();
    all.push_back({"affine", preset_document("apple")});
    Document& affine = all.back().document;
    affine = apply(affine, SetFormula{"X = randn([2, 3], 1)\nW = randn([3, 2], 2)\nb = zeros([2])\nt = [0, "
                                      "1]\nL = softmax_with_loss(affine(X, W, b), t)"});
    for (const CorpusGraph& hunt : hunt_graphs_with_values()) all.push_back(hunt);
    return all;
}

}  // namespace

TEST_CASE(
    "clear canvas: no tool, map or details on a graph that was opened or fitted, whatever is selected") {
    Canvas canvas;
    for (const CorpusGraph& graph : graphs()) {
        for (const Point size : kSizes) {
            canvas.open(graph.document, size);
            canvas.wait(1);
            check_clear(canvas, what(graph, size, "opened"));
            const auto nodes = canvas.playground().document().graph->nodes();
            for (const size_t k : {size_t{0}, nodes.size() / 2, nodes.size() - 1}) {
                canvas.act(Select{.node = nodes[k].id}, 3);
                check_clear(canvas, what(graph, size, "with a node selected"));
            }
            canvas.fit();
            canvas.wait(1);
            check_clear(canvas, what(graph, size, "fitted"));
        }
    }
}

TEST_CASE("clear canvas: a walk's node is whole in view, and no sentence stands on it") {
    Canvas canvas(false);
    for (const CorpusGraph& graph : lesson_graphs()) {
        for (const Point size : {Point{320, 328}, Point{360, 242}, Point{640, 347}, Point{844, 299}}) {
            canvas.open(graph.document, size);
            for (const auto move : {MoveWalk::Move::start, MoveWalk::Move::step, MoveWalk::Move::step,
                                    MoveWalk::Move::step, MoveWalk::Move::end}) {
                canvas.act(MoveWalk{.move = move}, 45);
                const auto& walk = canvas.playground().walk();
                if (!walk || !walk->active()) continue;
                const Scene& scene = canvas.scene();
                for (const SceneCard& card : scene.cards) {
                    if (!canvas.view().cards[card.card].active) continue;
                    INFO(what(graph, size, "walked: ") << card_name(canvas.view().cards[card.card]));
                    CHECK(card.rect.y >= scene.clear.y - 1);
                    CHECK(card.rect.bottom() <= scene.clear.bottom() + 1);
                    for (const SceneLabel& label : scene.labels) {
                        if (label.of == LabelOf::sentence && label.card == card.card)
                            CHECK_FALSE(covers(label.rect, card.rect));
                    }
                }
            }
        }
    }
}

TEST_CASE("clear canvas: Fit of a graph that is too long shows nodes, and it can be zoomed out from there") {
    Canvas canvas;
    for (const int ops : {150, 700, 3000}) {
        std::string formula = "t0 = a * b";
        for (int i = 1; i < ops; ++i)
            formula += "\nt" + std::to_string(i) + " = t" + std::to_string(i - 1) + " + a";
        const Document document = apply(preset_document("apple"), SetFormula{formula});
        for (const Point size : {Point{320, 328}, Point{860, 748}}) {
            canvas.open(document, size);
            canvas.fit();
            INFO(ops << " ops at " << size.x << "×" << size.y << ", scale " << canvas.scene().scale);
            const auto seen = [&] {
                return std::ranges::any_of(canvas.scene().cards, [&](const SceneCard& card) {
                    return card.rect.h >= 1 && covers(card.rect.inset(-1), canvas.scene().clear);
                });
            };
            CHECK(seen());
            CHECK(canvas.scene().edges.size() <= 4000);
            if (!canvas.scene().whole) {
                CHECK_FALSE(canvas.widget("Zoom out")->disabled);
                CHECK(canvas.has_overview());
                const auto last = canvas.playground().document().graph->nodes().back().id;
                canvas.act(Select{.node = last});
                canvas.fit();
                CHECK(std::ranges::any_of(canvas.scene().cards, [&](const SceneCard& card) {
                    return canvas.view().cards[card.card].id == last &&
                           covers(card.rect, canvas.scene().clear);
                }));
            }
        }
    }
}
