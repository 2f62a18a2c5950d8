#pragma once

#include <cstdint>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

namespace bp {

enum class TokenKind : uint8_t {
    end,
    separator,  ///< the end of a line outside brackets, or ;
    number,
    name,
    plus,
    minus,
    times,
    divide,
    at,
    power,
    assign,
    comma,
    dot,
    open_paren,
    close_paren,
    open_bracket,
    close_bracket,
};

struct Token {
    TokenKind kind;
    std::string_view text;  ///< a name's is composed
    SourceSpan span;
};

struct Tokens {
    std::vector<Token> list;                  ///< the last one is `end`
    std::vector<int> line_ends;               ///< column after the last token of each line
    std::forward_list<std::string> composed;  ///< names that are written otherwise in the text
    std::optional<Problem> fault;             ///< what cannot be read at the end of the list
};

/// A formula text cut into tokens. Throws Problem for text longer than 1 MB. Ends at invalid UTF-8, malformed
/// numbers and characters that the language does not have, since something before them may be wrong, too.
Tokens tokenize(std::string_view text);

/// Whether the whole text, composed, is one name: a letter or _, then letters, digits and _, of every script.
bool spells_name(std::string_view text);

/// The most similar valid name: each character that is not allowed becomes _.
std::string as_name(std::string_view text);

/// How the language writes the number: 1_000, 1'000, 1.000,5, 0x10, 1d5, digits of other scripts. Or "".
std::string plain_number(std::string_view text);

/// The text, shortened if it is too long for a message.
std::string clipped(std::string_view text);
/// The same in quotation marks.
std::string quoted(std::string_view text);

}  // namespace bp
