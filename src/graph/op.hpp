#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "base/message.hpp"
#include "graph/tensor.hpp"

namespace bp {

/// Every op of the engine, by its name in formulas and files. `input` is a leaf that the user sets.
enum class OpKind : uint8_t {
#define OP(key) key,
#include "graph/ops/all.inl"
#undef OP
};

/// Integer settings of an op: the axis of a reduction, the shape of a reshape, a seed.
using Attrs = std::vector<int>;

using Shapes = std::span<const Shape>;

template <class T>
struct Forward {
    std::span<const View<T>> in;
    MutableView<T> out;
    const Attrs& attrs;
};

/// What backward sees: only what is local to a node. It *writes* the contribution to input i into to[i], in
/// the shape of input i; the engine adds up the contributions of all consumers. An unwanted contribution has
/// no memory: see wanted().
template <class T>
struct Backward {
    std::span<const View<T>> in;
    View<T> out;
    View<T> upstream;
    std::span<const MutableView<T>> to;
    const Attrs& attrs;

    bool wanted(size_t input) const { return to[input].data != nullptr; }
};

template <class T>
struct OpKernels {
    void (*forward)(const Forward<T>&) = nullptr;
    void (*backward)(const Backward<T>&) = nullptr;
    /// The same on plain numbers, for element-wise ops only. A unary op ignores y.
    T (*scalar_forward)(T x, T y) = nullptr;
    void (*scalar_backward)(T upstream, T x, T y, T z, T* to) = nullptr;
};

/// The one of both that computes in T.
template <class T>
const OpKernels<T>& of_precision(const OpKernels<double>& f64, const OpKernels<float>& f32) {
    if constexpr (sizeof(T) == 8) {
        return f64;
    } else {
        return f32;
    }
}

/// One product of the sum that computes an element of an op's value or of what its backward sends.
struct Product {
    /// An element of an input (number 0, 1, 2) or of the upstream gradient.
    struct Factor {
        static constexpr int kNone = -2;
        static constexpr int kUpstream = -1;
        int of = kNone;
        size_t element = 0;
    };
    enum class Kind : uint8_t {
        product,  ///< scale · first · second; a missing factor counts as 1
        local,    ///< first · scale, where scale is the local derivative, which depends on second
        function  ///< scale, the op's function of first and second
    };

    Factor first{};
    Factor second{};
    double scale = 1;
    Kind kind = Kind::product;
};

using ProductVisitor = std::function<void(const Product&)>;

/// A node's inputs and output, for the sums below.
struct LocalView {
    std::span<const View<double>> in;
    View<double> out;
    const Attrs& attrs;
};

/// How an op is written in a formula.
enum class Notation : uint8_t {
    none,        ///< not at all: input, constant
    symbol,      ///< x + y, -x: `glyph` is the symbol
    call,        ///< exp(x), affine(x, W, b)
    axis_call,   ///< sum(x), sum(x, axis): the axis, if any, is attrs[0]
    shape_call,  ///< reshape(x, [2, 3]): the shape is attrs
    generator,   ///< zeros([2, 3]): the shape is attrs
    seeded,      ///< randn([2, 3], seed): the shape is attrs without the last, which is the seed
};

/// Where the list of nodes to add shows an op.
BP_NAMED_ENUM(Shelf, arithmetic, functions, tensors, layers)

/// One of an op's settings, or a list of them that stands in attrs in a row.
struct Attribute {
    std::string_view name{};  ///< "axis"; "" for none
    int low = 0;
    int high = 0;
    bool list = false;             ///< any number of numbers
    std::array<int, 2> initial{};  ///< of a new node
    size_t initial_count = 0;      ///< how many of these there are; 0: the setting may be left out
};

constexpr Attribute kAxis{.name = "axis", .low = -Shape::kMaxRank, .high = Shape::kMaxRank - 1};
constexpr Attribute kSeed{.name = "seed", .high = 1 << 30, .initial = {1}, .initial_count = 1};

/// A shape. `low` -1: one length may be left open.
constexpr Attribute shape_attribute(std::array<int, 2> initial, size_t initial_count = 2, int low = 1) {
    return {.name = "shape",
            .low = low,
            .high = 1 << 30,
            .list = true,
            .initial = initial,
            .initial_count = initial_count};
}

struct OpInfo {
    std::string_view key;    ///< name in formulas and files
    std::string_view glyph;  ///< what the node shows
    std::string_view
        formula;  ///< "z = x · y"; "" when it takes words: assets/strings/<language>/ops.json has it
    std::string_view section;  ///< of the book, "" when the book has no such node
    int arity;
    std::string_view arguments;  ///< names of the inputs, "x, W, b"
    Notation notation;
    /// "∂z/∂x = y", one for each input; "" for one that takes words, which ops.json has.
    std::string_view derivatives[3];
    Shelf shelf = Shelf::layers;
    std::array<Attribute, 2> attributes{};
    /// The same computation of simpler ops, as formulas of the arguments. An op that looks at batches
    /// differently has two: the first that gives the same numbers is the one. Or the second is another way
    /// people write the first.
    std::string_view parts[2] = {};
    /// Rows of the first input times columns of the second; a third is added to every row.
    bool matrix_product = false;
};

/// The name of input k: of "x, W, b" the k-th.
std::string argument(const OpInfo& op, size_t k);

/// The settings of a new node.
Attrs initial_attrs(const OpInfo& op);

/// A point at which an op's backward is compared with central differences.
struct GradCase {
    std::string_view name;
    std::vector<Tensor<double>> inputs;
    Attrs attrs = {};
};

/// All that is known of an op. Each lives in graph/ops/<key>.cpp as `op_<key>` and in one line of
/// graph/ops/all.inl.
struct OpDef {
    OpInfo info{};
    /// The output's shape. Throws Problem naming the shapes.
    Shape (*shape)(Shapes in, const Attrs& attrs) = nullptr;
    OpKernels<double> f64{};
    OpKernels<float> f32{};
    std::vector<GradCase> (*cases)() = nullptr;
    /// Whether a derivative with respect to this input exists (class indices have none). Null: always.
    bool (*differentiable)(int input, Shapes in) = nullptr;
    /// What is wrong with the inputs' numbers although they can be computed with. Null: nothing.
    std::optional<Message> (*problem)(std::span<const View<double>> in) = nullptr;
    /// Visits the products whose sum is this element of the value. Null: no such sum tells anything.
    void (*forward_sum)(const LocalView&, size_t element, const ProductVisitor&) = nullptr;
    /// Visits the products whose sum is this element of what backward sends to this input. Null for an op
    /// that does not define them.
    void (*backward_sum)(const LocalView&, size_t input, size_t element, const ProductVisitor&) = nullptr;

    template <class T>
    const OpKernels<T>& kernels() const {
        return of_precision<T>(f64, f32);
    }
};

#define OP(key) extern const OpDef op_##key;
#include "graph/ops/all.inl"
#undef OP

const OpDef& def(OpKind op);
std::span<const OpDef* const> all_ops();
/// The op with that name, or null.
const OpKind* find_op(std::string_view key);

}  // namespace bp
