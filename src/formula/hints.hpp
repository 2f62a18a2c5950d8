#pragma once

#include <optional>
#include <string_view>

#include "base/message.hpp"

namespace bp {

/// Where something foreign stands, since `min` may be a name but not a function.
enum class Foreign : char {
    function = 'f',
    value = 'v',    ///< a name without a value of its own
    word = 'w',     ///< a name beside another one: import numpy
    sign = 's',     ///< an operator or a mark
    member = 'm',   ///< after a dot: x.shape
    command = 'l',  ///< after a backslash: \frac
    prefix = 'p',   ///< before a dot: np.exp. The hint says nothing.
};

/// What to write instead of what people of NumPy, PyTorch, calculators, spreadsheets, LaTeX or other
/// languages write. Nothing if it is not known.
std::optional<Message> foreign_hint(Foreign where, std::string_view text);

/// The longest foreign operator or mark that the text starts with, or "".
std::string_view foreign_sign(std::string_view text);

}  // namespace bp
