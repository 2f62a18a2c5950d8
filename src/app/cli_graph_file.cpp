#include "app/cli_graph_file.hpp"

#include <algorithm>

#include "app/cli_files.hpp"
#include "base/typed_number.hpp"
#include "document/json.hpp"
#include "formula/formula.hpp"
#include "formula/lexer.hpp"

namespace bp::cli {
namespace {

constexpr size_t kMostElements = size_t{1} << 26;  // of a graph: values and gradients take 1 GB
constexpr size_t kMostBytes = kMaxJsonBytes + 1;   // a document's limit; formulas have their own
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// No formula starts with a brace.
bool is_document(std::string_view text) {
    const size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

std::string trimmed(const std::string& text) {
    const size_t first = text.find_first_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

std::string name_of(const std::string& setting) { return trimmed(setting.substr(0, setting.find('='))); }

/// What is wrong with a --set of that name.
Problem refused(const std::string& name, const Message& why) { return Problem(problems::cli_set, name, why); }

Execution<double> bounded(const std::shared_ptr<const Graph>& graph, const Leaves<double>& leaves) {
    if (infer_shapes(*graph, leaves).elements() > kMostElements)
        throw Problem(problems::graph_too_large, kMostElements);
    return {graph, leaves};
}

Tensor<double> value_of(const std::string& expression, const std::string& name) {
    if (trimmed(expression).empty()) throw refused(name, problems::cli_set_nothing);
    if (const auto number = typed_number(expression)) return *number;
    try {
        const auto graph = std::make_shared<const Graph>(parse_formula(expression));
        if (std::ranges::any_of(graph->nodes(), [](const Node& node) { return node.op == OpKind::input; }))
            throw refused(name, {problems::cli_set_not_a_value, clipped(expression)});
        Execution<double> execution = bounded(graph, {});
        return execution.value(execution.output()).tensor();
    } catch (const Problem& problem) {
        if (!problem.where()) throw;
        throw Problem(problems::cli_set_value, name, problem.where()->column, problem.message());
    }
}

}  // namespace

GraphFile::GraphFile(const std::string& path, const std::vector<std::string>& settings) : path_(path) {
    std::string text = read_file(path, kMostBytes);
    if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
    try {
        if (is_document(text)) {
            Document document = from_json(text);
            leaves_ = document.leaf_values();
            formula_ = std::move(document.formula);
            graph_ = std::move(document.graph);
        } else {
            GivenNames given;
            for (const std::string& setting : settings) given.push_back(name_of(setting));
            ParsedFormula parsed = parse_formula_with_spans(text, given);
            formula_ = std::move(text);
            graph_ = std::make_shared<const Graph>(std::move(parsed.graph));
            spans_ = std::move(parsed.spans);
        }
    } catch (const Problem& problem) {
        fail(problem.message(), problem.where());
    }
    for (const std::string& setting : settings) set(setting);
    for (auto& [id, value] : given_) leaves_.insert_or_assign(id, std::move(value));
}

void GraphFile::set(const std::string& setting) {
    const size_t equals = setting.find('=');
    const std::string name = name_of(setting);
    if (equals == std::string::npos || name.empty()) {
        throw refused(clipped(setting), problems::cli_set_form);
    }
    const auto id = graph_->find(name);
    if (!id) throw refused(name, {problems::cli_set_no_input, input_names()});
    if (graph_->node(*id).op != OpKind::input) {
        throw refused(name, {problems::cli_set_computed, input_names()});
    }
    if (!given_.emplace(*id, value_of(setting.substr(equals + 1), name)).second) {
        throw refused(name, problems::cli_set_twice);
    }
}

Execution<double> GraphFile::execution() const {
    expect_all_values();
    try {
        Execution<double> execution = bounded(graph_, leaves_);
        if (const auto problem = execution.first_problem()) throw NodeProblem(*problem);
        return execution;
    } catch (const NodeProblem& problem) {
        const auto span = spans_.find(problem.node);
        if (span != spans_.end()) fail(problem.message(), span->second);
        fail({problems::cli_at_node, graph_->reference(problem.node), problem.message()});
    } catch (const Problem& problem) {
        fail(problem.message(), problem.where());
    }
}

Document GraphFile::document() const {
    Document document{.formula = formula_, .graph = graph_, .leaves = {}};
    for (const auto& [id, value] : leaves_) {
        document.leaves.emplace(id, std::make_shared<const Tensor<double>>(value));
    }
    return document;
}

void GraphFile::expect_all_values() const {
    std::vector<std::string> missing;
    for (const Node& node : graph_->nodes()) {
        if (node.op == OpKind::input && !leaves_.contains(node.id)) missing.push_back(node.name);
    }
    if (missing.empty()) return;
    std::string options;
    for (const std::string& name : missing)
        options.append(options.empty() ? "--set " : " --set ").append(name).append("=…");
    fail({problems::cli_no_values, listed(missing), options});
}

std::string GraphFile::input_names() const {
    std::vector<std::string> names;
    for (const Node& node : graph_->nodes()) {
        if (node.op == OpKind::input) names.push_back(node.name);
    }
    return names.empty() ? "–" : listed(names);
}

void GraphFile::fail(const Message& why, const std::optional<SourceSpan>& where) const {
    std::string place = shown(path_);
    if (where) place += ":" + std::to_string(where->line) + ":" + std::to_string(where->column);
    throw Problem(problems::cli_place, place, why);
}

}  // namespace bp::cli
