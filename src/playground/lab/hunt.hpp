#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "graph/fault.hpp"

namespace bp {

/// A graph to hunt bugs in. Inputs get random values of these shapes; `classes` > 0 makes one class indices.
struct HuntGraph {
    struct Input {
        std::string_view name;
        Shape shape;
        int classes = 0;
    };
    std::string_view key;
    std::string_view formula;
    std::vector<Input> inputs;
};

std::span<const HuntGraph> hunt_graphs();

/// The faults that can show in the graph.
std::vector<const Fault*> suspects_in(const Graph& graph);

/// A graph with a planted bug that its gradient check shows.
struct Hunt {
    const HuntGraph* graph = nullptr;
    std::shared_ptr<const Document> document;
    const Fault* planted = nullptr;
    std::vector<const Fault*> suspects;
    std::vector<const Fault*> guesses;  ///< so far; the right one is the last

    bool solved() const { return !guesses.empty() && guesses.back() == planted; }
};

/// Plants a bug at random; the same seed gives the same hunt. `graph` is a key of hunt_graphs(), "" for any.
/// Throws Problem when there is no such graph.
Hunt plant_bug(uint64_t seed, std::string_view graph = {});

}  // namespace bp
