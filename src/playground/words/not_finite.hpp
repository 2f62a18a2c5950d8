#pragma once

#include "base/message.hpp"
#include "graph/execution.hpp"

namespace bp {

/// What there is to say of a node whose value is not finite, and of what it is computed from: "`y` is ∞:
/// 1 ÷ 0 divides by zero."
Message about_not_finite(Execution<double>& execution, NodeId id);

}  // namespace bp
