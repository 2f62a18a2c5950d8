#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "document/document.hpp"

namespace bp {

/// Gives a leaf a value: {"type": "set_leaf", "name": "apple", "value": 120}.
/// Consecutive ones of the same leaf and the same gesture (a drag; not 0) are one step of undo.
struct SetLeaf {
    std::string name;
    Tensor<double> value;
    int gesture = 0;
};

/// Gives several leaves values at once, whose shapes may change together: {"type": "set_leaves", "values":
/// {"x": 1, "W": 2}}.
struct SetLeaves {
    std::vector<std::pair<std::string, Tensor<double>>> values;
};

/// The same for a constant: {"type": "set_constant", "node": 4, "value": 2}.
struct SetConstant {
    NodeId node{};
    Tensor<double> value;
    int gesture = 0;
};

/// Replaces the graph by what the text says; leaves keep their values by name, new ones get 1. Nodes that
/// stand for the same as before keep their ids, places and groups: {"type": "set_formula", "text": "y = x *
/// 2"}.
struct SetFormula {
    std::string text;
};

/// Replaces the document by a ready-made one: {"type": "load_preset", "name": "apple"}.
struct LoadPreset {
    std::string name;
};

/// Replaces the document by a whole one: {"type": "load_document", "document": {…}}, as docs/file-format.md
/// says.
struct LoadDocument {
    std::shared_ptr<const Document> document;
};

/// An empty sheet: {"type": "new"}.
struct NewGraph {};

/// Adds a node: {"type": "add_op", "op": "mul", "inputs": [3, null], "attrs": [0], "at": [120, 40]}. What is
/// missing of its inputs becomes new leaves with values that fit. With "op": "input" or "constant" a leaf:
/// "name", "value". The node becomes the output when it uses the output.
struct AddOp {
    OpKind op = OpKind::input;
    std::vector<std::optional<NodeId>> inputs{};
    Attrs attrs{};
    std::string name{};
    std::optional<Tensor<double>> value{};
    std::optional<Point> at{};
};

/// Adds what a formula says, which may use the names there are: {"type": "add_formula", "text": "L =
/// sum(y)"}.
struct AddFormula {
    std::string text;
};

/// {"type": "connect", "from": 1, "to": 5, "input": 0}. A leaf that the edge was connected to before, and
/// that nothing else uses, goes.
struct Connect {
    NodeId from{};
    NodeId to{};
    size_t input = 0;
};

/// A new leaf with the present value takes the place of what was connected: {"type": "disconnect", "to": 5,
/// "input": 0}.
struct Disconnect {
    NodeId to{};
    size_t input = 0;
};

/// {"type": "remove", "nodes": [3, 4]}. What used them goes on with leaves of their present values.
struct Remove {
    std::vector<NodeId> nodes;
};

/// Copies of the nodes, with the same inputs where these are not copied: {"type": "duplicate", "nodes": [3]}.
struct Duplicate {
    std::vector<NodeId> nodes;
};

/// Adds all nodes of another document: {"type": "paste", "text": "…"}, a file, what copy() gave, or a
/// formula.
struct Insert {
    std::shared_ptr<const Document> document;
};

/// {"type": "rename", "node": 3, "name": "z"}; "" takes the name from an op.
struct Rename {
    NodeId node{};
    std::string name;
};

/// The settings of an op, as the axis of a sum: {"type": "set_attrs", "node": 3, "attrs": [0]}.
struct SetAttrs {
    NodeId node{};
    Attrs attrs;
};

/// {"type": "set_output", "node": 3}.
struct SetOutput {
    NodeId node{};
};

/// The gradient that flows into the output: {"type": "set_upstream", "value": 2}, a tensor of the output's
/// shape, or null for ones. A number stands for a tensor full of it.
struct SetUpstream {
    std::optional<Tensor<double>> value;
    int gesture = 0;
};

/// Where cards stand: {"type": "move", "places": {"3": [120, 40]}}.
struct Move {
    std::map<NodeId, Point> places;
    int gesture = 0;
};

/// Gives all cards back to the automatic layout: {"type": "tidy"}.
struct Tidy {};

/// {"type": "group", "nodes": [3, 4], "name": "sigmoid"}.
struct MakeGroup {
    std::vector<NodeId> nodes;
    std::string name;
};

/// {"type": "ungroup", "group": 1}.
struct Ungroup {
    GroupId group{};
};

/// {"type": "fold_group", "group": 1, "folded": true}.
struct FoldGroup {
    GroupId group{};
    bool folded = true;
};

/// {"type": "rename_group", "group": 1, "name": "layer"}.
struct RenameGroup {
    GroupId group{};
    std::string name;
};

/// Makes one op of those that end in the node: {"type": "fold", "node": 7}.
struct Fold {
    NodeId node{};
};

/// Takes an op apart into simpler ones: {"type": "unfold", "node": 7}.
struct Unfold {
    NodeId node{};
};

/// Everything that can change a document.
using Command =
    std::variant<SetLeaf, SetLeaves, SetConstant, SetFormula, LoadPreset, LoadDocument, NewGraph, AddOp,
                 AddFormula, Connect, Disconnect, Remove, Duplicate, Insert, Rename, SetAttrs, SetOutput,
                 SetUpstream, Move, Tidy, MakeGroup, Ungroup, FoldGroup, RenameGroup, Fold, Unfold>;

/// The document after the command. Throws Problem and changes nothing when the command cannot be done.
Document apply(const Document& document, const Command& command);

/// A document of these nodes alone: what they take from others become leaves with the present values. For the
/// clipboard.
Document extract(const Document& document, std::span<const NodeId> nodes);

}  // namespace bp
