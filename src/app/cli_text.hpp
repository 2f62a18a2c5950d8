#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

/// Text for terminals.
namespace bp::cli {

/// The text on one line: control characters, which names from files may hold, become \x1b and the like.
std::string printable(std::string_view text);

/// The text and blanks up to `width` columns of a terminal, where Korean letters take two.
std::string padded(std::string_view text, size_t width);

/// Columns of a terminal that the text takes.
size_t width_of(std::string_view text);

/// Rows of texts, printed in columns that are as wide as they must be, two blanks apart.
class Table {
  public:
    explicit Table(std::vector<std::string> header) { add(std::move(header)); }
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    void print(std::ostream& to) const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace bp::cli
