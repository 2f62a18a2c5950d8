#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "document/document.hpp"
#include "document/json_writer.hpp"
#include "graph/tensor.hpp"

// What a document's file and the playground's messages write alike.
namespace bp {

/// A number; one that is not finite as a text, "nan", "inf" or "-inf".
void write_number(JsonWriter& json, const char* key, double x);

/// A scalar's number, or {"shape": [2], "data": [1, 2]}; the elements of a larger tensor than that are left
/// out.
void write_tensor(JsonWriter& json, const char* key, const View<double>& tensor,
                  size_t most_elements = static_cast<size_t>(-1));

void write_ids(JsonWriter& json, const char* key, std::span<const NodeId> ids);

/// "groups": [{"id", "name", "nodes", "folded"}, …]
void write_groups(JsonWriter& json, const std::vector<Group>& groups);

}  // namespace bp
