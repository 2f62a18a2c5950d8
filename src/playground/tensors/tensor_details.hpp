#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.hpp"
#include "graph/execution.hpp"
#include "playground/tensors/tensor_sentences.hpp"
#include "playground/tensors/tensor_table.hpp"
#include "scene/walk.hpp"

namespace bp {

/// A node's value, or the gradient of the output with respect to it.
BP_NAMED_ENUM(TensorKind, value, gradient)

struct InspectTensor {
    NodeId node{};
    TensorKind what = TensorKind::value;
    std::optional<size_t> input{};
    std::optional<size_t> element{};
    std::optional<std::string> view{};

    bool gradient() const { return what == TensorKind::gradient; }

    static constexpr const char* kType = "look_at";
    static constexpr std::string_view kAbout =
        "Shows a tensor of the selected node, and highlights what made one of its elements.";
    static constexpr auto kFields =
        std::tuple{field("node", &InspectTensor::node, "the node, or an input of it"),
                   field("what", &InspectTensor::what, "which of its tensors"),
                   optional_field("input", &InspectTensor::input,
                                  "for the gradient that the node sends to this input, from 0", {0, 2}),
                   optional_field("element", &InspectTensor::element,
                                  "the element; null: nothing is highlighted", {0, Shape::kMaxSize}),
                   optional_field("view", &InspectTensor::view,
                                  "key of the view; without it the one that shows the tensor")};
};

struct MoveWindow {
    NodeId node{};
    size_t row = 0;
    size_t column = 0;

    static constexpr const char* kType = "move_window";
    static constexpr std::string_view kAbout = "Moves the window on the large tensors of a node.";
    static constexpr auto kFields =
        std::tuple{field("node", &MoveWindow::node, "the node"),
                   field("row", &MoveWindow::row, "its first row", {0, Shape::kMaxSize}),
                   field("column", &MoveWindow::column, "its first column", {0, Shape::kMaxSize})};
};

/// The tensor and windows that the user chose, which is no part of the document.
struct TensorInspection {
    std::optional<NodeId> open;  ///< the node it belongs to
    InspectTensor at;
    std::map<NodeId, Corner> windows;
};

/// A node's tensors as tables, and in finished sentences how their elements come about.
struct TensorDetails {
    struct View {
        std::string key;    ///< "value", "gradient", "input0" …
        std::string title;  ///< "dW = Xᵀ·dY"
        InspectTensor at;
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
std::optional<TensorDetails> tensor_details(Execution<double>& execution, NodeId node,
                                            const TensorInspection& look, const Walk* walk = nullptr,
                                            Language language = Language::en);

/// What is inspected after the action, when `open` is the open node. Throws Problem when it has no such
/// tensor or element.
TensorInspection inspected(const Execution<double>& execution, std::optional<NodeId> open,
                           TensorInspection before, const InspectTensor& action);

}  // namespace bp
