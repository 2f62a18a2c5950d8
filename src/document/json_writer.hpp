#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "document/json_text.hpp"

namespace bp {

/// Writes a JSON text from its beginning to its end. What stands in an object is given its key; what stands
/// in a list, and the whole, has none: nullptr. Numbers that are not finite are null; bytes that are not
/// UTF-8 are replaced.
class JsonWriter {
  public:
    /// Without spaces, or with a line for each value, one space for each level.
    explicit JsonWriter(bool indented = false) : indented_(indented) {}

    void open_object(const char* key = nullptr) { open(key, '{', '}'); }
    void open_list(const char* key = nullptr) { open(key, '[', ']'); }
    /// What was opened last.
    void close();

    void null(const char* key);
    template <std::same_as<bool> Boolean>
    void field(const char* key, Boolean value) {
        raw(key, value ? "true" : "false");
    }
    template <std::integral Whole>
    requires(!std::same_as<Whole, bool>) void field(const char* key, Whole value) {
        whole(key, static_cast<int64_t>(value));
    }
    void field(const char* key, double value);
    void field(const char* key, const std::string& value);
    void field(const char* key, const char* value);
    void field(const char* key, std::string_view value) { text(key, value.data(), value.size()); }

    template <class Values>
    void list(const char* key, const Values& values) {
        open_list(key);
        for (const auto& value : values) field(nullptr, value);
        close();
    }

    void tree(const char* key, const Json& value);

    /// A value that is JSON already.
    void raw(const char* key, std::string_view json) { verbatim(key, json.data(), json.size()); }

    /// The text, once.
    std::string take() { return std::move(text_); }

  private:
    void open(const char* key, char opening, char closing);
    void begin(const char* key);
    void begin_key(std::string_view key);
    void separate();
    void break_line();
    void whole(const char* key, int64_t value);
    void text(const char* key, const char* data, size_t size);
    void verbatim(const char* key, const char* data, size_t size);
    void quote(std::string_view words);

    std::string text_;
    std::string open_;  // the brackets that will close what is open
    bool after_key_ = false;
    bool indented_;
};

}  // namespace bp
