#include "ui/canvas/graph_room.hpp"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"

namespace bp::ui {

namespace {

constexpr float kMargin = 3 * kGrid;
constexpr float kZoomStep = 1.25f;
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
    run_cards(playground, frame);
    run_background(frame);
    run_keys(playground, frame);
    for (const Action& action : actions_) playground.dispatch(action);
    follow(playground, frame);

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

void GraphRoom::pinch(float factor, Point at) {
    dragging_.reset();
    fitted_ = false;
    camera_.zoom_at(at, factor);
}

void GraphRoom::pan(float dx, float dy) {
    dragging_.reset();
    fitted_ = false;
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
        if (other) fit();
        if (fitted_) refit_ = true;
        graph_ = graph;
        bounds_ = bounds;
        preset_ = playground.preset();
        hovered_.reset();
        dragging_.reset();
    }
    selected_ = playground.selected();
    walking_back_ = playground.walk() && playground.walk()->active_is_backward();
    index_cards(view);
    if (area_ != frame.area) {
        area_ = frame.area;
        refit_ = refit_ || fitted_;
    }
    if (tools_bottom_ == 0) layout_tools(playground, frame);
    if (refit_) {
        bounds_ = bounds_of(view);
        camera_.fit(bounds_, fit_area(frame));
        refit_ = false;
    }
}

void GraphRoom::index_cards(const GraphView& view) {
    card_of_.clear();
    fan_out_.clear();
    for (uint32_t i = 0; i < view.cards.size(); ++i) {
        const uint32_t id = number(view.cards[i].id);
        if (id >= card_of_.size()) card_of_.resize(id + 1, ~uint32_t{0});
        card_of_[id] = i;
    }
    fan_out_.resize(card_of_.size(), 0);
    for (const Wire& wire : view.wires) {
        if (number(wire.from) < fan_out_.size()) ++fan_out_[number(wire.from)];
    }
}

const Card* GraphRoom::find(const GraphView& view, NodeId id) const {
    const uint32_t at = number(id) < card_of_.size() ? card_of_[number(id)] : ~uint32_t{0};
    return at < view.cards.size() ? &view.cards[at] : nullptr;
}

// --- the tools over the graph

void GraphRoom::layout_tools(Playground& playground, const Frame& frame) {
    tools_.clear();
    for (const Preset& preset : presets()) {
        Tool tool{.button = {.key = "preset/" + std::string(preset.key),
                             .label = std::string(frame.text("preset." + std::string(preset.key))),
                             .look = Look::segment,
                             .checked = playground.preset() == preset.key},
                  .order = Order::preset,
                  .preset = std::string(preset.key)};
        tools_.push_back(std::move(tool));
    }
    const auto add_icon = [&](std::string_view key, Icon icon, Order order, bool disabled) {
        tools_.push_back({.button = {.key = std::string(key),
                                     .label = std::string(frame.text(key)),
                                     .icon = icon,
                                     .show_label = false,
                                     .disabled = disabled},
                          .order = order});
    };
    add_icon("graph.undo", Icon::undo, Order::undo, !playground.history().can_undo());
    add_icon("graph.redo", Icon::redo, Order::redo, !playground.history().can_redo());

    const float height = frame.control_height();
    Point at{kMargin, kMargin};
    for (Tool& tool : tools_) {
        const float width = button_width(frame, tool.button);
        if (tool.order == Order::undo && at.x > kMargin) at.x += 2 * kGrid;
        // Undo and redo stay together.
        const float needed = tool.order == Order::undo ? 2 * width : width;
        if (at.x > kMargin && at.x + needed > frame.area.w - kMargin) at = {kMargin, at.y + height + kGrid};
        tool.button.rect = {at.x, at.y, width, height};
        at.x += width;
    }
    tools_bottom_ = at.y + height + kMargin;
    layout_zoom_tools(frame);
}

void GraphRoom::layout_zoom_tools(const Frame& frame) {
    const float height = frame.control_height();
    Point at{frame.area.w - kMargin - 3 * height, frame.area.h - kMargin - height};
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
            fit();
            break;
        case Order::preset:
            editing_.reset();
            actions_.push_back(LoadPreset{tool.preset});
            fit();
            break;
    }
}

void GraphRoom::run_background(Frame& frame) {
    const Hit hit =
        item(frame, {.key = "graph", .label = frame.text("graph.canvas"), .role = "img", .rect = frame.area});
    const ImGuiIO& io = ImGui::GetIO();
    if (hit.held && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        fitted_ = false;
        camera_.pan(io.MouseDelta.x, io.MouseDelta.y);
    }
    if (hit.pressed && selected_ && !ImGui::IsMouseDragPastThreshold(ImGuiMouseButton_Left)) {
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

void GraphRoom::run_keys(const Playground& playground, const Frame& frame) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || editing_) return;
    const auto order = [&](Order what) { obey({.button = {}, .order = what}, playground, frame); };
    const auto chord = [](ImGuiKeyChord keys) { return ImGui::IsKeyChordPressed(keys); };
    if (chord(ImGuiMod_Ctrl | ImGuiKey_Z)) order(Order::undo);
    if (chord(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) || chord(ImGuiMod_Ctrl | ImGuiKey_Y))
        order(Order::redo);
    if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    if (ImGui::IsKeyPressed(ImGuiKey_F, false)) order(Order::fit);
    if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) order(Order::zoom_in);
    if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract))
        order(Order::zoom_out);
}

}  // namespace bp::ui
