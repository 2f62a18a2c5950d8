#include "base/problem.hpp"

namespace bp {

Problem::Problem(Message message, std::optional<SourceSpan> where)
    : message_(std::move(message)), where_(where), english_(sentence(message_)) {}

Problem::Problem(ProblemId id, problems::Parts parts) : Problem(Message(id, parts)) {}

}  // namespace bp
