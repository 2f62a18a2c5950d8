#pragma once

#include <optional>
#include <string_view>

#include "base/problem.hpp"

namespace bp {

/// Where something foreign stands, since `min` may be a name but not a function.
enum class Foreign {
    function,
    value,    ///< a name without a value of its own
    word,     ///< a name beside another one: import numpy
    sign,     ///< an operator or a mark
    command,  ///< after a backslash: \frac
    prefix,   ///< before a dot: np.exp. The hint says nothing.
};

/// Whether it is known what to write instead of what people of NumPy, PyTorch, calculators, spreadsheets,
/// LaTeX or other languages write.
bool is_foreign(Foreign where, std::string_view text);

/// What to write instead, or that nothing corresponds to it. Nothing if it is not known.
std::optional<Message> foreign_hint(Foreign where, std::string_view text);

/// The longest foreign operator or mark that the text starts with, or "".
std::string_view foreign_sign(std::string_view text);

using Refusal = problems::Key<void(problems::Code, problems::Phrase)>;

/// Throws the problem: the text, with the hint if there is one.
[[noreturn]] void refuse(Refusal why, std::string_view text, const std::optional<Message>& hint,
                         const SourceSpan& where);
/// Throws that the text cannot be used, and what to write instead.
[[noreturn]] void refuse(std::string_view text, std::string_view instead, const SourceSpan& where);

}  // namespace bp
