#include "app/cli_graph_file.hpp"

#include <algorithm>

#include "app/cli_files.hpp"
#include "document/json.hpp"
#include "formula/formula.hpp"
#include "formula/lexer.hpp"

namespace bp::cli {
namespace {

constexpr size_t kMostBytes = (size_t{64} << 20) + 1;  // a document's limit; formulas have their own
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

Tensor<double> value_of(const std::string& expression, const std::string& name) {
    const auto fail = [&](const std::string& sentence) { throw Problem("--set " + name + ": " + sentence); };
    const std::string kinds = " is not a number or an array such as [[1, 2], [3, 4]]";
    if (trimmed(expression).empty()) fail("nothing" + kinds);
    try {
        const auto graph = std::make_shared<const Graph>(parse_formula(expression));
        if (std::ranges::any_of(graph->nodes(), [](const Node& node) { return node.op == OpKind::input; }))
            fail(quoted(expression) + kinds);
        Execution<double> execution(graph, {});
        return execution.value(execution.output()).tensor();
    } catch (const Problem& problem) {
        if (!problem.where()) throw;
        throw Problem("--set " + name + ": column " + std::to_string(problem.where()->column) +
                      " of the value: " + problem.what());
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
            ParsedFormula parsed = parse_formula_with_spans(text);
            formula_ = std::move(text);
            graph_ = std::make_shared<const Graph>(std::move(parsed.graph));
            spans_ = std::move(parsed.spans);
        }
    } catch (const Problem& problem) {
        fail(problem.what(), problem.where());
    }
    for (const std::string& setting : settings) set(setting);
    for (auto& [id, value] : given_) leaves_.insert_or_assign(id, std::move(value));
}

void GraphFile::set(const std::string& setting) {
    const size_t equals = setting.find('=');
    const std::string name = trimmed(setting.substr(0, equals));
    if (equals == std::string::npos || name.empty()) {
        throw Problem("--set " + clipped(setting) + ": expected name=value, as in --set apple=100");
    }
    const auto id = graph_->find(name);
    if (!id)
        throw Problem("--set " + name + ": the graph has no such input; its inputs are " + input_names());
    if (graph_->node(*id).op != OpKind::input) {
        throw Problem("--set " + name + ": it is computed and takes no value; the inputs are " +
                      input_names());
    }
    if (!given_.emplace(*id, value_of(setting.substr(equals + 1), name)).second) {
        throw Problem("--set " + name + ": it is set twice");
    }
}

Execution<double> GraphFile::execution() const {
    expect_all_values();
    try {
        return Execution<double>(graph_, leaves_);
    } catch (const NodeProblem& problem) {
        const auto span = spans_.find(problem.node);
        if (span != spans_.end()) fail(problem.what(), span->second);
        fail("at " + graph_->label(problem.node) + ": " + problem.what());
    } catch (const Problem& problem) {
        fail(problem.what(), problem.where());
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
    std::string names;
    std::string hint;
    for (size_t i = 0; i < missing.size(); ++i) {
        names += (i == 0 ? "'" : i + 1 == missing.size() ? " and '" : ", '") + missing[i] + "'";
        hint += " --set " + missing[i] + "=…";
    }
    fail(names + (missing.size() == 1 ? " has" : " have") + " no value; give" + hint);
}

std::string GraphFile::input_names() const {
    std::string names;
    for (const Node& node : graph_->nodes()) {
        if (node.op == OpKind::input) names.append(names.empty() ? "" : ", ").append(node.name);
    }
    return names.empty() ? "none" : names;
}

void GraphFile::fail(const std::string& sentence, const std::optional<SourceSpan>& where) const {
    std::string place = shown(path_);
    if (where) place += ":" + std::to_string(where->line) + ":" + std::to_string(where->column);
    throw Problem(place + ": " + sentence);
}

}  // namespace bp::cli
