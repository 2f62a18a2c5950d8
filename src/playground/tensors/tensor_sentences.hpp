#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/node_sums.hpp"
#include "playground/tensors/tensor_table.hpp"
#include "playground/words/strings.hpp"

// The sentences of a tensor story.
namespace bp {

/// What a node's tensors are called in sentences: by their names, or as in the op's formula.
struct TensorNames {
    TensorNames(const Graph& graph, const Node& node);

    std::string d_in(size_t k) const { return "d" + in[k]; }
    std::string d_out() const { return "d" + out; }
    /// "X·W + B" of a matrix product
    std::string product() const;
    /// "Y = X·W + B", "z = x × y", "z = relu(x)"
    std::string forward(const OpInfo& op) const;
    /// "Xᵀ·dY" of a matrix product's input, "" of other ops
    std::string backward(const OpInfo& op, size_t k) const;

    std::array<std::string, 3> in;
    std::string out;
    size_t arity;
};

/// A matrix product's shapes: as they are, and read as m × k times k × n.
struct ProductShapes {
    std::array<Shape, 3> in;
    Shape out;
    size_t m;
    size_t k;
    size_t n;
};

/// "dW[1,2]", "x" for a number.
std::string element_name(const std::string& tensor, const Shape& shape, size_t element);

/// Writes a sum of products out, term by term; the first few.
class ProductSum {
  public:
    /// Refers to all of them. Of what goes back to input number `input`, if any.
    ProductSum(const Execution<double>& execution, const Node& node, const TensorNames& names,
               const NodeSums& sums, std::optional<size_t> input)
        : execution_(execution), node_(node), names_(names), sums_(sums), input_(input) {}

    void add(const Product& product);
    /// "dW[1,2] = Xᵀ·dY = 0.3 × 0.5 + (-0.2) × 0.1 = 0.13". Without `whole`, the sum in symbols, one product
    /// is written in symbols: dx[1] = dz[1] × y[1] = …
    std::string sentence(Language language, const std::string& name, const std::string& whole,
                         double number) const;

  private:
    std::string symbols(const Product& product) const;
    std::string symbol(const Product::Factor& which) const;
    std::string digits(const Product& product) const;

    const Execution<double>& execution_;
    const Node& node_;
    const TensorNames& names_;
    const NodeSums& sums_;
    std::optional<size_t> input_;
    std::string text_;
    std::string first_;  // in symbols
    size_t count_ = 0;
};

/// "dX[0] = 0.5"
std::string just(const std::string& name, double number);
/// "dX[0] = 0.3 (affine) + 0.2 (mul) = 0.5"
std::string parts_sentence(const std::string& name, const std::vector<std::pair<std::string, double>>& parts,
                           double number);

/// Why a matrix product's value, or what goes back to its input k, has this form.
std::string why_forward(Language language, const TensorNames& names, const ProductShapes& shapes);
std::string why_product(Language language, const TensorNames& names, const ProductShapes& shapes, size_t k);
/// How a vector or a tensor of more axes is read as a matrix; "" when all are matrices.
std::string how_read(Language language, const TensorNames& names, const ProductShapes& shapes);
/// Why a stretched input's gradient is a sum.
std::string why_stretched(Language language, const TensorNames& names, size_t k, const Shape& in,
                          const Shape& out);
std::string why_upstream(Language language, const TensorNames& names, const Shape& out);

}  // namespace bp
