#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "base/fields.hpp"
#include "document/document.hpp"

namespace bp {

// Each command is declared once: its members, its type and fields as an action (base/fields.hpp), what it
// does, and `applied`: the document after it, which throws Problem when the command cannot be done. The small
// ones are in commands.cpp, those that change the graph in edits.cpp, groups in groups.cpp.

/// The field of those commands of which a drag sends many.
template <class Command>
constexpr auto gesture_field(int Command::*member) {
    return optional_field("gesture", member,
                          "the number of the drag or the typing that it belongs to; 0: of none",
                          {0, 1 << 30});
}

struct SetLeaf {
    std::string name;
    Tensor<double> value;
    int gesture = 0;

    static constexpr const char* kType = "set_leaf";
    static constexpr std::string_view kAbout =
        "Gives a leaf a value. Consecutive ones of the same leaf and gesture are one step of undo.";
    static constexpr auto kFields =
        std::tuple{field("name", &SetLeaf::name, "the leaf"),
                   field("value", &SetLeaf::value, "its new value"), gesture_field(&SetLeaf::gesture)};
    static Document applied(const Document& document, const SetLeaf& command);
};

struct SetLeaves {
    std::vector<std::pair<std::string, Tensor<double>>> values;

    static constexpr const char* kType = "set_leaves";
    static constexpr std::string_view kAbout =
        "Gives several leaves values at once, whose shapes may change together.";
    static constexpr auto kFields =
        std::tuple{field("values", &SetLeaves::values, "values by the leaf's name")};
    static Document applied(const Document& document, const SetLeaves& command);
};

struct SetConstant {
    NodeId node{};
    Tensor<double> value;
    int gesture = 0;

    static constexpr const char* kType = "set_constant";
    static constexpr std::string_view kAbout = "Gives a constant another value.";
    static constexpr auto kFields = std::tuple{field("node", &SetConstant::node, "the constant"),
                                               field("value", &SetConstant::value, "its new value"),
                                               gesture_field(&SetConstant::gesture)};
    static Document applied(const Document& document, const SetConstant& command);
};

struct SetFormula {
    std::string text;
    int gesture = 0;

    static constexpr const char* kType = "set_formula";
    static constexpr std::string_view kAbout =
        "Replaces the graph by what the formula says. Leaves keep their values by name, new ones get 1; "
        "equivalent "
        "nodes keep their ids, places and groups. Consecutive ones of the same gesture are one step of undo, "
        "made of the graph before the first: a name that is left out and comes again keeps its value.";
    static constexpr auto kFields =
        std::tuple{field("text", &SetFormula::text, "the formula"), gesture_field(&SetFormula::gesture)};
    static Document applied(const Document& document, const SetFormula& command);
};

struct LoadPreset {
    std::string name;

    static constexpr const char* kType = "load_preset";
    static constexpr std::string_view kAbout = "Opens an example.";
    static constexpr auto kFields =
        std::tuple{field("name", &LoadPreset::name, "its key, as in the snapshot's `presets`")};
    static Document applied(const Document& document, const LoadPreset& command);
};

struct LoadDocument {
    std::shared_ptr<const Document> document;

    static constexpr const char* kType = "load_document";
    static constexpr std::string_view kAbout = "Opens a document.";
    static constexpr auto kFields =
        std::tuple{field("document", &LoadDocument::document, "as in [file-format.md](file-format.md)")};
    static Document applied(const Document& document, const LoadDocument& command);
};

struct NewGraph {
    static constexpr const char* kType = "new";
    static constexpr std::string_view kAbout = "Opens an empty graph.";
    static constexpr std::tuple<> kFields{};
    static Document applied(const Document& document, const NewGraph& command);
};

struct AddOp {
    OpKind op = OpKind::input;
    std::vector<std::optional<NodeId>> inputs{};
    Attrs attrs{};
    std::string name{};
    std::optional<Tensor<double>> value{};
    std::optional<Point> at{};

    static constexpr const char* kType = "add_op";
    static constexpr std::string_view kAbout =
        "Adds a node. Missing inputs become new leaves with values that fit. The node becomes the output "
        "when it uses "
        "the output.";
    static constexpr auto kFields =
        std::tuple{field("op", &AddOp::op, "the operation; `input` or `constant` for a leaf"),
                   optional_field("inputs", &AddOp::inputs, "nodes; null for a new leaf"),
                   optional_field("attrs", &AddOp::attrs, "the operation's settings"),
                   optional_field("name", &AddOp::name, "of an input"),
                   optional_field("value", &AddOp::value, "of an input or constant"),
                   optional_field("at", &AddOp::at, "where its card stands; without it the layout decides")};
    static Document applied(const Document& document, const AddOp& command);
};

struct AddFormula {
    std::string text;

    static constexpr const char* kType = "add_formula";
    static constexpr std::string_view kAbout = "Adds what a formula says, which may use the names there are.";
    static constexpr auto kFields = std::tuple{field("text", &AddFormula::text, "the formula")};
    static Document applied(const Document& document, const AddFormula& command);
};

/// The number of an input in a message.
constexpr Bounds kInputs{0, 2};

struct Connect {
    NodeId from{};
    NodeId to{};
    size_t input = 0;

    static constexpr const char* kType = "connect";
    static constexpr std::string_view kAbout =
        "Connects a node to an input of another. A leaf that was connected there before and that nothing "
        "else uses is "
        "removed.";
    static constexpr auto kFields = std::tuple{
        field("from", &Connect::from, "the source"), field("to", &Connect::to, "the node that uses it"),
        field("input", &Connect::input, "which of its inputs, from 0", kInputs)};
    static Document applied(const Document& document, const Connect& command);
};

struct Disconnect {
    NodeId to{};
    size_t input = 0;

    static constexpr const char* kType = "disconnect";
    static constexpr std::string_view kAbout =
        "Puts a new leaf with the present value in the place of what was connected to an input.";
    static constexpr auto kFields =
        std::tuple{field("to", &Disconnect::to, "the node"),
                   field("input", &Disconnect::input, "which of its inputs, from 0", kInputs)};
    static Document applied(const Document& document, const Disconnect& command);
};

struct Remove {
    std::vector<NodeId> nodes;

    static constexpr const char* kType = "remove";
    static constexpr std::string_view kAbout =
        "Removes nodes. What used them gets leaves that hold their current values.";
    static constexpr auto kFields = std::tuple{field("nodes", &Remove::nodes, "the nodes")};
    static Document applied(const Document& document, const Remove& command);
};

struct Duplicate {
    std::vector<NodeId> nodes;

    static constexpr const char* kType = "duplicate";
    static constexpr std::string_view kAbout =
        "Copies nodes. A copy takes the copies of its inputs where there are some, else the same inputs.";
    static constexpr auto kFields = std::tuple{field("nodes", &Duplicate::nodes, "the nodes")};
    static Document applied(const Document& document, const Duplicate& command);
};

struct Insert {
    std::shared_ptr<const Document> document;

    static constexpr const char* kType = "insert";
    static constexpr std::string_view kAbout = "Adds all nodes of another document.";
    static constexpr auto kFields =
        std::tuple{field("document", &Insert::document, "as in [file-format.md](file-format.md)")};
    static Document applied(const Document& document, const Insert& command);
};

struct Rename {
    NodeId node{};
    std::string name;

    static constexpr const char* kType = "rename";
    static constexpr std::string_view kAbout = "Renames a node.";
    static constexpr auto kFields =
        std::tuple{field("node", &Rename::node, "the node"),
                   field("name", &Rename::name, "its new name; empty: an operation has none")};
    static Document applied(const Document& document, const Rename& command);
};

struct SetAttrs {
    NodeId node{};
    Attrs attrs;

    static constexpr const char* kType = "set_attrs";
    static constexpr std::string_view kAbout =
        "Changes the settings of an operation, such as the axis of a sum.";
    static constexpr auto kFields = std::tuple{field("node", &SetAttrs::node, "the node"),
                                               optional_field("attrs", &SetAttrs::attrs, "its settings")};
    static Document applied(const Document& document, const SetAttrs& command);
};

struct SetOutput {
    NodeId node{};

    static constexpr const char* kType = "set_output";
    static constexpr std::string_view kAbout = "Makes a node the output.";
    static constexpr auto kFields = std::tuple{field("node", &SetOutput::node, "the node")};
    static Document applied(const Document& document, const SetOutput& command);
};

struct SetUpstream {
    std::optional<Tensor<double>> value;
    int gesture = 0;

    static constexpr const char* kType = "set_upstream";
    static constexpr std::string_view kAbout = "Sets the upstream gradient of the output.";
    static constexpr auto kFields =
        std::tuple{field("value", &SetUpstream::value,
                         "of the output's shape; a number fills the shape; null means all ones"),
                   gesture_field(&SetUpstream::gesture)};
    static Document applied(const Document& document, const SetUpstream& command);
};

struct Move {
    std::map<NodeId, Point> places;
    int gesture = 0;

    static constexpr const char* kType = "move";
    static constexpr std::string_view kAbout = "Moves cards.";
    static constexpr auto kFields =
        std::tuple{field("places", &Move::places, "the cards' centres by node, in canvas units"),
                   gesture_field(&Move::gesture)};
    static Document applied(const Document& document, const Move& command);
};

struct Tidy {
    static constexpr const char* kType = "tidy";
    static constexpr std::string_view kAbout = "Gives all cards back to the automatic layout.";
    static constexpr std::tuple<> kFields{};
    static Document applied(const Document& document, const Tidy& command);
};

struct MakeGroup {
    std::vector<NodeId> nodes;
    std::string name;

    static constexpr const char* kType = "group";
    static constexpr std::string_view kAbout = "Groups nodes.";
    static constexpr auto kFields =
        std::tuple{field("nodes", &MakeGroup::nodes, "at least two"),
                   optional_field("name", &MakeGroup::name, "the group's name; without it `group 1`, …")};
    static Document applied(const Document& document, const MakeGroup& command);
};

struct Ungroup {
    GroupId group{};

    static constexpr const char* kType = "ungroup";
    static constexpr std::string_view kAbout = "Takes a group apart.";
    static constexpr auto kFields = std::tuple{field("group", &Ungroup::group, "the group")};
    static Document applied(const Document& document, const Ungroup& command);
};

struct FoldGroup {
    GroupId group{};
    bool folded = true;

    static constexpr const char* kType = "fold_group";
    static constexpr std::string_view kAbout = "Draws a group as one card, or its nodes again.";
    static constexpr auto kFields = std::tuple{field("group", &FoldGroup::group, "the group"),
                                               field("folded", &FoldGroup::folded, "whether it is one card")};
    static Document applied(const Document& document, const FoldGroup& command);
};

struct RenameGroup {
    GroupId group{};
    std::string name;

    static constexpr const char* kType = "rename_group";
    static constexpr std::string_view kAbout = "Renames a group.";
    static constexpr auto kFields = std::tuple{field("group", &RenameGroup::group, "the group"),
                                               field("name", &RenameGroup::name, "its new name")};
    static Document applied(const Document& document, const RenameGroup& command);
};

struct Fold {
    NodeId node{};

    static constexpr const char* kType = "fold";
    static constexpr std::string_view kAbout = "Makes one operation of those that end in a node.";
    static constexpr auto kFields = std::tuple{field("node", &Fold::node, "the node")};
    static Document applied(const Document& document, const Fold& command);
};

struct Unfold {
    NodeId node{};

    static constexpr const char* kType = "unfold";
    static constexpr std::string_view kAbout = "Takes an operation apart into simpler ones.";
    static constexpr auto kFields = std::tuple{field("node", &Unfold::node, "the node")};
    static Document applied(const Document& document, const Unfold& command);
};

/// Everything that can change a document.
using Command =
    std::variant<SetLeaf, SetLeaves, SetConstant, SetFormula, LoadPreset, LoadDocument, NewGraph, AddOp,
                 AddFormula, Connect, Disconnect, Remove, Duplicate, Insert, Rename, SetAttrs, SetOutput,
                 SetUpstream, Move, Tidy, MakeGroup, Ungroup, FoldGroup, RenameGroup, Fold, Unfold>;

/// The document after the command. Throws Problem and changes nothing when the command cannot be done.
Document apply(const Document& document, const Command& command);

/// A document of these nodes alone: inputs that they take from other nodes become leaves with their current
/// values. For the clipboard.
Document extract(const Document& document, std::span<const NodeId> ids);

}  // namespace bp
