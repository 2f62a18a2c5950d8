#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "graph/execution.hpp"
#include "playground/tensors/tensor_sentences.hpp"
#include "playground/tensors/tensor_table.hpp"
#include "scene/walk.hpp"

namespace bp {

/// Shows a tensor of the open node, and highlights what made one of its elements:
/// {"type": "look_at", "node": 5, "what": "value" | "gradient", "input": 1, "element": 7, "view": "input1"}.
/// With an input it is what the node sends to that input. Element null: nothing is highlighted. The view is
/// the one that tells of the tensor unless given.
struct LookAt {
    NodeId node{};
    bool gradient = false;
    std::optional<size_t> input{};
    std::optional<size_t> element{};
    std::string view{};
};

/// Moves the window on a node's large tensors: {"type": "move_window", "node": 5, "row": 24, "column": 0}.
struct MoveWindow {
    NodeId node{};
    Corner corner{};
};

/// What the user looks at, which is no part of the document.
struct TensorLook {
    std::optional<NodeId> open;  ///< the node it belongs to
    LookAt at;
    std::map<NodeId, Corner> windows;
};

/// A node's tensors as tables, and in finished sentences how their elements come about.
struct TensorStory {
    struct View {
        std::string key;    ///< "value", "gradient", "input0" …
        std::string title;  ///< "dW = Xᵀ·dY"
        LookAt at;
    };

    NodeId node{};
    std::vector<View> views;
    std::string view;
    std::vector<TensorTable> tables;
    bool product = false;           ///< a matrix product: tables stand where rows and columns meet
    std::string looked;             ///< "dW[1,2]", "" when nothing is looked at
    std::string exact;              ///< its number with all digits
    std::vector<std::string> sums;  ///< "dW[1,2] = Xᵀ·dY = 0.3 × 0.5 + (-0.2) × 0.1 = 0.13"
    std::string why;                ///< why transposed, why summed
    std::string read;               ///< how a tensor of more axes is read as a matrix
};

/// Nothing when the node and its inputs are numbers, unless the node is the output, whose gradient can be
/// set; and nothing while the walk has not come to it.
std::optional<TensorStory> tell_tensors(Execution<double>& execution, NodeId node, const TensorLook& look,
                                        const Walk* walk = nullptr, Language language = Language::en);

/// What to look at after the action, when `open` is the open node. Throws Problem when it has no such tensor
/// or element.
TensorLook looked_at(const Execution<double>& execution, std::optional<NodeId> open, TensorLook before,
                     const LookAt& action);

}  // namespace bp
