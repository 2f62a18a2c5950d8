#include "playground/json/json_fields.hpp"

#include "playground/json/read_fields.hpp"

namespace bp {

std::string string_at(const Json& json, const char* key) {
    std::string text;
    read_field(json, key, true, text);
    return text;
}

double finite_at(const Json& json, const char* key, double low, double high) {
    double number = 0;
    read_field(json, key, true, number, low, high);
    return number;
}

std::vector<int> integers_at(const Json& json, const char* key) {
    std::vector<int> numbers;
    read_field(json, key, false, numbers);
    return numbers;
}

}  // namespace bp
