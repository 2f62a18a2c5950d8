#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "base/fields.hpp"
#include "document/commands.hpp"
#include "playground/lessons/lesson.hpp"
#include "playground/tensors/cell_edits.hpp"
#include "playground/tensors/tensor_details.hpp"
#include "playground/training/training.hpp"
#include "playground/words/strings.hpp"

// What a user can ask for besides commands: each declared once, with its fields (base/fields.hpp). What it
// does is Playground::act of it.
namespace bp {

struct Undo {
    static constexpr const char* kType = "undo";
    static constexpr std::string_view kAbout = "Undoes the last step.";
    static constexpr std::tuple<> kFields{};
};

struct Redo {
    static constexpr const char* kType = "redo";
    static constexpr std::string_view kAbout = "Does the last undone step again.";
    static constexpr std::tuple<> kFields{};
};

/// The page's rooms. All but mnist show the graph on the canvas.
#include "rooms_data.hpp"  // Room: the names of web/rooms/manifest.json
/// The views of the network that the room mnist has.
BP_NAMED_ENUM(NetworkView, weights, layers, mistakes, draw, gradients, files)

struct Show {
    Room room = Room::graph;
    std::optional<NetworkView> view{};

    static constexpr const char* kType = "show";
    static constexpr std::string_view kAbout = "Opens a room.";
    static constexpr auto kFields =
        std::tuple{field("room", &Show::room, "the room"),
                   optional_field("view", &Show::view, "of the room `mnist`; without it the one it had")};
};

struct Lend {
    std::shared_ptr<const Document> document;
    std::optional<Origin> origin{};

    static constexpr const char* kType = "lend";
    static constexpr std::string_view kAbout =
        "Lends the canvas to a graph from elsewhere. The user's own graph waits with its history. A graph "
        "that the canvas is lent to already is replaced, but another of the same lesson is a step of its "
        "history; a bug hunt ends.";
    static constexpr auto kFields = std::tuple{
        field("document", &Lend::document, "as in [file-format.md](file-format.md)"),
        optional_field(
            "origin", &Lend::origin,
            "what the graph is and which room and view it leads back to; without it the document's own")};
};

struct GiveBack {
    static constexpr const char* kType = "give_back";
    static constexpr std::string_view kAbout =
        "Brings the user's own graph back as it was, and the room and view that the lent one came from, if "
        "it names any. Edits of the lent graph are discarded.";
    static constexpr std::tuple<> kFields{};
};

struct Restore {
    std::shared_ptr<const Document> own;
    std::optional<std::shared_ptr<const Document>> lent{};

    static constexpr const char* kType = "restore";
    static constexpr std::string_view kAbout =
        "Opens the graphs of another visit, all or none. Undo ends with them, or leads to what was made "
        "since the "
        "page started.";
    static constexpr auto kFields = std::tuple{
        field("own", &Restore::own, "the user's own graph"),
        optional_field("lent", &Restore::lent, "the graph that the canvas was lent to, with its origin")};
};

struct SetLanguage {
    Language language = Language::en;

    static constexpr const char* kType = "language";
    static constexpr std::string_view kAbout = "Sets the language of all texts.";
    static constexpr auto kFields = std::tuple{field("language", &SetLanguage::language, "the language")};
};

BP_NAMED_ENUM(SelectMode, set, add, toggle)

struct Select {
    using Mode = SelectMode;
    std::vector<NodeId> nodes{};
    std::optional<NodeId> node{};
    SelectMode mode = SelectMode::set;

    static constexpr const char* kType = "select";
    static constexpr std::array kOneOf{"nodes", "node"};
    static constexpr std::string_view kAbout = "Selects nodes. The last one is explained.";
    static constexpr auto kFields =
        std::tuple{optional_field("nodes", &Select::nodes, "the nodes"),
                   optional_field("node", &Select::node, "one node, instead of a list; null: none"),
                   optional_field("mode", &Select::mode,
                                  "`add` and `toggle` keep what was selected before; by default `set`")};
};

BP_NAMED_ENUM(WalkMove, start, back, step, end, off, to)

struct MoveWalk {
    using Move = WalkMove;
    WalkMove move = WalkMove::step;
    std::optional<NodeId> node{};

    static constexpr const char* kType = "walk";
    static constexpr std::string_view kAbout =
        "Moves the walk through the computation; the first move begins one, `off` ends it.";
    static constexpr auto kFields = std::tuple{field("move", &MoveWalk::move, "the move"),
                                               optional_field("node", &MoveWalk::node, "where `to` leads")};
};

BP_NAMED_ENUM(AlignEdge, left, centre, right, top, middle, bottom, spread_x, spread_y)

struct Align {
    using Edge = AlignEdge;
    AlignEdge edge = AlignEdge::left;

    static constexpr const char* kType = "align";
    static constexpr std::string_view kAbout =
        "Aligns the selected cards, or spreads them at equal distances.";
    static constexpr auto kFields = std::tuple{field("edge", &Align::edge, "how")};
};

struct ShowEdgeWidths {
    bool on = false;

    static constexpr const char* kType = "edge_widths";
    static constexpr std::string_view kAbout = "Draws edges as wide as their gradients are large.";
    static constexpr auto kFields = std::tuple{field("on", &ShowEdgeWidths::on, "whether it does")};
};

struct Paste {
    std::string text;

    static constexpr const char* kType = "paste";
    static constexpr std::string_view kAbout = "Adds the nodes of a text.";
    static constexpr auto kFields =
        std::tuple{field("text", &Paste::text, "what the page copied, a document, or a formula")};
};

struct ShowPalette {
    bool open = false;

    static constexpr const char* kType = "palette";
    static constexpr std::string_view kAbout = "Opens or closes the list of nodes to add.";
    static constexpr auto kFields = std::tuple{field("open", &ShowPalette::open, "whether it is open")};
};

struct Check {
    std::optional<double> step{};
    std::optional<std::string> leaf{};
    bool run = false;

    static constexpr const char* kType = "check";
    static constexpr std::string_view kAbout = "Sets up the gradient check.";
    static constexpr auto kFields =
        std::tuple{optional_field("h", &Check::step, "the step h of the central difference"),
                   optional_field("leaf", &Check::leaf, "whose error against h is drawn; empty: of all"),
                   optional_field("run", &Check::run,
                                  "whether to check a graph that is too large to be checked at once")};
};

BP_NAMED_ENUM(HuntOrder, start, probe, accuse, guess, stop)

struct HuntBug {
    using Order = HuntOrder;
    HuntOrder order = HuntOrder::start;
    std::optional<uint64_t> seed{};
    std::string graph{};
    std::optional<NodeId> node{};
    std::optional<size_t> line{};

    static constexpr const char* kType = "hunt";
    static constexpr std::string_view kAbout =
        "The bug hunt. `start` lends the canvas to a small graph with a planted bug, `probe` compares both "
        "gradients at a node, `accuse` names the node with the bug and `guess` the line of its code, `stop` "
        "brings back what was on the canvas before.";
    static constexpr auto kFields =
        std::tuple{field("order", &HuntBug::order, "what to do"),
                   optional_field("seed", &HuntBug::seed, "of `start`: which bug", {0, 9e15}),
                   optional_field("graph", &HuntBug::graph, "of `start`: in which graph"),
                   optional_field("node", &HuntBug::node, "of `probe` and `accuse`"),
                   optional_field("line", &HuntBug::line, "of `guess`", {0, 1000})};
};

struct OpenLesson {
    Lesson lesson;

    static constexpr const char* kType = "lesson";
    static constexpr std::string_view kAbout =
        "Opens a lesson's text. Its graph is lent by `lend`, with an origin of the kind `lesson`.";
    static constexpr auto kFields =
        std::tuple{field("lesson", &OpenLesson::lesson, "as [lessons.md](lessons.md) has it")};
};

struct AnswerQuestion {
    std::string lesson;
    std::string question;
    std::string text;

    static constexpr const char* kType = "answer";
    static constexpr std::string_view kAbout =
        "Answers a question of the open lesson. `lesson.graded` of the state says how good the answer is.";
    static constexpr auto kFields =
        std::tuple{field("lesson", &AnswerQuestion::lesson, "the open lesson's id"),
                   field("question", &AnswerQuestion::question, "the question's id"),
                   field("text", &AnswerQuestion::text, "as typed, or the key of an option")};
};

struct Assign {
    std::string name;
    Expression to;

    static constexpr const char* kType = "assign";
    static constexpr std::string_view kAbout =
        "Sets a leaf to the present value of an expression, as a step of gradient descent does.";
    static constexpr auto kFields =
        std::tuple{field("name", &Assign::name, "the leaf"), field("to", &Assign::to, "the expression")};
};

/// Everything a user can ask for. Panels, gestures, the HTML side and scripts all send these.
using Action =
    std::variant<Command, Undo, Redo, Show, Lend, GiveBack, Restore, SetLanguage, Select, MoveWalk, Align,
                 Paste, ShowPalette, ShowEdgeWidths, Train, SetTraining, SetCharts, InspectTensor, MoveWindow,
                 SetCells, SetShape, Check, HuntBug, OpenLesson, AnswerQuestion, Assign>;

}  // namespace bp
