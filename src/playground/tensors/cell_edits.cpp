#include "playground/tensors/cell_edits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include "base/typed_number.hpp"
#include "graph/uses.hpp"

namespace bp {
namespace {

using Rows = std::vector<std::vector<double>>;

std::string_view trimmed(std::string_view text) {
    const size_t first = std::min(text.find_first_not_of(" \r"), text.size());
    return text.substr(first, text.find_last_not_of(" \r") + 1 - first);
}

/// The parts of a text that a sign separates where it is not quoted, without the blanks around them.
std::vector<std::string_view> parted(std::string_view text, char sign) {
    std::vector<std::string_view> parts;
    size_t begin = 0;
    bool quoted = false;
    for (size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == '"') quoted = !quoted;
        if (i < text.size() && (text[i] != sign || quoted)) continue;
        parts.push_back(trimmed(text.substr(begin, i - begin)));
        begin = i + 1;
    }
    return parts;
}

/// Without what is empty: of what blanks separate.
std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> parts = parted(text, ' ');
    std::erase(parts, "");
    return parts;
}

/// A table's cell: one number, with quotes around it or not.
double cell_number(std::string_view word) {
    if (word.size() > 1 && word.starts_with('"') && word.ends_with('"'))
        word = trimmed(word.substr(1, word.size() - 2));
    if (word.empty()) throw Problem(problems::tensor_gap);
    const auto number = typed_number(word);
    if (!number) throw Problem(about_typed(word));
    if (!has_no_decimal_comma(word)) throw Problem(problems::tensor_decimal_comma, typed_start(word));
    return *number;
}

/// What stands between the outermost brackets of a list as Python and NumPy print it, a line for each inner
/// one.
std::string unbracketed(std::string text) {
    const size_t first = text.find('['), last = text.rfind(']');
    if (first == std::string::npos || last == std::string::npos || last < first) return text;
    const std::string_view before = std::string_view(text).substr(0, first);
    const std::string_view after = trimmed(std::string_view(text).substr(last + 1));
    // array(…), tensor(…, dtype=…): nothing that could be a number is left out
    const bool call =
        after.find_first_not_of('\n') == std::string_view::npos || after[0] == ',' || after[0] == ')';
    if (!call || before.find_first_of("0123456789") != std::string_view::npos ||
        after.find('[') != std::string_view::npos)
        return text;
    text = text.substr(first, last - first);
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, ']', '\n');
    std::ranges::replace(text, '[', ' ');
    return text;
}

/// How the numbers of a text are separated, the same in all of its lines.
struct Separation {
    char sign = ' ';
    bool list = false;  // in brackets: a comma separates, and lines may begin and end with one

    std::vector<std::string_view> cells(std::string_view line) const {
        if (sign == ' ') return words(line);
        std::vector<std::string_view> parts = parted(line, sign);
        if (sign != '\t' && parts.size() > 1 && parts.back().empty()) parts.pop_back();
        if (list && parts.size() > 1 && parts.front().empty()) parts.erase(parts.begin());
        return parts;
    }
};

/// Commas in all lines that could as well be within a number are refused; a single one that groups is none.
Separation separation_of(const std::string& text, bool list) {
    for (const char sign : {'\t', ';', ','}) {
        if (text.find(sign) == std::string::npos) continue;
        if (sign != ',' || list) return {sign, list};
        const std::vector<std::string_view> lines = parted(text, '\n');
        const auto is_one = [](std::string_view line) { return parted(line, ',').size() == 1; };
        if (std::ranges::all_of(lines, is_one)) return {'\n'};  // the commas are within quotes
        if (!std::ranges::all_of(lines,
                                 [](std::string_view line) { return line.empty() || typed_number(line); }))
            return {sign};
        const bool one =
            std::ranges::count_if(lines, [](std::string_view line) { return !line.empty(); }) == 1;
        if (one && has_no_decimal_comma(text)) return {'\n'};
        const size_t comma = text.find(',');
        const size_t begin = text.rfind('\n', comma) + 1;
        throw Problem(problems::tensor_decimal_comma,
                      text.substr(begin, text.find_first_of("\r\n", comma) - begin));
    }
    return {};
}

/// Blanks other than ASCII's as such, where what they stand in is no number.
std::string with_blanks(const std::string& text) {
    std::string result;
    for (const std::string_view line : parted(text, '\n')) {
        for (const std::string_view word : words(line)) {
            const std::string plain = plain_typing(word);
            const bool several = !typed_number(word) && std::ranges::all_of(words(plain), [](auto part) {
                return typed_number(part).has_value();
            });
            result.append(several ? plain : std::string(word)).append(" ");
        }
        result += '\n';
    }
    return result;
}

/// Lines of numbers: tabs alone separate where there are tabs, else semicolons, commas or blanks; or a nested
/// list, [[1, 2], [3, 4]]. What is refused is named with its place.
Rows numbers_in(std::string text) {
    const bool list = text.find('[') != std::string::npos;
    if (list) text = unbracketed(std::move(text));
    const Separation separation = separation_of(text, list);
    if (separation.sign == ' ') text = with_blanks(text);
    const std::vector<std::string_view> lines = parted(text, '\n');
    const bool one_line = lines.size() - static_cast<size_t>(std::ranges::count(lines, "")) == 1;
    Rows rows;
    size_t line = 0, empty = 0;
    for (const std::string_view part : lines) {
        ++line;
        const std::vector<std::string_view> cells = separation.cells(part);
        const bool nothing = std::ranges::all_of(cells, &std::string_view::empty);
        if (nothing && (separation.sign != '\t' || part.empty())) {
            if (empty == 0 && !rows.empty() && !list) empty = line;
            continue;
        }
        const auto refuse = [](size_t at, size_t place, const Message& why) {
            throw Problem(problems::tensor_at_place, at, place, why);
        };
        if (empty != 0) refuse(empty, 1, problems::tensor_gap);
        std::vector<double> row;
        for (const std::string_view cell : cells) {
            try {
                row.push_back(cell_number(cell));
            } catch (const Problem& problem) {
                if (cells.size() == 1 && one_line) throw;
                refuse(line, row.size() + 1, problem.message());
            }
        }
        if (!rows.empty() && row.size() != rows[0].size())
            throw Problem(problems::tensor_ragged, line, row.size(), rows[0].size());
        rows.push_back(std::move(row));
    }
    if (rows.empty()) throw Problem(problems::tensor_no_numbers);
    return rows;
}

/// "2, 3", "(2, 3)", "[2, 3]", "2 × 3"; "" and "()" are a number's.
Shape shape_in(const std::string& text) {
    const auto refuse = [&] { throw Problem(problems::tensor_not_a_shape, typed_start(text)); };
    const std::string plain = plain_typing(text);
    std::string_view list = trimmed(plain);
    for (const std::string_view pair : {"()", "[]"}) {
        if (!list.starts_with(pair[0])) continue;
        if (!list.ends_with(pair[1])) refuse();
        list = trimmed(list.substr(1, list.size() - 2));
        break;
    }
    std::vector<int> dims;
    if (list.empty()) return Shape{std::span<const int>(dims)};
    const char sign = list.find(',') != std::string_view::npos   ? ','
                      : list.find('*') != std::string_view::npos ? '*'
                                                                 : ' ';
    for (const std::string_view word : Separation{sign}.cells(list)) {
        const auto dim = typed_number(word);
        if (!dim || *dim != std::floor(*dim) || std::abs(*dim) > Shape::kMaxSize) refuse();
        dims.push_back(static_cast<int>(*dim));
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

/// What is wrong with a field is said with its name.
template <class Read>
auto named(const std::string& name, Read read) {
    try {
        return read();
    } catch (const Problem& problem) {
        if (name.empty()) throw;
        throw Problem(problems::tensor_field, name, problem.message());
    }
}

}  // namespace

Tensor<double> with_cells(const Tensor<double>& tensor, const SetCells& edit) {
    const Rows rows = named(edit.name, [&] { return numbers_in(edit.text); });
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
    const Shape shape = named(edit.name, [&] { return shape_in(edit.shape); });
    if (shape.size() > kMaxElements) throw Problem(problems::tensor_too_large, shape, kMaxElements);
    Reshaping reshaping(document);
    reshaping.set(*leaf, shape);
    return reshaping.leaves();
}

}  // namespace bp
