#include "ui/canvas/graph_room.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "imgui.h"
#include "ui/canvas/hint.hpp"

namespace bp::ui {

namespace {

constexpr float kMargin = 2 * kGrid;
constexpr size_t kMostReadable = 300;  ///< cards: larger graphs open whole, as a picture

/// A constant is part of the graph: setting it makes another one.
bool sets_constant(const Action& action) {
    const auto* command = std::get_if<Command>(&action);
    return command && std::holds_alternative<SetConstant>(*command);
}

/// What a hint beside the card must not cover.
std::vector<Rect> taken_beside(const SceneCard& card, const Scene& scene, const Overview& overview) {
    std::vector<Rect> taken;
    for (const SceneCard& other : scene.cards) {
        if (other.card != card.card) taken.push_back(other.rect.inset(-kGrid));
    }
    for (const SceneLabel& label : scene.labels) {
        if (label.card != card.card) taken.push_back(label.rect.inset(-kGrid));
    }
    for (const SceneEdge& edge : scene.edges) {
        for (size_t i = 0; i + 1 < edge.points.size(); ++i)
            taken.push_back(spanned(edge.points[i], edge.points[i + 1]).inset(-kGrid));
    }
    for (size_t i = 0; i + 1 < scene.exit.size(); ++i)
        taken.push_back(spanned(scene.exit[i], scene.exit[i + 1]).inset(-kGrid));
    if (overview.shown()) taken.push_back(overview.map());
    return taken;
}

}  // namespace

void GraphRoom::draw(Playground& playground, Frame& frame) {
    ImDrawList* list = frame.painter.list();
    list->ChannelsSplit(2);  // the text field is put in before the graph is drawn, but lies on top
    list->ChannelsSetCurrent(1);
    passed_ = frame.seconds;
    follow(playground, frame);
    actions_.clear();
    const Card* edited = field_.card() ? find_card(*view_, *field_.card()) : nullptr;
    const Rect place = edited ? viewpoint_.camera().to_screen(card_rect(*edited)) : Rect{};
    if (const auto typed = field_.run(edited, place, frame))
        actions_.push_back(set_number(*edited, *typed, 0));
    layout_tools(playground, frame);
    run_tools(playground, frame);
    const Overview::Wish wish = overview_.run(
        *view_, scene_, viewpoint_.camera(), [&](Point size) { return map_place(size, frame); }, frame);
    if (wish.look_at) viewpoint_.look_at(*wish.look_at, scene_.clear);
    if (wish.pan.x != 0 || wish.pan.y != 0) viewpoint_.pan(wish.pan.x, wish.pan.y);
    const Rect seen = graph_area(frame);
    const ImVec2 low{seen.x, seen.y}, high{seen.right(), seen.bottom()};
    ImGui::PushClipRect(low, high, true);  // what is not drawn cannot be pressed
    run_ports(frame);
    run_groups(frame);
    run_cards(frame);
    ImGui::PopClipRect();
    run_background(frame);
    run_gesture();
    run_keys(playground, frame);
    for (const Action& action : actions_) {
        hint_.number_changed = hint_.number_changed || sets_constant(action);
        playground.dispatch(action);
    }
    follow(playground, frame);
    follow_walk(playground, frame);
    scene_ = make_scene(*view_, viewpoint_.camera(), graph_area(frame), clear_area(frame),
                        happening(playground, frame));
    scene_.canvas = frame.area;

    list->ChannelsSetCurrent(0);
    paint_background(viewpoint_.camera(), frame);
    const Attention attention{.hovered = hovered_,
                              .ringed = ringed_,
                              .edited = field_.shown_for(),
                              .selection = sorted_selection_,
                              .walking_back = playground.walk() && playground.walk()->active_is_backward()};
    list->PushClipRect(low, high, true);
    paint_scene(scene_, *view_, attention, frame);
    list->PopClipRect();
    paint_gesture(gesture_, port_, pointer_now(), around(), frame);
    const bool busy = !std::holds_alternative<Idle>(gesture_) || field_.is_open();
    // On a narrow canvas they would cover the graph; the panel says the same of what is selected.
    const bool roomy = frame.area.w >= kRoomy;
    const auto shown = hovered_                ? hovered_
                       : !roomy                ? std::nullopt
                       : playground.selected() ? playground.selected()
                                               : ringed_;
    const Card* card = shown && !busy ? find_card(*view_, *shown) : nullptr;
    list->ChannelsSetCurrent(1);
    field_.paint_message(frame);
    overview_.paint(*view_, scene_, viewpoint_.camera(), frame);
    show_hint(playground, frame);
    std::vector<Tool> done = std::move(tools_);
    layout_tools(playground, frame);  // again: the actions may have changed what is enabled
    for (size_t i = 0; i < tools_.size() && i < done.size(); ++i) tools_[i].button.hit = done[i].button.hit;
    paint_tools(frame);
    const auto details_place = [&](Point size) {
        auto place = free_corner(size, true, frame);
        // What is pointed at is said in any case; of what is selected the panel says the same.
        const Rect corner{kMargin, std::max(frame.area.h - kMargin - size.y, kGrid), size.x, size.y};
        const bool covers = viewpoint_.camera().to_screen(card_rect(*card)).overlaps(corner);
        if (!place && !covers && (card->id == hovered_ || card->id == ringed_)) place = corner;
        scene_.details = place.value_or(Rect{});
        return place;
    };
    const bool said = card && paint_details(*card, *playground.document().graph,
                                            element_ && element_->first == card->id ? element_->second : "",
                                            details_place, frame);
    if (!said && legend_) paint_legend(view_->cards.size() > kMostReadable, frame);
    list->ChannelsMerge();
}

/// A second finger, or another zoom, ends what the first one began.
void GraphRoom::let_go() { gesture_ = Idle{}; }

void GraphRoom::fit_all() { fit_all_ = refit_ = true; }

void GraphRoom::pinch(float factor, Point at) {
    let_go();
    viewpoint_.zoom_at(at, factor);
}

void GraphRoom::pan(float dx, float dy) {
    let_go();
    viewpoint_.pan(dx, dy);
}

void GraphRoom::follow(Playground& playground, const Frame& frame) {
    if (tools_bottom_ == 0) layout_tools(playground, frame);
    const Rect clear = clear_area(frame);
    playground.set_canvas_space({clear.w, clear.h});
    const GraphView& view = playground.graph_view();
    const auto& graph = playground.document().graph;
    const Rect bounds = spanned(view.top_left, view.bottom_right);
    follow_numbers(playground);
    bool jump = opened_ != playground.opened();
    if (graph != graph_ || jump) {
        if (jump || differ_a_lot(bounds_, bounds)) {
            refit_ = true;
            fit_all_ = false;
        }
        graph_ = graph;
        opened_ = playground.opened();
        hovered_.reset();
        let_go();
    }
    if (clear_ != clear) {
        clear_ = clear;
        jump = true;
        refit_ = refit_ || viewpoint_.fitted();
    }
    const bool moved_by_hand =
        std::exchange(moved_by_keys_, false) || std::holds_alternative<MoveCards>(gesture_);
    if (viewpoint_.fitted() && bounds != bounds_ && !moved_by_hand) refit_ = true;
    bounds_ = bounds;
    sorted_selection_ = selection_ = playground.selection();
    sort_ids(sorted_selection_);
    document_ = &playground.document();
    if (refit_) {
        // A graph of moderate size opens readable; the rest is a drag away, and Fit shows it all.
        const bool readable = !fit_all_ && view.cards.size() <= kMostReadable;
        if (readable && !fits_readable(view, bounds, frame)) {
            viewpoint_.open_at_best(view, clear, jump || frame.still);
        } else if (fitting_scale({bounds.w, bounds.h}, {clear.w, clear.h}) < Camera::kMinFit) {
            const Card* chosen = playground.selected() ? find_card(view, *playground.selected()) : nullptr;
            viewpoint_.show_part(bounds, chosen ? *chosen : view.cards.front(), clear, jump || frame.still);
        } else {
            viewpoint_.fit(bounds, clear, jump || frame.still);
        }
        refit_ = false;
    }
    const float seconds = std::exchange(passed_, 0.0f);
    viewpoint_.pass(seconds, frame.still);
    view_ =
        &gliding_.follow(view, seconds, jump || frame.still || std::holds_alternative<MoveCards>(gesture_));
}

/// The same graph with other leaves: somebody changed a number.
void GraphRoom::follow_numbers(const Playground& playground) {
    const Document& document = playground.document();
    if (hint_.number_changed || hint_.leaves == document.leaves) return;
    hint_.number_changed = document.graph == graph_ && playground.opened() == opened_;
    hint_.leaves = document.leaves;
}

/// The hint of the first minute beside the first number that has room for it.
void GraphRoom::show_hint(Playground& playground, const Frame& frame) {
    const bool elsewhere =
        playground.room() != Room::graph || playground.lab().hunt() || playground.palette();
    const bool busy = field_.is_open() || std::holds_alternative<DragNumber>(gesture_);
    if (!hint_.wanted || hint_.number_changed || elsewhere || busy) return;
    hint_.seconds += frame.seconds;
    for (const SceneCard& card : scene_.cards) {
        const Card& shown = view_->cards[card.card];
        if (shown.kind != CardKind::leaf || !settable(shown)) continue;
        const std::vector<Rect> taken = taken_beside(card, scene_, overview_);
        if (const auto box = hint_place(card.rect, hint_size(frame), taken, scene_.clear))
            return paint_hint(frame, card.rect, *box, hint_.seconds);
    }
}

/// Whether all of the graph can be shown with all of its texts.
bool GraphRoom::fits_readable(const GraphView& view, const Rect& bounds, const Frame& frame) const {
    constexpr float kLeast = 0.75f;  // below, texts of 11 px do not go between the cards
    const Rect clear = clear_area(frame);
    const float scale = fitting_scale({bounds.w, bounds.h}, {clear.w, clear.h});
    if (scale >= 1 || scale < kLeast) return scale >= 1;
    const Scene scene = make_scene(view, Viewpoint::fitting(bounds, clear), graph_area(frame), clear);
    return scene.whole && scene.left_out == 0;
}

void GraphRoom::follow_walk(Playground& playground, const Frame& frame) {
    constexpr float kSeconds = 1.05f, kLeastSeconds = 0.25f;
    const auto& walk = playground.walk();
    if (!walk || !walk->active()) return pace_.reset();
    const bool step = !pace_ || pace_->position != walk->position();
    // Steps that come fast are shown fast.
    if (step) step_seconds_ = pace_ ? std::clamp(0.95f * since_step_, kLeastSeconds, kSeconds) : kSeconds;
    if (step || pace_->revision != playground.revision()) {
        const float share = step ? 0 : pace_->motion.share;
        pace_ = Pace{walk->position(), playground.revision(), playground.motion().value_or(Motion{})};
        pace_->motion.share = share;
    }
    since_step_ = step ? 0 : since_step_ + frame.seconds;
    pace_->motion.still = frame.still;
    if (!step) {
        pace_->motion.share = std::min(pace_->motion.share + frame.seconds / step_seconds_, 1.0f);
        return;
    }
    for (const Card& card : view_->cards) {
        if (card.active) viewpoint_.reveal(card_rect(card), clear_area(frame), frame.still);
    }
}

Happening GraphRoom::happening(const Playground& playground, const Frame& frame) const {
    Happening result{.edge_widths = playground.edge_widths()};
    if (pace_) result.motion = pace_->motion;
    const auto& nudge = playground.nudge();
    const auto* drag = std::get_if<DragNumber>(&gesture_);
    if (!nudge || !((drag && drag->started) || ringed_ == nudge->node)) return result;
    const double apart = std::abs(nudge->predicted - nudge->actual);
    const bool same = apart <= 1e-6 * std::max(std::abs(nudge->predicted), std::abs(nudge->actual));
    result.nudge = Nudge{frame.fill("graph.predicted", {{"change", signed_brief(nudge->predicted)}}),
                         frame.fill(same ? "graph.actual" : "graph.actual_differs",
                                    {{"change", signed_brief(nudge->actual)}})};
    return result;
}

}  // namespace bp::ui
