#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

namespace bp {

constexpr size_t kMostNodes = 1'000'000;  ///< of a graph in the engine, on the command line and in files
constexpr size_t kMostLetters = 200;      ///< of a name

/// What a graph may be and take.
struct GraphBounds {
    size_t nodes = kMostNodes;
    /// Multiply-adds of all matrix products, forward and backward: what one evaluation takes.
    double products = std::numeric_limits<double>::infinity();
};

/// While it lives, no graph beyond these bounds comes about. Whoever shows graphs has less room and time than
/// the engine.
class GraphLimit {
  public:
    explicit GraphLimit(const GraphBounds& most);
    ~GraphLimit();
    GraphLimit(const GraphLimit&) = delete;
    GraphLimit& operator=(const GraphLimit&) = delete;
    static const GraphBounds& most();

  private:
    GraphBounds before_;
};

/// Throws Problem when there is no room for so many nodes.
void check_node_count(size_t nodes);
/// Throws Problem when the name has more than kMostLetters.
void check_name_length(std::string_view name);

}  // namespace bp
