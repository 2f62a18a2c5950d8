#include "formula/token_stream.hpp"

#include <algorithm>

#include "formula/hints.hpp"
#include "formula/syntax.hpp"

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

void TokenStream::claim(std::string_view name) {
    const bool special = needs_statement(name) || is_foreign(Foreign::prefix, name);
    if (special && !is_claimed(name)) claimed_.push_back(name);
}

bool TokenStream::is_claimed(std::string_view name) const {
    return std::ranges::find(claimed_, name) != claimed_.end();
}

std::optional<double> TokenStream::constant(size_t ahead) const {
    const Token& token = peek(ahead);
    if (token.kind != TokenKind::name) return {};
    const bool prefixed = at_ + ahead > 0 && tokens_.list[at_ + ahead - 1].kind == TokenKind::dot;
    if (!prefixed && is_claimed(token.text)) return {};
    return constant_value(token.text);
}

size_t TokenStream::prefixes(size_t ahead) const {
    size_t count = 0;
    for (;; count += 2) {
        const Token &prefix = peek(ahead + count), &what = peek(ahead + count + 2);
        const bool dotted = prefix.kind == TokenKind::name && what.kind == TokenKind::name &&
                            peek(ahead + count + 1).kind == TokenKind::dot && what.text != "T";
        const bool own = is_claimed(prefix.text) && !constant_value(what.text);
        if (!dotted || own || is_member(ahead + count) || !is_foreign(Foreign::prefix, prefix.text))
            return count;
    }
}

bool TokenStream::is_member(size_t ahead) const {
    if (peek(ahead).text.size() != 1 || peek(ahead + 3).kind != TokenKind::open_paren) return false;
    const TokenKind first = peek(ahead + 4).kind, second = peek(ahead + 5).kind;
    const bool two = peek(ahead + 2).text == "dot" || peek(ahead + 2).text == "matmul";
    return first == TokenKind::number || first == TokenKind::minus || first == TokenKind::close_paren ||
           second == TokenKind::assign || (two && second != TokenKind::comma);
}

void TokenStream::skip_argument() {
    for (int open = 0; !at_statement_end(); next()) {
        const TokenKind kind = peek().kind;
        const bool closes = kind == TokenKind::close_paren || kind == TokenKind::close_bracket;
        if (open == 0 && (closes || kind == TokenKind::comma)) return;
        open += kind == TokenKind::open_paren || kind == TokenKind::open_bracket ? 1 : closes ? -1 : 0;
    }
}

void TokenStream::check_words() const {
    for (size_t at = at_ > 0 ? at_ - 1 : at_; at <= at_; ++at) {
        const Token& token = tokens_.list[at];
        if (token.kind == TokenKind::name && is_foreign(Foreign::word, token.text))
            refuse(problems::formula_character, token.text, foreign_hint(Foreign::word, token.text),
                   token.span);
    }
    const bool operand = sees(TokenKind::name) || sees(TokenKind::number);
    if (at_ == 0 || !operand || tokens_.list[at_ - 1].kind != TokenKind::name) return;
    const Token& function = tokens_.list[at_ - 1];  // ln x
    const auto assigns = [&](const Token& token) {
        return token.text == function.text && (&token)[1].kind == TokenKind::assign;
    };
    if (std::any_of(tokens_.list.begin(), tokens_.list.end() - 1, assigns)) return;
    if (function.text.size() > 1 && is_foreign(Foreign::function, function.text))
        refuse(problems::formula_character, function.text, function_hint(function.text), function.span);
}

bool TokenStream::touches(size_t ahead) const {
    if (at_ + ahead == 0) return false;
    const SourceSpan &before = tokens_.list[at_ + ahead - 1].span, &here = peek(ahead).span;
    return before.line == here.line && before.column + before.length == here.column;
}

void TokenStream::check_names() const {
    if (at_ == 0 || !sees(TokenKind::name) || tokens_.list[at_ - 1].kind != TokenKind::name) return;
    size_t end = 1;
    while (peek(end).kind == TokenKind::name || peek(end).kind == TokenKind::number) ++end;
    const bool begins = at_ == 1 || tokens_.list[at_ - 2].kind == TokenKind::separator;
    const bool assigned = begins && peek(end).kind == TokenKind::assign;
    std::string whole(text(tokens_.list[at_ - 1]));
    for (size_t ahead = 0; ahead < (assigned ? end : 1); ++ahead) whole.append("_").append(text(peek(ahead)));
    whole = clipped(as_name(whole));
    if (!assigned) fail({problems::formula_two_names, here(), whole}, peek().span);
    const SourceSpan &from = tokens_.list[at_ - 1].span, &to = peek(end - 1).span;
    fail({problems::formula_spaces, whole}, {from.line, from.column, to.column + to.length - from.column});
}

void TokenStream::check_list() const {
    switch (peek().kind) {
        case TokenKind::minus:
        case TokenKind::plus:
            if (touches(0) || !touches(1)) break;
            [[fallthrough]];
        case TokenKind::separator:
        case TokenKind::number:
        case TokenKind::name:
        case TokenKind::open_bracket:
            fail(problems::formula_list_commas, peek().span);
        default:
            break;
    }
    if (infix(peek().kind) != nullptr) fail({problems::formula_name_in_list, text(peek())}, peek().span);
}

void TokenStream::close(size_t open, TokenKind kind) {
    if (take(kind)) return;
    check_fault();
    check_words();
    const bool same_line = at_ > 0 && tokens_.list[at_ - 1].span.line == peek().span.line;
    const bool row = sees(TokenKind::number) || sees(TokenKind::open_bracket);
    if (kind == TokenKind::close_bracket && (same_line || row)) check_list();
    if (same_line && (row || sees(TokenKind::name) || sees(TokenKind::open_paren))) fail_unexpected();
    if (sees(TokenKind::comma)) fail(problems::formula_comma, peek().span);
    const Token& bracket = tokens_.list[open];
    const std::string_view opened = text(bracket);
    if (sees(TokenKind::end)) fail({problems::formula_never_closed, opened}, bracket.span);
    const std::string_view closing = kind == TokenKind::close_paren ? ")" : "]";
    fail({problems::formula_still_open, closing, here(), opened, bracket.span.line, bracket.span.column},
         peek().span);
}

void TokenStream::fail_expected(const problems::Thing& what) const {
    check_fault();
    fail({problems::formula_expected, what, here()}, after_last());
}

void TokenStream::check_grouped() const {
    size_t last = at_;
    const auto follows = [&](size_t at, TokenKind kind) {
        if (at == 0 || at >= tokens_.list.size() || tokens_.list[at].kind != kind) return false;
        const std::string_view before = tokens_.list[at - 1].text;
        return before.data() + before.size() == tokens_.list[at].text.data();
    };
    while (follows(last, TokenKind::comma) && follows(last + 1, TokenKind::number)) last += 2;
    if (last == at_ || tokens_.list[at_ - 1].kind != TokenKind::number) return;
    const Token &first = tokens_.list[at_ - 1], &end = tokens_.list[last - 1];
    const std::string_view all(first.text.data(), end.text.data() + end.text.size());
    const std::string plain = plain_number(all);
    if (plain.empty()) return;
    refuse(all, plain, {first.span.line, first.span.column, static_cast<int>(all.size())});
}

void TokenStream::fail_unexpected() const {
    check_fault();
    check_words();
    switch (peek().kind) {
        case TokenKind::open_bracket:
            if (at_ == 0 || tokens_.list[at_ - 1].kind != TokenKind::number)
                fail(problems::formula_no_index, peek().span);
            [[fallthrough]];
        case TokenKind::number:
        case TokenKind::name:
        case TokenKind::open_paren:
            check_names();
            fail({problems::formula_missing_operator, here()}, peek().span);
        case TokenKind::close_paren:
            fail({problems::formula_closes_nothing, ")", "("}, peek().span);
        case TokenKind::close_bracket:
            fail({problems::formula_closes_nothing, "]", "["}, peek().span);
        case TokenKind::comma:
            check_fault(1);
            check_grouped();
            fail(problems::formula_comma, peek().span);
        case TokenKind::assign:
            fail(problems::formula_second_assignment, peek().span);
        default:
            fail({problems::formula_unexpected, here()}, after_last());
    }
}

}  // namespace bp
