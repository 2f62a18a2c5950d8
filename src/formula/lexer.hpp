#pragma once

#include <cstdint>
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
    open_paren,
    close_paren,
    open_bracket,
    close_bracket,
};

struct Token {
    TokenKind kind;
    uint32_t begin;  ///< bytes of the text
    uint32_t size;
    SourceSpan span;
};

struct Tokens {
    std::vector<Token> list;     ///< the last one is `end`
    std::vector<int> line_ends;  ///< column after the last token of each line
};

/// A formula text cut into tokens. Throws Problem for text longer than 1 MB, invalid UTF-8, malformed numbers
/// and characters that the language does not have.
Tokens tokenize(std::string_view text);

/// Whether the whole text is one name: a letter or _, then letters, digits and _. Letters are those of every
/// script.
bool spells_name(std::string_view text);

/// The most similar valid name: each character that is not allowed becomes _.
std::string as_name(std::string_view text);

/// The text, shortened if it is too long for a message.
std::string clipped(std::string_view text);
/// The same in quotation marks.
std::string quoted(std::string_view text);

}  // namespace bp
