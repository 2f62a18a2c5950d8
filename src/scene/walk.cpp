#include "scene/walk.hpp"

#include <algorithm>

namespace bp {

Walk::Walk(const Execution<double>& execution) {
    const Graph& graph = execution.graph();
    const auto nodes = graph.nodes();
    const size_t ids = number(graph.next_id());
    value_from_.assign(ids, 0);
    for (const Node& node : nodes) {
        if (node.arity == 0) continue;
        path_.push_back(node.id);
        value_from_[number(node.id)] = path_.size();
    }
    forward_steps_ = path_.size();
    sent_from_.assign(ids, 0);
    // The output's (upstream) gradient is there when forward is done; the gradient of another node when its
    // consumers have sent theirs.
    gradient_from_.assign(ids, forward_steps_);
    for (size_t i = nodes.size(); i-- > 0;) {
        const Node& node = nodes[i];
        if (node.arity == 0 || !execution.has_grad(node.id)) continue;
        path_.push_back(node.id);
        sent_from_[number(node.id)] = path_.size();
        for (const NodeId input : node.inputs()) gradient_from_[number(input)] = path_.size();
    }
}

bool Walk::step() {
    if (at_ == path_.size()) return false;
    ++at_;
    return true;
}

bool Walk::step_back() {
    if (at_ == 0) return false;
    --at_;
    return true;
}

bool Walk::to(NodeId node) {
    if (number(node) >= value_from_.size()) return false;
    if (value_from_[number(node)] == 0) {
        if (gradient_from_[number(node)] <= forward_steps_) return false;
        at_ = gradient_from_[number(node)];
        return true;
    }
    const size_t forward = value_from_[number(node)];
    const size_t backward = sent_from_[number(node)];
    at_ = at_ >= forward && backward > 0 && at_ != backward ? backward : forward;
    return true;
}

Walk::Phase Walk::phase() const {
    if (at_ == path_.size()) return Phase::done;
    return at_ < forward_steps_ ? Phase::forward : Phase::backward;
}

std::optional<NodeId> Walk::active() const {
    if (at_ == 0) return {};
    return path_[at_ - 1];
}

bool Walk::value_shown(NodeId node) const { return at_ >= value_from_[number(node)]; }

bool Walk::contribution_shown(NodeId consumer) const {
    const size_t from = sent_from_[number(consumer)];
    return from > 0 && at_ >= from;
}

bool Walk::gradient_shown(NodeId node) const { return at_ >= gradient_from_[number(node)]; }

}  // namespace bp
