#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "playground/playground.hpp"
#include "scene/scene.hpp"
#include "ui/canvas/gesture.hpp"
#include "ui/canvas/number_field.hpp"
#include "ui/canvas/overview.hpp"
#include "ui/canvas/paint_graph.hpp"
#include "ui/canvas/viewpoint.hpp"
#include "ui/controls.hpp"

namespace bp::ui {

/// The pointer as Dear ImGui knows it in this frame.
Pointer pointer_now();

/// The room of the computational graph. First it reads the user's input, then dispatches what was asked, then
/// draws, so that a drag and its consequences are in one frame.
class GraphRoom {
  public:
    void draw(Playground& playground, Frame& frame);

    /// Shows all of the graph, even where texts have to be left out.
    void fit_all();
    void pinch(float factor, Point at);
    void pan(float dx, float dy);
    /// What the last frame drew.
    const Scene& scene() const { return scene_; }

    /// Whether a hint says that numbers can be dragged (ui/canvas/hint.hpp), until one was changed.
    void set_hint(bool wanted) { hint_.wanted = wanted; }
    /// Whether a number was changed since the room was made, by whatever means.
    NumberField& number_field() { return field_; }
    bool number_changed() const { return hint_.number_changed; }

  private:
    enum class ToolAction {
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
        tidy,
        widths
    };
    static constexpr std::pair<ToolAction, KeyAction> kShortcuts[] = {
        {ToolAction::add, KeyAction::add},           {ToolAction::undo, KeyAction::undo},
        {ToolAction::redo, KeyAction::redo},         {ToolAction::duplicate, KeyAction::duplicate},
        {ToolAction::remove, KeyAction::remove},     {ToolAction::group, KeyAction::group},
        {ToolAction::ungroup, KeyAction::ungroup},   {ToolAction::zoom_in, KeyAction::zoom_in},
        {ToolAction::zoom_out, KeyAction::zoom_out}, {ToolAction::fit, KeyAction::fit},
    };
    struct Tool {
        Button button;
        ToolAction action = ToolAction::none;
    };

    /// On a narrower canvas there is less beside the graph.
    static constexpr float kRoomy = 520;

    // The view.
    void follow(Playground& playground, const Frame& frame);
    void follow_walk(Playground& playground, const Frame& frame);
    Happening happening(const Playground& playground, const Frame& frame) const;
    bool fits_readable(const GraphView& view, const Rect& bounds, const Frame& frame) const;
    void let_go();
    Rect clear_area(const Frame& frame) const;
    Rect graph_area(const Frame& frame) const;
    std::optional<Rect> free_corner(Point size, bool as_legend, const Frame& frame) const;
    std::optional<Rect> map_place(Point size, const Frame& frame) const;

    // The tools over the graph (graph_tools.cpp).
    void layout_tools(const Playground& playground, const Frame& frame);
    void layout_zoom_tools(const Playground& playground, const Frame& frame);
    static std::optional<KeyAction> shortcut_of(ToolAction action);
    void run_tools(const Playground& playground, Frame& frame);
    void run_tool(ToolAction action, const Playground& playground, const Frame& frame);
    void paint_tools(const Frame& frame) const;

    // The hint of the first minute (graph_room.cpp).
    void follow_numbers(const Playground& playground);
    void show_hint(Playground& playground, const Frame& frame);

    // Input (graph_input.cpp).
    void run_cards(Frame& frame);
    void run_card(const Card& card, Frame& frame);
    void run_ports(Frame& frame);
    void run_groups(Frame& frame);
    void run_background(Frame& frame);
    void run_gesture();
    void nudge_number(const Card& card, const Hit& hit);
    void run_keys(const Playground& playground, const Frame& frame);
    void run_edit_key(const KeyPress& press, const Playground& playground);
    void move_selection(Point by);
    void show_cursor(const Hit& hit, const Spot& spot) const;
    std::string_view tip_of(const Card& card, bool on_number) const;
    std::string element_under_pointer(const Card& card) const;
    std::optional<GroupId> selected_group(const Playground& playground) const;
    bool is_selected(NodeId id) const;
    Surroundings around() const;
    void press(const Spot& spot);
    void take(Consequence consequence);

    Viewpoint viewpoint_;
    Gliding gliding_;
    const GraphView* view_ = nullptr;  ///< of this frame, with its cards on their way
    const Document* document_ = nullptr;
    Scene scene_;
    bool refit_ = true;
    bool fit_all_ = false;  ///< though texts have to be left out
    float passed_ = 0;      ///< seconds since the last frame, until they are used
    Rect clear_;
    Rect bounds_;
    std::shared_ptr<const Graph> graph_;
    int opened_ = -1;
    float tools_bottom_ = 0;
    bool legend_ = true;  ///< no tools stand in its place
    bool footer_ = true;  ///< legend and zoom tools stand below the graph

    std::vector<Tool> tools_;
    std::vector<Action> actions_;
    Gesture gesture_;
    std::optional<Port> port_;  ///< under the pointer
    NumberField field_;
    Overview overview_;
    struct Hint {
        bool wanted = false;
        bool number_changed = false;
        float seconds = 0;                                                 ///< since it appeared
        std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves{};  ///< of the last frame
    } hint_;
    bool area_tool_ = false;
    bool moved_by_keys_ = false;  ///< cards, in this frame: the view stays, as when they are dragged
    std::optional<NodeId> hovered_;
    std::vector<NodeId> selection_;  ///< as the playground says
    std::vector<NodeId> sorted_selection_;
    /// The element of a tensor that was last pointed at, in words.
    std::optional<std::pair<NodeId, std::string>> element_;
    std::optional<NodeId> focused_;
    std::optional<NodeId> ringed_;
    /// The walk's last step, on its way along the edges.
    struct Pace {
        size_t position;  ///< of the walk
        uint64_t revision;
        Motion motion;
    };
    std::optional<Pace> pace_;
    float since_step_ = 0;    ///< seconds
    float step_seconds_ = 1;  ///< how long a step is shown
    int gestures_ = 0;
};

}  // namespace bp::ui
