#pragma once

#include "document/document.hpp"
#include "document/json_writer.hpp"

namespace bp {

/// Writes into the open object what there is to show of a graph that was made elsewhere: its origin
/// (docs/file-format.md) with the present "picture" that it computes on ({rows, columns, count, pixels}:
/// bytes of the first images, black is 255), the present "probabilities" of the classes and their names
/// "classes", and the "loss"; null where there is none.
void write_opened(JsonWriter& json, const Origin& origin, const Document& document,
                  Execution<double>& execution);

}  // namespace bp
