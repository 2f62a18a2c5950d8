#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>

namespace bp {

/// The dimensions of a tensor, outermost first, row-major as in NumPy. Rank 0 is a scalar. Every dimension is
/// at least 1.
class Shape {
  public:
    static constexpr int kMaxRank = 6;
    static constexpr size_t kMaxSize = size_t{1} << 28;

    Shape() = default;
    Shape(std::initializer_list<int> dims);
    /// Throws Problem when there are more than kMaxRank dimensions, one below 1, or more than kMaxSize
    /// elements.
    explicit Shape(std::span<const int> dims);

    int rank() const { return rank_; }
    int operator[](int axis) const { return dims_[static_cast<size_t>(axis)]; }
    std::span<const int> dims() const { return {dims_.data(), static_cast<size_t>(rank_)}; }
    /// Number of elements: 1 for a scalar.
    size_t size() const;
    bool is_scalar() const { return rank_ == 0; }

    /// How an affine layer sees a tensor: (N, C, H, W) → rows N, columns C·H·W; a vector is one row; a scalar
    /// 1 × 1.
    int rows() const { return rank_ < 2 ? 1 : dims_[0]; }
    int columns() const { return static_cast<int>(size() / static_cast<size_t>(rows())); }

    /// "(2, 3)", "(3,)", "()" — as NumPy prints it.
    std::string text() const;
    bool operator==(const Shape&) const = default;

  private:
    std::array<int, kMaxRank> dims_{};
    int rank_ = 0;
};

/// The places of an element along the axes from `first` to before `last`: "1,2" for element 5 of a (2, 3).
std::string index_text(const Shape& shape, size_t element, int first, int last);
inline std::string index_text(const Shape& shape, size_t element) {
    return index_text(shape, element, 0, shape.rank());
}

/// The NumPy broadcast of two shapes: aligned at the last axis, 1 stretches. Throws Problem naming both
/// shapes.
Shape broadcast(const Shape& a, const Shape& b);

}  // namespace bp
