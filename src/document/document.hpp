#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/point.hpp"
#include "document/display.hpp"
#include "document/origin.hpp"
#include "graph/execution.hpp"
#include "graph/graph.hpp"

namespace bp {

enum class GroupId : uint32_t {};

constexpr uint32_t number(GroupId id) { return static_cast<uint32_t>(id); }

/// Nodes that are shown as one card while folded. Of two groups either one holds all nodes of the other or
/// they share none.
struct Group {
    GroupId id{};
    std::string name;
    std::vector<NodeId> nodes;  ///< with those of groups inside
    bool folded = true;

    bool operator==(const Group&) const = default;
    bool holds(NodeId node) const;
};

/// The one truth about the graph on the page: what it computes and what its leaves are. Immutable: a command
/// makes the next document, undo goes back to an earlier one. Graphs and tensors are shared between
/// documents, never copied.
struct Document {
    std::string formula;  ///< as the user wrote it
    std::shared_ptr<const Graph> graph;
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves;
    std::shared_ptr<const Tensor<double>> upstream{};  ///< gradient that flows into the output; null: ones
    std::map<NodeId, Point> places{};                  ///< of the cards that the user moved
    std::vector<Group> groups{};
    std::map<NodeId, Display> displays{};  ///< of tensors that their numbers do not explain
    std::vector<std::string> classes{};    ///< names of the classes that are told apart, from class 0
    std::optional<Origin> origin{};        ///< what the graph was made of
    std::string extra{};                   ///< a JSON object of somebody else's, kept as it is; "" for none

    Leaves<double> leaf_values() const;
    const Group* group(GroupId id) const;
};

/// An execution of the document's graph at its leaves, with its upstream gradient.
Execution<double> execute(const Document& document);

/// Whether no path leaves the nodes and comes back to them: only then can one card stand for them.
bool is_convex(const Graph& graph, std::span<const NodeId> nodes);

/// The shape of the output's value. Throws Problem when shapes do not fit.
Shape output_shape(const Document& document);

/// Throws Problem when the leaves' shapes do not fit the graph, or its values are more than kMaxElements
/// numbers together: a few characters can ask for gigabytes, zeros([16384, 16384]).
void check_shapes(const Document& document);

/// The images in a tensor of that shape: 0 when the display is none of images or does not fit.
size_t images_in(const Display& display, const Shape& shape);

/// Whether a tensor of that shape can be displayed so: edits change shapes and leave displays as they are.
bool fits(const Display& display, const Shape& shape, size_t classes);

constexpr size_t kMaxElements = size_t{1} << 24;

}  // namespace bp
