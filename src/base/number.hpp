#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bp {

/// The shortest decimal text that reads back as the same double: 3.3000000000000003, 1e-07, inf, -inf, nan.
std::string exact(double value);

/// The same for float: the shortest text that reads back as the same float.
std::string exact(float value);

/// At most `digits` significant digits, for places with little room: 3.3, 0.0312, 1.2e-09.
std::string brief(double value, int digits = 5);

/// 10000 → "10,000".
std::string grouped(int64_t number);

/// The number that the whole of `text` spells (surrounding blanks allowed), or nothing. Reads what exact()
/// writes.
std::optional<double> parse_number(std::string_view text);

}  // namespace bp
