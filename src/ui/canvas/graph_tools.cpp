#include <algorithm>
#include <cmath>
#include <iterator>

#include "imgui.h"
#include "ui/canvas/graph_room.hpp"

// The tools over the graph, and the part of the canvas that they leave clear.
namespace bp::ui {

namespace {

constexpr float kMargin = 2 * kGrid;
constexpr float kZoomStep = 1.25f;
/// On a lower canvas the zoom tools go up to the others, if all fit, and the legend is left out.
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

/// Where the graph is drawn: between the bands of the tools.
Rect GraphRoom::graph_area(const Frame& frame) const {
    const Rect clear = clear_area(frame);
    return {0, clear.y - kGrid, frame.area.w, clear.h + 2 * kGrid};
}

/// The first corner where a box of that size covers nothing of the graph; `as_legend`: the legend's first.
std::optional<Rect> GraphRoom::free_corner(Point size, bool as_legend, const Frame& frame) const {
    const Rect clear = clear_area(frame);
    const float left = clear.x, right = clear.right() - size.x, bottom = clear.bottom() - size.y;
    const Point corners[] = {{left, as_legend ? frame.area.h - kMargin - size.y : clear.y},
                             {right, bottom},
                             {left, bottom},
                             {right, clear.y},
                             {left, clear.y}};
    for (size_t k = as_legend ? 0 : 1; k < std::size(corners); ++k) {
        const Rect box{corners[k].x, corners[k].y, size.x, size.y};
        const auto over = [&](const auto& one) { return one.rect.inset(-2).overlaps(box); };
        const auto tool_over = [&](const Tool& tool) { return tool.button.rect.overlaps(box); };
        const bool inside = box.x >= clear.x && box.y >= clear.y && box.right() <= clear.right() + 1;
        if (inside && std::ranges::none_of(scene_.cards, over) && std::ranges::none_of(scene_.labels, over) &&
            std::ranges::none_of(tools_, tool_over) && !(overview_.shown() && overview_.map().overlaps(box)))
            return box;
    }
    return {};
}

/// Where the overview's map stands. The user's own view of a large graph may lie under it where there is
/// room.
std::optional<Rect> GraphRoom::map_place(Point size, const Frame& frame) const {
    const auto corner = free_corner(size, false, frame);
    if (corner || viewpoint_.fitted() || frame.area.w < kRoomy) return corner;
    const Rect clear = clear_area(frame);
    return Rect{clear.right() - size.x, clear.bottom() - size.y, size.x, size.y};
}

std::optional<KeyAction> GraphRoom::shortcut_of(ToolAction action) {
    for (const auto& [tool, key] : kShortcuts) {
        if (tool == action) return key;
    }
    return {};
}

void GraphRoom::layout_tools(const Playground& playground, const Frame& frame) {
    tools_.clear();
    const auto add_icon = [&](std::string_view key, Icon icon, ToolAction action, bool disabled = false) {
        tools_.push_back({.button = {.key = std::string(key),
                                     .label = std::string(frame.text(key)),
                                     .icon = icon,
                                     .show_label = false,
                                     .disabled = disabled,
                                     .shortcut = shortcut_of(action)},
                          .action = action});
    };
    add_icon("graph.add", Icon::plus, ToolAction::add);
    tools_.back().button.show_label = frame.area.w >= kWide;
    tools_.back().button.checked = playground.palette();
    add_icon("graph.area", Icon::area, ToolAction::area);
    tools_.back().button.checked = area_tool_;
    add_icon("graph.undo", Icon::undo, ToolAction::undo, !playground.can_undo());
    add_icon("graph.redo", Icon::redo, ToolAction::redo, !playground.history().can_redo());
    add_icon("graph.edge_widths", Icon::widths, ToolAction::widths);
    tools_.back().button.checked = playground.edge_widths();
    const size_t lasting = tools_.size();
    if (!selection_.empty()) {
        add_icon("graph.duplicate", Icon::copy, ToolAction::duplicate);
        if (selected_group(playground)) {
            add_icon("graph.ungroup", Icon::ungroup, ToolAction::ungroup);
        } else if (selection_.size() > 1) {
            add_icon("graph.group", Icon::group, ToolAction::group);
        }
        add_icon("graph.remove", Icon::trash, ToolAction::remove);
    }

    const float height = frame.control_height();
    float lasting_width = 2 * kGrid;
    for (size_t i = 0; i < lasting; ++i) lasting_width += button_width(frame, tools_[i].button);
    const float zoom_width = kZoomTools * height + 2 * kMargin;
    const float selection_width = 3 * height + 2 * kGrid;
    footer_ = frame.area.h >= kLow || lasting_width + selection_width + zoom_width + kMargin > frame.area.w;
    const float right = frame.area.w - (footer_ ? kMargin : zoom_width);
    legend_ = footer_;
    Point at{kMargin, kMargin};
    for (size_t i = 0; i < tools_.size(); ++i) {
        Tool& tool = tools_[i];
        const float width = button_width(frame, tool.button);
        const bool begins = tool.action == ToolAction::undo || tool.action == ToolAction::widths ||
                            tool.action == ToolAction::duplicate;
        if (begins) at.x += 2 * kGrid;
        // Undo and redo stay together, and so do the tools of a selection.
        const float needed = tool.action == ToolAction::undo        ? 2 * width
                             : tool.action == ToolAction::duplicate ? 3 * width
                                                                    : width;
        if (at.x > kMargin && at.x + needed > right) {
            at = {kMargin, at.y + height + kGrid};
            if (tool.action == ToolAction::duplicate) {
                // In a second row they would cover the graph: they take the legend's place.
                at.y = frame.area.h - kMargin - height;
                legend_ = false;
            }
        }
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
    const auto add = [&](std::string_view key, Icon icon, ToolAction action, bool disabled) {
        tools_.push_back({.button = {.key = std::string(key),
                                     .label = std::string(frame.text(key)),
                                     .icon = icon,
                                     .show_label = false,
                                     .disabled = disabled,
                                     .rect = {at.x, at.y, height, height},
                                     .shortcut = shortcut_of(action)},
                          .action = action});
        at.x += height;
    };
    if (moved && footer_) add("graph.tidy", Icon::tidy, ToolAction::tidy, false);
    add("graph.zoom_out", Icon::minus, ToolAction::zoom_out, zoom <= Camera::kMinZoom);
    add("graph.zoom_in", Icon::plus, ToolAction::zoom_in, zoom >= Camera::kMaxZoom);
    add("graph.fit", Icon::fit, ToolAction::fit, false);
    if (!moved || footer_) return;
    at = {frame.area.w - kMargin - height, kMargin + height + kGrid};
    add("graph.tidy", Icon::tidy, ToolAction::tidy, false);
}

void GraphRoom::run_tools(const Playground& playground, Frame& frame) {
    for (Tool& tool : tools_) {
        run_button(frame, tool.button);
        if (tool.button.hit.pressed) run_tool(tool.action, playground, frame);
    }
}

void GraphRoom::run_tool(ToolAction action, const Playground& playground, const Frame& frame) {
    switch (action) {
        case ToolAction::none:
            break;
        case ToolAction::undo:
            if (playground.can_undo()) actions_.push_back(Undo{});
            break;
        case ToolAction::redo:
            if (playground.history().can_redo()) actions_.push_back(Redo{});
            break;
        case ToolAction::zoom_in:
        case ToolAction::zoom_out:
            viewpoint_.zoom_at(clear_area(frame).centre(),
                               action == ToolAction::zoom_in ? kZoomStep : 1 / kZoomStep);
            break;
        case ToolAction::fit:
            fit_all();
            break;
        case ToolAction::tidy:
            actions_.push_back(Command(Tidy{}));
            refit_ = true;
            break;
        case ToolAction::add:
            actions_.push_back(ShowPalette{!playground.palette()});
            break;
        case ToolAction::area:
            area_tool_ = !area_tool_;
            break;
        case ToolAction::widths:
            actions_.push_back(ShowEdgeWidths{!playground.edge_widths()});
            break;
        case ToolAction::duplicate:
            if (!selection_.empty()) actions_.push_back(Command(Duplicate{selection_}));
            break;
        case ToolAction::remove:
            if (!selection_.empty()) actions_.push_back(Command(Remove{selection_}));
            break;
        case ToolAction::group:
            if (!selection_.empty()) actions_.push_back(Command(MakeGroup{selection_, ""}));
            break;
        case ToolAction::ungroup:
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
