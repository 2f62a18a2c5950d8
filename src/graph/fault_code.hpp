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

/// The forward and backward of the op in Python (book 5.4 - 5.6); without an op, the loop that carries
/// gradients from node to node and adds them up. With a fault of that op, its wrong line replaces the right
/// one. Labels that are class indices need other code than one-hot ones. Empty for an op without faults. The
/// lines run: tests/oracle/planted_bugs.py compares them with the engine.
std::vector<CodeLine> code_of(std::optional<OpKind> op, bool class_indices, const Fault* fault = nullptr);

/// Whether the node is a loss whose labels are class indices, not one-hot.
bool takes_class_indices(const Node& node, Shapes inputs);

}  // namespace bp
