#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "document/display.hpp"
#include "graph/graph.hpp"
#include "graph/tensor.hpp"

namespace bp {

/// How a tensor of some shape is drawn: everything about a picture that does not change with the numbers.
/// Axes of one element do not count. One remaining axis gives bars; several give a heat map, whose columns
/// are the last axis and whose rows are all others.
struct PictureForm {
    enum class Kind {
        heat_map,  ///< shades around a middle tone, which is 0
        bars,      ///< of a vector, up and down from a zero line in the middle
        image,   ///< or a strip of them; 0 is blank, unless there are negative numbers: then like a heat map
        classes  ///< a bar for each class
    };
    Kind kind = Kind::heat_map;
    Shape shape;              ///< of the tensor
    size_t tiles = 1;         ///< images of a strip
    bool more = false;        ///< the tensor has further images
    size_t tile_rows = 1;     ///< of elements
    size_t tile_columns = 1;  ///< of elements
    size_t rows = 1;          ///< of cells in a tile
    size_t columns = 1;       ///< of cells in a tile

    size_t cells() const { return tiles * rows * columns; }
    /// Each cell is one element.
    bool whole() const { return rows == tile_rows && columns == tile_columns; }

    /// The elements of a cell, in row-major order from the first to the last of its block.
    struct Block {
        size_t first_row, end_row, first_column, end_column;  ///< in the tile
        size_t start;                                         ///< element at the tile's top left
    };
    Block block(size_t cell) const;
};

/// Nothing for a single number, which is shown as text. A display that does not fit the shape is ignored.
std::optional<PictureForm> picture_form(const Shape& shape, const std::optional<Display>& display = {});

/// A tensor as a small picture, no finer than the eye can see. If there are more elements than cells, a cell
/// shows the element of its block that is largest in absolute value; for an image, the block's mean.
struct Picture {
    PictureForm form;
    bool minus = false;       ///< there are negative numbers
    bool not_finite = false;  ///< there is inf or nan
    /// The number with the full shade or length: the largest absolute value, or 1 for images and classes
    /// whose numbers are between 0 and 1. 0 if all numbers are 0.
    double scale = 0;
    /// Tile by tile, row by row: number / scale, −1 … 1; NaN for numbers that are not finite.
    std::vector<float> cells;
    std::vector<double> low;  ///< the smallest number of each cell; NaN if one of its numbers is NaN
    std::vector<double> high;
    std::vector<std::string> names;  ///< of the classes along the last axis, or none
    std::optional<size_t> best;      ///< the class with the largest number, or the first of several
};

/// The names of classes are used if the display is for classes and there is one name for each. Takes one pass
/// over the elements.
std::optional<Picture> make_picture(const View<double>& tensor, const std::optional<Display>& display = {},
                                    std::span<const std::string> names = {});

/// Keeps the pictures of a graph, and makes only those anew whose numbers, display or names have changed:
/// while a scalar is dragged, most tensors of a large graph stay the same.
class PictureCache {
  public:
    enum class Of : uint8_t { value, gradient };

    /// Starts another round: pictures that nobody asked for in the last one are forgotten.
    void next();
    /// Null for a tensor without picture.
    std::shared_ptr<const Picture> get(NodeId node, Of of, const View<double>& tensor,
                                       const std::optional<Display>& display,
                                       std::span<const std::string> names);

  private:
    struct Entry {
        uint64_t numbers = 0;  ///< a hash
        std::optional<Display> display;
        std::shared_ptr<const Picture> picture;
    };
    using Entries = std::map<std::pair<NodeId, Of>, Entry>;
    Entries now_;
    Entries before_;
};

}  // namespace bp
