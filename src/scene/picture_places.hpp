#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scene/geometry.hpp"
#include "scene/picture.hpp"
#include "scene/text_metrics.hpp"

// Where in its rectangle what of a picture is drawn.
namespace bp {

/// The room that the picture of such a tensor takes, in canvas units, whatever its numbers are; (0, 0) for no
/// picture. A small one leaves out the names of classes and halves images.
Point picture_size(const Shape& shape, const std::optional<Display>& display = {},
                   std::span<const std::string> names = {}, bool small = false);

/// A text in a picture: all of it in its rectangle, at least 11 px high.
struct PictureLabel {
    std::string text;
    float size = 11;  ///< of the font
    Weight weight = Weight::regular;
    Rect rect;
    std::optional<size_t> on;  ///< the cell whose shade lies under it
};

/// The places of a picture that fills `room`.
struct PicturePlaces {
    PicturePlaces(const Picture& picture, const Rect& room);

    /// A cell; of bars the slot in which its bar grows.
    Rect cell(size_t cell) const;
    /// The bar from the zero line to its number; of what is not finite, the whole slot.
    Rect bar(size_t cell) const;
    /// Beyond the bar's end: where the largest class is marked.
    Point beyond(size_t cell) const;
    /// The index of the cell at that point.
    std::optional<size_t> at(Point point) const;
    /// Names of classes, and numbers where each cell has room for its own.
    std::vector<PictureLabel> labels() const;

    const Picture& picture;
    Rect plot;  ///< of the cells: without frame, names and the mark of further images
    bool bars = false;
    bool lying = false;   ///< bars that grow to the right, one below the other
    float zero = 0;       ///< x of the zero line of lying bars, y of that of the others
    float name_size = 0;  ///< of the font; 0 for no names
    bool marks = false;   ///< there is room to mark the largest class
    Rect more;            ///< right of the last image, where there are further ones; else empty

  private:
    void place_names();
    void add_names(std::vector<PictureLabel>& labels) const;
    void add_numbers(std::vector<PictureLabel>& labels) const;
    Point beside_bar(size_t cell, float width) const;
    float name_width_ = 0;
    bool middle_ = true;    ///< bars grow to both sides
    float head_ = 0;        ///< room beyond the longest bar
    bool numbers_ = false;  ///< there numbers go in
};

/// What the pointer is on: "[3,17] = 0.53", "[0,16] … [3,17]: -0.2 … 0.53" of a block (smallest and largest
/// number), "cat [7] = 0.9".
struct PictureSpot {
    size_t cell = 0;
    std::string text;
};
std::optional<PictureSpot> picture_spot(const Picture& picture, const Rect& room, Point at);

}  // namespace bp
