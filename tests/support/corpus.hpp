#pragma once

#include <string>
#include <vector>

#include "document/document.hpp"

namespace bp::test {

/// A graph that the canvas must show well.
struct CorpusGraph {
    std::string name;
    Document document;
};

// Made anew by each call, always the same.

std::vector<CorpusGraph> preset_graphs();  ///< the page's examples
std::vector<CorpusGraph> lesson_graphs();  ///< of assets/lessons/lessons.json, "lesson 1" …
std::vector<CorpusGraph> hunt_graphs_with_values();

/// Graphs of which a layout library was asked how much room they need at 11 px (graph_room.hpp).
std::vector<CorpusGraph> measured_graphs();

/// What the training room opens, of 784-50-10 and of 784-100-50-10 with random numbers: a sample, a unit of
/// the first and of the last layer, and a training step, each with its layers folded and open.
std::vector<CorpusGraph> network_graphs();

/// Formulas of 20 and of 60 nodes with long names, English and Korean.
std::vector<CorpusGraph> long_name_graphs();

/// Chains, fan-outs, other scripts, single nodes, parts that do not hang together, extreme numbers, large
/// tensors, nodes without names, groups in groups.
std::vector<CorpusGraph> odd_graphs();

/// A document of the formula; leaves that are not given are 1. Values as formulas spell them.
Document document_of(const std::string& formula,
                     const std::vector<std::pair<std::string, std::string>>& values = {});

}  // namespace bp::test
