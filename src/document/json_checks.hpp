#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "document/json_text.hpp"
#include "graph/graph.hpp"

// Reading a file's fields; each throws a Problem that says of `what` how it is not as the format says.
namespace bp {

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
