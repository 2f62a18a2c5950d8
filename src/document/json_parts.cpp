#include "document/json_parts.hpp"

#include <cmath>
#include <string>

#include "base/number.hpp"

namespace bp {

void write_ids(JsonWriter& json, const char* key, std::span<const NodeId> ids) {
    json.open_list(key);
    for (const NodeId id : ids) json.field(nullptr, number(id));
    json.close();
}

void write_groups(JsonWriter& json, const std::vector<Group>& groups) {
    json.open_list("groups");
    for (const Group& group : groups) {
        json.open_object();
        json.field("id", number(group.id));
        json.field("name", group.name);
        write_ids(json, "nodes", group.nodes);
        json.field("folded", group.folded);
        json.close();
    }
    json.close();
}

void write_number(JsonWriter& json, const char* key, double x) {
    if (std::isfinite(x)) return json.field(key, x);
    json.field(key, exact(x));
}

void write_tensor(JsonWriter& json, const char* key, const View<double>& tensor, size_t most_elements) {
    if (tensor.shape->is_scalar()) return write_number(json, key, tensor[0]);
    json.open_object(key);
    json.list("shape", tensor.shape->dims());
    if (tensor.size() <= most_elements) {
        json.open_list("data");
        for (const double x : tensor.span()) write_number(json, nullptr, x);
        json.close();
    }
    json.close();
}

}  // namespace bp
