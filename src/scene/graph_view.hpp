#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/point.hpp"
#include "document/document.hpp"
#include "scene/arrange.hpp"
#include "scene/walk.hpp"

namespace bp {

struct Picture;
class PictureCache;

enum class CardKind { leaf, constant, op, group };

/// A node or a folded group as it is drawn. Every text is finished, so that canvas, table and export say the
/// same.
struct Card {
    NodeId id{};  ///< of a group: its last node, whose value and gradient it shows
    CardKind kind = CardKind::op;
    std::optional<GroupId> group{};  ///< the folded group that it represents
    bool output = false;
    bool active = false;      ///< the current step of the walk is at this node
    std::string name;         ///< of leaf or named result, "" otherwise
    std::string glyph;        ///< of the op: "×"
    std::string value;        ///< brief
    std::string gradient;     ///< brief; "" when no gradient reaches the node
    std::string exact_value;  ///< all digits
    std::string exact_gradient;
    std::optional<double> number;  ///< the value of a scalar
    std::optional<double> gradient_number;
    std::shared_ptr<const Picture> picture;           ///< of a tensor's value, null of a scalar's
    std::shared_ptr<const Picture> gradient_picture;  ///< null when no gradient reaches the node
    size_t arity = 0;                                 ///< edges that arrive
    size_t fan_out = 0;                               ///< edges that leave
    // Of a node that is probed in a bug hunt.
    std::string backprop{};   ///< its gradient so; "" when not probed
    std::string numerical{};  ///< its gradient by differences
    bool disagrees = false;
    std::string verdict{};  ///< the answer to whoever accused it, "" when not accused
    bool in_hunt() const { return !numerical.empty() || !verdict.empty(); }
    Point centre;
    Point size;
    float corner = 0;
    Point picture_room{};        ///< for each of its pictures; {} where they have none
    bool gradient_room = false;  ///< there is space for the gradient's, too
    float sum_room = 0;          ///< for the sum of its contributions; 0 for none
};

/// An edge: the value that flows forward and the contribution that flows back along it.
struct Wire {
    size_t from = 0;  ///< cards
    size_t to = 0;
    NodeId source{};
    NodeId consumer{};
    size_t input = 0;   ///< which input of the consumer
    size_t port = 0;    ///< the index, of the card's `arity`, of the place where it arrives
    std::string shape;  ///< "" of a scalar
    std::string value;
    std::string gradient;
    // The contribution, when one of its nodes is probed in a bug hunt.
    std::string backprop{};
    std::string numerical{};
    bool disagrees = false;
    std::optional<double> value_number;  ///< of scalars
    std::optional<double> gradient_number;
    float strength = 0;       ///< the largest number that flows back, as a share of the graph's largest
    std::vector<Point> path;  ///< from the card to the arrow's tip
    Point low;                ///< bounds of the path
    Point high;
    Point label;  ///< on the path
    Point label_room;
};

/// An unfolded group: a frame around its cards.
struct GroupBox {
    GroupId id{};
    std::string name;
    std::vector<size_t> cards;
    Point top_left;
    Point bottom_right;
};

struct GraphView {
    std::vector<Card> cards;
    std::vector<Wire> wires;
    std::vector<GroupBox> groups;  ///< outer ones first
    EdgePlace exit;                ///< the output's arrow; its label has the width reserved for numbers
    Flow flow = Flow::right;
    float longest_name = 170;
    bool moved = false;     ///< the user moved a card, which may cover what is placed automatically
    bool outgrown = false;  ///< a number is wider than its space: the graph must be arranged anew
    Point top_left;         ///< bounds of everything
    Point bottom_right;
};

/// A tensor with all digits: a number, or its shape and the first elements.
std::string exact(const View<double>& tensor);

/// With a walk, only the numbers that it has reached are shown; the others are "" and have no pictures. With
/// `strengths`, edges know how large their gradients are. Pictures that `pictures` has kept since the last
/// view are reused; without it, cards have no pictures.
GraphView make_graph_view(Execution<double>& execution, const Document& document,
                          const Arrangement& arrangement, const Walk* walk = nullptr,
                          PictureCache* pictures = nullptr, bool strengths = false);

}  // namespace bp
