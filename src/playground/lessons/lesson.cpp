#include "playground/lessons/lesson.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "base/typed_number.hpp"

namespace bp {
namespace {

constexpr double kTolerance = 0.005;
constexpr double kClose = 0.05;

bool within(double guess, double truth, double share) {
    return std::abs(guess - truth) <= std::max(share * std::abs(truth), 1e-12);
}

/// The tensor that a place is in.
std::optional<View<double>> tensor_at(const NumberPlace& place, Execution<double>& shown) {
    const auto node = shown.graph().find(place.node);
    if (!node || (place.gradient && !shown.has_grad(*node))) return {};
    return place.gradient ? shown.grad(*node) : shown.value(*node);
}

/// The element of a tensor; for a scalar also at no place.
std::optional<double> element_at(const View<double>& tensor, const std::vector<int>& at) {
    const auto dims = tensor.shape->dims();
    if (at.size() != dims.size()) return {};
    size_t element = 0;
    for (size_t axis = 0; axis < at.size(); ++axis) {
        if (at[axis] < 0 || at[axis] >= dims[axis]) return {};
        element = element * static_cast<size_t>(dims[axis]) + static_cast<size_t>(at[axis]);
    }
    return tensor[element];
}

std::string with_minus_signs(const std::string& text) {
    std::string signs;
    for (const char c : text) c == '-' ? signs += "−" : signs += c;
    return signs;
}

std::string number_text(double value, bool all_digits) {
    constexpr double kAllInFull = 1e15;
    if (!all_digits) value = parse_number(plain(value, 6)).value_or(value);
    const bool whole = std::abs(value) < kAllInFull && value == std::floor(value);
    return with_minus_signs(whole ? std::to_string(static_cast<int64_t>(value)) : exact(value));
}

/// The elements from `from` on, along the axes from `axis` on.
std::string nested_text(const View<double>& value, bool all_digits, int axis, size_t from) {
    if (axis == value.shape->rank()) return number_text(value[from], all_digits);
    size_t size = 1;
    for (const int dim : value.shape->dims().subspan(static_cast<size_t>(axis) + 1))
        size *= static_cast<size_t>(dim);
    std::string text = "[";
    for (int i = 0; i < (*value.shape)[axis]; ++i) {
        if (i > 0) text += ", ";
        text += nested_text(value, all_digits, axis + 1, from + static_cast<size_t>(i) * size);
    }
    return text + "]";
}

Graded graded_option(const Question& question, std::string_view option) {
    if (option.empty()) return {question.id, Grade::nothing};
    for (size_t k = 0; k < question.options.size(); ++k) {
        if (question.options[k] == option && question.answer.constant == static_cast<double>(k))
            return {question.id, Grade::right};
    }
    return {question.id, Grade::hint, std::string(option)};
}

}  // namespace

std::optional<double> evaluate(const Expression& expression, Execution<double>& shown) {
    using Kind = Expression::Kind;
    if (expression.kind == Kind::constant) return expression.constant;
    if (expression.kind == Kind::number) {
        const auto tensor = tensor_at(expression.place, shown);
        return tensor ? element_at(*tensor, expression.place.at) : std::nullopt;
    }
    const bool product = expression.kind == Kind::product;
    double result = product ? 1 : 0;
    for (const Expression& part : expression.parts) {
        const auto value = evaluate(part, shown);
        if (!value) return {};
        result = product ? result * *value : result + *value;
    }
    return result;
}

Graded graded(const Question& question, std::string_view answer, Execution<double>& shown) {
    if (!question.options.empty()) return graded_option(question, answer);
    const auto guess = typed_number(answer);
    if (!guess || !std::isfinite(*guess)) return {question.id, Grade::not_a_number};
    const auto truth = evaluate(question.answer, shown);
    if (!truth) return {question.id, Grade::other_graph};
    if (within(*guess, *truth, kTolerance)) return {question.id, Grade::right};
    for (const Mistake& mistake : question.mistakes) {
        const auto mistaken = evaluate(mistake.answer, shown);
        if (mistaken && within(*guess, *mistaken, kTolerance))
            return {question.id, Grade::hint, mistake.hint};
    }
    if (within(*guess, *truth, kClose)) return {question.id, Grade::close};
    if (within(*guess, -*truth, kTolerance)) return {question.id, Grade::sign};
    return {question.id, Grade::hint, "other"};
}

std::string number_text(const View<double>& value, bool exact) { return nested_text(value, exact, 0, 0); }

std::string number_text(const NumberPlace& place, bool exact, Execution<double>& shown) {
    const auto tensor = tensor_at(place, shown);
    if (!tensor) return {};
    if (place.at.empty()) return number_text(*tensor, exact);
    const auto element = element_at(*tensor, place.at);
    return element ? number_text(*element, exact) : "";
}

}  // namespace bp
