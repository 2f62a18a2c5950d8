#pragma once

#include <optional>

#include "scene/camera.hpp"
#include "scene/graph_view.hpp"

namespace bp::ui {

/// Which part of the graph the canvas shows, and how it gets there: what must move glides.
class Viewpoint {
  public:
    const Camera& camera() const { return glide_ ? glide_->shown : camera_; }
    bool fitted() const { return fitted_; }
    bool moving() const { return glide_.has_value(); }

    /// The camera that shows all of the bounds in the area, with a border where texts need or have room for
    /// one.
    static Camera fitting(const Rect& bounds, const Rect& area);
    /// Shows at scale 1 the part of a graph too large for the area that holds most cards, near its beginning.
    void open_at_best(const GraphView& view, const Rect& area, bool at_once);
    /// Shows all of the bounds in the part `area` of the canvas, and goes on doing so when they change.
    void fit(const Rect& bounds, const Rect& area, bool at_once);
    /// Shows at scale 1 the part of the bounds around the card.
    void show_part(const Rect& bounds, const Card& card, const Rect& area, bool at_once);
    void zoom_at(Point screen, float factor);
    void pan(float dx, float dy);
    /// Moves as little as brings the rectangle of the graph into `area` of the canvas.
    void reveal(const Rect& rect, const Rect& area, bool at_once);
    /// The graph's middle of the screen's `area` goes to `at` (of the graph).
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

/// The cards and edges on their way from where they were to where the layout puts them now.
class Gliding {
  public:
    /// The view to be drawn: `now` itself, or with its places still on the way. `jump`: it is another graph,
    /// or the user moves a card.
    const GraphView& follow(const GraphView& now, float seconds, bool jump);
    bool moving() const { return share_ < 1; }

  private:
    void begin(const GraphView& now);

    GraphView from_;  // where everything was when it began to move
    GraphView shown_;
    std::vector<std::pair<NodeId, Point>> settled_;  // where the layout last put the cards
    float share_ = 1;
};

}  // namespace bp::ui
