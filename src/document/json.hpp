#pragma once

#include <string>
#include <string_view>

#include "document/document.hpp"

namespace bp {

/// The newest version of the file format that this code reads. A document without anything new is written as
/// version 1, which older readers know.
constexpr int kJsonVersion = 2;

/// A larger file is not read.
constexpr size_t kMaxJsonBytes = size_t{256} << 20;

/// A document as a JSON file (format: docs/file-format.md). Every number is written so that it reads back
/// unchanged.
std::string to_json(const Document& document);
/// to_json for a file that is to be opened again. Throws Problem when it would be too large for that.
std::string to_openable_json(const Document& document);

/// The document in a file. Anything that is not exactly the format is refused with a Problem that names it:
/// another or a newer format, unknown keys, ops or settings, cycles, missing ids, shapes that do not fit,
/// more than 256 MB.
Document from_json(std::string_view text);

}  // namespace bp
