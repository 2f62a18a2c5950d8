#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/message.hpp"
#include "graph/op.hpp"

namespace bp {

/// Identifies a node for the life of a graph and of its edited successors; it is never reused for another
/// node.
enum class NodeId : uint32_t {};

constexpr uint32_t number(NodeId id) { return static_cast<uint32_t>(id); }

struct Node {
    NodeId id{};
    OpKind op = OpKind::input;
    uint8_t arity = 0;
    std::array<NodeId, 3> input{};
    Attrs attrs{};
    std::string name{};  ///< "" for an intermediate result without a name

    std::span<const NodeId> inputs() const { return {input.data(), arity}; }
};

/// Throws Problem for a name that looks like another because nothing is seen of one of its characters.
void check_hidden(std::string_view name);

/// Which op is applied to which nodes: topology and constants, no values. Nodes are in topological order,
/// inputs first. Names are kept and found composed (base/letters.hpp), so that equal looks are equal names.
class Graph {
  public:
    Graph() = default;
    /// A graph of given nodes, in any order; they are put in topological order, otherwise as they come. For
    /// files and for edits. Throws Problem naming the nodes for a cycle, an id that is missing, used twice or
    /// beyond kMaxId, more nodes than the GraphLimit, a name used twice or too long, an input without a name,
    /// a constant without a value, or a number of inputs that is not the op's.
    static Graph from_nodes(std::vector<Node> nodes, std::map<NodeId, Tensor<double>> constants,
                            NodeId output);

    static constexpr uint32_t kMaxId = 10'000'000;

    /// A leaf the user sets. Throws Problem when the name is taken or empty.
    NodeId add_input(std::string name);
    NodeId add_constant(Tensor<double> value);
    /// Throws Problem when an input is not in the graph or their number is not the op's arity.
    NodeId add(OpKind op, std::span<const NodeId> inputs, Attrs attrs = {});
    NodeId add(OpKind op, std::initializer_list<NodeId> inputs, Attrs attrs = {}) {
        return add(op, std::span<const NodeId>(inputs.begin(), inputs.size()), std::move(attrs));
    }
    /// Throws Problem when the name belongs to another node.
    void rename(NodeId id, std::string name);
    /// The node whose gradient is taken; the last one added unless set.
    void set_output(NodeId id);
    NodeId output() const;

    std::span<const Node> nodes() const { return nodes_; }
    bool contains(NodeId id) const { return number(id) < index_.size() && index_[number(id)] != kGone; }
    /// Position in nodes(). The node must be in the graph.
    size_t index(NodeId id) const { return index_[number(id)]; }
    const Node& node(NodeId id) const { return nodes_[index(id)]; }
    std::optional<NodeId> find(std::string_view name) const;
    const Tensor<double>& constant(NodeId id) const { return constants_.at(id); }
    /// An id that no node of this graph has or has had.
    NodeId next_id() const { return NodeId{static_cast<uint32_t>(index_.size())}; }
    /// A name for messages: the node's own, or the op and the id.
    std::string label(NodeId id) const;
    /// The same in a problem: the name as code, or a phrase.
    Argument reference(NodeId id) const;

  private:
    static constexpr uint32_t kGone = ~uint32_t{0};

    NodeId append(Node node);
    void check(const Node& node) const;

    std::vector<Node> nodes_;
    std::vector<uint32_t> index_;  // by id
    std::map<NodeId, Tensor<double>> constants_;
    struct NameHash {
        using is_transparent = void;
        size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    std::unordered_map<std::string, NodeId, NameHash, std::equal_to<>> names_;
    std::optional<NodeId> output_;
};

}  // namespace bp
