#include "formula/lexer.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/number.hpp"
#include "formula/hints.hpp"
#include "formula/syntax.hpp"
#include "formula/unicode.hpp"
#include "graph/bounds.hpp"

namespace bp {
namespace {

constexpr size_t kMaxText = 1'000'000;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr char32_t kArabicPoint = 0x66B;
constexpr std::u32string_view kMarks = U"'’ʼ٬٫";  // between digits

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
        if (goes_on()) malformed_number();
        push(TokenKind::number);
    }

    /// Whether what comes next touches the number that has been read: letters, points, and marks between
    /// digits.
    bool goes_on() const { return continues_name(peek()) || peek() == '.' || groups(); }

    /// Whether a mark between digits comes next.
    bool groups() const {
        const char32_t c = peek();
        if (c == 0 || kMarks.find(c) == std::u32string_view::npos) return false;
        const char32_t after = decode_utf8(text_, at_ + current().size).value;
        return is_digit(after) || letter_at(after) == Letter::digit;
    }

    [[noreturn]] void malformed_number() {
        const std::string_view head = text_since_begin();
        bool product = starts_name(peek()) && peek() != '_';
        while (goes_on()) {
            product = product && continues_name(peek());
            advance();
        }
        const std::string_view all = text_since_begin(), rest = all.substr(head.size());
        const std::string plain = plain_number(all);
        if (!plain.empty()) refuse(all, plain, since_begin());
        if (!product || rest == "e" || rest == "E")
            throw Problem({problems::formula_malformed_number, clipped(all)}, since_begin());
        constexpr std::string_view kSuffixes = " f F l L n N u U UL ull ULL j J i I ";
        const std::string suffix(rest.substr(0, rest.find_first_of("0123456789")));
        const bool known = kSuffixes.find(" " + suffix + " ") != std::string_view::npos;
        const auto key = known ? problems::formula_suffix : problems::formula_missing_times;
        throw Problem({key, clipped(all), clipped(head) + " * " + clipped(rest)}, since_begin());
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
        const auto is = [](std::string_view list, char c) { return list.find(c) != std::string_view::npos; };
        if (is("()[],;", byte(0)) || (is("+-*/@=.", byte(0)) && !is("+-*/@=.^<>", byte(1)))) return;
        std::string_view sign = foreign_sign(text_.substr(at_));
        if (sign.empty()) return;
        const Token* before = tokens_.list.empty() ? nullptr : &tokens_.list.back();
        const bool begins = before == nullptr || before->kind == TokenKind::separator;
        const TokenKind kind = begins ? TokenKind::separator : before->kind;
        const bool operand = kind == TokenKind::name || kind == TokenKind::number ||
                             kind == TokenKind::close_paren || kind == TokenKind::close_bracket;
        const bool touches = operand && before->span.column + before->span.length == column_;
        const char32_t c = peek();
        if (sign == "^T" && continues_name(decode_utf8(text_, at_ + 2).value)) sign.remove_suffix(1);
        for (const size_t end = at_ + sign.size(); at_ < end;) advance();
        if (touches && is_prime(c)) refuse(sign, "transpose(x)", since_begin());
        if (sign == "\"" || sign == "'") quoted_number(sign);
        if ((sign == "//" || c == '%') && begins) refuse(sign, "#", since_begin());
        if (sign == "%" && !begins && before->kind == TokenKind::number && !operand_follows()) {
            const std::string number(before->text);
            refuse(number + "%", number + " / 100", since_begin());
        }
        std::optional<Message> hint = foreign_hint(Foreign::sign, sign);
        const std::string_view rest = text_.substr(at_);
        if (sign == "{" && rest.substr(0, rest.find_first_of("}\n")).find(',') != std::string_view::npos)
            refuse(sign, "[ ]", since_begin());
        const bool assigns = hint->id() == ProblemId::formula_instead && hint->arguments()[0].text == "=";
        if ((assigns && !follows_target()) || (sign == "|" && ends_operand()))
            hint = foreign_hint(Foreign::sign, "&");
        if (c >= 0x80 && hint->id() == ProblemId::formula_instead)
            hint = Message(problems::formula_code_point_instead, unicode_name(c), hint->arguments()[0].text);
        refuse(problems::formula_character, sign, hint, since_begin());
    }

    static bool is_prime(char32_t c) {
        return std::u32string_view(U"'’′ʹʼˈ").find(c) != std::u32string_view::npos;
    }

    /// Complains about "inf" and "3" in quotation marks.
    void quoted_number(std::string_view mark) {
        const std::string_view rest = text_.substr(at_), inside = rest.substr(0, rest.find(mark));
        const bool closed = inside.size() < std::min<size_t>(rest.size(), 40);
        const auto number = closed ? parse_number(inside) : std::nullopt;
        if (!number) return;
        while (text_since_begin().size() < inside.size() + 2) advance();
        refuse(text_since_begin(), exact(*number), since_begin());
    }

    /// Complains about x², xⁿ⁺¹ and xᵀ.
    void superscripts(std::string all) {
        while (!raised(peek()).empty()) {
            all += raised(peek());
            advance();
        }
        const bool transposed = all == "T" || all == "t" || all == "H";
        const bool simple = spells_name(all) || all.find_first_not_of("0123456789", all[0] == '-' ? 1 : 0) ==
                                                    std::string_view::npos;
        const bool sign = all.find_first_not_of("+-=()") == std::string_view::npos;
        const std::string power = "** " + (simple ? all : "(" + all + ")");
        const Message hint(problems::formula_instead, transposed ? "transpose(x)" : power);
        refuse(problems::formula_character, text_since_begin(),
               sign ? Message(problems::formula_nothing_like) : hint, since_begin());
    }

    /// Complains about 2½, which is a sum.
    void fraction(const std::string& instead) {
        const Token* before = tokens_.list.empty() ? nullptr : &tokens_.list.back();
        if (before == nullptr || before->kind != TokenKind::number) return;
        if (before->span.column + before->span.length != begin_column_ || before->span.line != line_) return;
        const std::string whole(before->text);
        begin_ -= whole.size();
        begin_column_ = before->span.column;
        refuse(text_since_begin(), "(" + whole + " + " + instead.substr(1), since_begin());
    }

    /// Complains about \sigma and other commands of LaTeX.
    Message command() {
        while (starts_name(peek()) && peek() != '_') advance();
        const std::string_view word = text_since_begin().substr(1);
        auto hint = foreign_hint(Foreign::command, word);
        if (hint && hint->id() != ProblemId::formula_leave_out) return *hint;
        const bool call = byte(0) == '(', function = find_function(word).has_value();
        if (hint || word.empty() || (byte(0) == '{' && !function))
            return {problems::formula_leave_out, text_since_begin()};
        if ((call || operand_follows()) && !function) hint = foreign_hint(Foreign::function, word);
        if (hint) return *hint;
        return {problems::formula_instead, std::string(word) + (function && !call ? "(x)" : "")};
    }

    void stray(char32_t c) {
        const Letter kind = letter_at(c);
        const std::string code = unicode_name(c);
        if (c == 0x85 || c == 0x2028 || c == 0x2029) refuse(code, open_ == 0 ? ";" : " ", since_begin());
        if (kind == Letter::hidden) throw Problem({problems::formula_hidden, code}, since_begin());
        if (kind == Letter::digit) {
            while (letter_at(peek()) == Letter::digit || is_digit(peek()) || peek() == '.' || groups())
                advance();
            const std::string_view all = text_since_begin();
            const std::string plain = plain_number(all);
            if (plain.empty())
                throw Problem({problems::formula_malformed_number, clipped(all)}, since_begin());
            refuse(all, plain, since_begin());
        }
        if (std::string plain = raised(c); !plain.empty()) superscripts(std::move(plain));
        std::optional<Message> hint;
        if (c == '\\') {
            hint = command();
        } else if (c >= 0x80) {
            const std::string instead = ascii_lookalike(c);
            if (instead.ends_with(')') && instead.size() > 1) fraction(instead);
            hint = foreign_hint(Foreign::sign, foreign_sign(instead));
            if (hint && hint->id() == ProblemId::formula_instead)
                hint = Message(problems::formula_code_point_instead, code, hint->arguments()[0].text);
            if (!hint)
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

/// Without the marks that group digits in threes, and with a point for a decimal comma. "" if they are
/// anywhere else.
std::string ungrouped(std::string text) {
    const size_t last = text.find_last_of(",'.");
    if (last == std::string_view::npos) return text;
    const size_t other = text.find_first_of(",'."), tail = text.find_first_not_of("0123456789", last + 1);
    const bool once = text.find(text[last]) == last, mixed = text[other] != text[last];
    const bool three = std::min(tail, text.size()) - last == 4 && text[0] != '0' && !mixed;
    const bool decimal = once && (text[last] == '.' || (text[last] == ',' && !three));
    const size_t whole = decimal ? last : text.size();
    if (decimal) text[last] = '.';
    if (other >= whole) return text;
    std::string head = text.substr(0, whole);
    const char mark = text[other];
    for (size_t i = other; i < whole; ++i) {
        if ((text[i] == mark) != ((i - other) % 4 == 0)) return {};
    }
    if (other == 0 || other > 3 || (whole - other) % 4 != 0) return {};
    std::erase(head, mark);
    return head + text.substr(whole);
}

}  // namespace

std::string plain_number(std::string_view text) {
    std::string marked;
    for (size_t at = 0; at < text.size();) {
        const CodePoint c = decode_utf8(text, at);
        at += c.size;
        if (c.value >= 0x80 && letter(c.value) == Letter::digit) {
            marked += static_cast<char>('0' + digit_value(c.value));
        } else if (c.value == kArabicPoint) {
            marked += '.';
        } else if (c.value != '_') {
            encode_utf8(kMarks.find(c.value) == std::u32string_view::npos ? c.value : U'\'', marked);
        }
    }
    std::string plain = ungrouped(marked);
    if (plain.find_first_of("xX") == std::string_view::npos) {
        if (parse_number(plain)) return plain;
        const size_t exponent = plain.find_first_of("dD");
        if (exponent != std::string_view::npos) plain[exponent] = 'e';
        if (parse_number(plain)) return plain;
    }
    if (plain.size() < 3 || plain.size() > 10 || plain[0] != '0') return {};
    const char kind = static_cast<char>(plain[1] | 0x20);
    const int base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
    char* end = nullptr;
    const auto value = std::strtoul(plain.c_str() + 2, &end, base);
    return base == 0 || *end != '\0' ? "" : std::to_string(value);
}

Tokens tokenize(std::string_view text) {
    if (text.size() > kMaxText) {
        throw Problem({problems::formula_too_long, kMaxText, text.size()}, SourceSpan{});
    }
    return Lexer(text).run();
}

bool spells_name(std::string_view text) {
    const std::string name = composed(text);
    return !name.empty() && as_name(name) == name && as_name(text) == text;
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
