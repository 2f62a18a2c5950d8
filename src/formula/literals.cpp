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
        } while (tokens_.take(TokenKind::comma) && !tokens_.sees(TokenKind::close_bracket));
        tokens_.close(open, TokenKind::close_bracket);
        if (dims_[level] == 0) dims_[level] = count;
        if (dims_[level] != count) {
            fail({problems::formula_unequal_rows, count, dims_[level]}, open);
        }
    }

    void element(size_t level) {
        const size_t first = tokens_.position();
        const bool nested = tokens_.sees(TokenKind::open_bracket);
        if (nested && level + 1 >= static_cast<size_t>(Shape::kMaxRank)) {
            tokens_.next();
            fail({problems::shape_too_many_dimensions, Shape::kMaxRank}, first);
        }
        if (!nested && rank_ == 0) rank_ = level + 1;  // the first number decides
        const bool fits = nested ? rank_ == 0 || level + 1 < rank_ : level + 1 == rank_;
        if (fits && nested) return list(level + 1);
        if (nested) {
            tokens_.next();
        } else {
            data_.push_back(signed_number());
        }
        if (!fits) fail(problems::formula_numbers_beside_rows, first);
    }

    double signed_number() {
        const bool negative = tokens_.take(TokenKind::minus);
        if (!negative) tokens_.take(TokenKind::plus);
        tokens_.skip_prefixes();
        if (!sees_number(tokens_)) {
            if (tokens_.sees(TokenKind::name)) {
                tokens_.fail({problems::formula_name_in_list, clipped(tokens_.text(tokens_.peek()))},
                             tokens_.peek().span);
            }
            tokens_.fail_expected(Message(problems::formula_a_number));
        }
        const double value = read_number(tokens_);
        return negative ? -value : value;
    }

    [[noreturn]] void fail(const Message& message, size_t first) const {
        tokens_.fail(message, tokens_.span(first));
    }

    TokenStream& tokens_;
    std::vector<int> dims_;
    std::vector<double> data_;
    size_t rank_ = 0;  // 0 until the first number
};

}  // namespace

bool sees_number(const TokenStream& tokens, size_t ahead) {
    return tokens.peek(ahead).kind == TokenKind::number || tokens.constant(ahead);
}

double read_number(TokenStream& tokens) {
    const auto constant = tokens.constant();
    const Token& token = tokens.next();
    if (constant) return *constant;
    const std::string_view text = tokens.text(token);
    const double value = parse_number(text).value();
    if (std::isinf(value)) {
        tokens.fail({problems::formula_number_too_large, clipped(text)}, token.span);
    }
    return value;
}

Tensor<double> read_array(TokenStream& tokens) { return ArrayReader(tokens).run(); }

int read_integer(TokenStream& tokens, const Message& what) {
    const size_t first = tokens.position();
    const bool negative = tokens.take(TokenKind::minus);
    if (!tokens.sees(TokenKind::number))
        tokens.fail_expected(Message(problems::formula_a_whole_number, what));
    const std::string_view digits = tokens.text(tokens.next());
    const std::string spelled = (negative ? "-" : "") + std::string(digits.substr(0, 20));
    int value = 0;
    const auto [end, error] = std::from_chars(spelled.data(), spelled.data() + spelled.size(), value);
    const bool whole = digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!whole) tokens.fail({problems::formula_not_whole, what, clipped(digits)}, tokens.span(first));
    if (error != std::errc() || end != spelled.data() + spelled.size()) {
        tokens.fail({problems::formula_integer_too_large, what, clipped(digits)}, tokens.span(first));
    }
    return value;
}

std::vector<int> read_shape(TokenStream& tokens, std::string_view usage, bool open_dimension, bool last) {
    const size_t open = tokens.position();
    const bool round = tokens.take(TokenKind::open_paren);
    const bool bare = !round && last && (tokens.sees(TokenKind::number) || tokens.sees(TokenKind::minus));
    const TokenKind closing = round || bare ? TokenKind::close_paren : TokenKind::close_bracket;
    if (!round && !bare && !tokens.take(TokenKind::open_bracket)) {
        tokens.fail_expected(Message(problems::formula_a_shape, usage));
    }
    std::vector<int> dims;
    bool left_open = false;
    while (!tokens.sees(closing)) {
        const size_t first = tokens.position();
        const int dim = read_integer(tokens, problems::formula_a_dimension);
        if (dim < 1 && !(dim == -1 && open_dimension && !left_open)) {
            tokens.fail({problems::shape_dimension, dim}, tokens.span(first));
        }
        left_open = left_open || dim == -1;
        dims.push_back(dim);
        if (!tokens.take(TokenKind::comma)) break;
    }
    if (!bare) tokens.close(open, closing);
    try {
        std::vector<int> known(dims);
        std::replace(known.begin(), known.end(), -1, 1);
        Shape{std::span<const int>(known)};
    } catch (const Problem& problem) {
        tokens.fail(problem.message(), tokens.span(open));
    }
    return dims;
}

}  // namespace bp
