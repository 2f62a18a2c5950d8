#pragma once

#include <optional>

#include "scene/camera.hpp"
#include "scene/graph_view.hpp"

namespace bp::ui {

/// The part of the graph that the canvas shows, and its motion: whatever must move glides.
class Viewpoint {
  public:
    const Camera& camera() const { return glide_ ? glide_->shown : camera_; }
    bool fitted() const { return fitted_; }
    bool moving() const { return glide_.has_value(); }

    /// The camera that shows all of the bounds in the area, with a border if texts need it or if there is
    /// space for one.
    static Camera fitting(const Rect& bounds, const Rect& area);
    /// Shows at scale 1 the part of a graph too large for the area that holds most cards, near its beginning.
    void open_at_best(const GraphView& view, const Rect& area, bool at_once);
    /// Shows all of the bounds in the part `area` of the canvas, and continues to do so when they change.
    void fit(const Rect& bounds, const Rect& area, bool at_once);
    void zoom_at(Point screen, float factor);
    void pan(float dx, float dy);
    /// Makes the smallest move that brings the rectangle of the graph into `area` of the canvas.
    void reveal(const Rect& rect, const Rect& area, bool at_once);
    /// Moves the middle of the screen's `area` to the point `at` of the graph.
    void look_at(Point at, const Rect& area);
    /// The next frame; `still`: nothing glides.
    void pass(float seconds, bool still);

  private:
    struct Glide {
        Camera from;
        Camera shown;
        float share = 0;
    };
    void go(const Camera& to, bool at_once);

    Camera camera_;
    std::optional<Glide> glide_;
    bool fitted_ = true;
};

/// The cards and edges in motion, from their old places to those of the layout.
class Gliding {
  public:
    /// The view to be drawn: `now` itself, or with places in motion. `jump`: it is another graph, or the user
    /// moves a card.
    const GraphView& follow(const GraphView& now, float seconds, bool jump);
    bool moving() const { return share_ < 1; }

  private:
    void begin(const GraphView& now);

    GraphView from_;  // the places at the start of the motion
    GraphView shown_;
    std::vector<std::pair<NodeId, Point>> settled_;  // the places of the last layout
    float share_ = 1;
};

}  // namespace bp::ui
