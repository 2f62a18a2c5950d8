#include "base/problem.hpp"
#include "document/json.hpp"
#include "playground/playground.hpp"

// How the canvas is lent to graphs from elsewhere and given back: docs/architecture.md.
namespace bp {
namespace {

/// Whether the graph belongs to the lesson whose graph is lent already.
bool goes_on(const Origin& lent, const Origin& next) {
    return lent.kind == Origin::Kind::lesson && next.kind == lent.kind && next.lesson == lent.lesson;
}

/// The room and view that a lent graph leads back to; none when it stays where the user is.
std::optional<Show> room_of(const Origin& origin) {
    const auto room = find_named<Room>(origin.room);
    if (!room && !origin.room.empty()) throw Problem(problems::show_no_room, origin.room);
    const auto view = find_named<NetworkView>(origin.view);
    if (!view && !origin.view.empty()) throw Problem(problems::show_no_view, origin.view);
    if (!room) return {};
    return Show{*room, view};
}

}  // namespace

bool Playground::shows(Origin::Kind kind) const {
    return is_lent() && history_.base().origin && history_.base().origin->kind == kind;
}

/// Puts another graph on the canvas.
void Playground::open(History history) {
    history_ = std::move(history);
    follow_other_graph();
}

void Playground::act(const Lend& lend) {
    Document document = *lend.document;
    if (lend.origin) document.origin = lend.origin;
    if (!document.origin) throw Problem(problems::lend_no_origin);
    (void)room_of(*document.origin);  // it must lead back
    if (is_lent() && goes_on(*history_.base().origin, *document.origin)) {
        history_.run(LoadDocument{std::make_shared<const Document>(std::move(document))});
        return follow_other_graph();
    }
    if (!is_lent()) waiting_.push_back(std::move(history_));
    waiting_.erase(waiting_.begin() + 1, waiting_.end());
    lab_.stop_hunt();
    open(History(std::move(document)));
}

/// Ends all lending and puts the user's own graph on the canvas.
void Playground::take_own_back() {
    lab_.stop_hunt();
    History own = std::move(waiting_.front());
    waiting_.clear();
    open(std::move(own));
}

void Playground::act(GiveBack) {
    if (!is_lent()) throw Problem(problems::lend_not_lent);
    if (const auto back = room_of(*history_.base().origin)) act(*back);
    take_own_back();
}

std::string Playground::saved(bool with_lent) const {
    std::string text = "{\"own\":" + to_json(own_history().document());
    if (!with_lent) return text + "}";
    // With a hunt only what it was begun on is kept, the last that waits.
    const bool hunting = lab_.hunt().has_value();
    if (hunting && waiting_.size() > 1) text += ",\"lent\":" + to_json(waiting_.back().document());
    if (!hunting && is_lent()) text += ",\"lent\":" + to_json(document());
    return text + "}";
}

void Playground::act(const Restore& restore) {
    if (restore.lent && !(*restore.lent)->origin) throw Problem(problems::lend_no_origin);
    History own = own_history();
    // What is restored when the page starts is no step of the user's: undo ends here. Later it must not
    // replace what was made meanwhile.
    if (restored_ || own.can_undo() || own.can_redo()) {
        own.run(LoadDocument{restore.own});
    } else {
        own = History(*restore.own);
    }
    restored_ = true;
    waiting_.clear();
    lab_.stop_hunt();
    open(std::move(own));
    if (restore.lent) act(Lend{*restore.lent});
}

void Playground::start_hunt(const HuntBug& hunt) {
    const uint64_t seed = hunt.seed.value_or(static_cast<uint64_t>(lab_.score().hunts));
    Hunt next = plant_bug(seed, hunt.graph);
    leave_hunt();
    Document document = *next.document;
    document.origin = Origin{.kind = Origin::Kind::hunt,
                             .graph = std::string(next.graph->key),
                             .seed = static_cast<int64_t>(seed)};
    lab_.start_hunt(std::move(next));
    waiting_.push_back(std::move(history_));
    open(History(std::move(document)));
}

/// Brings back what a hunt was begun on: a lent graph or the user's own.
void Playground::leave_hunt() {
    lab_.stop_hunt();
    if (!shows(Origin::Kind::hunt)) return;
    History before = std::move(waiting_.back());
    waiting_.pop_back();
    open(std::move(before));
}

}  // namespace bp
