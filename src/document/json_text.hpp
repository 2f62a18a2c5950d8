#pragma once

#include <concepts>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

// Reads and writes JSON in one place, so that the library's templates stay out of the many functions that do.
namespace bp {

using Json = nlohmann::ordered_json;

/// The tree of a JSON text; "discarded" when it is none. Throws Problem when it is nested deeper than that.
Json parse_json(std::string_view text, size_t most_depth = 64);

/// The text of a tree, without spaces or with one for each level. Bytes that are not UTF-8 are replaced.
std::string json_text(const Json& json, bool indented = false);

/// The value for a field of an object. It refers to what it was made from; JSON is moved out of it.
class JsonValue {
  public:
    JsonValue(std::nullptr_t) : kind_(Kind::null) {}
    JsonValue(bool value) : kind_(Kind::boolean), boolean_(value) {}
    template <std::integral T>
    JsonValue(T value) : kind_(Kind::whole), whole_(static_cast<int64_t>(value)) {}
    JsonValue(double value) : kind_(Kind::real), real_(value) {}
    JsonValue(std::string_view value) : kind_(Kind::text), text_{value.data(), value.size()} {}
    JsonValue(const std::string& value) : kind_(Kind::string), string_(&value) {}
    JsonValue(const char* value) : JsonValue(std::string_view(value)) {}
    JsonValue(Json&& value) : kind_(Kind::json), json_(&value) {}
    template <class T>
    JsonValue(const std::vector<T>& values)
        : kind_(Kind::list), list_{&values, [](const void* list) {
                                       return Json(*static_cast<const std::vector<T>*>(list));
                                   }} {}

    Json take() const;

  private:
    enum class Kind : uint8_t { null, boolean, whole, real, text, string, json, list };
    struct Text {
        const char* data;
        size_t size;
    };
    struct List {
        const void* values;
        Json (*converted)(const void*);
    };
    Kind kind_;
    union {
        bool boolean_;
        int64_t whole_;
        double real_;
        Text text_;
        const std::string* string_;
        Json* json_;
        List list_;
    };
};

struct JsonField {
    const char* key;
    JsonValue value;
};

void set(Json& object, const char* key, const JsonValue& value);
Json json_object(std::initializer_list<JsonField> fields);

}  // namespace bp
