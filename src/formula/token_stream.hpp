#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formula/lexer.hpp"

namespace bp {

/// Reads the tokens of a formula one after the other, and knows how to complain about them.
class TokenStream {
  public:
    explicit TokenStream(std::string_view text) : tokens_(tokenize(text)) {}

    const Token& peek(size_t ahead = 0) const {
        const size_t last = tokens_.list.size() - 1;
        return tokens_.list[at_ + ahead < last ? at_ + ahead : last];
    }
    bool sees(TokenKind kind) const { return peek().kind == kind; }
    bool at_statement_end() const { return sees(TokenKind::separator) || sees(TokenKind::end); }
    const Token& next() { return tokens_.list[sees(TokenKind::end) ? at_ : at_++]; }
    bool take(TokenKind kind) {
        if (!sees(kind)) return false;
        next();
        return true;
    }
    void rewind() { at_ = 0; }

    /// Number of tokens read: with span(), the mark of a place to come back to.
    size_t position() const { return at_; }
    std::string_view text(const Token& token) const { return token.text; }

    /// The formula uses the name of a constant or a library for something else.
    void claim(std::string_view name);
    bool is_claimed(std::string_view name) const;
    /// The number that the next token's name (or a later one's) stands for: pi, inf, nan, unless the formula
    /// claimed it.
    std::optional<double> constant(size_t ahead = 0) const;
    /// How many tokens np., torch.nn. and the like are, from that token on.
    size_t prefixes(size_t ahead = 0) const;
    void skip_prefixes() { at_ += prefixes(); }
    /// Throws what the lexer complains about, if the next token (or a later one) would be that.
    void check_fault(size_t ahead = 0) const {
        if (peek(ahead).kind == TokenKind::end && tokens_.fault) throw Problem(*tokens_.fault);
    }
    /// Up to the comma or the bracket after it.
    void skip_argument();

    /// From the token at `first` to the last one read; only the first line of it.
    SourceSpan span(size_t first) const;

    /// Takes the bracket that closes the one at `open`, or says that it is still open.
    void close(size_t open, TokenKind kind);

    [[noreturn]] void fail(const Message& message, const SourceSpan& where) const {
        throw Problem(message, where);
    }
    /// `what` was expected where the next token stands.
    [[noreturn]] void fail_expected(const problems::Thing& what) const;
    /// The next token cannot follow what stands before it.
    [[noreturn]] void fail_unexpected() const;
    /// Whether the last token read stood behind a dot.
    bool behind_dot() const { return at_ > 1 && tokens_.list[at_ - 2].kind == TokenKind::dot; }

  private:
    SourceSpan after_last() const;
    /// Whether nothing, not even a blank, stands before the token after that many others.
    bool touches(size_t ahead) const;
    /// Complains about two names in a row.
    void check_names() const;
    /// Complains about what stands where a `,` or the `]` of a list should.
    void check_list() const;
    /// The next token, or "the end of the line".
    Argument here() const;
    /// Complains if the next token or the one before is another language's word.
    void check_words() const;
    /// Complains about 1,5 and 1,000.
    void check_grouped() const;
    /// Whether the single letter there is a leaf rather than a library: K.sum(), F.reshape(2, 3), but
    /// K.sum(x).
    bool is_member(size_t ahead) const;

    Tokens tokens_;
    std::vector<std::string_view> claimed_;  // few: only names that mean something else
    size_t at_ = 0;
};

}  // namespace bp
