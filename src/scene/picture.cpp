#include "scene/picture.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "document/document.hpp"

namespace bp {
namespace {

using Kind = PictureForm::Kind;

// 28 × 28 is the size of MNIST's images, and as many rectangles as a picture may cost.
constexpr size_t kMostSide = 28;
constexpr size_t kMostBars = 42;
constexpr size_t kMostTiles = 4;
constexpr size_t kStripSide = 14;  ///< so that four images cost no more than one

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// The smallest, largest and mean number of a block.
struct Extent {
    double low;
    double high;
    double mean;
};

Extent extent(const View<double>& tensor, const PictureForm& form, const PictureForm::Block& block) {
    const size_t count = (block.end_row - block.first_row) * (block.end_column - block.first_column);
    const double share = 1 / static_cast<double>(count);
    double low = std::numeric_limits<double>::infinity(), high = -low, mean = 0;
    bool nan = false;
    for (size_t r = block.first_row; r < block.end_row; ++r) {
        const double* row = tensor.data + block.start + r * form.tile_columns;
        for (size_t c = block.first_column; c < block.end_column; ++c) {
            const double x = row[c];
            low = x < low ? x : low;
            high = x > high ? x : high;
            nan = nan || x != x;
            mean += x * share;  // a sum of large numbers could overflow
        }
    }
    if (nan) return {kNan, kNan, kNan};
    return {low, high, mean};
}

double strongest(const Extent& e) { return std::abs(e.low) > std::abs(e.high) ? e.low : e.high; }

/// Without the shift, two changed signs could cancel each other.
uint64_t mixed(uint64_t h, uint64_t bits) {
    h = (h ^ bits) * 0x9e3779b97f4a7c15;
    return h ^ h >> 32;
}

/// A hash of numbers and names, in four sums side by side: each step of a single sum would wait for the one
/// before.
uint64_t hash(const View<double>& tensor, std::span<const std::string> names) {
    std::array<uint64_t, 4> sums{1, 2, 3, 4};
    const size_t size = tensor.size(), even = size - size % sums.size();
    for (size_t i = 0; i < even; i += sums.size()) {
        for (size_t k = 0; k < sums.size(); ++k)
            sums[k] = mixed(sums[k], std::bit_cast<uint64_t>(tensor[i + k]));
    }
    for (size_t i = even; i < size; ++i) sums[0] = mixed(sums[0], std::bit_cast<uint64_t>(tensor[i]));
    for (const std::string& name : names) {
        for (const char c : name) sums[0] = mixed(sums[0], static_cast<uint8_t>(c));
        sums[0] = mixed(sums[0], 256);
    }
    return mixed(mixed(mixed(sums[0], sums[1]), sums[2]), sums[3]);
}

}  // namespace

PictureForm::Block PictureForm::block(size_t cell) const {
    const size_t tile = cell / (rows * columns), row = cell / columns % rows, column = cell % columns;
    return {row * tile_rows / rows, (row + 1) * tile_rows / rows, column * tile_columns / columns,
            (column + 1) * tile_columns / columns, tile * tile_rows * tile_columns};
}

std::optional<PictureForm> picture_form(const Shape& shape, const std::optional<Display>& display) {
    size_t axes = 0, last = 1;
    for (const int dim : shape.dims()) {
        if (dim == 1) continue;
        ++axes;
        last = static_cast<size_t>(dim);
    }
    if (axes == 0) return {};
    PictureForm form;
    form.shape = shape;
    form.tile_rows = shape.size() / last;
    form.tile_columns = last;
    size_t most_rows = kMostSide, most_columns = kMostSide;
    if (const size_t count = display ? images_in(*display, shape) : 0; count > 0) {
        form.kind = Kind::image;
        form.tiles = std::min(count, kMostTiles);
        form.more = count > kMostTiles;
        form.tile_rows = static_cast<size_t>(display->rows);
        form.tile_columns = static_cast<size_t>(display->columns);
        if (count > 1) most_rows = most_columns = kStripSide;
    } else if (axes == 1) {
        const bool classes = display && display->kind == Display::Kind::classes && last <= kMostBars;
        form.kind = classes ? Kind::classes : Kind::bars;
        most_columns = kMostBars;
    }
    form.rows = std::min(form.tile_rows, most_rows);
    form.columns = std::min(form.tile_columns, most_columns);
    return form;
}

std::optional<Picture> make_picture(const View<double>& tensor, const std::optional<Display>& display,
                                    std::span<const std::string> names) {
    const auto form = picture_form(*tensor.shape, display);
    if (!form) return {};
    Picture picture;
    picture.form = *form;
    const bool classes = display && display->kind == Display::Kind::classes;
    const int rank = tensor.shape->rank();
    if (classes && names.size() == static_cast<size_t>((*tensor.shape)[rank - 1]))
        picture.names.assign(names.begin(), names.end());
    const bool image = form->kind == Kind::image;
    std::vector<double> shown;
    for (size_t cell = 0; cell < form->cells(); ++cell) {
        const Extent e = extent(tensor, *form, form->block(cell));
        picture.low.push_back(e.low);
        picture.high.push_back(e.high);
        shown.push_back(image ? e.mean : strongest(e));
        picture.not_finite = picture.not_finite || !std::isfinite(e.low) || !std::isfinite(e.high);
        picture.minus = picture.minus || e.low < 0;
        for (const double x : {e.low, e.high}) {
            if (std::isfinite(x)) picture.scale = std::max(picture.scale, std::abs(x));
        }
    }
    const bool unit = (image || form->kind == Kind::classes) && !picture.minus && picture.scale <= 1;
    if (unit && picture.scale > 0) picture.scale = 1;
    for (const double x : shown) {
        const bool odd = !std::isfinite(x);
        picture.cells.push_back(static_cast<float>(odd ? kNan : picture.scale > 0 ? x / picture.scale : 0));
    }
    if (form->kind == Kind::classes) {
        for (size_t cell = 0; cell < shown.size(); ++cell) {
            const bool larger = !picture.best || shown[cell] > shown[*picture.best];
            if (std::isfinite(shown[cell]) && larger) picture.best = cell;
        }
    }
    return picture;
}

void PictureCache::next() {
    before_ = std::move(now_);
    now_.clear();
}

std::shared_ptr<const Picture> PictureCache::get(NodeId node, Of of, const View<double>& tensor,
                                                 const std::optional<Display>& display,
                                                 std::span<const std::string> names) {
    if (tensor.size() == 1) return nullptr;
    const std::pair key{node, of};
    const uint64_t numbers = hash(tensor, names);
    if (const auto found = before_.find(key); found != before_.end()) {
        const Entry& old = found->second;
        const bool same = old.picture->form.shape == *tensor.shape && old.display == display;
        if (same && old.numbers == numbers) {
            const auto moved = now_.insert(before_.extract(found));
            return moved.position->second.picture;
        }
    }
    auto picture = std::make_shared<const Picture>(*make_picture(tensor, display, names));
    now_[key] = {numbers, display, picture};
    return picture;
}

}  // namespace bp
