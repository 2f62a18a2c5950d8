#include "network/digit_image.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "base/problem.hpp"

namespace bp {
namespace {

constexpr double kNothing = 1.0 / 512;  // darker than the darkest grey level
/// What stands apart and has less than this share of all ink does not say how large a digit is: a speck in a
/// corner would shrink it.
constexpr double kSpeck = 0.02;

/// The extent of the drawing along one axis: from first up to, but not including, end.
struct Extent {
    size_t first = 0;
    size_t end = 0;
    size_t length() const { return end - first; }
};

/// The place of the first ink, without specks.
template <class Iterator>
Iterator first_drawn(Iterator at, Iterator end, double total) {
    const auto drawn = [](double x) { return x > 0; };
    at = std::find_if(at, end, drawn);
    const auto gap = std::find_if_not(at, end, drawn);
    const auto next = std::find_if(gap, end, drawn);
    const bool speck = next != end && std::accumulate(at, gap, 0.0) < kSpeck * total;
    return speck ? next : at;
}

Extent extent_of(std::span<const double> ink) {
    const double total = std::accumulate(ink.begin(), ink.end(), 0.0);
    const auto first = first_drawn(ink.begin(), ink.end(), total) - ink.begin();
    const auto last = first_drawn(ink.rbegin(), ink.rend(), total) - ink.rbegin();
    return {static_cast<size_t>(first), ink.size() - static_cast<size_t>(last)};
}

/// Averages of the extent's `length()` numbers over `to` areas of equal width, read and written with strides.
void resample(const double* from, size_t stride, size_t length, double* out, size_t out_stride, size_t to) {
    const double width = static_cast<double>(length) / static_cast<double>(to);
    for (size_t k = 0; k < to; ++k) {
        const double low = static_cast<double>(k) * width;
        const double high = std::min(low + width, static_cast<double>(length));
        double sum = 0;
        for (auto i = static_cast<size_t>(low); i < length && static_cast<double>(i) < high; ++i) {
            const double at = static_cast<double>(i);
            sum += from[i * stride] * (std::min(high, at + 1) - std::max(low, at));
        }
        out[k * out_stride] = sum / width;
    }
}

/// The place for `length` pixels, inside the image, at which their centre of mass is closest to the middle.
size_t place(std::span<const double> ink, size_t size) {
    double mass = 0;
    double moment = 0;
    for (size_t i = 0; i < ink.size(); ++i) {
        mass += ink[i];
        moment += ink[i] * static_cast<double>(i);
    }
    const double first = std::round(static_cast<double>(size) / 2 - moment / mass);
    return static_cast<size_t>(std::clamp(first, 0.0, static_cast<double>(size - ink.size())));
}

/// The sums of each row and each column.
struct Ink {
    std::vector<double> rows;
    std::vector<double> columns;

    Ink(const std::vector<double>& pixels, size_t height, size_t width) : rows(height), columns(width) {
        for (size_t i = 0; i < pixels.size(); ++i) {
            rows[i / width] += pixels[i];
            columns[i % width] += pixels[i];
        }
    }
};

}  // namespace

Tensor<double> centred_digit(const Tensor<double>& image, int size) {
    if (image.shape.rank() != 2) throw Problem(problems::network_drawing_shape, image.shape);
    if (size < 4 || size > 256) throw Problem(problems::network_drawing_size, size);
    std::vector<double> pixels = image.data;
    for (double& x : pixels) {
        if (std::isnan(x)) throw Problem(problems::network_drawing_nan);
        x = x < kNothing ? 0 : std::min(x, 1.0);
    }
    const auto side = static_cast<size_t>(size);
    Tensor<double> result = Tensor<double>::filled(Shape{size, size}, 0);
    const auto width = static_cast<size_t>(image.shape[1]);
    const Ink drawn(pixels, static_cast<size_t>(image.shape[0]), width);
    const Extent rows = extent_of(drawn.rows);
    const Extent columns = extent_of(drawn.columns);
    if (rows.end == 0) return result;

    const double box = std::round(size * 20.0 / 28.0);
    const double scale = box / static_cast<double>(std::max(rows.length(), columns.length()));
    const auto scaled = [&](size_t length) {
        return std::max<size_t>(1, static_cast<size_t>(std::round(static_cast<double>(length) * scale)));
    };
    const size_t high = scaled(rows.length());
    const size_t wide = scaled(columns.length());
    std::vector<double> narrowed(rows.length() * wide);
    for (size_t row = 0; row < rows.length(); ++row) {
        resample(pixels.data() + (rows.first + row) * width + columns.first, 1, columns.length(),
                 narrowed.data() + row * wide, 1, wide);
    }
    std::vector<double> digit(high * wide);
    for (size_t column = 0; column < wide; ++column)
        resample(narrowed.data() + column, wide, rows.length(), digit.data() + column, wide, high);

    const Ink ink(digit, high, wide);
    const size_t top = place(ink.rows, side);
    const size_t left = place(ink.columns, side);
    for (size_t row = 0; row < high; ++row) {
        std::copy_n(digit.data() + row * wide, wide, result.data.data() + (top + row) * side + left);
    }
    return result;
}

}  // namespace bp
