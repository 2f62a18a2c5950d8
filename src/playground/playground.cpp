#include "playground/playground.hpp"

#include <algorithm>
#include <new>

#include "base/problem.hpp"
#include "playground/messages.hpp"

namespace bp {

Playground::Playground() : history_(preset_document("apple")) { follow_document(); }

bool Playground::dispatch(const Action& action) {
    try {
        act(action);
        return true;
    } catch (const Problem& problem) {
        complain(problem.what(), problem.where());
    } catch (const std::bad_alloc&) {
        complain("there is not enough memory for this");
    }
    ++revision_;
    return false;
}

bool Playground::dispatch_json(std::string_view json) {
    try {
        return dispatch(parse_action(json));
    } catch (const Problem& problem) {
        complain(problem.what());
        ++revision_;
        return false;
    }
}

void Playground::act(const Action& action) {
    const auto command = [this](const Command& c) {
        history_.run(c);
        follow_document();
    };
    struct Visitor {
        Playground& self;
        const decltype(command)& run;
        void operator()(const SetLeaf& c) const { run(c); }
        void operator()(const SetLeaves& c) const { run(c); }
        void operator()(const SetFormula& c) const { run(c); }
        void operator()(const LoadPreset& c) const { run(c); }
        void operator()(const LoadDocument& c) const { run(c); }
        void operator()(const Undo&) const {
            if (self.history_.undo()) self.follow_document();
        }
        void operator()(const Redo&) const {
            if (self.history_.redo()) self.follow_document();
        }
        void operator()(const Show& show) const { self.room_ = show.room; }
        void operator()(const SetLanguage& c) const { self.set_language(c.language); }
        void operator()(const Select& select) const {
            if (select.node && !self.execution_->graph().contains(*select.node)) {
                throw Problem("there is no node " + std::to_string(number(*select.node)));
            }
            self.selected_ = select.node;
        }
        void operator()(const LookAt& look) const {
            self.look_ = looked_at(*self.execution_, self.selected(), self.look_, look);
        }
        void operator()(const MoveWindow& move) const { self.look_.windows[move.node] = move.corner; }
        void operator()(const SetCells& edit) const { self.set_cells(edit); }
        void operator()(const SetShape& edit) const { run(SetLeaves{with_shape(self.document(), edit)}); }
        void operator()(const MoveWalk& walk) const { self.move_walk(walk.move); }
        void operator()(const Train& train) const { self.order(train.order); }
    };
    std::visit(Visitor{*this, command}, action);
    ++revision_;
}

/// Brings values, places and notice up to the document. Only leaves that changed are set.
void Playground::follow_document() {
    const Document& now = document();
    if (!execution_ || execution_->shared_graph() != now.graph) {
        execution_ = std::make_unique<Execution<double>>(now.graph, now.leaf_values());
        places_ = place_cards(*execution_);
        shown_leaves_ = now.leaves;
        selected_.reset();
        walk_.reset();
    } else {
        const bool reshaped = std::ranges::any_of(now.leaves, [this](const auto& leaf) {
            return shown_leaves_.at(leaf.first)->shape != leaf.second->shape;
        });
        if (reshaped) {
            // Anew, as leaves whose shapes fit together change one after another.
            execution_ = std::make_unique<Execution<double>>(now.graph, now.leaf_values());
            places_ = place_cards(*execution_);
        }
        for (const auto& [id, tensor] : now.leaves) {
            auto& shown = shown_leaves_.at(id);
            if (!reshaped && shown != tensor) execution_->set(id, *tensor);
            shown = tensor;
        }
    }
    view_.reset();
    warn_of_not_finite();
}

void Playground::complain(const std::string& sentence, std::optional<SourceSpan> where) {
    complaint_ = sentence;
    notice_ = Notice{Notice::Kind::problem, translated(language_, sentence), where};
}

void Playground::set_language(Language language) {
    language_ = language;
    if (!notice_) return;
    if (notice_->kind == Notice::Kind::problem) {
        complain(complaint_, notice_->where);
    } else {
        warn_of_not_finite();
    }
}

void Playground::warn_of_not_finite() {
    notice_.reset();
    const auto culprit = execution_->first_not_finite();
    if (!culprit) return;
    const Node& node = execution_->graph().node(*culprit);
    std::string inputs;
    for (const NodeId input : node.inputs()) {
        const std::string one = brief(execution_->value(input));
        inputs = inputs.empty() ? one : fill(language_, "warning.and", {{"first", inputs}, {"second", one}});
    }
    const bool by_zero =
        node.op == OpKind::div && execution_->value(node.input[1]).tensor() == Tensor<double>(0.0);
    const std::string_view key = node.op == OpKind::input ? "warning.input"
                                 : by_zero                ? "warning.division"
                                                          : "warning.op";
    const std::string name = translated(language_, execution_->graph().label(*culprit));
    const std::string value = brief(execution_->value(*culprit));
    const std::string text =
        fill(language_, key,
             {{"name", name}, {"value", value}, {"op", def(node.op).info.key}, {"inputs", inputs}});
    notice_ = Notice{Notice::Kind::warning, text, {}};
}

std::string_view Playground::preset() const {
    for (const Preset& preset : presets()) {
        if (preset.formula == document().formula) return preset.key;
    }
    return {};
}

const GraphView& Playground::graph_view() {
    if (!view_) view_ = make_graph_view(*execution_, places_, walk_ ? &*walk_ : nullptr);
    return *view_;
}

std::optional<TensorStory> Playground::tensors() {
    if (!selected()) return {};
    return tell_tensors(*execution_, *selected(), look_, walk_ ? &*walk_ : nullptr, language_);
}

void Playground::set_cells(const SetCells& edit) {
    const auto leaf = document().graph->find(edit.name);
    const auto value = leaf ? document().leaves.find(*leaf) : document().leaves.end();
    if (value == document().leaves.end()) throw Problem("there is no input named '" + edit.name + "'");
    history_.run(SetLeaf{edit.name, with_cells(*value->second, edit)});
    follow_document();
}

void Playground::move_walk(MoveWalk::Move move) {
    using Move = MoveWalk::Move;
    view_.reset();
    if (move == Move::off) {
        walk_.reset();
        return;
    }
    if (!walk_) {
        walk_.emplace(*execution_);
        if (move == Move::back) walk_->to_end();  // back from all that is shown
    }
    switch (move) {
        case Move::start:
            walk_->to_start();
            break;
        case Move::back:
            walk_->step_back();
            break;
        case Move::end:
            walk_->to_end();
            break;
        default:
            walk_->step();
    }
    selected_ = walk_->active();
}

void Playground::order(Train::Order order) {
    using Phase = Training::Phase;
    const Phase phase = training_.phase;
    if (order == Train::Order::start) {
        if (phase == Phase::running || phase == Phase::loading) return;
        if (phase == Phase::paused) {
            training_.phase = Phase::running;
        } else {
            training_ = {};  // what a finished or failed run left belongs to that run
            training_.phase = Phase::loading;
        }
        orders_.emplace_back(R"({"order":"start"})");
    } else if (order == Train::Order::pause && phase == Phase::running) {
        training_.phase = Phase::paused;
        orders_.emplace_back(R"({"order":"pause"})");
    } else if (order == Train::Order::reset || phase == Phase::loading) {
        training_ = {};  // a pause while the data loads has nothing to keep either
        orders_.emplace_back(R"({"order":"reset"})");
    }
}

std::vector<std::string> Playground::take_training_orders() { return std::exchange(orders_, {}); }

void Playground::training_report(std::string_view json) {
    apply_report(training_, json);
    ++revision_;
}

}  // namespace bp
