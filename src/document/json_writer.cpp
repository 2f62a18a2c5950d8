#include "document/json_writer.hpp"

#include <cmath>

#include "formula/unicode.hpp"

namespace bp {

void JsonWriter::break_line() {
    if (indented_) text_.append(1, '\n').append(open_.size(), ' ');
}

void JsonWriter::separate() {
    if (open_.empty()) return;
    if (text_.back() != '{' && text_.back() != '[') text_ += ',';
    break_line();
}

void JsonWriter::begin_key(std::string_view key) {
    separate();
    quote(key);
    text_ += indented_ ? ": " : ":";
    after_key_ = true;
}

void JsonWriter::begin(const char* key) {
    if (key) begin_key(key);
    if (!after_key_) separate();
    after_key_ = false;
}

void JsonWriter::open(const char* key, char opening, char closing) {
    begin(key);
    text_ += opening;
    open_ += closing;
}

void JsonWriter::close() {
    const char closing = open_.back();
    open_.pop_back();
    if (text_.back() != '{' && text_.back() != '[') break_line();
    text_ += closing;
}

void JsonWriter::verbatim(const char* key, const char* data, size_t size) {
    begin(key);
    text_.append(data, size);
}

void JsonWriter::null(const char* key) { raw(key, "null"); }
void JsonWriter::whole(const char* key, int64_t value) { raw(key, std::to_string(value)); }

void JsonWriter::field(const char* key, double value) {
    if (!std::isfinite(value)) return null(key);
    char digits[64];
    raw(key, {digits, nlohmann::detail::to_chars(digits, digits + sizeof digits, value)});
}

void JsonWriter::field(const char* key, const std::string& value) { text(key, value.data(), value.size()); }
void JsonWriter::field(const char* key, const char* value) { field(key, std::string_view(value)); }

void JsonWriter::text(const char* key, const char* data, size_t size) {
    begin(key);
    quote({data, size});
}

void JsonWriter::quote(std::string_view words) {
    constexpr std::string_view kHex = "0123456789abcdef";
    constexpr std::string_view kShort = "\bb\tt\nn\ff\rr\"\"\\\\";  // in pairs: what, and how it is written
    text_ += '"';
    for (size_t at = 0; at < words.size();) {
        const auto byte = static_cast<unsigned char>(words[at]);
        if (byte >= 0x80) {
            const size_t size = decode_utf8(words, at).size;
            text_ += size > 0 ? words.substr(at, size) : "\uFFFD";
            at += size > 0 ? size : 1;
            continue;
        }
        ++at;
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            text_ += static_cast<char>(byte);
            continue;
        }
        size_t pair = 0;
        while (pair < kShort.size() && kShort[pair] != static_cast<char>(byte)) pair += 2;
        if (pair < kShort.size()) {
            text_.append(1, '\\').append(1, kShort[pair + 1]);
        } else {
            text_.append("\\u00").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
        }
    }
    text_ += '"';
}

void JsonWriter::tree(const char* key, const Json& value) {
    switch (value.type()) {
        case Json::value_t::object:
            open_object(key);
            for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
                begin_key(name);
                tree(nullptr, member);
            }
            return close();
        case Json::value_t::array:
            open_list(key);
            for (const Json& element : value.get_ref<const Json::array_t&>()) tree(nullptr, element);
            return close();
        case Json::value_t::string:
            return field(key, value.get_ref<const std::string&>());
        case Json::value_t::boolean:
            return field(key, value.get<bool>());
        case Json::value_t::number_integer:
            return whole(key, value.get<int64_t>());
        case Json::value_t::number_unsigned:
            return raw(key, std::to_string(value.get<uint64_t>()));
        case Json::value_t::number_float:
            return field(key, value.get<double>());
        default:
            return null(key);
    }
}

}  // namespace bp
