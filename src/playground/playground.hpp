#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "document/commands.hpp"
#include "document/history.hpp"
#include "document/presets.hpp"
#include "playground/cell_edits.hpp"
#include "playground/graph_view.hpp"
#include "playground/strings.hpp"
#include "playground/tensor_story.hpp"
#include "playground/training.hpp"
#include "playground/walk.hpp"

namespace bp {

struct Undo {};
struct Redo {};

/// Which of the page's rooms is open: {"type": "show", "room": "mnist"}. Not part of the document. All but
/// mnist show the graph on the canvas.
enum class Room { graph, lessons, check, mnist };
struct Show {
    Room room = Room::graph;
};

/// The language of all texts: {"type": "language", "language": "ko"}. Not part of the document.
struct SetLanguage {
    Language language = Language::en;
};

/// {"type": "train", "order": "start" | "pause" | "reset"}. Start also goes on after a pause.
struct Train {
    enum class Order { start, pause, reset };
    Order order = Order::start;
};

/// Chooses the node that is explained, or none: {"type": "select", "node": 3}, "node": null.
struct Select {
    std::optional<NodeId> node;
};

/// A move of the walk through the computation; the first begins one: {"type": "walk", "move": "step"}.
struct MoveWalk {
    enum class Move { start, back, step, end, off };
    Move move = Move::step;
};

/// Everything a user can ask for. Panels, gestures, the HTML side and scripts all send these.
using Action = std::variant<SetLeaf, SetLeaves, SetFormula, LoadPreset, LoadDocument, Undo, Redo, Show,
                            SetLanguage, Select, MoveWalk, Train, LookAt, MoveWindow, SetCells, SetShape>;

/// A sentence for the user about the last action or the present numbers.
struct Notice {
    enum class Kind { problem, warning };
    Kind kind = Kind::problem;
    std::string text;
    std::optional<SourceSpan> where;  ///< in the formula text
};

/// The whole app without pixels. The UI and the HTML side read it and dispatch actions; they hold nothing of
/// their own.
class Playground {
  public:
    Playground();  ///< opens with the apple graph

    /// Does it, or leaves everything as it was and says why in notice(). Whether it was done.
    bool dispatch(const Action& action);
    /// An action as JSON: {"type": "set_leaf", "name": "apple", "value": 120}. Unknown or malformed:
    /// notice(), false.
    bool dispatch_json(std::string_view json);

    const Document& document() const { return history_.document(); }
    const History& history() const { return history_; }
    /// Key of the preset on the page, "" after it was edited into another formula.
    std::string_view preset() const;

    /// Cards and wires with the current numbers.
    const GraphView& graph_view();
    /// Values and gradients, always current.
    Execution<double>& execution() { return *execution_; }

    /// A failed action, or else a warning about a value that is not finite, in the user's language; nothing
    /// when all is well.
    const std::optional<Notice>& notice() const { return notice_; }

    Language language() const { return language_; }
    Room room() const { return room_; }
    /// The node that is explained: the one the user chose, or the one the walk stands at.
    std::optional<NodeId> selected() const { return selected_; }
    /// The selected node's tensors, when it has some to show.
    std::optional<TensorStory> tensors();
    const std::optional<Walk>& walk() const { return walk_; }
    const Training& training() const { return training_; }
    /// What the worker's host must do, as JSON objects {"order": "start" | "pause" | "reset"}; emptied by the
    /// call.
    std::vector<std::string> take_training_orders();
    /// The host's report: {"phase": "loading", "progress": 0.4}, {"phase": "running", "iteration": 600,
    /// "seconds": 1.2, "losses": [of the new steps], "accuracies": [{"iteration", "train", "test"} of the new
    /// evaluations]},
    /// {"phase": "failed", "message": "…"}. Throws Problem when it is not like this.
    void training_report(std::string_view json);

    /// Grows with every visible change: whoever mirrors the state compares this.
    uint64_t revision() const { return revision_; }
    /// The whole visible state as JSON, for the HTML side and scripts: revision, room, preset, formula,
    /// notice, nodes with exact numbers, undo/redo, training.
    std::string snapshot();

  private:
    void act(const Action& action);
    void set_cells(const SetCells& edit);
    void move_walk(MoveWalk::Move move);
    void order(Train::Order order);
    void follow_document();
    void set_language(Language language);
    void complain(const std::string& sentence, std::optional<SourceSpan> where = {});
    void warn_of_not_finite();

    History history_;
    std::unique_ptr<Execution<double>> execution_;
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> shown_leaves_;  // what execution_ has
    std::vector<Placement> places_;
    std::optional<GraphView> view_;
    std::optional<Notice> notice_;
    std::string complaint_;  // the problem as the engine said it
    Language language_ = Language::en;
    Room room_ = Room::graph;
    std::optional<NodeId> selected_;
    TensorLook look_;
    std::optional<Walk> walk_;
    Training training_;
    std::vector<std::string> orders_;
    uint64_t revision_ = 1;
};

}  // namespace bp
