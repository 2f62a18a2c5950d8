#pragma once

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "base/message.hpp"

namespace bp {

/// A piece of a text the user wrote: 1-based line and column, counted in Unicode code points.
struct SourceSpan {
    int line = 1;
    int column = 1;
    int length = 1;
    bool operator==(const SourceSpan&) const = default;
};

/// What went wrong: an id and its arguments, throw Problem(problems::formula_unknown_function, name). The
/// only exception of this code: thrown where input comes in (parse, build, set, load), never while computing,
/// and caught at the doors (bindings, playground, command line), which make the sentence. Whoever throws it
/// has changed nothing.
class Problem : public std::exception {
  public:
    template <class... Kinds>
    explicit Problem(problems::Key<void(Kinds...)> key, const std::type_identity_t<Kinds>&... arguments)
        : Problem(key.id, problems::Parts{&arguments...}) {}
    explicit Problem(Message message, std::optional<SourceSpan> where = {});

    const Message& message() const { return message_; }
    ProblemId id() const { return message_.id(); }
    /// The id as it is published, "formula.unknown_function".
    std::string_view code() const { return bp::code(id()); }
    /// The sentence in English.
    const char* what() const noexcept override { return english_.c_str(); }
    /// The place in the formula text, when the problem has one.
    const std::optional<SourceSpan>& where() const { return where_; }

  private:
    Problem(ProblemId id, problems::Parts parts);

    Message message_;
    std::optional<SourceSpan> where_;
    std::string english_;
};

}  // namespace bp
