#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/bindings_door.hpp"
#include "document/draft.hpp"
#include "document/exports/dot.hpp"
#include "document/json.hpp"
#include "formula/formula.hpp"
#include "formula/rewrite.hpp"
#include "graph/execution.hpp"
#include "graph/grad_accumulator.hpp"
#include "graph/grad_check.hpp"
#include "graph/uses.hpp"

namespace bp::js {

inline val to_js(const Graph& graph, const std::vector<GradCheckRow>& rows) {
    val list = val::array();
    for (const GradCheckRow& row : rows) {
        val entry = val::object();
        entry.set("name", graph.label(row.leaf));
        entry.set("meanAbs", row.mean_abs);
        entry.set("maxAbs", row.max_abs);
        entry.set("maxRel", row.max_rel);
        list.call<void>("push", entry);
    }
    return list;
}

/// bp.Graph: a computational graph with values and gradients that are always current, in double.
class JsGraph {
  public:
    using Spans = std::map<NodeId, SourceSpan>;

    JsGraph(Execution<double> execution, Spans spans)
        : execution_(std::move(execution)), spans_(std::move(spans)) {}

    static std::unique_ptr<JsGraph> from_formula(const Arg& text, const Arg& values) {
        return guarded([&] {
            ParsedFormula parsed =
                parse_formula_with_spans(text_from(or_undefined(text), "formula"), names_in(values));
            const Leaves<double> leaves = leaves_from(values, parsed.graph);
            const auto graph = std::make_shared<const Graph>(std::move(parsed.graph));
            return located(parsed.spans, [&] {
                Execution<double> execution(graph, leaves);
                expect_labels(execution);
                return std::make_unique<JsGraph>(std::move(execution), std::move(parsed.spans));
            });
        });
    }

    val value(const Arg& name) {
        return guarded([&] { return to_js(execution_.value(name ? node(*name) : execution_.output())); });
    }

    val grad(const Arg& name) {
        return guarded([&] { return to_js(execution_.grad(name ? node(*name) : execution_.output())); });
    }

    void set(const Arg& name, const Arg& value) {
        guarded([&] {
            const NodeId leaf = node(or_undefined(name));
            if (graph().node(leaf).op != OpKind::input) {
                throw Problem(problems::module_computed, graph().label(leaf), inputs(graph()));
            }
            const Tensor<double> tensor = leaf_from(or_undefined(value), graph().node(leaf).name);
            located(spans_, [&] {
                const Tensor<double> before = execution_.value(leaf).tensor();
                execution_.set(leaf, tensor);
                try {
                    expect_labels(execution_);
                } catch (const Problem&) {
                    execution_.set(leaf, before);
                    throw;
                }
            });
        });
    }

    void set_upstream(const Arg& value) {
        guarded([&] { execution_.set_upstream(leaf_from(or_undefined(value), "upstream")); });
    }

    void set_output(const Arg& name) {
        guarded([&] { execution_.set_output(node(or_undefined(name))); });
    }

    val nodes() {
        return guarded([&] {
            const auto uses = uses_of(graph());
            val list = val::array();
            for (const Node& node : graph().nodes()) {
                list.call<void>("push", describe_node(node, uses[graph().index(node.id)]));
            }
            return list;
        });
    }

    double local_gradient(const Arg& at, const Arg& input) {
        return guarded([&] {
            const NodeId id = node(or_undefined(at));
            const int arity = graph().node(id).arity;
            if (arity == 0) throw Problem(problems::module_leaf, graph().reference(id));
            const double index = integer_from(or_undefined(input), "inputIndex", 0, arity - 1);
            return execution_.local_gradient(id, static_cast<size_t>(index));
        });
    }

    val grad_check(const Arg& options) {
        return guarded([&] {
            const double step = Options(options, "gradCheck", {"step"}).number("step", 1e-4);
            return to_js(graph(), bp::grad_check(execution_, step));
        });
    }

    std::string formula() {
        return guarded([&] { return print_formula(graph_as_set()); });
    }

    // --- gradients that add up

    void backward() {
        guarded([&] { accumulator_.backward(execution_); });
    }
    void zero_grad() { accumulator_.zero(); }
    val accumulated_grad(const Arg& name) {
        return guarded([&] {
            const Tensor<double> sum =
                accumulator_.grad(execution_, name ? node(*name) : execution_.output());
            return to_js(view(sum));
        });
    }

    // --- another graph of the same computation

    val unfold(const Arg& name) {
        return guarded([&] { return rewrite(bp::unfold(execution_, node(or_undefined(name)))); });
    }
    val fold(const Arg& name) {
        return guarded([&] { return rewrite(bp::fold(execution_, node(or_undefined(name)))); });
    }

    std::string to_dot() {
        return guarded([&] { return bp::to_dot(execution_); });
    }

    // --- files

    std::string to_json() {
        return guarded([&] {
            std::map<NodeId, std::shared_ptr<const Tensor<double>>> values;
            for (const auto& [id, tensor] : leaves())
                values.emplace(id, std::make_shared<const Tensor<double>>(tensor));
            return to_openable_json(with_graph(look_, graph_as_set(), std::move(values)));
        });
    }

    static std::unique_ptr<JsGraph> from_json(const Arg& text) {
        return guarded([&] {
            Document document = bp::from_json(text_from(or_undefined(text), "text"));
            auto graph =
                std::make_unique<JsGraph>(Execution<double>(document.graph, document.leaf_values()), Spans{});
            expect_labels(graph->execution_);
            document.upstream = nullptr;
            graph->look_ = std::move(document);
            return graph;
        });
    }

  private:
    const Graph& graph() const { return execution_.graph(); }

    /// The graph with the output that setOutput chose.
    Graph graph_as_set() const {
        Graph copy = graph();
        copy.set_output(execution_.output());
        return copy;
    }

    Leaves<double> leaves() {
        Leaves<double> values;
        for (const Node& node : graph().nodes()) {
            if (node.op == OpKind::input) values.emplace(node.id, execution_.value(node.id).tensor());
        }
        return values;
    }

    /// Takes over the rewritten graph; tells its node and how near both forms are.
    val rewrite(Rewrite result) {
        const Leaves<double> values = leaves();
        const Tensor<double> upstream = execution_.upstream().tensor();
        execution_ = Execution<double>(std::make_shared<const Graph>(std::move(result.graph)), values);
        execution_.set_upstream(upstream);
        accumulator_.zero();
        spans_.clear();
        val rows = val::array();
        for (const EqualityProof::Row& row : result.proof.rows) {
            val entry = val::object();
            entry.set("name", graph().node(row.leaf).name);
            entry.set("before", to_js(view(row.before)));
            entry.set("after", to_js(view(row.after)));
            entry.set("difference", row.difference);
            rows.call<void>("push", entry);
        }
        val proof = val::object();
        proof.set("id", number(result.node));
        proof.set("gradients", rows);
        proof.set("valueDifference", result.proof.value_difference);
        proof.set("largestDifference", result.proof.largest_difference);
        return proof;
    }

    static void expect_labels(Execution<double>& execution) {
        if (const auto problem = execution.first_problem()) throw NodeProblem(*problem);
    }

    /// Runs it; a problem at a node gets the node's place in the formula text.
    template <class Function>
    static auto located(const Spans& spans, Function function) -> decltype(function()) {
        try {
            return function();
        } catch (const NodeProblem& problem) {
            const auto span = spans.find(problem.node);
            if (span == spans.end()) throw;
            throw Problem(problem.message(), span->second);
        }
    }

    static std::string inputs(const Graph& graph) {
        std::vector<std::string> names;
        for (const Node& node : graph.nodes()) {
            if (node.op == OpKind::input) names.push_back(node.name);
        }
        return names.empty() ? "–" : listed(names);
    }

    static GivenNames names_in(const Arg& values) {
        GivenNames names;
        if (!values) return names;
        if (values->isNull() || values->typeOf().as<std::string>() != "object") {
            refuse(*values, "values", problems::module_values);
        }
        const val keys = val::global("Object").call<val>("keys", *values);
        for (const val& key : emscripten::vecFromJSArray<val>(keys)) names.push_back(key.as<std::string>());
        return names;
    }

    static Leaves<double> leaves_from(const Arg& values, const Graph& graph) {
        Leaves<double> leaves;
        for (const std::string& name : names_in(values)) {
            const auto id = graph.find(name);
            if (!id) throw Problem(problems::module_not_in_formula, name, inputs(graph));
            if (graph.node(*id).op != OpKind::input) {
                throw Problem(problems::module_computed, name, inputs(graph));
            }
            if (!leaves.emplace(*id, leaf_from((*values)[name], name)).second)
                throw Problem(problems::graph_name_twice, graph.node(*id).name);
        }
        return leaves;
    }

    /// By name, or by the id that nodes() tells.
    NodeId node(const val& name) const {
        if (name.isNumber()) {
            const auto id =
                static_cast<NodeId>(static_cast<uint32_t>(integer_from(name, "node", 0, 0x1p32 - 1)));
            if (!graph().contains(id)) throw Problem(problems::graph_no_node, number(id));
            return id;
        }
        const std::string text = text_from(name, "name");
        const auto id = graph().find(text);
        if (!id) throw Problem(problems::module_unknown_name, text, inputs(graph()));
        return *id;
    }

    val describe_node(const Node& node, const std::vector<Use>& uses) {
        val entry = val::object();
        entry.set("id", number(node.id));
        if (!node.name.empty()) entry.set("name", node.name);
        entry.set("op", std::string(def(node.op).info.key));
        val input_ids = val::array();
        for (const NodeId input : node.inputs()) input_ids.call<void>("push", number(input));
        entry.set("inputs", input_ids);
        entry.set("shape", shape_to_js(execution_.shape(node.id)));
        entry.set("value", to_js(execution_.value(node.id)));
        entry.set("grad", to_js(execution_.grad(node.id)));
        entry.set("contributions", contributions(node.id, uses));
        return entry;
    }

    /// What each consumer sends back to the node, in the consumers' order: their sum is its gradient.
    val contributions(NodeId to, const std::vector<Use>& uses) {
        val list = val::array();
        if (!execution_.has_grad(to)) return list;
        for (const Use& use : uses) {
            if (!execution_.has_grad(use.consumer)) continue;
            val entry = val::object();
            entry.set("from", number(use.consumer));
            entry.set("input", static_cast<unsigned>(use.input));
            const Tensor<double> term = execution_.contribution(use.consumer, use.input);
            entry.set("value", to_js(view(term)));
            list.call<void>("push", entry);
        }
        return list;
    }

    Execution<double> execution_;
    Document look_;  // what a file said beside the graph: places, groups, displays, origin, extra
    Spans spans_;
    GradAccumulator accumulator_;
};

}  // namespace bp::js
