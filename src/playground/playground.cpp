#include "playground/playground.hpp"

#include <algorithm>
#include <new>
#include <set>

#include "base/problem.hpp"
#include "document/json.hpp"
#include "graph/bounds.hpp"
#include "playground/align.hpp"
#include "playground/lab/hunt_view.hpp"
#include "playground/protocol/action_json.hpp"
#include "playground/training/training_json.hpp"
#include "playground/words/explain.hpp"
#include "playground/words/not_finite.hpp"

namespace bp {

Playground::Playground() : history_(preset_document("apple")) { follow_document(); }

bool Playground::dispatch(const Action& action) {
    const GraphLimit limit({kMostShown, kMostProducts});
    try {
        std::visit([this](const auto& a) { act(a); }, action);
        // What was refused before is no longer the last thing that was done; looking around does nothing.
        const bool looks = std::holds_alternative<InspectTensor>(action) ||
                           std::holds_alternative<MoveWindow>(action) ||
                           std::holds_alternative<SetLanguage>(action);
        if (notice_ && notice_->kind == Notice::Kind::problem && !looks) warn_of_not_finite();
        ++revision_;
        return true;
    } catch (const Problem& problem) {
        complain(problem.message(), problem.where());
    } catch (const std::bad_alloc&) {
        complain(problems::memory_exhausted);
    }
    ++revision_;
    return false;
}

bool Playground::dispatch_json(std::string_view json) {
    const GraphLimit limit({kMostShown, kMostProducts});
    try {
        return dispatch(parse_action(json));
    } catch (const Problem& problem) {
        complain(problem.message());
        ++revision_;
        return false;
    }
}

namespace {

template <class... Those>
bool is_any(const Command& command) {
    return (std::holds_alternative<Those>(command) || ...);
}

}  // namespace

void Playground::act(const Command& command) {
    begin_nudge(command);
    if (is_lent() && is_any<LoadPreset, LoadDocument, NewGraph>(command)) {
        // What the user opens is their own graph, the next one after that which waits.
        waiting_.front().run(command);
        return take_own_back();
    }
    if (!is_any<AddOp, Duplicate, Insert, Fold, Unfold>(command)) {
        history_.run(command);
        if (is_any<LoadPreset, LoadDocument, NewGraph>(command)) return follow_other_graph();
        return follow_document();
    }
    const Document before = document();
    history_.run(command);
    follow_document();
    const Graph& graph = *document().graph;
    std::vector<NodeId> added;
    for (const Node& node : graph.nodes()) {
        if (!before.graph->contains(node.id)) added.push_back(node.id);
    }
    if (is_any<AddOp>(command) && !added.empty()) {
        // The op itself; leaves that it needed came with it.
        const auto op = std::ranges::find_if(added, [&](NodeId id) { return graph.node(id).arity > 0; });
        selection_ = {op == added.end() ? added.back() : *op};
    } else if (is_any<Duplicate, Insert>(command)) {
        selection_ = added;
    } else if (is_any<Fold, Unfold>(command)) {
        proof_ = prove_equal(execute(before), graph);
        const auto* const folded = std::get_if<Fold>(&command);
        const NodeId node = folded != nullptr ? folded->node : std::get<Unfold>(command).node;
        if (!added.empty() && !graph.contains(node)) selection_ = {added.back()};
    }
}

void Playground::act(const ShowEdgeWidths& widths) {
    edge_widths_ = widths.on;
    view_.reset();
}

double Playground::weighed_output() {
    const View<double> value = execution_->value(execution_->output());
    const View<double> upstream = execution_->upstream();
    double sum = 0;
    for (size_t i = 0; i < value.size(); ++i) sum += upstream[i] * value[i];
    return sum;
}

/// The first change of a gesture remembers where it began; whatever else happens ends it.
void Playground::begin_nudge(const Command& command) {
    const auto begin = [this](std::optional<NodeId> node, int gesture) {
        const bool goes_on = nudge_ && node == nudge_->node && gesture == nudge_->gesture;
        if (goes_on) return;
        nudge_.reset();
        const bool known = node && document().graph->contains(*node) && execution_->shape(*node).is_scalar();
        if (gesture == 0 || !known || !execution_->has_grad(*node)) return;
        nudge_ = NumberNudge{.node = *node,
                             .gesture = gesture,
                             .from = execution_->value(*node)[0],
                             .gradient = execution_->grad(*node)[0],
                             .output_from = weighed_output()};
    };
    if (const auto* leaf = std::get_if<SetLeaf>(&command)) {
        begin(document().graph->find(leaf->name), leaf->gesture);
    } else if (const auto* constant = std::get_if<SetConstant>(&command)) {
        begin(constant->node, constant->gesture);
    } else {
        nudge_.reset();
    }
}

void Playground::follow_nudge() {
    if (!nudge_) return;
    if (!document().graph->contains(nudge_->node) || !execution_->shape(nudge_->node).is_scalar())
        return nudge_.reset();
    nudge_->predicted = nudge_->gradient * (execution_->value(nudge_->node)[0] - nudge_->from);
    nudge_->actual = weighed_output() - nudge_->output_from;
}

std::optional<Motion> Playground::motion() {
    if (!walk_ || !walk_->active()) return {};
    Motion motion{.node = *walk_->active(), .backward = walk_->active_is_backward(), .whole = {}, .sent = {}};
    const Explanation about = explain(*execution_, document(), motion.node, language_);
    if (motion.backward) {
        for (const auto& term : about.terms)
            motion.sent.emplace(term.index,
                                term.sentence.empty() ? execution_->shape(term.node).text() : term.sentence);
    } else if (execution_->shape(motion.node).is_scalar()) {
        motion.whole = about.forward;
    }
    return motion;
}

void Playground::act(Undo) {
    if (history_.undo()) return follow_document();
    if (undo_gives_back()) take_own_back();
}

void Playground::act(Redo) {
    if (history_.redo()) follow_document();
}

void Playground::act(const Show& show) {
    if (show.view) shown_view_ = *show.view;
    room_ = show.room;
}

bool Playground::is_selected(NodeId node) const {
    return std::ranges::find(selection_, node) != selection_.end();
}

std::optional<NodeId> Playground::selected() const {
    if (selection_.empty()) return {};
    return selection_.back();
}

void Playground::act(const Select& select) {
    std::vector<NodeId> nodes = select.nodes;
    if (select.node) nodes.push_back(*select.node);
    for (const NodeId id : nodes) {
        if (!document().graph->contains(id)) throw Problem(problems::graph_no_node, number(id));
    }
    if (select.mode == Select::Mode::set) selection_.clear();
    const std::set<NodeId> before(selection_.begin(), selection_.end());
    // Each once, where it was said last.
    std::set<NodeId> said;
    std::vector<NodeId> chosen;
    for (size_t k = nodes.size(); k-- > 0;) {
        const bool on = select.mode != Select::Mode::toggle || !before.contains(nodes[k]);
        if (said.insert(nodes[k]).second && on) chosen.push_back(nodes[k]);
    }
    std::erase_if(selection_, [&](NodeId id) { return said.contains(id); });
    selection_.insert(selection_.end(), chosen.rbegin(), chosen.rend());
    if (lab_.hunt() && selected()) {
        lab_.probe(*selected());
        view_.reset();
    }
}

void Playground::act(const Paste& paste) {
    const size_t first = paste.text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) throw Problem(problems::edit_nothing_to_paste);
    Document pasted;
    if (paste.text[first] == '{') {
        pasted = from_json(paste.text);
    } else {
        pasted = apply(apply(pasted, NewGraph{}), SetFormula{paste.text});
    }
    act(Command(Insert{std::make_shared<const Document>(std::move(pasted))}));
}

std::string Playground::copy() const {
    return selection_.empty() ? "" : to_json(extract(document(), selection_));
}

void Playground::act(const Align& align) {
    std::vector<PlacedCard> cards;
    const Arrangement& arrangement = this->arrangement();
    const std::set<NodeId> selected(selection_.begin(), selection_.end());
    for (size_t i = 0; i < arrangement.diagram.items.size(); ++i) {
        const NodeId node = arrangement.diagram.items[i].node;
        if (selected.contains(node))
            cards.push_back({node, {centre_of(arrangement, document(), i), arrangement.cards[i].size}});
    }
    act(Command(Move{.places = aligned(std::move(cards), align.edge)}));
}

/// Another graph is on the canvas: ids mean other nodes now.
void Playground::follow_other_graph() {
    selection_.clear();
    look_ = {};
    arrangement_.reset();
    rearrange_ = true;
    ++opened_;
    follow_document();
    if (std::exchange(remark_, std::nullopt)) warn_of_not_finite();
}

/// Brings values, places and notice up to the document. Only leaves that changed are set.
void Playground::follow_document() {
    const Document& now = document();
    bool rearrange = rearrange_ || arranged_groups_ != now.groups;
    if (!execution_ || execution_->shared_graph() != now.graph) {
        auto fresh = execution_ ? about_new_names(execution_->graph(), now) : std::nullopt;
        if (fresh || (remark_ && !holds(*remark_, now))) remark_ = std::move(fresh);
        execution_ = std::make_unique<Execution<double>>(execute(now));
        shown_leaves_ = now.leaves;
        shown_upstream_ = now.upstream;
        std::erase_if(selection_, [&](NodeId id) { return !now.graph->contains(id); });
        walk_.reset();
        proof_.reset();
        rearrange = true;
    } else {
        const bool reshaped = std::ranges::any_of(now.leaves, [this](const auto& leaf) {
            return shown_leaves_.at(leaf.first)->shape != leaf.second->shape;
        });
        // Anew, as leaves whose shapes fit together change one after another.
        if (reshaped) execution_ = std::make_unique<Execution<double>>(execute(now));
        for (const auto& [id, tensor] : now.leaves) {
            auto& shown = shown_leaves_.at(id);
            if (!reshaped && shown != tensor) execution_->set(id, *tensor);
            shown = tensor;
        }
        rearrange = rearrange || reshaped;
        if (std::exchange(shown_upstream_, now.upstream) != now.upstream && !reshaped) {
            if (now.upstream) {
                execution_->set_upstream(*now.upstream);
            } else {
                execution_->set_output(execution_->output());  // ones
            }
        }
    }
    rearrange_ = rearrange;
    arranged_groups_ = now.groups;
    lab_.follow(now.graph);
    if (const Fault* planted = lab_.fault_in(now.graph); planted != execution_->fault())
        execution_ = std::make_unique<Execution<double>>(execution_->with_fault(planted));
    view_.reset();
    follow_nudge();
    warn_of_not_finite();
}

void Playground::complain(const Message& message, std::optional<SourceSpan> where) {
    notice_ = Notice{Notice::Kind::problem, message, where, sentence(language_, message)};
}

void Playground::warn(const Message& message) {
    notice_ = Notice{Notice::Kind::warning, message, {}, sentence(language_, message)};
}

void Playground::set_language(Language language) {
    language_ = language;
    view_.reset();
    if (notice_) notice_->text = sentence(language_, notice_->message);
}

void Playground::warn_of_not_finite() {
    notice_.reset();
    if (const auto problem = execution_->first_problem()) return warn(problem->message());
    const auto culprit = execution_->first_not_finite();
    if (culprit) return warn(about_not_finite(*execution_, *culprit));
    if (execution_->fault() != nullptr) return warn(problems::warning_hunt);
    if (remark_ && holds(*remark_, document())) warn(remark_->message);
}

std::string_view Playground::preset() const {
    for (const Preset& preset : presets()) {
        if (preset.formula == document().formula) return preset.key;
    }
    return {};
}

const Arrangement& Playground::arrangement() {
    if (std::exchange(rearrange_, false))
        arrangement_ =
            arrange(*execution_, document(), canvas_space_, arrangement_ ? &*arrangement_ : nullptr);
    return *arrangement_;
}

const GraphView& Playground::graph_view() {
    const auto make = [this] {
        view_ = make_graph_view(*execution_, document(), arrangement(), walk_ ? &*walk_ : nullptr, &pictures_,
                                edge_widths_);
        if (lab_.hunt()) show_hunt(*view_, *lab_.hunt(), lab_.probes(*execution_), language_);
    };
    if (!view_ || rearrange_) make();
    if (view_->outgrown) {
        rearrange_ = true;
        make();
        view_->outgrown = false;
    }
    return *view_;
}

void Playground::set_canvas_space(Point space) {
    if (space == canvas_space_) return;
    canvas_space_ = space;
    rearrange_ = true;
}

std::optional<TensorDetails> Playground::tensors() {
    if (!selected()) return {};
    return tensor_details(*execution_, *selected(), look_, walk_ ? &*walk_ : nullptr, language_);
}

void Playground::act(const InspectTensor& look) { look_ = inspected(*execution_, selected(), look_, look); }

void Playground::act(const SetCells& edit) {
    if (edit.upstream) {
        if (document().graph->nodes().empty()) throw Problem(problems::graph_empty);
        const Tensor<double> upstream = execution_->upstream().tensor();
        return act(Command(SetUpstream{with_cells(upstream, edit)}));
    }
    const auto leaf = document().graph->find(edit.name);
    const auto value = leaf ? document().leaves.find(*leaf) : document().leaves.end();
    if (value == document().leaves.end()) throw Problem(problems::edit_no_input, edit.name);
    act(Command(SetLeaf{edit.name, with_cells(*value->second, edit)}));
}

namespace {

/// What an action must say when it does this, and may leave out otherwise.
template <class T>
T given(const std::optional<T>& value, const char* key) {
    if (!value) throw Problem(problems::action_missing, key);
    return *value;
}

}  // namespace

void Playground::act(const MoveWalk& walk) {
    using Step = MoveWalk::Move;
    const Step move = walk.move;
    if (document().graph->nodes().empty()) throw Problem(problems::walk_empty);
    view_.reset();
    if (move == Step::off) {
        walk_.reset();
        return;
    }
    Walk next = walk_ ? *walk_ : Walk(*execution_);
    if (!walk_ && move == Step::back) next.to_end();  // back from all that is shown
    switch (move) {
        case Step::start:
            next.to_start();
            break;
        case Step::back:
            next.step_back();
            break;
        case Step::end:
            next.to_end();
            break;
        case Step::to:
            if (!next.to(given(walk.node, "node")))
                throw Problem(problems::walk_no_gradient, number(*walk.node));
            break;
        default:
            next.step();
    }
    walk_ = std::move(next);
    selection_.clear();
    if (move == Step::to) {
        selection_ = {*walk.node};
    } else if (walk_->active()) {
        selection_ = {*walk_->active()};
    }
}

void Playground::act(const Check& check) {
    if (check.leaf) lab_.choose(execution_->graph(), *check.leaf);
    if (check.step) lab_.set_step(*check.step);
    if (check.run) lab_.ask();
}

void Playground::act(const AnswerQuestion& answer) {
    if (!lesson_ || lesson_->lesson.id != answer.lesson)
        throw Problem(problems::lesson_not_open, answer.lesson);
    const auto& questions = lesson_->lesson.questions;
    const auto question = std::ranges::find(questions, answer.question, &Question::id);
    if (question == questions.end()) throw Problem(problems::lesson_no_question, answer.question);
    lesson_->graded = graded(*question, answer.text, *execution_);
}

void Playground::act(const Assign& assign) {
    const auto value = evaluate(assign.to, *execution_);
    if (!value) throw Problem(problems::lesson_no_number, assign.name);
    act(Command(SetLeaf{assign.name, *value}));
}

void Playground::act(const HuntBug& hunt) {
    using Order = HuntBug::Order;
    view_.reset();
    switch (hunt.order) {
        case Order::probe:
            lab_.probe(given(hunt.node, "node"));
            selection_ = {*hunt.node};
            return;
        case Order::accuse:
            lab_.accuse(*execution_, given(hunt.node, "node"));
            selection_ = {*hunt.node};
            return;
        case Order::guess:
            return lab_.guess(given(hunt.line, "line"));
        case Order::stop:
            return leave_hunt();
        default:
            return start_hunt(hunt);
    }
}

HostOrders Playground::take_training_orders() { return std::exchange(orders_, {}); }

void Playground::training_report(std::string_view json) {
    training_.hear(report_from(json), orders_);
    ++revision_;
}

std::string Playground::training_run() const { return run_text(training_.run); }

}  // namespace bp
