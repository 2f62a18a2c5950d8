#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>

#include "support/canvas_sizes.hpp"
#include "support/corpus.hpp"
#include "support/room_needed.hpp"
#include "support/scene_geometry.hpp"
#include "unit/ui/canvas.hpp"

using namespace bp;
using namespace bp::test;

// The canvas is readable: the rules of support/scene_rules.hpp hold for what the canvas draws of the corpus,
// on the canvas that each room gives it at each size of window.

namespace {

/// The rules, that cards say what they are, and that what is whole says everything.
void check_opened(Canvas& canvas, const std::string& what) {
    canvas.check_rules(what);
    const bool empty = canvas.view().cards.empty();
    if (canvas.scene().cards.empty() && !empty) FAIL_CHECK(what << ": nothing: no card is in view");
    for (const std::string& card : silent_cards(canvas.scene(), canvas.view()))
        FAIL_CHECK(what << ": silent: " << card);
    if (!canvas.scene().whole) return;
    for (const std::string& text : left_out(canvas.scene(), canvas.view()))
        FAIL_CHECK(what << ": left_out: " << text);
}

/// Up to 15 nodes everything is whole on a desktop's canvas.
bool is_small(const CorpusGraph& graph, Point size) {
    return graph.document.graph->nodes().size() <= 15 && size.x >= 768 && size.y >= 748;
}

using MustBeWhole = std::function<bool(const CorpusGraph&, Point)>;

void check_corpus(const std::vector<CorpusGraph>& graphs, const std::vector<Point>& sizes,
                  const MustBeWhole& must_be_whole = is_small) {
    Canvas canvas;
    for (const CorpusGraph& graph : graphs) {
        for (const Point size : sizes) {
            const bool whole = must_be_whole(graph, size);
            canvas.open(graph.document, size);
            check_opened(canvas, what(graph, size, "opened"));
            if (whole && !canvas.scene().whole)
                FAIL_CHECK(what(graph, size, "opened") << ": cut: it is not whole");
            canvas.fit();
            canvas.check_rules(what(graph, size, "fitted"));
            if (whole && !canvas.scene().whole)
                FAIL_CHECK(what(graph, size, "fitted") << ": cut: it is not whole");
        }
    }
}

std::vector<Point> sizes_of(Point CanvasSizes::*room) {
    std::vector<Point> sizes;
    for (const CanvasSizes& window : canvas_sizes()) sizes.push_back(window.*room);
    return sizes;
}

}  // namespace

TEST_CASE("readable canvas: examples in the graph room") {
    check_corpus(preset_graphs(), sizes_of(&CanvasSizes::graph));
}

TEST_CASE("readable canvas: lessons beside their texts") {
    check_corpus(lesson_graphs(), sizes_of(&CanvasSizes::lessons));
}

TEST_CASE("readable canvas: hunts beside the gradient check") {
    check_corpus(hunt_graphs_with_values(), sizes_of(&CanvasSizes::check));
}

TEST_CASE("readable canvas: what the training room opens") {
    check_corpus(network_graphs(), sizes_of(&CanvasSizes::graph));
}

TEST_CASE("readable canvas: long names") { check_corpus(long_name_graphs(), sizes_of(&CanvasSizes::graph)); }

TEST_CASE("readable canvas: odd graphs") { check_corpus(odd_graphs(), sizes_of(&CanvasSizes::graph)); }

TEST_CASE("readable canvas: graphs that are known to fit are whole") {
    // The page gives canvases of other shapes than were measured, or nearly the same.
    std::vector<Point> sizes = kMeasuredCanvases;
    for (const Point size : sizes_of(&CanvasSizes::graph)) {
        const auto near = [&](Point other) { return std::hypot(size.x - other.x, size.y - other.y) < 10; };
        if (std::ranges::none_of(kMeasuredCanvases, near)) sizes.push_back(size);
    }
    check_corpus(measured_graphs(), sizes, [](const CorpusGraph& graph, Point size) {
        const auto needed = std::ranges::find(kRoomNeeded, graph.name, &RoomNeeded::graph);
        return needed != kRoomNeeded.end() && fits(*needed, size);
    });
}

TEST_CASE("readable canvas: left to right, as the book draws, wherever that fits") {
    Canvas canvas;
    for (const CorpusGraph& graph : measured_graphs()) {
        const auto& needed = *std::ranges::find(kRoomNeeded, graph.name, &RoomNeeded::graph);
        for (const Point size : sizes_of(&CanvasSizes::graph)) {
            // Its cards are as small as they can be: a canvas just as large may be too small for ours.
            if (size.x < 1.25f * needed.left_to_right.x || size.y < needed.left_to_right.y + 100) continue;
            canvas.open(graph.document, size);
            for (const Wire& wire : canvas.view().wires) {
                const Card &from = canvas.view().cards[wire.from], &to = canvas.view().cards[wire.to];
                if (from.centre.x + from.size.x / 2 <= to.centre.x - to.size.x / 2) continue;
                FAIL_CHECK(what(graph, size, "opened") << ": direction: " << from.name << from.glyph
                                                       << " is not left of " << to.name << to.glyph);
            }
        }
        CHECK(!canvas.view().cards.empty());
    }
}

TEST_CASE("readable canvas: a small graph uses a large canvas") {
    Canvas canvas;
    const Point size = canvas_sizes().back().graph;
    for (const CorpusGraph& graph : preset_graphs()) {
        canvas.open(graph.document, size);
        const Scene& scene = canvas.scene();
        std::vector<Point> corners;
        for (const SceneCard& card : scene.cards) {
            corners.push_back({card.rect.x, card.rect.y});
            corners.push_back({card.rect.right(), card.rect.bottom()});
        }
        const Rect used = bounds(corners);
        INFO(what(graph, size, "opened") << ": " << used.w << "×" << used.h << " at scale " << scene.scale);
        CHECK((scene.scale >= 2 || used.w >= 0.7f * scene.clear.w || used.h >= 0.7f * scene.clear.h));
    }
}

TEST_CASE("readable canvas: at every zoom") {
    Canvas canvas;
    const std::vector<CorpusGraph> measured = measured_graphs(), named = long_name_graphs();
    for (const CorpusGraph& graph : {measured[0], measured[2], measured[6], network_graphs()[1], named[3]}) {
        for (const Point size : {Point{860, 748}, Point{390, 489}}) {
            canvas.open(graph.document, size);
            for (const auto& [tool, times] :
                 {std::pair{"Zoom out", 7}, std::pair{"Zoom in", 11}, std::pair{"Fit", 1}}) {
                for (int i = 1; i <= times; ++i) {
                    canvas.press(tool);
                    canvas.check_rules(what(graph, size, std::string(tool) + " " + std::to_string(i)));
                }
            }
        }
    }
}

TEST_CASE("readable canvas: a label's rectangle is as large as its text is drawn") {
    Canvas canvas;
    std::vector<CorpusGraph> graphs = long_name_graphs();
    for (const CorpusGraph& graph : preset_graphs()) graphs.push_back(graph);
    const ImVector<ImFont*>& fonts = ImGui::GetIO().Fonts->Fonts;
    // Dear ImGui's own font may come first.
    const int regular = fonts.find_index(ImGui::GetIO().FontDefault);
    for (const CorpusGraph& graph : graphs) {
        canvas.open(graph.document, {860, 748});
        for (const SceneLabel& label : canvas.scene().labels) {
            if (!has_advances(label.text)) continue;  // another font's: the browser's tests measure them
            ImFont* font = fonts[regular + (label.weight == Weight::semibold ? 1 : 0)];
            const float wide = font->CalcTextSizeA(label.size, FLT_MAX, 0, label.text.c_str()).x;
            INFO(graph.name << ": " << label.text << " " << label.size << " px");
            CHECK(std::abs(label.rect.w - wide) <= 0.5f + 0.01f * wide);
            CHECK(label.rect.h >= label.size - 0.01f);
        }
    }
}
