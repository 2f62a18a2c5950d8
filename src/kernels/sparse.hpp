#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bp {

/// A matrix of grey levels 0 … 255 that stands for levels / 255, stored without its zeros. A record is
/// (column within its range) << 8 | level. The ranges of a row, range() columns each, are stored one after
/// the other.
class SparseRows {
  public:
    SparseRows() = default;
    /// `levels`: rows of `columns` levels each.
    SparseRows(std::span<const uint8_t> levels, size_t columns);

    size_t columns() const { return columns_; }
    size_t ranges() const { return ranges_; }
    /// Number of columns in a range; the last range has the rest.
    size_t range() const { return range_; }
    std::span<const uint16_t> records(size_t row, size_t range) const {
        const uint32_t* at = starts_.data() + row * ranges_ + range;
        return {records_.data() + at[0], records_.data() + at[1]};
    }
    /// Loads these rows into the cache, many at a time, so that the cache misses overlap. The return value
    /// has no meaning.
    uint32_t touch(std::span<const uint32_t> rows) const;

  private:
    size_t columns_ = 0;
    size_t ranges_ = 0;
    size_t range_ = 0;
    std::vector<uint16_t> records_;
    std::vector<uint32_t> starts_;  // of every range of every row, and the end
};

/// y = x · w + b for the `samples`, rows of x: w is x.columns() × n, b has n, y is samples × n. Where x is 0,
/// w has no influence, even if it is infinite or NaN.
void sparse_affine(const SparseRows& x, std::span<const uint32_t> samples, size_t n, const float* w,
                   const float* b, float* y);

/// w += scale · xᵀ · dy, the samples in order: dy is samples × n, w is x.columns() × n.
void sparse_update(const SparseRows& x, std::span<const uint32_t> samples, size_t n, const float* dy,
                   float scale, float* w);

}  // namespace bp
