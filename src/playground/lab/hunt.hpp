#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "graph/fault_code.hpp"
#include "playground/lab/probe.hpp"

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
bool is_hunt_graph(std::string_view key);

/// The faults that can show in the graph.
std::vector<const Fault*> suspects_in(const Graph& graph);

/// What a probe says to whoever accuses the node.
enum class Verdict {
    found,          ///< the bug is in this node
    arrives_wrong,  ///< what its uses send back is wrong already: look nearer the output
    altered,        ///< that is right, but its array was overwritten: look at who uses it
    right,          ///< what arrives and what leaves is right: look elsewhere
    leaf,           ///< what arrives is right, and a leaf sends nothing on
    no_gradient,    ///< it has none: class indices, constants
};

/// Whether the faulty code runs in this node: its op's, or the sum where several gradients arrive.
bool is_planted_in(const Fault& planted, const Graph& graph, NodeId node);

Verdict verdict_on(const Fault& planted, const Graph& graph, const Probe& probe);

/// A graph with a planted bug that its gradient check shows, and how far the reader has come: probe nodes,
/// accuse one until it is the right one, then choose lines of its code until it is the wrong one.
struct Hunt {
    enum class Phase { hunting, accused, solved };
    struct Accusation {
        NodeId node{};
        Verdict verdict = Verdict::right;
    };

    const HuntGraph* graph = nullptr;
    std::shared_ptr<const Document> document;
    const Fault* planted = nullptr;
    std::vector<NodeId> probed;           ///< the last one last, each once
    std::vector<Accusation> accusations;  ///< the right one is the last
    std::vector<CodeLine> code;           ///< with the bug, once its node is found
    std::vector<size_t> guesses;          ///< lines of it; the right one is the last

    Phase phase() const;
    /// How often the reader was wrong: accusations and lines.
    size_t mistakes() const;
    /// The node of the last accusation.
    std::optional<NodeId> accused() const;
    /// The planted line and as it should be, in the code of the accused node.
    CodeChange change(const Execution<double>& shown) const;

    // Each throws Problem when it does not fit the phase or names nothing. What was done before is not
    // counted again.
    void probe(NodeId node);
    void accuse(const Execution<double>& shown, NodeId node);
    void guess(size_t line);
};

/// Plants a bug at random; the same seed gives the same hunt. `graph` is a key of hunt_graphs(), "" for any.
/// Throws Problem when there is no such graph.
Hunt plant_bug(uint64_t seed, std::string_view graph = {});

}  // namespace bp
