#include "playground/tensors/tensor_table.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"

namespace bp {
namespace {

constexpr int kDigits = 3;

double largest_of(const View<double>& tensor) {
    double largest = 0;
    for (const double x : tensor.span()) {
        if (std::isfinite(x)) largest = std::max(largest, std::abs(x));
    }
    return largest;
}

/// What is not finite is as strong as can be.
double tone(double x, double largest) {
    if (std::isnan(x)) return 0;
    if (std::isinf(x)) return x < 0 ? -1 : 1;
    return largest > 0 ? x / largest : 0;
}

}  // namespace

MatrixShape::MatrixShape(const Shape& shape, int leading_axes) : leading(leading_axes) {
    for (int axis = 0; axis < shape.rank(); ++axis)
        (axis < leading ? rows : columns) *= static_cast<size_t>(shape[axis]);
}

TensorTable::TensorTable(const View<double>& tensor, const MatrixShape& matrix, bool is_transposed,
                         Corner wanted)
    : shape(*tensor.shape),
      transposed(is_transposed),
      rows(transposed ? matrix.columns : matrix.rows),
      columns(transposed ? matrix.rows : matrix.columns),
      row_step(transposed ? 1 : matrix.columns),
      column_step(transposed ? matrix.columns : 1) {
    if (transposed) std::swap(wanted.row, wanted.column);
    shown_rows = std::min(rows, kMostCells);
    shown_columns = std::min(columns, kMostCells);
    corner = {std::min(wanted.row, rows - shown_rows), std::min(wanted.column, columns - shown_columns)};
    ones = std::ranges::all_of(tensor.span(), [](double x) { return x == 1; });
    const double largest = largest_of(tensor);
    for (size_t r = 0; r < shown_rows; ++r) {
        for (size_t c = 0; c < shown_columns; ++c) {
            const double x = tensor[element(corner.row + r, corner.column + c)];
            texts.push_back(brief(x, kDigits));
            tones.push_back(static_cast<int>(std::lround(100 * tone(x, largest))));
        }
    }
    marks.assign(texts.size(), kNone);
    const auto row_places = [&](size_t at) {
        return index_text(shape, at * matrix.columns, 0, matrix.leading);
    };
    const auto column_places = [&](size_t at) { return index_text(shape, at, matrix.leading, shape.rank()); };
    for (size_t r = 0; r < shown_rows; ++r) {
        const size_t at = corner.row + r;
        row_labels.push_back(transposed ? column_places(at) : row_places(at));
    }
    for (size_t c = 0; c < shown_columns; ++c) {
        const size_t at = corner.column + c;
        column_labels.push_back(transposed ? row_places(at) : column_places(at));
    }
    if (shown_rows < rows || shown_columns < columns) draw_picture(tensor, largest);
}

/// Each pixel is the strongest number of the block it stands for.
void TensorTable::draw_picture(const View<double>& tensor, double largest) {
    const auto block = [](size_t size) { return (size + kMostPixels - 1) / kMostPixels; };
    const size_t high = block(rows);
    const size_t wide = block(columns);
    Picture image{.rows = (rows + high - 1) / high, .columns = (columns + wide - 1) / wide, .tones = {}};
    std::vector<double> strongest(image.rows * image.columns, 0);
    for (size_t r = 0; r < rows; ++r) {
        for (size_t c = 0; c < columns; ++c) {
            double& at = strongest[r / high * image.columns + c / wide];
            const double here = tone(tensor[element(r, c)], largest);
            if (std::abs(here) > std::abs(at)) at = here;
        }
    }
    for (const double x : strongest) image.tones.push_back(static_cast<uint8_t>(128 + std::lround(127 * x)));
    picture = std::move(image);
}

void TensorTable::mark(size_t which, Mark mark) {
    const size_t r = transposed ? which % rows : which / columns;
    const size_t c = transposed ? which / rows : which % columns;
    if (r < corner.row || c < corner.column) return;
    const size_t row = r - corner.row;
    const size_t column = c - corner.column;
    if (row >= shown_rows || column >= shown_columns) return;
    uint8_t& now = marks[row * shown_columns + column];
    now = std::max<uint8_t>(now, mark);
}

}  // namespace bp
