#include "formula/token_stream.hpp"

namespace bp {

SourceSpan TokenStream::span(size_t first) const {
    const SourceSpan& from = tokens_.list[first].span;
    const SourceSpan& to = tokens_.list[at_ > first ? at_ - 1 : first].span;
    const int end =
        from.line == to.line ? to.column + to.length : tokens_.line_ends[static_cast<size_t>(from.line) - 1];
    return {from.line, from.column, end - from.column};
}

SourceSpan TokenStream::after_last() const {
    // Where a line or the text ends, the gap right after the last thing read is what the eye should find.
    if (!at_statement_end() || text(peek()) == ";" || at_ == 0) return peek().span;
    const SourceSpan& last = tokens_.list[at_ - 1].span;
    return {last.line, last.column + last.length, 1};
}

Argument TokenStream::here() const {
    if (sees(TokenKind::end)) return kept(problems::Phrase(problems::formula_end_of_text));
    if (sees(TokenKind::separator) && text(peek()) != ";")
        return kept(problems::Phrase(problems::formula_end_of_line));
    return kept(problems::Code(clipped(text(peek()))));
}

void TokenStream::close(size_t open, TokenKind kind) {
    if (take(kind)) return;
    const Token& bracket = tokens_.list[open];
    const std::string_view opened = text(bracket);
    if (sees(TokenKind::end)) fail({problems::formula_never_closed, opened}, bracket.span);
    const std::string_view closing = kind == TokenKind::close_paren ? ")" : "]";
    fail({problems::formula_still_open, closing, here(), opened, bracket.span.line, bracket.span.column},
         peek().span);
}

void TokenStream::fail_expected(const problems::Thing& what) const {
    fail({problems::formula_expected, what, here()}, after_last());
}

void TokenStream::fail_unexpected() const {
    switch (peek().kind) {
        case TokenKind::number:
        case TokenKind::name:
        case TokenKind::open_paren:
        case TokenKind::open_bracket:
            fail({problems::formula_missing_operator, here()}, peek().span);
        case TokenKind::close_paren:
            fail({problems::formula_closes_nothing, ")", "("}, peek().span);
        case TokenKind::close_bracket:
            fail({problems::formula_closes_nothing, "]", "["}, peek().span);
        case TokenKind::comma:
            fail(problems::formula_comma, peek().span);
        case TokenKind::assign:
            fail(problems::formula_second_assignment, peek().span);
        default:
            fail({problems::formula_unexpected, here()}, after_last());
    }
}

}  // namespace bp
