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

/// Puts them in ascending order.
void sort_ids(std::vector<NodeId>& ids);

/// Nodes that are shown as one card while folded. Any two groups are nested or share no node.
struct Group {
    GroupId id{};
    std::string name;
    std::vector<NodeId> nodes;  ///< including those of inner groups, ascending
    bool folded = true;

    bool operator==(const Group&) const = default;
    bool holds(NodeId node) const;
};

/// The state of the graph on the page: what it computes and the values of its leaves. It is immutable: a
/// command makes the next document, undo returns to an earlier one. Graphs and tensors are shared between
/// documents, never copied.
struct Document {
    std::string formula;  ///< as the user wrote it
    std::shared_ptr<const Graph> graph;
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves;
    std::shared_ptr<const Tensor<double>> upstream{};  ///< gradient that flows into the output; null: ones
    std::map<NodeId, Point> places{};                  ///< of the cards that the user moved
    std::vector<Group> groups{};
    std::map<NodeId, Display> displays{};  ///< of tensors whose numbers alone do not show what they are
    std::vector<std::string> classes{};    ///< names of the classes, from class 0
    std::optional<Origin> origin{};        ///< what the graph was made from
    std::string extra{};                   ///< a JSON object for other programs, kept unchanged; "" for none

    Leaves<double> leaf_values() const;
    const Group* group(GroupId id) const;
};

/// An execution of the document's graph at its leaves, with its upstream gradient.
Execution<double> execute(const Document& document);

/// Whether no path leaves the nodes and comes back to them: only then can they be one card.
bool is_convex(const Graph& graph, std::span<const NodeId> nodes);

/// The shape of the output's value. Throws Problem when shapes do not fit.
Shape output_shape(const Document& document);

/// Throws Problem if the leaves' shapes do not fit the graph, or if its values have more than kMaxElements
/// numbers in total: a few characters can request gigabytes, as in zeros([16384, 16384]).
void check_shapes(const Document& document);

/// The number of images in a tensor of that shape; 0 if the display is not of images or does not fit.
size_t images_in(const Display& display, const Shape& shape);

/// Whether the display fits a tensor of that shape: edits change shapes and keep displays.
bool fits(const Display& display, const Shape& shape, size_t classes);

constexpr size_t kMaxElements = size_t{1} << 24;

}  // namespace bp
