#include "ui/canvas/graph_room.hpp"

#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"

namespace bp::ui {

namespace {

constexpr float kMargin = 3 * kGrid;
constexpr float kZoomStep = 1.25f;
constexpr float kLeastReadableZoom = 0.6f;
constexpr size_t kMostReadable = 60;  ///< cards
/// Room right of the output for its arrow and numbers, and around the graph for names and sums (canvas
/// units).
constexpr float kOutputStub = 96;
constexpr float kAround = 20;

Rect bounds_of(const GraphView& view) {
    const Point a = view.top_left, b = view.bottom_right;
    return {a.x - kAround, a.y - kAround, b.x - a.x + 2 * kAround + kOutputStub, b.y - a.y + 2 * kAround};
}

}  // namespace

void GraphRoom::draw(Playground& playground, Frame& frame) {
    ImDrawList* list = frame.painter.list();
    list->ChannelsSplit(2);  // the text field is put in before the graph is drawn, but lies on top
    list->ChannelsSetCurrent(1);
    follow(playground, frame);
    actions_.clear();
    run_editor(playground, frame);
    layout_tools(playground, frame);
    run_tools(playground, frame);
    run_ports(playground.graph_view(), frame);
    run_groups(playground.graph_view(), frame);
    run_cards(playground, frame);
    run_background(playground, frame);
    run_keys(playground, frame);
    for (const Action& action : actions_) playground.dispatch(action);
    follow(playground, frame);
    follow_walk(playground, frame);

    list->ChannelsSetCurrent(0);
    paint(playground, frame);
    list->ChannelsSetCurrent(1);
    paint_editor_message(frame);
    std::vector<Tool> done = std::move(tools_);
    layout_tools(playground, frame);  // again: the actions may have changed what is enabled
    for (size_t i = 0; i < tools_.size() && i < done.size(); ++i) tools_[i].button.hit = done[i].button.hit;
    paint_tools(frame);
    list->ChannelsMerge();
}

/// A second finger, or another zoom, ends what the first one began.
void GraphRoom::let_go() {
    dragging_.reset();
    pulling_.reset();
    moving_.reset();
    boxing_.reset();
    fitted_ = false;
}

void GraphRoom::fit_all() {
    fit_all_ = true;
    fit();
}

void GraphRoom::pinch(float factor, Point at) {
    let_go();
    camera_.zoom_at(at, factor);
}

void GraphRoom::pan(float dx, float dy) {
    let_go();
    camera_.pan(dx, dy);
}

// --- the view

Rect GraphRoom::fit_area(const Frame& frame) const {
    const float below = frame.control_height() + 2 * kMargin;
    return {kMargin, tools_bottom_, frame.area.w - 2 * kMargin,
            std::max(frame.area.h - tools_bottom_ - below, 1.0f)};
}

void GraphRoom::follow(Playground& playground, const Frame& frame) {
    const auto& graph = playground.document().graph;
    const GraphView& view = playground.graph_view();
    if (graph != graph_) {
        const Rect bounds = bounds_of(view);
        const bool other = !graph_ || preset_ != playground.preset() || differ_a_lot(bounds_, bounds);
        if (other) {
            fit();
            fit_all_ = false;
        }
        if (fitted_) refit_ = true;
        graph_ = graph;
        bounds_ = bounds;
        preset_ = playground.preset();
        hovered_.reset();
        dragging_.reset();
        pulling_.reset();
        boxing_.reset();
    }
    selection_ = playground.selection();
    walking_back_ = playground.walk() && playground.walk()->active_is_backward();
    index_cards(view);
    if (area_ != frame.area) {
        area_ = frame.area;
        refit_ = refit_ || fitted_;
    }
    if (tools_bottom_ == 0) layout_tools(playground, frame);
    if (refit_) {
        bounds_ = bounds_of(view);
        // A graph of moderate size opens readable; the rest is a drag away, and Fit shows it all.
        const bool readable = !fit_all_ && view.cards.size() <= kMostReadable;
        camera_.fit(bounds_, fit_area(frame), readable ? kLeastReadableZoom : Camera::kMinZoom);
        refit_ = false;
    }
}

void GraphRoom::follow_walk(Playground& playground, const Frame& frame) {
    constexpr float kSeconds = 0.5f;
    const auto& walk = playground.walk();
    if (!walk || !walk->active()) return pulse_.reset();
    if (!pulse_ || pulse_->position != walk->position()) {
        pulse_ = Pulse{walk->position(), *walk->active(), walk->active_is_backward()};
        if (frame.still) pulse_->at = 1;
        const GraphView& view = playground.graph_view();
        const Card* card = find(view, card_of(view, *walk->active()));
        if (card) camera_.reveal(card_rect(*card), fit_area(frame));
    } else {
        pulse_->at = std::min(pulse_->at + frame.seconds / kSeconds, 1.0f);
    }
}

void GraphRoom::index_cards(const GraphView& view) {
    card_of_.clear();
    for (uint32_t i = 0; i < view.cards.size(); ++i) {
        const uint32_t id = number(view.cards[i].id);
        if (id >= card_of_.size()) card_of_.resize(id + 1, ~uint32_t{0});
        card_of_[id] = i;
    }
}

bool GraphRoom::is_selected(NodeId id) const { return std::ranges::find(selection_, id) != selection_.end(); }

const Card* GraphRoom::find(const GraphView& view, NodeId id) const {
    const uint32_t at = number(id) < card_of_.size() ? card_of_[number(id)] : ~uint32_t{0};
    return at < view.cards.size() ? &view.cards[at] : nullptr;
}

// --- the tools over the graph

void GraphRoom::layout_tools(Playground& playground, const Frame& frame) {
    tools_.clear();
    const auto add_icon = [&](std::string_view key, Icon icon, Order order, bool disabled = false) {
        tools_.push_back({.button = {.key = std::string(key),
                                     .label = std::string(frame.text(key)),
                                     .icon = icon,
                                     .show_label = false,
                                     .disabled = disabled},
                          .order = order});
    };
    add_icon("graph.add", Icon::plus, Order::add);
    tools_.back().button.show_label = true;
    tools_.back().button.checked = playground.palette();
    add_icon("graph.area", Icon::area, Order::area);
    tools_.back().button.checked = area_tool_;
    add_icon("graph.undo", Icon::undo, Order::undo, !playground.history().can_undo());
    add_icon("graph.redo", Icon::redo, Order::redo, !playground.history().can_redo());
    if (!selection_.empty()) {
        add_icon("graph.duplicate", Icon::copy, Order::duplicate);
        if (selected_group(playground)) {
            add_icon("graph.ungroup", Icon::ungroup, Order::ungroup);
        } else if (selection_.size() > 1) {
            add_icon("graph.group", Icon::group, Order::group);
        }
        add_icon("graph.remove", Icon::trash, Order::remove);
    }

    const float height = frame.control_height();
    Point at{kMargin, kMargin};
    for (Tool& tool : tools_) {
        const float width = button_width(frame, tool.button);
        const bool begins = tool.order == Order::undo || tool.order == Order::duplicate;
        if (begins) at.x += 2 * kGrid;
        // Undo and redo stay together, and so do the tools of a selection.
        const float needed = tool.order == Order::undo        ? 2 * width
                             : tool.order == Order::duplicate ? 3 * width
                                                              : width;
        if (at.x > kMargin && at.x + needed > frame.area.w - kMargin) at = {kMargin, at.y + height + kGrid};
        tool.button.rect = {at.x, at.y, width, height};
        at.x += width;
    }
    tools_bottom_ = at.y + height + kMargin;
    layout_zoom_tools(playground, frame);
}

void GraphRoom::layout_zoom_tools(const Playground& playground, const Frame& frame) {
    const float height = frame.control_height();
    const bool moved = !playground.document().places.empty();
    Point at{frame.area.w - kMargin - (moved ? 4 : 3) * height, frame.area.h - kMargin - height};
    const auto add = [&](std::string_view key, Icon icon, Order order, bool disabled) {
        tools_.push_back({.button = {.key = std::string(key),
                                     .label = std::string(frame.text(key)),
                                     .icon = icon,
                                     .show_label = false,
                                     .disabled = disabled,
                                     .rect = {at.x, at.y, height, height}},
                          .order = order});
        at.x += height;
    };
    if (moved) add("graph.tidy", Icon::tidy, Order::tidy, false);
    add("graph.zoom_out", Icon::minus, Order::zoom_out, camera_.zoom() <= Camera::kMinZoom);
    add("graph.zoom_in", Icon::plus, Order::zoom_in, camera_.zoom() >= Camera::kMaxZoom);
    add("graph.fit", Icon::fit, Order::fit, false);
}

void GraphRoom::run_tools(Playground& playground, Frame& frame) {
    for (Tool& tool : tools_) {
        run_button(frame, tool.button);
        if (tool.button.hit.pressed) obey(tool, playground, frame);
    }
}

void GraphRoom::obey(const Tool& tool, const Playground& playground, const Frame& frame) {
    const Point middle = fit_area(frame).centre();
    switch (tool.order) {
        case Order::none:
            break;
        case Order::undo:
            if (playground.history().can_undo()) actions_.push_back(Undo{});
            break;
        case Order::redo:
            if (playground.history().can_redo()) actions_.push_back(Redo{});
            break;
        case Order::zoom_in:
        case Order::zoom_out:
            fitted_ = false;
            camera_.zoom_at(middle, tool.order == Order::zoom_in ? kZoomStep : 1 / kZoomStep);
            break;
        case Order::fit:
            fit_all();
            break;
        case Order::tidy:
            actions_.push_back(Command(Tidy{}));
            fit();
            break;
        case Order::add:
            actions_.push_back(ShowPalette{!playground.palette()});
            break;
        case Order::area:
            area_tool_ = !area_tool_;
            break;
        case Order::duplicate:
            actions_.push_back(Command(Duplicate{selection_}));
            break;
        case Order::remove:
            actions_.push_back(Command(Remove{selection_}));
            break;
        case Order::group:
            actions_.push_back(Command(MakeGroup{selection_, ""}));
            break;
        case Order::ungroup:
            if (const auto group = selected_group(playground)) actions_.push_back(Command(Ungroup{*group}));
            break;
    }
}

void GraphRoom::run_background(Playground& playground, Frame& frame) {
    const Hit hit =
        item(frame, {.key = "graph", .label = frame.text("graph.canvas"), .role = "img", .rect = frame.area});
    const ImGuiIO& io = ImGui::GetIO();
    const bool box = run_box(hit, playground, playground.graph_view());
    if (!box && hit.held && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        fitted_ = false;
        camera_.pan(io.MouseDelta.x, io.MouseDelta.y);
    }
    if (!box && hit.pressed && !selection_.empty() &&
        !ImGui::IsMouseDragPastThreshold(ImGuiMouseButton_Left)) {
        actions_.push_back(Select{});
    }
    const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (over && io.MouseWheel != 0 && ImGui::IsMousePosValid()) {
        fitted_ = false;
        camera_.zoom_at({io.MousePos.x, io.MousePos.y},
                        std::pow(1.12f, std::clamp(io.MouseWheel, -8.0f, 8.0f)));
    }
    if (over && io.MouseWheelH != 0) {
        fitted_ = false;
        camera_.pan(io.MouseWheelH * 40, 0);
    }
}

void GraphRoom::run_keys(Playground& playground, const Frame& frame) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || editing_) return;
    const auto order = [&](Order what) { obey({.button = {}, .order = what}, playground, frame); };
    const auto chord = [](ImGuiKeyChord keys) { return ImGui::IsKeyChordPressed(keys); };
    if (chord(ImGuiMod_Ctrl | ImGuiKey_Z)) order(Order::undo);
    if (chord(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) || chord(ImGuiMod_Ctrl | ImGuiKey_Y))
        order(Order::redo);
    run_edit_keys(playground);
    if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    if (ImGui::IsKeyPressed(ImGuiKey_A, false) || ImGui::IsKeyPressed(ImGuiKey_Slash, false))
        actions_.push_back(ShowPalette{true});
    if (ImGui::IsKeyPressed(ImGuiKey_F, false)) order(Order::fit);
    if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) order(Order::zoom_in);
    if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract))
        order(Order::zoom_out);
}

}  // namespace bp::ui
