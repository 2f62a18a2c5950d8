#pragma once

#include <optional>
#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// A walk through the computation, one op at a time: forward in topological order, then backward. It computes
/// nothing; it says how much of the result has been shown, so values follow if a leaf is dragged during a
/// walk.
class Walk {
  public:
    enum class Phase { forward, backward, done };

    /// Starts before the first op.
    explicit Walk(const Execution<double>& execution);

    bool step();       ///< false at the end
    bool step_back();  ///< false at the start
    void to_start() { at_ = 0; }
    void to_end() { at_ = path_.size(); }
    /// Moves to right after the node's forward (or its backward, if the walk has already reached it); for a
    /// leaf, to where its gradient has arrived. False for a node that the walk does not reach.
    bool to(NodeId node);

    size_t position() const { return at_; }
    size_t length() const { return path_.size(); }
    Phase phase() const;
    /// The op of the last step, and whether that step was its backward.
    std::optional<NodeId> active() const;
    bool active_is_backward() const { return at_ > forward_steps_; }

    bool value_shown(NodeId node) const;
    /// Whether `consumer` has sent its contributions.
    bool contribution_shown(NodeId consumer) const;
    /// Whether all contributions to the node's gradient have arrived.
    bool gradient_shown(NodeId node) const;

  private:
    std::vector<NodeId> path_;  // ops forward, then backward
    size_t forward_steps_ = 0;
    size_t at_ = 0;
    // By id: the step from which it is shown; 0 for always.
    std::vector<size_t> value_from_;
    std::vector<size_t> sent_from_;
    std::vector<size_t> gradient_from_;
};

}  // namespace bp
