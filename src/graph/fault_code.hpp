#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/fault.hpp"
#include "graph/graph.hpp"
#include "graph/tensor.hpp"

namespace bp {

/// A line of an op's class, or of the loop over all nodes, in the book's Python.
struct CodeLine {
    enum class Part {
        heading,  ///< a line that opens a block; no bug is in it
        forward,
        backward
    };
    Part part = Part::heading;
    std::string text;      ///< indented
    bool planted = false;  ///< the fault's
};

/// What the op's forward and backward look like in Python (book 5.4 - 5.6); of no op, the loop that carries
/// gradients from node to node and adds them up. With a fault of that op, its wrong line is in the place of
/// the right one. Labels that are class indices need other code than one-hot ones. Empty for an op that no
/// fault is in. The lines run: tests/oracle/planted_bugs.py compares them with the engine.
std::vector<CodeLine> code_of(std::optional<OpKind> op, bool class_indices, const Fault* fault = nullptr);

/// Whether the node is a loss whose labels are class indices, not one-hot.
bool takes_class_indices(const Node& node, Shapes inputs);

}  // namespace bp
