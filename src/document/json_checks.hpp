#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "document/json_text.hpp"
#include "graph/graph.hpp"

// Read the fields of a file. Each throws a Problem that says what does not follow the format, and where:
// `what` is a path from the file's outermost object, "nodes[2].value", or "" for that object.
namespace bp {

/// The path of a key: "nodes[2]" and "op" make "nodes[2].op".
std::string below(const std::string& what, std::string_view key);
/// The path of an element: "nodes" and 2 make "nodes[2]".
std::string element(const std::string& what, size_t index);
/// An object whose keys are among these.
void check_keys(const Json& json, const std::string& what, std::initializer_list<std::string_view> allowed);
const Json& at(const Json& json, const std::string& what, const char* key);
std::string text_at(const Json& json, const std::string& what, const char* key);
/// A whole number of at most 2^30.
int integer(const Json& json, const std::string& what);
std::vector<int> integers(const Json& json, const std::string& what, size_t most);
NodeId id_from(const Json& json, const std::string& what);
/// A node's id as the key of an object.
NodeId id_from_key(const std::string& key, const std::string& what);

}  // namespace bp
