#include "playground/tensors/cell_edits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string_view>

#include "base/number.hpp"
#include "graph/uses.hpp"

namespace bp {
namespace {

using Rows = std::vector<std::vector<double>>;

double number_in(const std::string& word) {
    if (const auto number = parse_number(word)) return *number;
    throw Problem(problems::tensor_not_a_number, word.substr(0, 40));
}

/// The parts of a text that a sign separates, without empty ones.
std::vector<std::string> parted(std::string_view text, char sign) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const size_t end = std::min(text.find(sign), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// Lines of numbers between tabs, commas, semicolons or blanks; or a nested list, [[1, 2], [3, 4]].
Rows numbers_in(std::string text) {
    if (text.find('[') != std::string::npos) {
        std::ranges::replace(text, '\n', ' ');
        std::ranges::replace(text, ']', '\n');
        std::ranges::replace(text, '[', ' ');
    }
    std::ranges::replace_if(
        text, [](char c) { return c == '\t' || c == ',' || c == ';' || c == '\r'; }, ' ');
    Rows rows;
    for (const std::string& line : parted(text, '\n')) {
        std::vector<double> row;
        for (const std::string& word : parted(line, ' ')) row.push_back(number_in(word));
        if (!row.empty()) rows.push_back(std::move(row));
    }
    if (rows.empty()) throw Problem(problems::tensor_no_numbers);
    return rows;
}

/// "2, 3", "(2, 3)", "[2, 3]"; "" and "()" are a number's.
Shape shape_in(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c != '-' && (c < '0' || c > '9') && c != '.'; }, ' ');
    std::vector<int> dims;
    for (const std::string& word : parted(text, ' ')) {
        int dim = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), dim);
        if (error != std::errc{} || end != word.data() + word.size())
            throw Problem(problems::tensor_not_a_shape);
        dims.push_back(dim);
    }
    return Shape{std::span<const int>(dims)};
}

/// Elements whose place exists in both shapes, aligned at the last axis; other places 0.
Tensor<double> resized(const Tensor<double>& from, const Shape& shape) {
    if (from.shape.is_scalar()) return Tensor<double>::filled(shape, from.data[0]);
    Tensor<double> to = Tensor<double>::filled(shape, 0);
    for (size_t k = 0; k < to.data.size(); ++k) {
        size_t rest = k;
        size_t source = 0;
        size_t step = 1;
        bool inside = true;
        const int most = std::max(shape.rank(), from.shape.rank());
        for (int back = 1; back <= most; ++back) {
            const auto dim = back <= shape.rank() ? static_cast<size_t>(shape[shape.rank() - back]) : 1;
            const size_t have =
                back <= from.shape.rank() ? static_cast<size_t>(from.shape[from.shape.rank() - back]) : 1;
            inside = inside && rest % dim < have;
            source += rest % dim * step;
            step *= have;
            rest /= dim;
        }
        if (inside) to.data[k] = from.data[source];
    }
    return to;
}

/// Shapes that leaves are to get.
class Reshaping {
  public:
    explicit Reshaping(const Document& document) : document_(document), uses_(uses_of(*document.graph)) {}

    /// The leaf, and then those that its products force to follow, which may be many in a row.
    void set(NodeId first, const Shape& shape) {
        wish(first, shape);
        for (size_t next = 0; next < open_.size(); ++next) {
            const NodeId leaf = open_[next];
            for (const Use& use : uses_[document_.graph->index(leaf)]) {
                const Node& consumer = document_.graph->node(use.consumer);
                if (def(consumer.op).info.matrix_product) follow(consumer, use.input, shapes_.at(leaf));
            }
        }
    }

    std::vector<std::pair<std::string, Tensor<double>>> leaves() const {
        std::vector<std::pair<std::string, Tensor<double>>> leaves;
        for (const auto& [leaf, shape] : shapes_)
            leaves.emplace_back(document_.graph->node(leaf).name, resized(*document_.leaves.at(leaf), shape));
        return leaves;
    }

  private:
    void wish(NodeId leaf, const Shape& shape) {
        if (document_.leaves.at(leaf)->shape == shape && !shapes_.contains(leaf)) return;
        if (!shapes_.emplace(leaf, shape).second) return;
        elements_ += shape.size();
        if (elements_ > kMaxElements) throw Problem(problems::graph_too_large, kMaxElements);
        open_.push_back(leaf);
    }

    const Shape* leaf_shape(NodeId id) const {
        const auto changed = shapes_.find(id);
        if (changed != shapes_.end()) return &changed->second;
        const auto leaf = document_.leaves.find(id);
        return leaf == document_.leaves.end() ? nullptr : &leaf->second->shape;
    }

    /// X's columns are W's rows, W's columns b's length.
    void follow(const Node& product, size_t input, const Shape& shape) {
        const NodeId x = product.input[0];
        const NodeId w = product.input[1];
        const Shape* const x_shape = leaf_shape(x);
        const Shape* const w_shape = leaf_shape(w);
        if (input == 0 && w_shape != nullptr && shape.rank() > 0) {
            const int rows = product.arity == 3 ? shape.columns() : shape[shape.rank() - 1];
            const int columns = w_shape->rank() < 2 ? 1 : (*w_shape)[1];
            wish(w, w_shape->rank() == 1 && product.arity == 2 ? Shape{rows} : Shape{rows, columns});
        } else if (input == 1 && shape.rank() > 0) {
            if (x_shape != nullptr && x_shape->rank() < 2) wish(x, Shape{shape[0]});
            if (x_shape != nullptr && x_shape->rank() == 2) wish(x, Shape{(*x_shape)[0], shape[0]});
            if (product.arity == 3 && shape.rank() == 2 && leaf_shape(product.input[2]) != nullptr)
                wish(product.input[2], Shape{shape[1]});
        } else if (input == 2 && w_shape != nullptr && shape.rank() > 0) {
            const int rows = w_shape->rank() < 1 ? 1 : (*w_shape)[0];
            wish(w, Shape{rows, shape[shape.rank() - 1]});
        }
    }

    const Document& document_;
    std::vector<std::vector<Use>> uses_;
    std::map<NodeId, Shape> shapes_;
    std::vector<NodeId> open_;  // what got a shape, in turn
    size_t elements_ = 0;
};

}  // namespace

Tensor<double> with_cells(const Tensor<double>& tensor, const SetCells& edit) {
    const Rows rows = numbers_in(edit.text);
    const size_t size = tensor.data.size();
    if (edit.element >= size || edit.columns == 0 || size % edit.columns != 0)
        throw Problem(problems::tensor_no_cell, tensor.shape);
    const size_t top = edit.element / edit.columns;
    const size_t left = edit.element % edit.columns;
    Tensor<double> changed = tensor;
    for (size_t r = 0; r < rows.size(); ++r) {
        if (top + r >= size / edit.columns || left + rows[r].size() > edit.columns) {
            throw Problem(problems::tensor_cells_do_not_fit, rows.size(), rows[r].size(), tensor.shape, top,
                          left);
        }
        std::ranges::copy(
            rows[r], changed.data.begin() + static_cast<std::ptrdiff_t>((top + r) * edit.columns + left));
    }
    return changed;
}

std::vector<std::pair<std::string, Tensor<double>>> with_shape(const Document& document,
                                                               const SetShape& edit) {
    const auto leaf = document.graph->find(edit.name);
    if (!leaf || document.graph->node(*leaf).op != OpKind::input)
        throw Problem(problems::edit_no_input, edit.name);
    const Shape shape = shape_in(edit.shape);
    if (shape.size() > kMaxElements) throw Problem(problems::tensor_too_large, shape, kMaxElements);
    Reshaping reshaping(document);
    reshaping.set(*leaf, shape);
    return reshaping.leaves();
}

}  // namespace bp
