#pragma once

#include <optional>
#include <stdexcept>
#include <string>

namespace bp {

/// A piece of a text the user wrote: 1-based line and column, counted in Unicode code points.
struct SourceSpan {
    int line = 1;
    int column = 1;
    int length = 1;
    bool operator==(const SourceSpan&) const = default;
};

/// What went wrong, as one sentence a student can act on. The only exception of this code: thrown where input
/// comes in (parse, build, set, load), never while computing, and caught at the doors (bindings, playground,
/// command line). Whoever throws it has changed nothing.
class Problem : public std::runtime_error {
  public:
    explicit Problem(const std::string& sentence, std::optional<SourceSpan> where = {})
        : std::runtime_error(sentence), where_(where) {}

    /// The place in the formula text, when the problem has one.
    const std::optional<SourceSpan>& where() const { return where_; }

  private:
    std::optional<SourceSpan> where_;
};

}  // namespace bp
