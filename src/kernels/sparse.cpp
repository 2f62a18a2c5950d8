#include "kernels/sparse.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "kernels/vector.hpp"

namespace bp {
namespace {

using namespace kernels;

using Levels = std::array<float, 256>;

Levels scaled_levels(float scale) {
    Levels table;
    for (size_t level = 0; level < 256; ++level) table[level] = scale * (static_cast<float>(level) / 255);
    return table;
}

const Levels kBrightness = scaled_levels(1);

/// The columns first … first + columns, processed in tiles of up to kWidest vectors, which fit into sixteen
/// registers. A tile's last vector ends with its last column; it overlaps the vector before unless 4 divides
/// the number of columns.
struct Tile {
    size_t first;
    size_t columns;

    size_t vectors() const { return (columns + kLanes - 1) / kLanes; }
    size_t last() const { return columns - kLanes; }
};
constexpr size_t kWidest = 13;

/// Columns of a range: this many rows of w, at up to 52 columns, stay in the first cache.
constexpr size_t kWidestRange = 144;

/// Calls use(tile) for tiles of about the same width. n ≥ kLanes.
template <class Use>
void for_tiles(size_t n, Use use) {
    const size_t vectors = (n + kLanes - 1) / kLanes;
    const size_t tiles = (vectors + kWidest - 1) / kWidest;
    for (size_t t = 0; t < tiles; ++t) {
        const size_t first = t * vectors / tiles * kLanes;
        size_t end = std::min(n, (t + 1) * vectors / tiles * kLanes);
        use(Tile{first, end - first});
    }
}

template <size_t vectors>
void affine_range(std::span<const uint16_t> records, const float* w, size_t stride, size_t last, float* y) {
    f32x4 sum[vectors];
    for (size_t v = 0; v + 1 < vectors; ++v) sum[v] = load(y + v * kLanes);
    sum[vectors - 1] = load(y + last);
    for (const uint16_t record : records) {
        const float* row = w + (record >> 8) * stride;
        const f32x4 x = splat(kBrightness[record & 255]);
        for (size_t v = 0; v + 1 < vectors; ++v) sum[v] += x * load(row + v * kLanes);
        sum[vectors - 1] += x * load(row + last);
    }
    for (size_t v = 0; v + 1 < vectors; ++v) store(y + v * kLanes, sum[v]);
    store(y + last, sum[vectors - 1]);
}

template <size_t vectors>
void update_range(std::span<const uint16_t> records, const float* dy, const Levels& levels, size_t stride,
                  size_t last, float* w) {
    f32x4 d[vectors];
    for (size_t v = 0; v + 1 < vectors; ++v) d[v] = load(dy + v * kLanes);
    d[vectors - 1] = load(dy + last);
    for (const uint16_t record : records) {
        float* row = w + (record >> 8) * stride;
        const f32x4 x = splat(levels[record & 255]);
        const f32x4 end =
            load(row + last) + x * d[vectors - 1];  // before the vector that it overlaps changes
        for (size_t v = 0; v + 1 < vectors; ++v) store(row + v * kLanes, load(row + v * kLanes) + x * d[v]);
        store(row + last, end);
    }
}

// One range of columns at a time, so that its part of w stays in the cache.

template <size_t vectors>
void affine_tile(const SparseRows& x, std::span<const uint32_t> samples, size_t range, size_t n, size_t last,
                 const float* w, float* y) {
    for (const uint32_t sample : samples) {
        affine_range<vectors>(x.records(sample, range), w, n, last, y);
        y += n;
    }
}

template <size_t vectors>
void update_tile(const SparseRows& x, std::span<const uint32_t> samples, size_t range, size_t n, size_t last,
                 const float* dy, const Levels& levels, float* w) {
    for (const uint32_t sample : samples) {
        update_range<vectors>(x.records(sample, range), dy, levels, n, last, w);
        dy += n;
    }
}

template <size_t... i>
constexpr auto affine_tiles(std::index_sequence<i...>) {
    return std::array{&affine_tile<i + 1>...};
}
template <size_t... i>
constexpr auto update_tiles(std::index_sequence<i...>) {
    return std::array{&update_tile<i + 1>...};
}
constexpr auto kAffineTiles = affine_tiles(std::make_index_sequence<kWidest>());
constexpr auto kUpdateTiles = update_tiles(std::make_index_sequence<kWidest>());

// For fewer columns than a vector has.

void affine_narrow(const SparseRows& x, std::span<const uint32_t> samples, size_t range, size_t n,
                   const float* w, float* y) {
    for (const uint32_t sample : samples) {
        for (const uint16_t record : x.records(sample, range)) {
            for (size_t j = 0; j < n; ++j) y[j] += kBrightness[record & 255] * w[(record >> 8) * n + j];
        }
        y += n;
    }
}

void update_narrow(const SparseRows& x, std::span<const uint32_t> samples, size_t range, size_t n,
                   const float* dy, const Levels& levels, float* w) {
    for (const uint32_t sample : samples) {
        for (const uint16_t record : x.records(sample, range)) {
            for (size_t j = 0; j < n; ++j) w[(record >> 8) * n + j] += levels[record & 255] * dy[j];
        }
        dy += n;
    }
}

}  // namespace

SparseRows::SparseRows(std::span<const uint8_t> levels, size_t columns)
    : columns_(columns),
      ranges_((columns + kWidestRange - 1) / kWidestRange),
      range_((columns + ranges_ - 1) / ranges_) {
    const auto zeros = static_cast<size_t>(std::count(levels.begin(), levels.end(), uint8_t{0}));
    records_.resize(levels.size() - zeros +
                    1);  // one more: every level is written, and a zero is then overwritten
    starts_.reserve(levels.size() / columns * ranges_ + 1);
    size_t next = 0;
    for (size_t row = 0; row < levels.size(); row += columns) {
        for (size_t first = 0; first < columns; first += range_) {
            starts_.push_back(static_cast<uint32_t>(next));
            const uint8_t* range = levels.data() + row + first;
            const size_t count = std::min(range_, columns - first);
            for (size_t i = 0; i < count; ++i) {
                records_[next] = static_cast<uint16_t>(i << 8 | range[i]);
                next += range[i] != 0;
            }
        }
    }
    starts_.push_back(static_cast<uint32_t>(next));
}

uint32_t SparseRows::touch(std::span<const uint32_t> rows) const {
    uint32_t sum = 0;
    for (const uint32_t row : rows) sum += starts_[row * ranges_];
    for (const uint32_t row : rows) {
        const uint32_t* at = starts_.data() + row * ranges_;
        for (uint32_t i = at[0]; i < at[ranges_]; i += 64 / sizeof(uint16_t)) sum += records_[i];
    }
    return sum;
}

void sparse_affine(const SparseRows& x, std::span<const uint32_t> samples, size_t n, const float* w,
                   const float* b, float* y) {
    [[maybe_unused]] const volatile uint32_t touched =
        x.touch(samples);  // volatile, otherwise nothing would be loaded
    for (size_t i = 0; i < samples.size(); ++i) std::copy_n(b, n, y + i * n);
    for (size_t range = 0; range < x.ranges(); ++range, w += x.range() * n) {
        if (n < kLanes) {
            affine_narrow(x, samples, range, n, w, y);
            continue;
        }
        for_tiles(n, [&](Tile tile) {
            kAffineTiles[tile.vectors() - 1](x, samples, range, n, tile.last(), w + tile.first,
                                             y + tile.first);
        });
    }
}

void sparse_update(const SparseRows& x, std::span<const uint32_t> samples, size_t n, const float* dy,
                   float scale, float* w) {
    const Levels levels = scaled_levels(scale);
    for (size_t range = 0; range < x.ranges(); ++range, w += x.range() * n) {
        if (n < kLanes) {
            update_narrow(x, samples, range, n, dy, levels, w);
            continue;
        }
        for_tiles(n, [&](Tile tile) {
            kUpdateTiles[tile.vectors() - 1](x, samples, range, n, tile.last(), dy + tile.first, levels,
                                             w + tile.first);
        });
    }
}

}  // namespace bp
