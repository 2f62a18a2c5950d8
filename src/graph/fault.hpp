#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "graph/op.hpp"

namespace bp {

/// A line of code with a bug and the right line, in the book's Python.
struct CodeChange {
    std::string_view wrong;
    std::string_view right;
};

/// A classic bug of hand-written backpropagation. An Execution with a fault computes what the buggy code
/// would compute in every node of that op; an Execution without one has no extra cost.
struct Fault {
    std::string_view key;          ///< "affine_forgets_x"
    std::optional<OpKind> op;      ///< whose code is wrong; none: the sum at a fan-out, `=` for `+=`
    CodeChange line;               ///< of code_of(op)
    CodeChange line_with_indices;  ///< if the labels are class indices: different code for some ops
    OpKernels<double> f64{};
    OpKernels<float> f32{};

    template <class T>
    const OpKernels<T>& kernels() const {
        return of_precision<T>(f64, f32);
    }
};

std::span<const Fault> all_faults();
/// The fault with that key, or null.
const Fault* find_fault(std::string_view key);

}  // namespace bp
