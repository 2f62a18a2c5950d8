#include "document/json_text.hpp"

#include <utility>
#include <vector>

#include "base/problem.hpp"
#include "document/json_writer.hpp"
#include "graph/bounds.hpp"

namespace bp {
namespace {

constexpr size_t kMostLists = 8;  // and objects, for each node: itself, its inputs, its value, its place

/// Builds the tree from the events of the library's reader. The library's own builders come in pairs.
class TreeBuilder {
  public:
    explicit TreeBuilder(size_t most_depth) : most_depth_(most_depth) {}

    bool null() { return leaf({}); }
    bool boolean(bool value) { return leaf(value); }
    bool number_integer(Json::number_integer_t value) { return leaf(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return leaf(value); }
    bool number_float(Json::number_float_t value, const std::string&) { return leaf(value); }
    bool string(std::string& value) { return leaf(std::move(value)); }
    bool binary(Json::binary_t&) { return false; }
    bool start_object(size_t) { return open(Json::object()); }
    bool start_array(size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& key) {
        // Every node has one. Beyond the limit they are only counted, since a tree of too many takes seconds.
        if (key == "op") ++ops;
        key_ = std::move(key);
        return true;
    }
    bool parse_error(size_t place, const std::string&, const Json::exception&) {
        failed_at = place;
        return false;
    }

    bool too_many() const { return ops > GraphLimit::most().nodes; }

    Json root;
    size_t failed_at = 0;
    size_t ops = 0;

  private:
    Json& put(Json&& value) {
        if (open_.empty()) return root = std::move(value);
        Json& parent = *open_.back();
        if (parent.is_object()) return parent[key_] = std::move(value);
        parent.push_back(std::move(value));
        return parent.back();
    }
    bool leaf(Json&& value) {
        if (!too_many()) put(std::move(value));
        return true;
    }
    bool open(Json&& value) {
        if (too_many()) return true;
        if (open_.size() == most_depth_) throw Problem(problems::file_too_deep);
        if (++lists_ > kMostLists * GraphLimit::most().nodes) check_node_count(GraphLimit::most().nodes + 1);
        open_.push_back(&put(std::move(value)));
        return true;
    }
    bool close() {
        if (!too_many()) open_.pop_back();
        return true;
    }

    size_t most_depth_;
    size_t lists_ = 0;
    std::vector<Json*> open_;
    std::string key_;
};

}  // namespace

Json parse_json(std::string_view text, size_t most_depth, size_t* failed_at) {
    TreeBuilder builder(most_depth);
    const bool whole = Json::sax_parse(text, &builder);
    check_node_count(builder.ops);
    if (whole) return std::move(builder.root);
    if (failed_at != nullptr) *failed_at = builder.failed_at;
    return Json(Json::value_t::discarded);
}

std::string json_text(const Json& json) {
    JsonWriter writer;
    writer.tree(nullptr, json);
    return writer.take();
}

}  // namespace bp
