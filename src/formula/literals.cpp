#include "formula/literals.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/number.hpp"
#include "formula/syntax.hpp"

namespace bp {
namespace {

class ArrayReader {
  public:
    explicit ArrayReader(TokenStream& tokens) : tokens_(tokens) {}

    Tensor<double> run() {
        list(0);
        return {Shape(std::span<const int>(dims_)), std::move(data_)};
    }

  private:
    void list(size_t level) {
        const size_t open = tokens_.position();
        tokens_.next();
        if (level == dims_.size()) dims_.push_back(0);
        int count = 0;
        do {
            element(level);
            ++count;
        } while (tokens_.take(TokenKind::comma));
        tokens_.close(open, TokenKind::close_bracket);
        if (dims_[level] == 0) dims_[level] = count;
        if (dims_[level] != count) {
            fail("the rows of a matrix are equally long; this one has " + std::to_string(count) +
                     (count == 1 ? " element" : " elements") + ", the one before " +
                     std::to_string(dims_[level]),
                 open);
        }
    }

    void element(size_t level) {
        const size_t first = tokens_.position();
        const bool nested = tokens_.sees(TokenKind::open_bracket);
        if (nested && level + 1 >= static_cast<size_t>(Shape::kMaxRank)) {
            tokens_.next();
            fail("a tensor has at most " + std::to_string(Shape::kMaxRank) + " dimensions", first);
        }
        if (!nested && rank_ == 0) rank_ = level + 1;  // the first number decides
        const bool fits = nested ? rank_ == 0 || level + 1 < rank_ : level + 1 == rank_;
        if (fits && nested) return list(level + 1);
        if (nested) {
            tokens_.next();
        } else {
            data_.push_back(signed_number());
        }
        if (!fits) fail("numbers and rows cannot stand side by side in a [ ] list", first);
    }

    double signed_number() {
        const bool negative = tokens_.take(TokenKind::minus);
        if (!negative) tokens_.take(TokenKind::plus);
        if (!sees_number(tokens_)) {
            if (tokens_.sees(TokenKind::name)) {
                tokens_.fail("a [ ] list holds numbers only, not " + quoted(tokens_.text(tokens_.peek())),
                             tokens_.peek().span);
            }
            tokens_.fail_expected("a number");
        }
        const double value = read_number(tokens_);
        return negative ? -value : value;
    }

    [[noreturn]] void fail(const std::string& sentence, size_t first) const {
        tokens_.fail(sentence, tokens_.span(first));
    }

    TokenStream& tokens_;
    std::vector<int> dims_;
    std::vector<double> data_;
    size_t rank_ = 0;  // 0 until the first number
};

}  // namespace

bool sees_number(const TokenStream& tokens, size_t ahead) {
    const Token& token = tokens.peek(ahead);
    return token.kind == TokenKind::number ||
           (token.kind == TokenKind::name && is_number_word(tokens.text(token)));
}

double read_number(TokenStream& tokens) {
    const Token& token = tokens.next();
    const std::string_view text = tokens.text(token);
    const double value = parse_number(text).value();
    if (token.kind == TokenKind::number && std::isinf(value)) {
        tokens.fail(quoted(text) + " is larger than the largest number, 1.8e308", token.span);
    }
    return value;
}

Tensor<double> read_array(TokenStream& tokens) { return ArrayReader(tokens).run(); }

int read_integer(TokenStream& tokens, std::string_view what) {
    const size_t first = tokens.position();
    const bool negative = tokens.take(TokenKind::minus);
    if (!tokens.sees(TokenKind::number)) tokens.fail_expected("a whole number (" + std::string(what) + ")");
    const std::string_view digits = tokens.text(tokens.next());
    const std::string spelled = (negative ? "-" : "") + std::string(digits.substr(0, 20));
    int value = 0;
    const auto [end, error] = std::from_chars(spelled.data(), spelled.data() + spelled.size(), value);
    const bool whole = digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!whole)
        tokens.fail(std::string(what) + " is a whole number, not " + quoted(digits), tokens.span(first));
    if (error != std::errc() || end != spelled.data() + spelled.size()) {
        tokens.fail(std::string(what) + " is at most 2147483647, not " + quoted(digits), tokens.span(first));
    }
    return value;
}

std::vector<int> read_shape(TokenStream& tokens, std::string_view usage, bool open_dimension) {
    const size_t open = tokens.position();
    if (!tokens.take(TokenKind::open_bracket)) {
        tokens.fail_expected("a shape in brackets, as in " + std::string(usage) + ",");
    }
    std::vector<int> dims;
    bool left_open = false;
    while (!tokens.sees(TokenKind::close_bracket)) {
        const size_t first = tokens.position();
        const int dim = read_integer(tokens, "a dimension");
        if (dim < 1 && !(dim == -1 && open_dimension && !left_open)) {
            tokens.fail("a dimension is at least 1, not " + std::to_string(dim), tokens.span(first));
        }
        left_open = left_open || dim == -1;
        dims.push_back(dim);
        if (!tokens.take(TokenKind::comma)) break;
        if (tokens.sees(TokenKind::close_bracket)) tokens.fail_expected("a whole number (a dimension)");
    }
    tokens.close(open, TokenKind::close_bracket);
    try {
        std::vector<int> known(dims);
        std::replace(known.begin(), known.end(), -1, 1);
        Shape{std::span<const int>(known)};
    } catch (const Problem& problem) {
        tokens.fail(problem.what(), tokens.span(open));
    }
    return dims;
}

}  // namespace bp
