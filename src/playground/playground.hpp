#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/history.hpp"
#include "document/presets.hpp"
#include "formula/rewrite.hpp"
#include "playground/about_names.hpp"
#include "playground/actions.hpp"
#include "playground/lab/lab.hpp"
#include "playground/lessons/lesson.hpp"
#include "playground/tensors/tensor_details.hpp"
#include "playground/training/training.hpp"
#include "playground/words/strings.hpp"
#include "scene/graph_view.hpp"
#include "scene/picture.hpp"
#include "scene/scene.hpp"
#include "scene/walk.hpp"

namespace bp {

/// A sentence for the user about the last action or the present numbers.
struct Notice {
    enum class Kind { problem, warning };
    Kind kind;
    Message message;
    std::optional<SourceSpan> where;  ///< in the formula text
    std::string text;                 ///< the message in the playground's language
};

/// The whole app without pixels. The UI and the HTML side read it and dispatch actions; they hold nothing of
/// their own.
class Playground {
  public:
    /// Nodes of a graph that it takes: all of them are laid out and kept current.
    static constexpr size_t kMostShown = 30'000;
    /// Multiply-adds of one evaluation, which takes less than a second.
    static constexpr double kMostProducts = 2e9;

    Playground();  ///< opens with the apple graph

    /// Does it, or leaves everything as it was and says why in notice(). Whether it was done.
    bool dispatch(const Action& action);
    /// An action as JSON: {"type": "set_leaf", "name": "apple", "value": 120}. Unknown or malformed:
    /// notice(), false.
    bool dispatch_json(std::string_view json);

    const Document& document() const { return history_.document(); }
    /// The user's own graph: the document, unless the canvas is lent.
    const Document& own_document() const { return own_history().document(); }
    /// Whether the canvas is lent to a graph from elsewhere, which the document is then.
    bool is_lent() const { return !waiting_.empty(); }
    /// What is to be kept for another visit, as JSON: {"own": document, "lent": document}: the user's own
    /// graph, and the lent one, if there is one and it is asked for. A hunt that is on is not kept. Restore
    /// takes it.
    std::string saved(bool with_lent = true) const;
    const History& history() const { return history_; }
    /// Whether Undo does something. At the beginning of a lesson's or a hunt's graph it gives the canvas
    /// back.
    bool can_undo() const { return history_.can_undo() || undo_gives_back(); }
    /// Key of the preset on the page, "" after it was edited into another formula.
    std::string_view preset() const;

    /// Cards and wires with the current numbers.
    const GraphView& graph_view();
    bool edge_widths() const { return edge_widths_; }
    /// While a number is dragged (set by one gesture): how the output changes by its gradient, and how it
    /// does. The output counts as Σ upstream · output.
    struct NumberNudge {
        NodeId node{};
        int gesture = 0;
        double from = 0;
        double gradient = 0;  ///< at the start
        double output_from = 0;
        double predicted = 0;  ///< gradient · change of the number
        double actual = 0;     ///< change of the output
    };
    const std::optional<NumberNudge>& nudge() const { return nudge_; }
    /// What the walk's last step did, in texts; nothing before its first.
    std::optional<Motion> motion();

    /// Grows when another document is opened: what stood where before says nothing about it.
    int opened() const { return opened_; }
    /// The room that the canvas has for the graph, in CSS px: what the layout's direction and spacing depend
    /// on.
    void set_canvas_space(Point space);
    /// Values and gradients, always current.
    Execution<double>& execution() { return *execution_; }

    /// A failed action, or else a warning about a value that is not finite or a planted bug, in the user's
    /// language; nothing when all is well.
    const std::optional<Notice>& notice() const { return notice_; }

    Language language() const { return language_; }
    Room room() const { return room_; }
    /// Which view of the network the room mnist shows.
    std::string_view view() const { return name_of(shown_view_); }
    /// The nodes the user chose, or the one the walk stands at.
    const std::vector<NodeId>& selection() const { return selection_; }
    bool is_selected(NodeId node) const;
    /// The node that is explained: the last of the selection.
    std::optional<NodeId> selected() const;
    bool palette() const { return palette_; }
    /// How a fold or unfold just done was proven equal.
    const std::optional<EqualityProof>& proof() const { return proof_; }
    /// The chosen nodes as text, for paste; "" when none is.
    std::string copy() const;
    /// The selected node's tensors, when it has some to show.
    std::optional<TensorDetails> tensors();
    const std::optional<Walk>& walk() const { return walk_; }
    Lab& lab() { return lab_; }
    const Training& training() const { return training_; }
    /// What the workers' host must do (Training::act, order_json); emptied by the call.
    HostOrders take_training_orders();
    /// The host's report, {"type": "advanced", "run": 1, "steps": 600, …}, by the fields of reports.hpp. One
    /// of a run that is no more changes nothing. Throws Problem, changing nothing, when it is none.
    void training_report(std::string_view json);
    /// The run with its losses as a text, to be kept for another visit and shown as a table.
    std::string training_run() const;

    /// Grows with every visible change: whoever mirrors the state compares this.
    uint64_t revision() const { return revision_; }
    /// The whole visible state as JSON, for the HTML side and scripts: revision, room, preset, formula,
    /// notice, nodes with exact numbers (not more than `most_nodes`), undo/redo, training.
    std::string snapshot(size_t most_nodes = ~size_t{0});

  private:
    void act(const Command& command);
    void act(Undo);
    void act(Redo);
    void act(const Show& show);
    void act(const Lend& lend);
    void act(GiveBack);
    void act(const Restore& restore);
    void act(const SetLanguage& language) { set_language(language.language); }
    void act(const Select& select);
    void act(const MoveWalk& walk);
    void act(const Align& align);
    void act(const Paste& paste);
    void act(const ShowPalette& palette) { palette_ = palette.open; }
    void act(const ShowEdgeWidths& widths);
    void act(const Train& train) { training_.act(train, orders_); }
    void act(const SetTraining& change) { training_.act(change, orders_); }
    void act(const SetCharts& charts) { training_.logarithmic = charts.logarithmic; }
    void act(const InspectTensor& look);
    void act(const MoveWindow& move) { look_.windows[move.node] = {move.row, move.column}; }
    void act(const SetCells& edit);
    void act(const SetShape& edit) { act(Command(SetLeaves{with_shape(document(), edit)})); }
    void act(const Check& check);
    void act(const HuntBug& hunt);
    void act(const OpenLesson& open) { lesson_ = OpenedLesson{open.lesson, {}}; }
    void act(const AnswerQuestion& answer);
    void act(const Assign& assign);
    void start_hunt(const HuntBug& hunt);
    void leave_hunt();
    const History& own_history() const { return waiting_.empty() ? history_ : waiting_.front(); }
    bool shows(Origin::Kind kind) const;
    bool undo_gives_back() const { return shows(Origin::Kind::lesson) || shows(Origin::Kind::hunt); }
    void take_own_back();
    void open(History history);
    void follow_other_graph();
    void follow_document();
    void begin_nudge(const Command& command);
    void follow_nudge();
    double weighed_output();
    void set_language(Language language);
    void complain(const Message& message, std::optional<SourceSpan> where = {});
    void warn(const Message& message);
    void warn_of_not_finite();

    History history_;               // of the graph on the canvas
    bool restored_ = false;         // the own graph is another visit's
    std::vector<History> waiting_;  // while it is lent: the user's own, then what a hunt was begun on
    std::unique_ptr<Execution<double>> execution_;
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> shown_leaves_;  // what execution_ has
    std::shared_ptr<const Tensor<double>> shown_upstream_;
    const Arrangement& arrangement();

    std::optional<Arrangement> arrangement_;
    bool rearrange_ = true;
    int opened_ = 0;
    Point canvas_space_;
    std::vector<Group> arranged_groups_;
    std::optional<GraphView> view_;
    PictureCache pictures_;
    std::optional<Notice> notice_;
    std::optional<NameRemark> remark_;
    Language language_ = Language::en;
    Room room_ = Room::graph;
    NetworkView shown_view_ = NetworkView::weights;
    std::vector<NodeId> selection_;
    bool palette_ = false;
    std::optional<EqualityProof> proof_;
    TensorInspection look_;
    std::optional<Walk> walk_;
    std::optional<NumberNudge> nudge_;
    bool edge_widths_ = false;
    Lab lab_;
    std::optional<OpenedLesson> lesson_;
    Training training_;
    HostOrders orders_;
    uint64_t revision_ = 1;
};

}  // namespace bp
