#pragma once

#include <optional>

#include "scene/scene.hpp"
#include "ui/canvas/paint_graph.hpp"
#include "ui/controls.hpp"

namespace bp::ui {

/// For a graph that is not whole on the canvas: a map of it in a corner, and a cue on every side where more
/// lies.
class Overview {
  public:
    struct Wish {
        std::optional<Point> look_at;  ///< of the graph
        Point pan;                     ///< of the screen
    };
    /// What the user asks for. `place`: where the map may stand.
    Wish run(const GraphView& view, const Scene& scene, const Camera& camera, const PlaceOf& place,
             Frame& frame);
    void paint(const GraphView& view, const Scene& scene, const Camera& camera, const Frame& frame) const;
    /// Whether the map is shown: where it has no place there are only the cues.
    bool shown() const { return shown_; }
    const Rect& map() const { return map_; }

  private:
    struct Cue {
        Button button;
        Point pan;
    };
    Rect on_map(const Rect& rect) const;
    void paint_cards(const GraphView& view, const Painter& paint) const;
    void paint_extent(const GraphView& view, const Painter& paint) const;

    bool shown_ = false;
    bool held_ = false;  ///< by the pointer
    Rect map_;
    Rect bounds_;  ///< of the graph
    float scale_ = 1;
    std::vector<Cue> cues_;
};

}  // namespace bp::ui
