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

/// A number for people, at most `digits` significant digits: 3.3, −0.0312, 12,346, 1.2e-9. Written in
/// full from 0.001 up to a million (or as far as the digits go), with an exponent beyond; 0, nan, inf, −inf.
std::string brief(double value, int digits = 5);

/// The same with an exponent from 100 up and below 0.1, for very little room: 1.2e4.
std::string scientific(double value, int digits);

/// The same with its sign, of changes and slopes: +0.5, −0.5, 0.
std::string signed_brief(double value, int digits = 4);

/// The same for programs to read, as printf's %g has it: 1.2e-09, -3.
std::string plain(double value, int digits = 5);

/// 10000 → "10,000", −1234 → "−1,234".
std::string grouped(int64_t number);

/// A share of one: percent(0.9742) is "97.4 %". What is no number is "–".
std::string percent(double share, int decimals = 1);

/// A span of time in the unit that suits it, three digits: "1.25 s", "310 µs".
std::string duration(double seconds);

/// The number that the whole of `text` spells (surrounding blanks allowed), or nothing. Reads what exact()
/// writes.
std::optional<double> parse_number(std::string_view text);

}  // namespace bp
