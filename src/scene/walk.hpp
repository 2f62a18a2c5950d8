#pragma once

#include <optional>
#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// A walk through the computation, one op at a time: forward in topological order, then backward. It computes
/// nothing: it says how much of what is computed has been shown, so values follow when a leaf is dragged in
/// the middle of a walk.
class Walk {
  public:
    enum class Phase { forward, backward, done };

    /// Stands before the first op.
    explicit Walk(const Execution<double>& execution);

    bool step();       ///< false at the end
    bool step_back();  ///< false at the start
    void to_start() { at_ = 0; }
    void to_end() { at_ = path_.size(); }
    /// Stands right after the node's forward (or its backward, when the walk is already there or further);
    /// for a leaf where its gradient has arrived. False for a node the walk does not meet.
    bool to(NodeId node);

    size_t position() const { return at_; }
    size_t length() const { return path_.size(); }
    Phase phase() const;
    /// The op that the last step showed, and whether that step was its backward.
    std::optional<NodeId> active() const;
    bool active_is_backward() const { return at_ > forward_steps_; }

    bool value_shown(NodeId node) const;
    /// Whether `consumer` has sent its contributions.
    bool contribution_shown(NodeId consumer) const;
    /// Whether all that flows into the node's gradient has arrived.
    bool gradient_shown(NodeId node) const;

  private:
    std::vector<NodeId> path_;  // ops forward, then backward
    size_t forward_steps_ = 0;
    size_t at_ = 0;
    // By id: the step from which on it is shown; 0 for always.
    std::vector<size_t> value_from_;
    std::vector<size_t> sent_from_;
    std::vector<size_t> gradient_from_;
};

}  // namespace bp
