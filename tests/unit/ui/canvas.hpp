#pragma once

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/corpus.hpp"
#include "support/scene_rules.hpp"
#include "unit/ui/stage.hpp"

namespace bp::test {

/// The canvas as a visitor with reduced motion sees it, in the page's own fonts: what a frame shows is where
/// it stays.
class Canvas {
  public:
    explicit Canvas(bool still = true) {
        stage_.load_fonts();
        stage_.screen().set_still(still);
    }

    /// A graph right after it was opened on a canvas of that size.
    void open(const Document& document, Point size) {
        stage_.playground.dispatch(NewGraph{});
        ImGui::GetIO().DisplaySize = {size.x, size.y};
        stage_.playground.dispatch(LoadDocument{std::make_shared<const Document>(document)});
        stage_.steps(2);
    }
    /// Whether it was done; shows what came of it, after that many frames.
    bool act(const Action& action, int frames = 2) {
        const bool done = stage_.playground.dispatch(action);
        stage_.steps(frames);
        return done;
    }
    void resize(Point size) {
        ImGui::GetIO().DisplaySize = {size.x, size.y};
        stage_.steps(2);
    }
    void wait(int frames) { stage_.steps(frames); }
    void fit() {
        stage_.screen().fit();
        stage_.steps(2);
    }
    void press(std::string_view tool) {
        stage_.click(tool);
        stage_.step();
    }

    Playground& playground() { return stage_.playground; }
    const Scene& scene() { return stage_.screen().scene(); }
    const GraphView& view() { return stage_.playground.graph_view(); }
    /// Everything that is drawn keeps the rules, and there is an overview of what is not.
    void check_rules(const std::string& what) {
        const std::vector<Complaint> found = complaints(scene(), view());
        for (const Complaint& one : found) FAIL_CHECK(what << ": " << name(one.rule) << ": " << one.text);
        if (!scene().whole && !has_overview()) FAIL_CHECK(what << ": overview: there is none");
        CHECK(found.empty());
    }
    /// A map, or where that would cover the graph an arrow to where more of it is.
    bool has_overview() {
        for (const char* key : {"graph.overview", "graph.more_left", "graph.more_right", "graph.more_above",
                                "graph.more_below"}) {
            if (widget(text(Language::en, key))) return true;
        }
        return false;
    }
    const Widget* widget(std::string_view label) { return stage_.widget(label); }

    /// Where the cards stand, by what they stand for: their nodes and groups.
    using Places = std::map<std::pair<uint32_t, uint32_t>, Point>;
    Places on_screen() {
        Places places;
        for (const SceneCard& card : scene().cards) places[key(view().cards[card.card])] = card.rect.centre();
        return places;
    }
    /// On the screen when all are there, else in the graph's plane: the view may follow a walk.
    Places places() {
        if (scene().whole) return on_screen();
        Places places;
        for (const Card& card : view().cards) places[key(card)] = card.centre;
        return places;
    }

  private:
    static std::pair<uint32_t, uint32_t> key(const Card& card) {
        return {number(card.id), card.group ? number(*card.group) : 0};
    }
    Stage stage_;
};

/// "nine tanh steps at 860×748, opened"
inline std::string what(const CorpusGraph& graph, Point size, const std::string& when) {
    return graph.name + " at " + std::to_string(static_cast<int>(size.x)) + "×" +
           std::to_string(static_cast<int>(size.y)) + ", " + when;
}

}  // namespace bp::test
