#include "document/json_checks.hpp"

#include <algorithm>

#include "base/number.hpp"

namespace bp {

std::string below(const std::string& what, std::string_view key) {
    return what + (what.empty() ? "" : ".") + std::string(key);
}

std::string element(const std::string& what, size_t index) {
    return what + "[" + std::to_string(index) + "]";
}

void check_keys(const Json& json, const std::string& what, std::initializer_list<std::string_view> allowed) {
    if (!json.is_object()) throw Problem(problems::file_not_an_object, what);
    for (const auto& item : json.items()) {
        if (std::ranges::find(allowed, item.key()) == allowed.end()) {
            throw Problem(problems::file_unknown_key, below(what, item.key()));
        }
    }
}

const Json& at(const Json& json, const std::string& what, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) throw Problem(problems::file_missing, below(what, key));
    return *found;
}

std::string text_at(const Json& json, const std::string& what, const char* key) {
    const Json& value = at(json, what, key);
    if (!value.is_string()) throw Problem(problems::file_not_a_text, below(what, key));
    return value.get<std::string>();
}

int integer(const Json& json, const std::string& what) {
    constexpr int64_t kMost = int64_t{1} << 30;
    const bool fits =
        json.is_number_integer() && !(json.is_number_unsigned() && json.get<uint64_t>() > kMost);
    if (!fits || json.get<int64_t>() < -kMost || json.get<int64_t>() > kMost) {
        throw Problem(problems::file_not_an_integer, what);
    }
    return json.get<int>();
}

std::vector<int> integers(const Json& json, const std::string& what, size_t most) {
    if (!json.is_array() || json.size() > most) {
        throw Problem(problems::file_not_integers, what, most);
    }
    std::vector<int> result;
    for (const Json& one : json) result.push_back(integer(one, element(what, result.size())));
    return result;
}

NodeId id_from(const Json& json, const std::string& what) {
    const int id = integer(json, what);
    if (id < 0) throw Problem(problems::file_negative, what);
    return NodeId{static_cast<uint32_t>(id)};
}

NodeId id_from_key(const std::string& key, const std::string& what) {
    const auto id = parse_number(key);
    if (!id || !(*id >= 0 && *id <= Graph::kMaxId) || *id != static_cast<double>(static_cast<uint32_t>(*id)))
        throw Problem(problems::file_not_a_node, below(what, key));
    return NodeId{static_cast<uint32_t>(*id)};
}

}  // namespace bp
