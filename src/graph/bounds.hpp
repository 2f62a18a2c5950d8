#pragma once

#include <cstddef>
#include <string_view>

namespace bp {

constexpr size_t kMostNodes = 1'000'000;  ///< of a graph in the engine, on the command line and in files
constexpr size_t kMostLetters = 200;      ///< of a name

/// While it lives, no graph with more nodes comes about. Whoever shows graphs has less room than the engine.
class NodeLimit {
  public:
    explicit NodeLimit(size_t most);
    ~NodeLimit();
    NodeLimit(const NodeLimit&) = delete;
    NodeLimit& operator=(const NodeLimit&) = delete;
    static size_t most();

  private:
    size_t before_;
};

/// Throws Problem when there is no room for so many nodes.
void check_node_count(size_t nodes);
/// Throws Problem when the name has more than kMostLetters.
void check_name_length(std::string_view name);

}  // namespace bp
