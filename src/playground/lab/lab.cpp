#include "playground/lab/lab.hpp"

#include <algorithm>
#include <cmath>

#include "base/problem.hpp"

namespace bp {
namespace {

// Work is counted in numbers handled, one to a few nanoseconds each.
constexpr double kLive = 3e6;   ///< for all of a check, with every change of a number
constexpr double kAsked = 3e7;  ///< for each of its parts, on demand
constexpr double kRefused = 1e8;

constexpr double kTableEvaluations = 4;  ///< of each number: the table, and the nodes by themselves
/// Of each number: both sides of every step, in double and in float.
double curve_evaluations() { return 4.0 * static_cast<double>(lab_steps().size()); }

/// How many elements of each leaf can be looked at for `budget`, each by so many evaluations.
size_t most_elements(double budget, double work, size_t leaves, double evaluations) {
    const double most = budget / (work * evaluations * static_cast<double>(std::max<size_t>(leaves, 1)));
    return static_cast<size_t>(std::clamp(most, 1.0, 1e9));
}

/// At most so many of them, from all over.
std::vector<NodeId> spread(const std::vector<NodeId>& leaves, size_t most) {
    if (leaves.size() <= most) return leaves;
    std::vector<NodeId> some;
    for (size_t k = 0; k < most; ++k) some.push_back(leaves[k * leaves.size() / most]);
    return some;
}

}  // namespace

void Lab::set_step(double h) {
    const auto steps = lab_steps();
    if (!(h <= steps.front() && h >= steps.back())) throw Problem(problems::check_step);
    step_ = h;
    leaves_current_ = false;
}

void Lab::choose(const Graph& graph, std::string_view leaf) {
    if (!leaf.empty()) {
        const auto id = graph.find(leaf);
        const bool is_leaf = id && graph.node(*id).arity == 0;
        if (!is_leaf) throw Problem(problems::edit_no_input, leaf);
    }
    chosen_ = leaf;
    curve_current_ = false;
}

void Lab::follow(const std::shared_ptr<const Graph>& graph) {
    if (graph != graph_) {
        report_ = {};
        asked_ = false;
        race_current_ = false;
        graph_ = graph;
        if (hunt_ && hunt_->document->graph != graph) stop_hunt();
    }
    nodes_current_ = curve_current_ = leaves_current_ = probes_current_ = false;
}

const LabReport& Lab::report(const Execution<double>& shown) {
    using State = LabReport::State;
    if (leaves_current_ && nodes_current_ && curve_current_) return report_;
    const std::vector<NodeId> leaves = checked_leaves(shown);
    double numbers = 0;
    for (const NodeId leaf : leaves) numbers += static_cast<double>(shown.shape(leaf).size());
    const double work = work_of(shown);
    const bool live = numbers * work * (kTableEvaluations + curve_evaluations()) <= kLive;
    if (leaves.empty()) {
        report_.state = State::empty;
    } else if (2 * work * static_cast<double>(leaves.size()) > kRefused) {
        report_.state = State::refused;
    } else if (live || asked_) {
        compute(shown, leaves);
    } else {
        report_.state = report_.leaves.empty() ? State::waiting : State::outdated;
    }
    asked_ = false;
    return report_;
}

void Lab::compute(const Execution<double>& shown, const std::vector<NodeId>& leaves) {
    const Execution<double> right = right_of(shown);
    const Execution<double> checked = right.with_fault(shown.fault());
    const double work = work_of(checked);
    const size_t most = most_elements(kAsked, work, leaves.size(), 2);
    if (!leaves_current_) report_.leaves = check_leaves(checked, step_, most);
    if (!nodes_current_) report_.nodes = check_nodes(right, shown.fault(), most);
    if (!curve_current_) {
        report_.chosen = checked.graph().find(chosen_);
        if (report_.chosen && std::ranges::count(leaves, *report_.chosen) == 0) report_.chosen.reset();
        const std::vector<NodeId> of =
            report_.chosen ? std::vector{*report_.chosen}
                           : spread(leaves, most_elements(kAsked, work, 1, curve_evaluations()));
        report_.curve = error_curve(checked, of, most_elements(kAsked, work, of.size(), curve_evaluations()));
    }
    if (!race_current_) report_.race = race(right, clock_, most);
    report_.state = LabReport::State::current;
    leaves_current_ = nodes_current_ = curve_current_ = race_current_ = true;
}

void Lab::start_hunt(Hunt hunt) {
    hunt_ = std::move(hunt);
    probes_current_ = false;
    ++score_.hunts;
}

Hunt& Lab::current_hunt() {
    if (!hunt_) throw Problem(problems::hunt_none);
    return *hunt_;
}

void Lab::probe(NodeId node) {
    current_hunt().probe(node);
    probes_current_ = false;
}

void Lab::accuse(const Execution<double>& shown, NodeId node) {
    const size_t before = current_hunt().mistakes();
    hunt_->accuse(shown, node);
    score_.mistakes += static_cast<int>(hunt_->mistakes() - before);
    probes_current_ = false;
}

void Lab::guess(size_t line) {
    const size_t before = current_hunt().mistakes();
    hunt_->guess(line);
    score_.mistakes += static_cast<int>(hunt_->mistakes() - before);
    if (hunt_->phase() != Hunt::Phase::solved) return;
    ++score_.solved;
    score_.at_once += hunt_->mistakes() == 0;
}

const std::vector<Probe>& Lab::probes(const Execution<double>& shown) {
    if (!probes_current_) {
        probes_.clear();
        for (const NodeId node : current_hunt().probed) probes_.push_back(probe_node(shown, node));
        probes_current_ = true;
    }
    return probes_;
}

const Fault* Lab::fault_in(const std::shared_ptr<const Graph>& graph) const {
    return hunt_ && hunt_->document->graph == graph ? hunt_->planted : nullptr;
}

}  // namespace bp
