#include "app/cli_graph.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli_files.hpp"
#include "app/cli_graph_file.hpp"
#include "app/cli_text.hpp"
#include "base/number.hpp"
#include "document/exports/dot.hpp"
#include "document/exports/tensor_text.hpp"
#include "document/json.hpp"
#include "graph/grad_check.hpp"
#include "graph/uses.hpp"

namespace bp::cli {
namespace {

using Json = nlohmann::ordered_json;

// --- eval as a table

constexpr size_t kMostElements = 64;

/// What to call a node: its name or its id.
std::string called(const Node& node) {
    return node.name.empty() ? "#" + std::to_string(number(node.id)) : printable(node.name);
}

/// The op and what it is applied to: "mul(apple, apple_num)", "sum(x, axis 1)", "input".
std::string operation(const Graph& graph, const Node& node) {
    const OpInfo& info = def(node.op).info;
    std::string text(info.key);
    if (node.arity == 0 && node.attrs.empty()) return text;
    std::string arguments;
    const auto add = [&](const std::string& argument) {
        arguments.append(arguments.empty() ? "" : ", ").append(argument);
    };
    for (const NodeId input : node.inputs()) add(called(graph.node(input)));
    for (const int attr : node.attrs) {
        add((info.notation == Notation::axis_call ? "axis " : "") + std::to_string(attr));
    }
    return text + "(" + arguments + ")";
}

/// "-" where no gradient is computed, because no input leads there.
std::string gradient_text(Execution<double>& execution, const Node& node) {
    if (!execution.has_grad(node.id) && node.op != OpKind::input) return "-";
    return tensor_text(execution.grad(node.id), kMostElements);
}

void print_table(Execution<double>& execution) {
    const Graph& graph = execution.graph();
    Table table({"node", "op", "value", "gradient of " + called(graph.node(execution.output()))});
    for (const Node& node : graph.nodes()) {
        table.add({called(node), operation(graph, node), tensor_text(execution.value(node.id), kMostElements),
                   gradient_text(execution, node)});
    }
    table.print(std::cout);
}

void warn_of_not_finite(Execution<double>& execution) {
    const auto culprit = execution.first_not_finite();
    if (!culprit) return;
    const Node& node = execution.graph().node(*culprit);
    std::cerr << "backprop: warning: " << called(node) << " = " << operation(execution.graph(), node)
              << " is " << tensor_text(execution.value(*culprit), kMostElements) << "\n";
}

// --- eval as JSON

/// JSON has no numbers for these three: they are texts, as in documents.
Json number_json(double x) { return std::isfinite(x) ? Json(x) : Json(exact(x)); }

Json shape_json(const Shape& shape) { return std::vector<int>(shape.dims().begin(), shape.dims().end()); }

Json tensor_json(const View<double>& tensor) {
    if (tensor.shape->is_scalar()) return number_json(tensor[0]);
    Json data = Json::array();
    for (const double x : tensor.span()) data.push_back(number_json(x));
    return {{"shape", shape_json(*tensor.shape)}, {"data", std::move(data)}};
}

Json contributions_json(Execution<double>& execution, const Node& node, const std::vector<Use>& uses) {
    Json list = Json::array();
    if (!execution.has_grad(node.id)) return list;
    for (const Use& use : uses) {
        if (!execution.has_grad(use.consumer)) continue;
        const Tensor<double> value = execution.contribution(use.consumer, use.input);
        list.push_back(
            {{"from", number(use.consumer)}, {"input", use.input}, {"value", tensor_json(view(value))}});
    }
    return list;
}

Json node_json(Execution<double>& execution, const Node& node, const std::vector<Use>& uses) {
    Json json{{"id", number(node.id)}};
    if (!node.name.empty()) json["name"] = node.name;
    json["op"] = def(node.op).info.key;
    json["inputs"] = Json::array();
    for (const NodeId input : node.inputs()) json["inputs"].push_back(number(input));
    json["shape"] = shape_json(execution.shape(node.id));
    json["value"] = tensor_json(execution.value(node.id));
    json["grad"] = tensor_json(execution.grad(node.id));
    json["contributions"] = contributions_json(execution, node, uses);
    return json;
}

void print_json(Execution<double>& execution) {
    const Graph& graph = execution.graph();
    const auto uses = uses_of(graph);
    const char* before = "[\n ";
    for (const Node& node : graph.nodes()) {
        std::cout << before << node_json(execution, node, uses[graph.index(node.id)]).dump();
        before = ",\n ";
    }
    std::cout << "\n]\n";
}

// --- check

double largest(const View<double>& tensor) {
    double most = 0;
    for (const double x : tensor.span()) most = std::max(most, std::abs(x));
    return most;
}

/// An element that the step does not move, where no difference tells anything.
std::optional<double> unmoved(const View<double>& leaf, double step) {
    for (const double x : leaf.span()) {
        if (x + step == x || x - step == x) return x;
    }
    return {};
}

}  // namespace

int eval(const GraphOptions& options, bool json) {
    Execution<double> execution = GraphFile(options.file, options.settings).execution();
    if (json) {
        print_json(execution);
    } else {
        print_table(execution);
    }
    warn_of_not_finite(execution);
    return 0;
}

int check(const CheckOptions& options) {
    if (!(options.tolerance >= 0)) throw Problem(problems::cli_tolerance);
    if (!(options.step > 0 && std::isfinite(options.step))) throw Problem(problems::cli_step);
    Execution<double> execution = GraphFile(options.graph.file, options.graph.settings).execution();
    const auto rows = grad_check(execution, options.step);
    if (rows.empty()) throw Problem(problems::cli_nothing_to_check);

    Table table({"input", "max |gradient|", "mean abs", "max abs", "max rel", "result"});
    std::string failed;
    for (const GradCheckRow& row : rows) {
        const std::string name = called(execution.graph().node(row.leaf));
        const double gradient = largest(execution.grad(row.leaf));
        // Written so that NaN fails.
        const bool passes = row.max_abs <= options.tolerance * std::max(1.0, gradient);
        if (!passes) {
            if (const auto x = unmoved(execution.value(row.leaf), options.step))
                throw Problem(problems::cli_step_lost, name, exact(*x), exact(options.step));
            failed.append(failed.empty() ? "" : ", ").append(name);
        }
        table.add({name, plain(gradient), plain(row.mean_abs, 3), plain(row.max_abs, 3),
                   plain(row.max_rel, 3), passes ? "ok" : "FAILED"});
    }
    table.print(std::cout);
    const std::string bound = "max abs is to be at most " + exact(options.tolerance) +
                              " · max(1, max |gradient|), with step " + exact(options.step);
    if (failed.empty()) {
        std::cout << "passed: " << bound << "\n";
        return 0;
    }
    std::cout.flush();
    std::cerr << "backprop: gradient check failed for " << failed << ": " << bound << "\n";
    return 1;
}

int export_graph(const ExportOptions& options) {
    if (options.format != "dot" && options.format != "json") {
        throw Problem(problems::cli_choice, "--to", options.format, listed({"dot", "json"}));
    }
    const GraphFile file(options.graph.file, options.graph.settings);
    Execution<double> execution = file.execution();
    const std::string text = options.format == "dot" ? to_dot(execution) : to_openable_json(file.document());
    if (options.output.empty()) {
        std::cout << text;
    } else {
        write_file(options.output, text);
    }
    return 0;
}

}  // namespace bp::cli
