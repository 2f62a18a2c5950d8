#include "formula/lexer.hpp"

#include <cstdio>

#include "formula/unicode.hpp"
#include "graph/bounds.hpp"

namespace bp {
namespace {

constexpr size_t kMaxText = 1'000'000;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {
        if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    }

    Tokens run() {
        while (at_ < text_.size()) token();
        begin();
        push(TokenKind::end);
        tokens_.line_ends.resize(static_cast<size_t>(line_), 1);
        return std::move(tokens_);
    }

  private:
    char32_t peek() const { return at_ < text_.size() ? current().value : 0; }
    char byte(size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    CodePoint current() const {
        const CodePoint c = decode_utf8(text_, at_);
        if (c.size == 0) throw Problem(problems::formula_invalid_utf8, SourceSpan{line_, column_, 1});
        return c;
    }

    void advance() {
        at_ += current().size;
        ++column_;
    }

    void begin() {
        begin_ = at_;
        begin_column_ = column_;
    }

    SourceSpan since_begin() const {
        return {line_, begin_column_, column_ > begin_column_ ? column_ - begin_column_ : 1};
    }

    std::string_view text_since_begin() const { return text_.substr(begin_, at_ - begin_); }

    void push(TokenKind kind) {
        tokens_.list.push_back(
            {kind, static_cast<uint32_t>(begin_), static_cast<uint32_t>(at_ - begin_), since_begin()});
        if (kind == TokenKind::separator || kind == TokenKind::end) return;
        tokens_.line_ends.resize(static_cast<size_t>(line_), 1);
        tokens_.line_ends.back() = column_;
    }

    void token() {
        begin();
        const char32_t c = peek();
        if (c == ' ' || c == '\t' || c == '\f' || c == '\v' || is_foreign_blank(c)) {
            advance();
        } else if (c == '\n' || c == '\r') {
            line_end();
        } else if (c == '#') {
            while (at_ < text_.size() && byte(0) != '\n' && byte(0) != '\r') advance();
        } else if (is_digit(c) || (c == '.' && is_digit(static_cast<unsigned char>(byte(1))))) {
            number();
        } else if (starts_name(c)) {
            while (continues_name(peek())) advance();
            if (static_cast<size_t>(column_ - begin_column_) > kMostLetters)
                throw Problem({problems::graph_name_too_long, clipped(text_since_begin()), kMostLetters},
                              since_begin());
            push(TokenKind::name);
        } else {
            symbol(c);
        }
    }

    void line_end() {
        if (byte(0) == '\r' && byte(1) == '\n') ++at_;
        advance();
        if (open_ == 0) {
            push(TokenKind::separator);
            tokens_.list.back().span.length = 1;  // \r\n is one end of line
        }
        const size_t most = 2 * NodeLimit::most();  // a line for each node, and as many for comments
        if (static_cast<size_t>(++line_) > most)
            throw Problem({problems::formula_too_many_lines, most}, SourceSpan{});
        column_ = 1;
    }

    void digits() {
        while (is_digit(peek())) advance();
    }

    void number() {
        digits();
        if (peek() == '.') {
            advance();
            digits();
        }
        if (byte(0) == 'e' || byte(0) == 'E') {
            const size_t sign = byte(1) == '+' || byte(1) == '-' ? 1 : 0;
            if (is_digit(static_cast<unsigned char>(byte(1 + sign)))) {
                for (size_t i = 0; i < 1 + sign; ++i) advance();
                digits();
            }
        }
        if (continues_name(peek()) || peek() == '.') malformed_number();
        push(TokenKind::number);
    }

    [[noreturn]] void malformed_number() {
        const std::string head(text_since_begin());
        const size_t tail = at_;
        bool product = starts_name(peek()) && peek() != '_';
        while (continues_name(peek()) || peek() == '.') {
            product = product && peek() != '.';
            advance();
        }
        const std::string all = clipped(text_since_begin());
        if (!product) throw Problem({problems::formula_malformed_number, all}, since_begin());
        throw Problem({problems::formula_missing_times, all,
                       clipped(head) + " * " + clipped(text_.substr(tail, at_ - tail))},
                      since_begin());
    }

    void symbol(char32_t c) {
        if (c == '*' && byte(1) == '*') {
            advance();
            advance();
            return push(TokenKind::power);
        }
        advance();
        switch (c) {
            case '+':
                return push(TokenKind::plus);
            case '-':
                return push(TokenKind::minus);
            case '*':
                return push(TokenKind::times);
            case '/':
                return push(TokenKind::divide);
            case '@':
                return push(TokenKind::at);
            case '=':
                return push(TokenKind::assign);
            case ',':
                return push(TokenKind::comma);
            case ';':
                return push(TokenKind::separator);
            case '(':
                ++open_;
                return push(TokenKind::open_paren);
            case '[':
                ++open_;
                return push(TokenKind::open_bracket);
            case ')':
                close();
                return push(TokenKind::close_paren);
            case ']':
                close();
                return push(TokenKind::close_bracket);
            default:
                stray(c);
        }
    }

    void close() {
        if (open_ > 0) --open_;
    }

    void stray(char32_t c) const {
        const std::string_view instead = ascii_lookalike(c);
        char code[16];
        std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(c));
        const bool control = c < 0x20 || c == 0x7F;
        const std::string text = control ? code : clipped(text_since_begin());
        const auto fail = [&](const problems::Phrase& hint) {
            throw Problem({problems::formula_character, text, hint}, since_begin());
        };
        if (c == '.') fail(Message(problems::formula_no_prefix));
        if (c >= 0x80 && !instead.empty()) fail(Message(problems::formula_code_point_instead, code, instead));
        if (c >= 0x80) fail(Message(problems::formula_code_point, code));
        if (!instead.empty()) fail(Message(problems::formula_instead, instead));
        fail({});
    }

    std::string_view text_;
    size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
    int open_ = 0;  // brackets; the end of a line inside them is a blank
    size_t begin_ = 0;
    int begin_column_ = 1;
    Tokens tokens_;
};

}  // namespace

Tokens tokenize(std::string_view text) {
    if (text.size() > kMaxText) {
        throw Problem({problems::formula_too_long, kMaxText, text.size()}, SourceSpan{});
    }
    return Lexer(text).run();
}

bool spells_name(std::string_view text) { return !text.empty() && as_name(text) == text; }

std::string as_name(std::string_view text) {
    std::string name;
    for (size_t at = 0; at < text.size();) {
        const CodePoint c = decode_utf8(text, at);
        const size_t size = c.size == 0 ? 1 : c.size;
        const bool fits = c.size != 0 && continues_name(c.value);
        if (name.empty() && fits && !starts_name(c.value)) name = "_";
        if (fits) {
            name += text.substr(at, size);
        } else {
            name += '_';
        }
        at += size;
    }
    return name.empty() ? "_" : name;
}

std::string clipped(std::string_view text) {
    constexpr int kMost = 40;
    size_t at = 0;
    for (int count = 0; at < text.size(); ++count) {
        if (count == kMost) return std::string(text.substr(0, at)) + "…";
        const uint32_t size = decode_utf8(text, at).size;
        at += size == 0 ? 1 : size;
    }
    return std::string(text);
}

std::string quoted(std::string_view text) { return "'" + clipped(text) + "'"; }

}  // namespace bp
