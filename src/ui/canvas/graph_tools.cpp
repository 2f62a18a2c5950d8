#include <cmath>

#include "imgui.h"
#include "ui/canvas/graph_room.hpp"

// The tools over the graph, and the part of the canvas that they leave clear.
namespace bp::ui {

namespace {

constexpr float kMargin = 2 * kGrid;
constexpr float kZoomStep = 1.25f;
/// On a lower canvas the zoom tools go up to the others, if they fit, and the legend is left out.
constexpr float kLow = 400;
constexpr int kZoomTools = 3;
/// On a narrower canvas buttons have no words.
constexpr float kWide = 430;

}  // namespace

/// What of the canvas belongs to the graph. The tools of a selection come and go, and move nothing.
Rect GraphRoom::clear_area(const Frame& frame) const {
    const float height = frame.control_height();
    const float top = tools_bottom_, bottom = footer_ ? height + 2 * kMargin : kMargin;
    return {kMargin, top, std::max(frame.area.w - 2 * kMargin, 1.0f),
            std::max(frame.area.h - top - bottom, 1.0f)};
}

std::optional<KeyAction> GraphRoom::shortcut_of(Order order) {
    for (const auto& [tool, key] : kShortcuts) {
        if (tool == order) return key;
    }
    return {};
}

void GraphRoom::layout_tools(const Playground& playground, const Frame& frame) {
    tools_.clear();
    const auto add_icon = [&](std::string_view key, Icon icon, Order order, bool disabled = false) {
        tools_.push_back({.button = {.key = std::string(key),
                                     .label = std::string(frame.text(key)),
                                     .icon = icon,
                                     .show_label = false,
                                     .disabled = disabled,
                                     .shortcut = shortcut_of(order)},
                          .order = order});
    };
    add_icon("graph.add", Icon::plus, Order::add);
    tools_.back().button.show_label = frame.area.w >= kWide;
    tools_.back().button.checked = playground.palette();
    add_icon("graph.area", Icon::area, Order::area);
    tools_.back().button.checked = area_tool_;
    add_icon("graph.undo", Icon::undo, Order::undo, !playground.can_undo());
    add_icon("graph.redo", Icon::redo, Order::redo, !playground.history().can_redo());
    add_icon("graph.edge_widths", Icon::widths, Order::widths);
    tools_.back().button.checked = playground.edge_widths();
    const size_t lasting = tools_.size();
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
    float lasting_width = 2 * kGrid;
    for (size_t i = 0; i < lasting; ++i) lasting_width += button_width(frame, tools_[i].button);
    const float zoom_width = kZoomTools * height + 2 * kMargin;
    footer_ = frame.area.h >= kLow || lasting_width + zoom_width + kMargin > frame.area.w;
    const float right = frame.area.w - (footer_ ? kMargin : zoom_width);
    Point at{kMargin, kMargin};
    for (size_t i = 0; i < tools_.size(); ++i) {
        Tool& tool = tools_[i];
        const float width = button_width(frame, tool.button);
        const bool begins =
            tool.order == Order::undo || tool.order == Order::widths || tool.order == Order::duplicate;
        if (begins) at.x += 2 * kGrid;
        // Undo and redo stay together, and so do the tools of a selection.
        const float needed = tool.order == Order::undo        ? 2 * width
                             : tool.order == Order::duplicate ? 3 * width
                                                              : width;
        if (at.x > kMargin && at.x + needed > right) at = {kMargin, at.y + height + kGrid};
        tool.button.rect = {at.x, at.y, width, height};
        at.x += width;
        if (i + 1 == lasting) tools_bottom_ = at.y + height + kMargin;
    }
    layout_zoom_tools(playground, frame);
}

void GraphRoom::layout_zoom_tools(const Playground& playground, const Frame& frame) {
    const float height = frame.control_height(), zoom = viewpoint_.camera().zoom();
    const bool moved = !playground.document().places.empty();
    const float y = footer_ ? frame.area.h - kMargin - height : kMargin;
    // Tidy up comes and goes: left of the others, which stay.
    Point at{frame.area.w - kMargin - (kZoomTools + (moved ? 1.0f : 0.0f)) * height, y};
    if (moved && !footer_) at.x += height;
    const auto add = [&](std::string_view key, Icon icon, Order order, bool disabled) {
        tools_.push_back({.button = {.key = std::string(key),
                                     .label = std::string(frame.text(key)),
                                     .icon = icon,
                                     .show_label = false,
                                     .disabled = disabled,
                                     .rect = {at.x, at.y, height, height},
                                     .shortcut = shortcut_of(order)},
                          .order = order});
        at.x += height;
    };
    if (moved && footer_) add("graph.tidy", Icon::tidy, Order::tidy, false);
    add("graph.zoom_out", Icon::minus, Order::zoom_out, zoom <= Camera::kMinZoom);
    add("graph.zoom_in", Icon::plus, Order::zoom_in, zoom >= Camera::kMaxZoom);
    add("graph.fit", Icon::fit, Order::fit, false);
    if (!moved || footer_) return;
    at = {frame.area.w - kMargin - height, kMargin + height + kGrid};
    add("graph.tidy", Icon::tidy, Order::tidy, false);
}

void GraphRoom::run_tools(const Playground& playground, Frame& frame) {
    for (Tool& tool : tools_) {
        run_button(frame, tool.button);
        if (tool.button.hit.pressed) obey(tool.order, playground, frame);
    }
}

void GraphRoom::obey(Order order, const Playground& playground, const Frame& frame) {
    switch (order) {
        case Order::none:
            break;
        case Order::undo:
            if (playground.can_undo()) actions_.push_back(Undo{});
            break;
        case Order::redo:
            if (playground.history().can_redo()) actions_.push_back(Redo{});
            break;
        case Order::zoom_in:
        case Order::zoom_out:
            viewpoint_.zoom_at(clear_area(frame).centre(),
                               order == Order::zoom_in ? kZoomStep : 1 / kZoomStep);
            break;
        case Order::fit:
            fit_all();
            break;
        case Order::tidy:
            actions_.push_back(Command(Tidy{}));
            refit_ = true;
            break;
        case Order::add:
            actions_.push_back(ShowPalette{!playground.palette()});
            break;
        case Order::area:
            area_tool_ = !area_tool_;
            break;
        case Order::widths:
            actions_.push_back(ShowEdgeWidths{!playground.edge_widths()});
            break;
        case Order::duplicate:
            if (!selection_.empty()) actions_.push_back(Command(Duplicate{selection_}));
            break;
        case Order::remove:
            if (!selection_.empty()) actions_.push_back(Command(Remove{selection_}));
            break;
        case Order::group:
            if (!selection_.empty()) actions_.push_back(Command(MakeGroup{selection_, ""}));
            break;
        case Order::ungroup:
            if (const auto group = selected_group(playground)) actions_.push_back(Command(Ungroup{*group}));
            break;
    }
}

void GraphRoom::paint_tools(const Frame& frame) const {
    const Painter& paint = frame.painter;
    // Neighbours in a row share one panel.
    for (size_t i = 0; i < tools_.size();) {
        Rect panel = tools_[i].button.rect;
        size_t next = i + 1;
        while (next < tools_.size() && tools_[next].button.rect.y == panel.y &&
               std::abs(tools_[next].button.rect.x - panel.right()) < 1) {
            panel.w = tools_[next++].button.rect.right() - panel.x;
        }
        paint.shadow(panel, kRadius);
        paint.fill(panel, paint.colours().surface, kRadius);
        paint.frame(panel, paint.colours().line, kRadius);
        for (; i < next; ++i) paint_button(frame, tools_[i].button);
    }
}

}  // namespace bp::ui
