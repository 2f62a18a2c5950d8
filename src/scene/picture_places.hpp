#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scene/geometry.hpp"
#include "scene/picture.hpp"
#include "scene/text_metrics.hpp"

// The places of a picture's parts in its rectangle.
namespace bp {

/// The size of the picture of such a tensor, in canvas units, for any numbers; (0, 0) for no picture. A small
/// one has no names of classes and half-size images.
Point picture_size(const Shape& shape, const std::optional<Display>& display = {},
                   std::span<const std::string> names = {}, bool small = false);

/// A text in a picture. All of it is in its rectangle, at least 11 px high.
struct PictureLabel {
    std::string text;
    float size = 11;  ///< of the font
    Weight weight = Weight::regular;
    Rect rect;
    std::optional<size_t> on;  ///< the cell under it
};

/// The places of a picture that fills `room`.
struct PicturePlaces {
    PicturePlaces(const Picture& of, const Rect& room);

    /// A cell; for bars, the slot in which the bar grows.
    Rect cell(size_t cell) const;
    /// The bar from the zero line to its number; for a number that is not finite, the whole slot.
    Rect bar(size_t which) const;
    /// The place beyond the bar's end that marks the largest class.
    Point beyond(size_t which) const;
    /// The index of the cell at that point.
    std::optional<size_t> at(Point point) const;
    /// Names of classes, and numbers if each cell has space for its own.
    std::vector<PictureLabel> labels() const;

    const Picture& picture;
    Rect plot;  ///< of the cells, without frame, names and the mark of further images
    bool bars = false;
    bool lying = false;   ///< bars that grow to the right, one below the other
    float zero = 0;       ///< x of the zero line of lying bars, y of that of the others
    float name_size = 0;  ///< of the font; 0 for no names
    bool marks = false;   ///< there is space to mark the largest class
    Rect more;            ///< right of the last image if there are further ones; else empty

  private:
    void place_names();
    void add_names(std::vector<PictureLabel>& labels) const;
    void add_numbers(std::vector<PictureLabel>& labels) const;
    Point beside_bar(size_t which, float width) const;
    float name_width_ = 0;
    bool middle_ = true;    ///< bars grow to both sides
    float head_ = 0;        ///< space beyond the longest bar
    bool numbers_ = false;  ///< numbers fit there
};

/// The element under the pointer: "[3,17] = 0.53", for a block "[0,16] … [3,17]: -0.2 … 0.53" (smallest and
/// largest number), for a class "cat [7] = 0.9".
struct PictureSpot {
    size_t cell = 0;
    std::string text;
};
std::optional<PictureSpot> picture_spot(const Picture& picture, const Rect& room, Point at);

}  // namespace bp
