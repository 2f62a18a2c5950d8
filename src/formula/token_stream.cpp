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

std::string TokenStream::here() const {
    if (sees(TokenKind::end)) return "the end of the text";
    if (sees(TokenKind::separator) && text(peek()) != ";") return "the end of the line";
    return quoted(text(peek()));
}

void TokenStream::close(size_t open, TokenKind kind) {
    if (take(kind)) return;
    const Token& bracket = tokens_.list[open];
    const std::string opened = quoted(text(bracket));
    if (sees(TokenKind::end)) fail("this " + opened + " is never closed", bracket.span);
    const std::string closing = kind == TokenKind::close_paren ? "')'" : "']'";
    fail(closing + " expected before " + here() + ": the " + opened + " in line " +
             std::to_string(bracket.span.line) + ", column " + std::to_string(bracket.span.column) +
             " is still open",
         peek().span);
}

void TokenStream::fail_expected(std::string_view what) const {
    fail(std::string(what) + " expected before " + here(), after_last());
}

void TokenStream::fail_unexpected() const {
    switch (peek().kind) {
        case TokenKind::number:
        case TokenKind::name:
        case TokenKind::open_paren:
        case TokenKind::open_bracket:
            fail("an operator such as * is missing before " + here(), peek().span);
        case TokenKind::close_paren:
            fail("this ')' closes no '('", peek().span);
        case TokenKind::close_bracket:
            fail("this ']' closes no '['", peek().span);
        case TokenKind::comma:
            fail("a ',' stands only between the arguments of a function or the elements of a [ ] list",
                 peek().span);
        case TokenKind::assign:
            fail("a statement has one '=', after the name at its start", peek().span);
        default:
            fail(here() + " cannot stand here", after_last());
    }
}

}  // namespace bp
