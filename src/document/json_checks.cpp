#include "document/json_checks.hpp"

#include <algorithm>

#include "base/number.hpp"

namespace bp {

void check_keys(const Json& json, const std::string& what, std::initializer_list<std::string_view> allowed) {
    if (!json.is_object()) throw Problem(what + " is not an object");
    for (const auto& item : json.items()) {
        if (std::ranges::find(allowed, item.key()) == allowed.end()) {
            throw Problem(what + " has a key '" + item.key() + "' that the format does not know");
        }
    }
}

const Json& at(const Json& json, const std::string& what, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) throw Problem(what + " has no '" + key + "'");
    return *found;
}

std::string text_at(const Json& json, const std::string& what, const char* key) {
    const Json& value = at(json, what, key);
    if (!value.is_string()) throw Problem("'" + std::string(key) + "' of " + what + " is not a text");
    return value.get<std::string>();
}

int integer(const Json& json, const std::string& what) {
    constexpr int64_t kMost = int64_t{1} << 30;
    const bool fits =
        json.is_number_integer() && !(json.is_number_unsigned() && json.get<uint64_t>() > kMost);
    if (!fits || json.get<int64_t>() < -kMost || json.get<int64_t>() > kMost) {
        throw Problem(what + " is not a whole number of a usable size");
    }
    return json.get<int>();
}

std::vector<int> integers(const Json& json, const std::string& what, size_t most) {
    if (!json.is_array() || json.size() > most) {
        throw Problem(what + " is not a list of at most " + std::to_string(most) + " numbers");
    }
    std::vector<int> result;
    for (const Json& element : json) result.push_back(integer(element, "a number in " + what));
    return result;
}

NodeId id_from(const Json& json, const std::string& what) {
    const int id = integer(json, what);
    if (id < 0) throw Problem(what + " is negative");
    return NodeId{static_cast<uint32_t>(id)};
}

NodeId id_from_key(const std::string& key, const std::string& what) {
    const auto id = parse_number(key);
    if (!id || !(*id >= 0 && *id <= Graph::kMaxId) || *id != static_cast<double>(static_cast<uint32_t>(*id)))
        throw Problem(what + " is of '" + key + "', which is no node");
    return NodeId{static_cast<uint32_t>(*id)};
}

}  // namespace bp
