#include "ui/canvas/overview.hpp"

#include <algorithm>
#include <array>

#include "imgui.h"

namespace bp::ui {

namespace {

constexpr Point kMost{132, 84};
constexpr float kPad = 6;
constexpr float kCue = 26;
constexpr size_t kMostDrawn = 150;  // cards
/// A cue's place at its side: in the middle, or as near to it as it covers nothing.
Rect free_place(Point at, bool across, const Scene& scene) {
    const Rect middle{at.x - (across ? 0 : kCue / 2), at.y - (across ? kCue / 2 : 0), kCue, kCue};
    const float most = (across ? scene.clear.h : scene.clear.w) / 2 - kCue;
    for (float off = 0; off < most; off += kCue / 2) {
        for (const float by : {off, -off}) {
            const Rect here{middle.x + (across ? 0 : by), middle.y + (across ? by : 0), kCue, kCue};
            const auto over = [&](const auto& one) { return one.rect.inset(-2).overlaps(here); };
            if (std::ranges::none_of(scene.labels, over) && std::ranges::none_of(scene.cards, over))
                return here;
        }
    }
    return middle;
}

constexpr float kPage = 0.7f;  // of the canvas that a cue moves

}  // namespace

Rect Overview::on_map(const Rect& rect) const {
    return {map_.x + kPad + (rect.x - bounds_.x) * scale_, map_.y + kPad + (rect.y - bounds_.y) * scale_,
            rect.w * scale_, rect.h * scale_};
}

Overview::Wish Overview::run(const GraphView& view, const Scene& scene, const Camera& camera,
                             const PlaceOf& place, Frame& frame) {
    Wish wish;
    cues_.clear();
    shown_ = false;
    if (scene.whole || view.cards.empty()) {
        held_ = false;
        return wish;
    }
    bounds_ = spanned(view.top_left, view.bottom_right);
    const Point most{std::min(kMost.x, 0.36f * frame.area.w), std::min(kMost.y, 0.3f * frame.area.h)};
    scale_ = std::min((most.x - 2 * kPad) / std::max(bounds_.w, 1.0f),
                      (most.y - 2 * kPad) / std::max(bounds_.h, 1.0f));
    const Point size{std::max(bounds_.w * scale_, 12.0f) + 2 * kPad,
                     std::max(bounds_.h * scale_, 12.0f) + 2 * kPad};
    const std::optional<Rect> map = held_ ? std::optional(map_) : place(size);
    held_ = false;
    if (map) {
        map_ = *map;
        shown_ = true;
        const std::string_view label = frame.text("graph.overview");
        const Hit hit = item(frame, {.key = "##overview",
                                     .label = label,
                                     .role = "button",
                                     .rect = map_,
                                     .tip = {std::string(label)}});
        if (hit.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        held_ = hit.held;
        const ImVec2 at = ImGui::GetIO().MousePos;
        if (held_)
            wish.look_at = Point{bounds_.x + (at.x - map_.x - kPad) / scale_,
                                 bounds_.y + (at.y - map_.y - kPad) / scale_};
    }
    const Rect all = camera.to_screen(bounds_);
    const Rect& clear = scene.clear;
    struct Side {
        bool more;
        std::string_view key;
        Icon icon;
        Point at;
        Point pan;
    };
    const std::array<Side, 4> sides{{
        {all.x < clear.x - 1,
         "graph.more_left",
         Icon::left,
         {clear.x, clear.centre().y},
         {kPage * clear.w, 0}},
        {all.right() > clear.right() + 1,
         "graph.more_right",
         Icon::right,
         {clear.right() - kCue, clear.centre().y},
         {-kPage * clear.w, 0}},
        {all.y < clear.y - 1,
         "graph.more_above",
         Icon::up,
         {clear.centre().x, clear.y},
         {0, kPage * clear.h}},
        {all.bottom() > clear.bottom() + 1,
         "graph.more_below",
         Icon::down,
         {clear.centre().x, clear.bottom() - kCue},
         {0, -kPage * clear.h}},
    }};
    for (const Side& side : sides) {
        if (!side.more) continue;
        const bool across = side.pan.x != 0;
        const Rect rect = free_place(side.at, across, scene);
        Cue cue{.button = {.key = std::string(side.key),
                           .label = std::string(frame.text(side.key)),
                           .icon = side.icon,
                           .show_label = false,
                           .rect = rect},
                .pan = side.pan};
        run_button(frame, cue.button);
        if (cue.button.hit.pressed) wish.pan = cue.pan;
        cues_.push_back(std::move(cue));
    }
    return wish;
}

void Overview::paint_cards(const GraphView& view, const Painter& paint) const {
    const Palette& p = paint.colours();
    for (const Wire& wire : view.wires) {
        if (wire.path.empty()) continue;
        const Rect a = on_map({wire.path.front().x, wire.path.front().y, 0, 0});
        const Rect b = on_map({wire.path.back().x, wire.path.back().y, 0, 0});
        paint.line({a.x, a.y}, {b.x, b.y}, p.line);
    }
    for (const Card& card : view.cards) {
        const Rect r = on_map(card_rect(card));
        const Rect dot{r.x, r.y, std::max(r.w, 2.0f), std::max(r.h, 2.0f)};
        paint.fill(dot, card.kind == CardKind::op ? p.edge : faded(p.value, 0.8f), 1);
    }
}

/// Of a large graph: where it has cards at all, in dots.
void Overview::paint_extent(const GraphView& view, const Painter& paint) const {
    constexpr float kDot = 3;
    const auto columns = static_cast<size_t>(map_.w / kDot) + 1,
               rows = static_cast<size_t>(map_.h / kDot) + 1;
    std::vector<char> filled(columns * rows);
    for (const Card& card : view.cards) {
        const Rect r = on_map({card.centre.x, card.centre.y, 0, 0});
        const float column = (r.x - map_.x) / kDot, row = (r.y - map_.y) / kDot;
        if (!(column >= 0 && row >= 0 && column < static_cast<float>(columns) &&
              row < static_cast<float>(rows)))
            continue;
        filled[static_cast<size_t>(row) * columns + static_cast<size_t>(column)] = true;
    }
    for (size_t i = 0; i < filled.size(); ++i) {
        if (!filled[i]) continue;
        const size_t row = i / columns, column = i % columns;
        const float x = map_.x + static_cast<float>(column) * kDot;
        const float y = map_.y + static_cast<float>(row) * kDot;
        paint.fill({x, y, kDot - 1, kDot - 1}, paint.colours().edge);
    }
}

void Overview::paint(const GraphView& view, const Scene& scene, const Camera& camera,
                     const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    for (const Cue& cue : cues_) {
        paint.shadow(cue.button.rect, kCue / 2);
        paint.fill(cue.button.rect, p.surface, kCue / 2);
        paint.frame(cue.button.rect, p.line, kCue / 2);
        paint_button(frame, cue.button);
    }
    if (!shown_) return;
    paint.shadow(map_, kGrid);
    paint.fill(map_, p.surface, kGrid);
    paint.frame(map_, p.line, kGrid);
    if (view.cards.size() > kMostDrawn) {
        paint_extent(view, paint);
    } else {
        paint_cards(view, paint);
    }
    const Point low = camera.to_canvas({scene.clear.x, scene.clear.y});
    const Point high = camera.to_canvas({scene.clear.right(), scene.clear.bottom()});
    const Rect seen = on_map(spanned(low, high));
    const float x = std::clamp(seen.x, map_.x, map_.right()), y = std::clamp(seen.y, map_.y, map_.bottom());
    constexpr float kLeastSeen = 3;
    const Rect frame_rect{x, y, std::max(std::clamp(seen.right(), map_.x, map_.right()) - x, kLeastSeen),
                          std::max(std::clamp(seen.bottom(), map_.y, map_.bottom()) - y, kLeastSeen)};
    paint.fill(frame_rect, faded(p.text, 0.06f), 2);
    paint.frame(frame_rect, p.quiet, 2, 1.5f);
}

}  // namespace bp::ui
