#include "document/exports/tensor_text.hpp"

#include <algorithm>

#include "base/number.hpp"

namespace bp {
namespace {

constexpr size_t kShownOfMany = 3;

/// The elements from `at` on that belong to one index of the axes before `axis`.
void write_nested(const View<double>& tensor, int axis, size_t& at, std::string& to) {
    if (axis == tensor.shape->rank()) {
        to += exact(tensor[at++]);
        return;
    }
    to += '[';
    for (int i = 0; i < (*tensor.shape)[axis]; ++i) {
        if (i > 0) to += ", ";
        write_nested(tensor, axis + 1, at, to);
    }
    to += ']';
}

}  // namespace

std::string tensor_text(const View<double>& tensor, size_t most) {
    std::string text;
    if (tensor.size() <= most) {
        size_t at = 0;
        write_nested(tensor, 0, at, text);
        return text;
    }
    text = tensor.shape->text() + " [";
    for (size_t i = 0; i < std::min(kShownOfMany, most); ++i) text += exact(tensor[i]) + ", ";
    return text + "…]";
}

}  // namespace bp
