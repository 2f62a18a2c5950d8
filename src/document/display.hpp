#pragma once

namespace bp {

/// How a tensor is displayed if its numbers alone do not show what it is. Part of the document; without a
/// display, a matrix is a heat map and a vector is bars.
struct Display {
    enum class Kind {
        image,   ///< every rows · columns consecutive elements are a picture; several form a strip
        classes  ///< the last axis has a number for each of the document's classes, such as a probability
    };
    Kind kind = Kind::image;
    int rows = 0;  ///< of an image
    int columns = 0;

    bool operator==(const Display&) const = default;
};

}  // namespace bp
