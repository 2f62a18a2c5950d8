#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "playground/lab/hunt.hpp"
#include "playground/lab/lab_check.hpp"

namespace bp {

/// What the lab shows of the graph on the page.
struct LabReport {
    enum class State {
        current,   ///< of the numbers on the page
        outdated,  ///< of earlier numbers: the graph is too large to be checked while a number is dragged
        waiting,   ///< not checked yet, for the same reason
        refused,   ///< too large to be checked at all
        empty,     ///< there is nothing to check
    };
    State state = State::empty;
    std::vector<CheckedLeaf> leaves;
    std::vector<NodeCheck> nodes;  ///< in the graph's order
    std::optional<NodeId> chosen;  ///< whose error the curve shows; none: the largest of all
    Curve curve;
    Race race;
};

/// The gradient check of the graph on the page, and the bug hunt. Small graphs are checked whenever they
/// change, larger ones when asked, of very large ones some elements.
class Lab {
  public:
    explicit Lab(Clock clock = steady_seconds) : clock_(clock) {}

    double step() const { return step_; }
    /// Throws Problem unless 1e-12 ≤ h ≤ 1e-1.
    void set_step(double h);
    /// The leaf whose error the curve shows, by name; "" for all together. Throws Problem when it is none.
    void choose(const Graph& graph, std::string_view leaf);
    /// Checks a graph that is too large to be checked by itself.
    void ask() { asked_ = true; }

    /// A number or the graph of the page has changed. A hunt ends with its graph.
    void follow(const std::shared_ptr<const Graph>& graph);
    /// The report for what the page computes.
    const LabReport& report(const Execution<double>& shown);

    /// Begins a hunt; its document is for the page to show.
    void start_hunt(Hunt hunt);
    // Each throws Problem when there is no hunt, or as Hunt does.
    void probe(NodeId node);
    void accuse(const Execution<double>& shown, NodeId node);
    void guess(size_t line);
    void stop_hunt() { hunt_.reset(); }
    const std::optional<Hunt>& hunt() const { return hunt_; }
    /// What the probed nodes show with the present numbers, in the order of Hunt::probed.
    const std::vector<Probe>& probes(const Execution<double>& shown);
    /// What is planted in that graph, or null.
    const Fault* fault_in(const std::shared_ptr<const Graph>& graph) const;

    struct Score {
        int hunts = 0;  ///< begun
        int solved = 0;
        int at_once = 0;   ///< without a mistake
        int mistakes = 0;  ///< in all hunts: accusations of right nodes, choices of right lines
    };
    const Score& score() const { return score_; }

  private:
    Hunt& current_hunt();
    void compute(const Execution<double>& shown, const std::vector<NodeId>& leaves);

    Clock clock_;
    double step_ = 1e-4;
    std::string chosen_;
    bool asked_ = false;
    LabReport report_;
    // What of the report is up to date; the race belongs to the graph, not to its numbers.
    bool leaves_current_ = false;
    bool nodes_current_ = false;
    bool curve_current_ = false;
    bool race_current_ = false;
    std::shared_ptr<const Graph> graph_;  // the last one followed
    std::optional<Hunt> hunt_;
    std::vector<Probe> probes_;
    bool probes_current_ = false;
    Score score_;
};

}  // namespace bp
