#include "formula/lexer.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/number.hpp"
#include "formula/hints.hpp"
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
        try {
            while (at_ < text_.size()) token();
        } catch (const Problem& problem) {
            tokens_.fault = problem;
        }
        begin();
        push(TokenKind::end);
        tokens_.line_ends.resize(static_cast<size_t>(line_), 1);
        return std::move(tokens_);
    }

  private:
    [[gnu::noinline]] char32_t peek() const { return at_ < text_.size() ? current().value : 0; }
    char byte(size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    [[gnu::noinline]] CodePoint current() const {
        const CodePoint c = decode_utf8(text_, at_);
        if (c.size == 0) throw Problem(problems::formula_invalid_utf8, SourceSpan{line_, column_, 1});
        return c;
    }

    [[gnu::noinline]] void advance() {
        at_ += current().size;
        ++column_;
    }

    void begin() {
        begin_ = at_;
        begin_column_ = column_;
    }

    [[gnu::noinline]] SourceSpan since_begin() const {
        return {line_, begin_column_, column_ > begin_column_ ? column_ - begin_column_ : 1};
    }

    [[gnu::noinline]] std::string_view text_since_begin() const { return text_.substr(begin_, at_ - begin_); }

    [[gnu::noinline]] void push(TokenKind kind) {
        tokens_.list.push_back({kind, text_since_begin(), since_begin()});
        if (kind == TokenKind::separator || kind == TokenKind::end) return;
        tokens_.line_ends.resize(static_cast<size_t>(line_), 1);
        tokens_.line_ends.back() = column_;
    }

    void token() {
        begin();
        const char32_t c = peek();
        if (c == ' ' || c == '\t' || c == '\f' || c == '\v') {
            advance();
        } else if (c == '\n' || c == '\r') {
            line_end();
        } else if (c == '\\' && (byte(1) == '\n' || byte(1) == '\r')) {
            advance();
            ++open_;  // the line goes on, as inside brackets
            line_end();
            --open_;
        } else if (c == '#') {
            while (at_ < text_.size() && byte(0) != '\n' && byte(0) != '\r') advance();
        } else if (is_digit(c) || (c == '.' && is_digit(static_cast<unsigned char>(byte(1))))) {
            number();
        } else if (starts_name(c)) {
            name();
        } else {
            symbol(c);
        }
    }

    void name() {
        bool ascii = true;
        while (continues_name(peek())) {
            ascii = ascii && peek() < 0x80;
            advance();
        }
        if (static_cast<size_t>(column_ - begin_column_) > kMostLetters)
            throw Problem({problems::graph_name_too_long, clipped(text_since_begin()), kMostLetters},
                          since_begin());
        push(TokenKind::name);
        if (ascii) return;
        std::string kept = composed(text_since_begin());
        if (kept != text_since_begin())
            tokens_.list.back().text = tokens_.composed.emplace_front(std::move(kept));
    }

    void line_end() {
        if (byte(0) == '\r' && byte(1) == '\n') ++at_;
        advance();
        if (open_ == 0) {
            push(TokenKind::separator);
            tokens_.list.back().span.length = 1;  // \r\n is one end of line
        }
        const size_t most = 2 * GraphLimit::most().nodes;  // a line for each node, and as many for comments
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
        const std::string_view head = text_since_begin();
        bool product = starts_name(peek()) && peek() != '_';
        while (continues_name(peek()) || peek() == '.') {
            product = product && peek() != '.';
            advance();
        }
        const std::string_view all = text_since_begin(), rest = all.substr(head.size());
        const std::string plain = plain_number(all);
        if (!plain.empty()) refuse(all, plain, since_begin());
        if (!product || rest == "e" || rest == "E")
            throw Problem({problems::formula_malformed_number, clipped(all)}, since_begin());
        throw Problem({problems::formula_missing_times, clipped(all), clipped(head) + " * " + clipped(rest)},
                      since_begin());
    }

    /// How the language writes 1_000, 0x10 and digits of other scripts, or "".
    static std::string plain_number(std::string_view text) {
        std::string plain;
        for (size_t at = 0; at < text.size();) {
            const CodePoint c = decode_utf8(text, at);
            at += c.size;
            if (c.value >= 0x80 && letter(c.value) == Letter::digit) {
                plain += static_cast<char>('0' + digit_value(c.value));
            } else if (c.value == 0x66B) {
                plain += '.';
            } else if (c.value != '_') {
                encode_utf8(c.value, plain);
            }
        }
        if (parse_number(plain) && plain.find_first_of("xX") == plain.npos) return plain;
        if (plain.size() < 3 || plain.size() > 10 || plain[0] != '0') return {};
        const char kind = static_cast<char>(plain[1] | 0x20);
        const int base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
        char* end = nullptr;
        const auto value = std::strtoul(plain.c_str() + 2, &end, base);
        return base == 0 || *end != '\0' ? "" : std::to_string(value);
    }

    void symbol(char32_t c) {
        foreign();
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
            case 0x2212:  // as the page itself writes it
                return push(TokenKind::minus);
            case '*':
                return push(TokenKind::times);
            case '/':
                return push(TokenKind::divide);
            case '@':
                return push(TokenKind::at);
            case '=':
                return push(TokenKind::assign);
            case '.':
                return push(TokenKind::dot);
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
                if (!is_foreign_blank(c)) stray(c);
        }
    }

    void close() {
        if (open_ > 0) --open_;
    }

    /// Whether an operand stands next in the line: 7 % 2, but not 7 % or 7% + x.
    bool operand_follows() const {
        size_t next = at_;
        while (next < text_.size() && text_[next] == ' ') ++next;
        if (next == text_.size()) return false;
        const char32_t c = decode_utf8(text_, next).value;
        return is_digit(c) || starts_name(c) || c == '(';
    }

    /// Whether only a name stands before in the statement.
    bool follows_target() const {
        const size_t size = tokens_.list.size();
        return size > 0 && tokens_.list[size - 1].kind == TokenKind::name &&
               (size == 1 || tokens_.list[size - 2].kind == TokenKind::separator);
    }

    bool ends_operand() const {
        if (tokens_.list.empty()) return false;
        const TokenKind last = tokens_.list.back().kind;
        return last == TokenKind::name || last == TokenKind::number || last == TokenKind::close_paren ||
               last == TokenKind::close_bracket;
    }

    /// Complains about operators and marks of other languages.
    void foreign() {
        const auto is = [](std::string_view list, char c) { return list.find(c) != list.npos; };
        if (is("()[],;", byte(0)) || (is("+-*/@=.", byte(0)) && !is("+-*/@=.^<>", byte(1)))) return;
        const std::string_view sign = foreign_sign(text_.substr(at_));
        if (sign.empty()) return;
        const Token* before = tokens_.list.empty() ? nullptr : &tokens_.list.back();
        const bool begins = before == nullptr || before->kind == TokenKind::separator;
        const bool touches = !begins && before->span.column + before->span.length == column_;
        const char32_t c = peek();
        for (const size_t end = at_ + sign.size(); at_ < end;) advance();
        if (sign == "'" && touches) refuse(sign, "transpose(x)", since_begin());
        if ((sign == "//" || c == '%') && begins) refuse(sign, "#", since_begin());
        if (sign == "%" && !begins && before->kind == TokenKind::number && !operand_follows()) {
            const std::string number(before->text);
            refuse(number + "%", number + " / 100", since_begin());
        }
        std::optional<Message> hint = foreign_hint(Foreign::sign, sign);
        if (sign == "{" &&
            text_.substr(std::min(text_.find_first_of(",}", at_), text_.size())).starts_with(','))
            hint = Message(problems::formula_instead, "[ ]");
        const bool assigns = hint->id() == ProblemId::formula_instead && hint->arguments()[0].text == "=";
        if ((assigns && !follows_target()) || (sign == "|" && ends_operand()))
            hint = foreign_hint(Foreign::sign, "&");
        if (c >= 0x80 && hint->id() == ProblemId::formula_instead)
            hint = Message(problems::formula_code_point_instead, unicode_name(c), hint->arguments()[0].text);
        refuse(problems::formula_character, sign, hint, since_begin());
    }

    void stray(char32_t c) {
        const Letter kind = letter_at(c);
        const std::string code = unicode_name(c);
        if (kind == Letter::hidden) throw Problem({problems::formula_hidden, code}, since_begin());
        if (kind == Letter::digit) {
            constexpr char32_t kArabicPoint = 0x66B;
            while (letter_at(peek()) == Letter::digit || is_digit(peek()) || peek() == '.' ||
                   peek() == kArabicPoint)
                advance();
            refuse(text_since_begin(), plain_number(text_since_begin()), since_begin());
        }
        std::optional<Message> hint;
        if (c == '\\') {
            while (starts_name(peek())) advance();
            const std::string_view word = text_since_begin().substr(1);
            hint = foreign_hint(Foreign::command, word);
            if (!hint) hint = foreign_hint(Foreign::function, word);
            if (!hint && !word.empty()) hint = Message(problems::formula_instead, word);
        } else if (c >= 0x80) {
            const std::string instead = ascii_lookalike(c);
            hint = instead.empty() ? Message(problems::formula_code_point, code)
                                   : Message(problems::formula_code_point_instead, code, instead);
        }
        const bool control = c < 0x20 || c == 0x7F;
        refuse(problems::formula_character, control ? code : text_since_begin(), hint, since_begin());
    }

    static Letter letter_at(char32_t c) { return c < 0x80 ? Letter::none : letter(c); }

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

bool spells_name(std::string_view text) {
    const std::string name = composed(text);
    return !name.empty() && as_name(name) == name;
}

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
