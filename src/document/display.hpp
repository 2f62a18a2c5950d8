#pragma once

namespace bp {

/// How a tensor is shown where its numbers alone would not say what it is. Part of the document; without one,
/// a matrix is a heat map and a vector is bars.
struct Display {
    enum class Kind {
        image,   ///< every rows · columns elements in a row are a picture; several are a strip
        classes  ///< along the last axis: a number for each of the document's classes, such as a probability
    };
    Kind kind = Kind::image;
    int rows = 0;  ///< of an image
    int columns = 0;

    bool operator==(const Display&) const = default;
};

}  // namespace bp
