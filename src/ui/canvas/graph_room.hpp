#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "playground/playground.hpp"
#include "scene/camera.hpp"
#include "ui/canvas/number_drag.hpp"
#include "ui/controls.hpp"

namespace bp::ui {

/// The room of the computational graph. First it reads the user's input, then dispatches what was asked, then
/// draws, so that a drag and its consequences are in one frame.
class GraphRoom {
  public:
    void draw(Playground& playground, Frame& frame);

    void fit() { fitted_ = refit_ = true; }
    /// Shows all of the graph, however small.
    void fit_all();
    void pinch(float factor, Point at);
    void pan(float dx, float dy);

  private:
    enum class Order {
        none,
        add,
        area,
        undo,
        redo,
        duplicate,
        remove,
        group,
        ungroup,
        zoom_in,
        zoom_out,
        fit,
        tidy
    };
    struct Tool {
        Button button;
        Order order = Order::none;
    };
    /// A number that follows the pointer.
    struct Dragging {
        NodeId id{};
        NumberDrag number;
        int gesture;
        bool started = false;  ///< moved beyond the threshold
        float last_x;
        float first_x;
    };
    /// A leaf whose number is being typed.
    struct Editing {
        NodeId id{};
        std::string text;
        bool grab_keyboard = true;
        bool active = false;
        bool wrong = false;
        std::string wrong_text = {};
    };

    /// Where an edge leaves a card, or arrives at an op.
    struct Port {
        NodeId node{};
        bool out = true;
        size_t input = 0;  ///< where it arrives
        NodeId source{};   ///< what arrives there
        Point place{};     ///< on the screen
    };
    /// An edge that follows the pointer.
    struct Pulling {
        Port port;
        NodeId source{};
        Point begun;  ///< on the screen
    };
    /// Cards that follow the pointer.
    struct Moving {
        NodeId card{};
        Point begun;  ///< on the screen
        int gesture;
        std::map<NodeId, Point> from;
        bool started = false;
    };

    /// What the walk's last step sends along the edges.
    struct Pulse {
        size_t position;  ///< of the walk
        NodeId node{};
        bool backward;
        float at = 0;  ///< 0 … 1 of the way
    };

    // The view (graph_room.cpp).
    void follow(Playground& playground, const Frame& frame);
    void follow_walk(Playground& playground, const Frame& frame);
    void let_go();
    Rect fit_area(const Frame& frame) const;
    void layout_tools(Playground& playground, const Frame& frame);
    void layout_zoom_tools(const Playground& playground, const Frame& frame);
    void run_tools(Playground& playground, Frame& frame);
    void obey(const Tool& tool, const Playground& playground, const Frame& frame);
    void run_background(Playground& playground, Frame& frame);
    void run_keys(Playground& playground, const Frame& frame);

    // The cards' input (graph_input.cpp).
    void run_cards(Playground& playground, Frame& frame);
    void run_card(const Card& card, Playground& playground, Frame& frame);
    void run_number(const Card& card, const Hit& hit, const Playground& playground);
    void drag_leaf(const Card& card, const Hit& hit);
    void nudge_leaf(const Card& card, const Hit& hit);
    void run_editor(Playground& playground, Frame& frame);
    void open_editor(const Card& card);
    void commit_editor(const Card& card, bool by_enter);
    void set_leaf(const Card& card, double value, int gesture);

    // Editing the graph (graph_edit.cpp).
    std::optional<Port> port_at(const GraphView& view, Point at) const;
    std::optional<Port> target_at(const GraphView& view, Point at) const;
    void run_ports(const GraphView& view, Frame& frame);
    void end_pull(const GraphView& view);
    void move_cards(const Card& card, const Hit& hit, const GraphView& view);
    void select_card(const Card& card, const Playground& playground);
    bool run_box(const Hit& background, const Playground& playground, const GraphView& view);
    void run_edit_keys(Playground& playground);
    void run_groups(const GraphView& view, Frame& frame);
    std::optional<GroupId> selected_group(const Playground& playground) const;
    Rect group_label(const GroupBox& box, const Frame& frame) const;
    NodeId card_of(const GraphView& view, NodeId node) const;
    void paint_groups(const GraphView& view, const Frame& frame) const;
    void paint_group_labels(const GraphView& view, const Frame& frame) const;
    void paint_gesture(const GraphView& view, const Frame& frame) const;

    // Drawing (graph_paint.cpp).
    void paint(Playground& playground, const Frame& frame);
    void paint_dots(const Frame& frame) const;
    void paint_wires(const GraphView& view, const Frame& frame) const;
    void paint_wire(const Wire& wire, const GraphView& view, const Frame& frame) const;
    void paint_labels(const Bezier& curve, float t, const Wire& wire, float size, const Frame& frame) const;
    std::vector<Bezier> curves(const Wire& wire, const GraphView& view) const;
    void paint_pulse(const Playground& playground, const GraphView& view, const Frame& frame) const;
    void paint_output_stub(const Card& card, const Frame& frame) const;
    void paint_card(const Card& card, const Frame& frame) const;
    void paint_group_card(const Card& card, const Rect& rect, const Frame& frame) const;
    void paint_leaf(const Card& card, const Rect& rect, const Frame& frame) const;
    void paint_op(const Card& card, const Rect& rect, const Frame& frame) const;
    void paint_details(const Card& card, const Graph& graph, const Frame& frame) const;
    void paint_editor_message(const Frame& frame) const;
    void paint_tools(const Frame& frame) const;
    void paint_legend(const Frame& frame) const;

    void index_cards(const GraphView& view);
    const Card* find(const GraphView& view, NodeId id) const;
    bool is_selected(NodeId id) const;

    Camera camera_;
    bool fitted_ = true;  ///< the view shows all of the graph, and goes on doing so
    bool refit_ = true;
    bool fit_all_ = false;  ///< though texts get too small to read
    Rect area_;
    Rect bounds_;
    std::shared_ptr<const Graph> graph_;
    std::string preset_;
    float tools_bottom_ = 0;

    std::vector<Tool> tools_;
    std::vector<Action> actions_;
    std::optional<Dragging> dragging_;
    std::optional<Port> port_;  ///< under the pointer
    std::optional<Pulling> pulling_;
    std::optional<Moving> moving_;
    std::optional<Pulse> pulse_;
    std::optional<Point> boxing_;  ///< where the choice of an area began, on the canvas
    bool area_tool_ = false;       ///< dragging the background chooses an area
    std::optional<Editing> editing_;
    std::optional<NodeId> edited_;  ///< the leaf whose text field is in this frame
    Rect field_;                    ///< where that text field is
    std::optional<NodeId> hovered_;
    std::vector<NodeId> selection_;  ///< as the playground says
    bool walking_back_ = false;      ///< the walk's last step was a backward
    std::optional<NodeId> focused_;
    std::optional<NodeId> ringed_;
    bool details_ = false;  ///< one card's exact numbers are shown, in the legend's place
    int gesture_ = 0;
    std::vector<uint32_t> card_of_;  ///< place in the view of each node, by id
};

/// What a test or a screen reader calls the card: its name, or "× node 3".
std::string card_label(const Card& card, Language language);

/// Whether a finished number text holds inf or nan.
bool reads_not_finite(std::string_view text);

}  // namespace bp::ui
