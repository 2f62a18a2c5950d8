#pragma once

#include <cmath>
#include <limits>
#include <optional>

#include "graph/ops/tensor_op.hpp"

namespace bp {

/// Throws Problem unless a is a vector of scores or a batch of them and t is one-hot (a's shape) or class
/// indices.
inline void check_labels(std::string_view op, Shapes in) {
    const Shape& a = in[0];
    const Shape& t = in[1];
    if (a.is_scalar() || a.rank() > 2) shape_problem(op, in, problems::shape_scores);
    const Shape indices = a.rank() == 1 ? Shape{} : Shape{a[0]};
    if (t != a && t != indices) {
        shape_problem(op, in, {problems::shape_labels, a, indices});
    }
}

/// The true classes of a batch, in either form of labels.
template <class T>
struct Labels {
    size_t rows;
    size_t classes;
    bool one_hot;
    const T* t;

    Labels(const View<T>& a, const View<T>& labels)
        : rows(static_cast<size_t>(a.shape->rows())),
          classes(static_cast<size_t>(a.shape->columns())),
          one_hot(*a.shape == *labels.shape),
          t(labels.data) {}

    /// Calls visit(class, weight) for every class of the row that may have a weight. An index that is not a
    /// class has the weight NaN, so that the loss shows the error.
    template <class Visit>
    void visit(size_t row, Visit f) const {
        if (one_hot) {
            for (size_t k = 0; k < classes; ++k) f(k, t[row * classes + k]);
            return;
        }
        const T index = t[row];
        if (index >= 0 && index < static_cast<T>(classes) &&
            index == static_cast<T>(static_cast<size_t>(index))) {
            f(static_cast<size_t>(index), T{1});
        } else {
            f(0, std::numeric_limits<T>::quiet_NaN());
        }
    }
};

/// The first of the labels t that is none, in the one sentence for it. Class indices are whole numbers below
/// the number of classes; one-hot rows hold numbers from 0 to 1 that add up to 1, so probabilities will do.
template <class T>
std::optional<Message> label_problem(const View<T>& a, const View<T>& t) {
    const Labels<T> labels(a, t);
    for (size_t row = 0; row < labels.rows; ++row) {
        if (!labels.one_hot) {
            const T index = t[row];
            if (index >= 0 && index < static_cast<T>(labels.classes) && index == std::floor(index)) continue;
            return Message(problems::network_label, row, index, labels.classes - 1);
        }
        T sum = 0;
        for (size_t k = 0; k < labels.classes; ++k) {
            const T weight = t[row * labels.classes + k];
            if (!(weight >= 0 && weight <= 1)) return Message(problems::network_label_weight, row, k, weight);
            sum += weight;
        }
        if (!(std::abs(sum - 1) <= T(1e-3))) return Message(problems::network_label_row, row, sum);
    }
    return {};
}

}  // namespace bp
