#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

namespace bp {

enum class TokenKind : uint8_t {
    end,
    separator,  ///< a line's end outside brackets, or ;
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

/// The nearest text that spells a name: whatever cannot stand there becomes _.
std::string as_name(std::string_view text);

/// The text, cut when it is too long for a message.
std::string clipped(std::string_view text);
/// The same in quotation marks.
std::string quoted(std::string_view text);

}  // namespace bp
