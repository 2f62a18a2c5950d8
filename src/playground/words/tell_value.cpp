#include "playground/words/tell_value.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "playground/words/node_name.hpp"
#include "playground/words/wording.hpp"
#include "scene/graph_view.hpp"

namespace bp {
namespace {

/// As many elements brief() spells out.
constexpr size_t kSpelled = 3;

std::string counted(size_t count) { return grouped(static_cast<int>(count)); }

/// The numbers of one node's explanation.
class Teller {
  public:
    Teller(Execution<double>& execution, const Document& document, const Node& node, Language language)
        : execution_(execution),
          document_(document),
          node_(node),
          language_(language),
          value_(execution.value(node.id)) {}

    std::string tell() {
        if (node_.arity == 0) return leaf();
        if (node_.op == OpKind::softmax_with_loss || node_.op == OpKind::cross_entropy_error) return loss();
        if (all_spelled()) return spelled();
        std::string text = node_.op == OpKind::relu            ? relu()
                           : def(node_.op).info.matrix_product ? product()
                                                               : general();
        if (const auto best = highest()) text += " " + *best;
        return text;
    }

  private:
    View<double> in(size_t k) { return execution_.value(node_.input[k]); }
    std::string name(size_t k) { return node_name(execution_.graph(), node_.input[k]); }

    bool all_spelled() {
        bool all = value_.size() <= kSpelled;
        for (size_t k = 0; k < node_.arity; ++k) all = all && in(k).size() <= kSpelled;
        return all;
    }

    /// "200 × 1.1 = 220", "exp(1) = 2.7183".
    std::string spelled() { return expression_of(execution_, node_) + " = " + brief(value_); }

    std::string numbers() {
        const auto [low, high] = std::ranges::minmax_element(value_.span());
        if (*low == *high)
            return fill(language_, "explain.all",
                        {{"count", counted(value_.size())}, {"value", brief(*low)}});
        return fill(language_, "explain.numbers",
                    {{"count", counted(value_.size())}, {"low", brief(*low)}, {"high", brief(*high)}});
    }

    std::string leaf() {
        if (const Display* display = this->display(node_.id)) {
            if (display->kind == Display::Kind::image) return image(*display);
            if (const auto label = one_hot(value_))
                return fill(language_, "explain.one_hot", {{"class", class_name(*label)}});
        }
        return value_.size() <= kSpelled ? std::string() : numbers();
    }

    std::string image(const Display& display) {
        const std::string rows = std::to_string(display.rows);
        const std::string columns = std::to_string(display.columns);
        const size_t count = images_in(display, *value_.shape);
        const auto lit = static_cast<size_t>(
            std::ranges::count_if(value_.span(), [](double pixel) { return pixel != 0; }));
        if (count > 1)
            return fill(language_, "explain.images",
                        {{"count", counted(count)}, {"rows", rows}, {"columns", columns}});
        return fill(language_, "explain.image",
                    {{"rows", rows}, {"columns", columns}, {"lit", counted(lit)}});
    }

    std::string relu() {
        const auto pass =
            static_cast<size_t>(std::ranges::count_if(value_.span(), [](double z) { return z > 0; }));
        const auto high = std::ranges::max(value_.span());
        return fill(language_, "explain.relu",
                    {{"x", name(0)},
                     {"count", counted(value_.size())},
                     {"pass", counted(pass)},
                     {"zero", counted(value_.size() - pass)},
                     {"high", brief(high)}});
    }

    std::string product() {
        std::string text = name(0) + " " + in(0).shape->text() + " · " + name(1) + " " + in(1).shape->text();
        if (node_.arity > 2) text += " + " + name(2) + " " + in(2).shape->text();
        return text + " = " + value_.shape->text() + ": " + numbers();
    }

    std::string general() {
        std::string text(def(node_.op).info.key);
        for (size_t k = 0; k < node_.arity; ++k) {
            text += (k == 0 ? "(" : ", ") + name(k);
            if (!in(k).shape->is_scalar()) text += " " + in(k).shape->text();
        }
        text += ")";
        if (value_.size() <= kSpelled) return text + " = " + brief(value_);
        return text + " = " + value_.shape->text() + ": " + numbers();
    }

    /// The probability of the label and the loss that it gives.
    std::string loss() {
        const View<double> given = in(0);
        const auto rows = static_cast<size_t>(given.shape->rows());
        const std::string loss = brief(value_);
        std::optional<size_t> label;
        if (rows == 1) {
            label = *given.shape == *in(1).shape ? one_hot(in(1)) : std::optional<size_t>();
            const double index = in(1)[0];
            if (in(1).size() == 1 && index >= 0 && index < static_cast<double>(given.size()))
                label = static_cast<size_t>(index);
        }
        if (!label) return fill(language_, "explain.mean_loss", {{"rows", counted(rows)}, {"loss", loss}});
        const double p = node_.op == OpKind::softmax_with_loss ? std::exp(-value_[0]) : given[*label];
        return fill(language_, "explain.loss",
                    {{"class", class_name(*label)}, {"p", brief(p, 4)}, {"loss", loss}});
    }

    /// Of scores or probabilities: whose are the highest.
    std::optional<std::string> highest() {
        const Display* display = this->display(node_.id);
        if (display == nullptr || display->kind != Display::Kind::classes || value_.shape->rows() != 1)
            return {};
        const auto numbers = value_.span();
        const auto best = std::ranges::max_element(numbers);
        return fill(
            language_, "explain.highest",
            {{"class", class_name(static_cast<size_t>(best - numbers.begin()))}, {"value", brief(*best)}});
    }

    const Display* display(NodeId id) {
        const auto found = document_.displays.find(id);
        const bool shown = found != document_.displays.end() &&
                           fits(found->second, execution_.shape(id), document_.classes.size());
        return shown ? &found->second : nullptr;
    }

    std::string class_name(size_t k) {
        return k < document_.classes.size() ? document_.classes[k] : std::to_string(k);
    }

    /// The one class that weighs 1.
    static std::optional<size_t> one_hot(const View<double>& t) {
        std::optional<size_t> label;
        for (size_t k = 0; k < t.size(); ++k) {
            if (t[k] == 0) continue;
            if (t[k] != 1 || label) return {};
            label = k;
        }
        return label;
    }

    Execution<double>& execution_;
    const Document& document_;
    const Node& node_;
    Language language_;
    View<double> value_;
};

}  // namespace

std::string expression_of(Execution<double>& execution, const Node& node) {
    const OpInfo& op = def(node.op).info;
    const auto in = [&](size_t k) { return brief(execution.value(node.input[k])); };
    if (op.notation == Notation::symbol && node.arity == 2)
        return factor(in(0)) + " " + std::string(sign(op)) + " " + factor(in(1));
    std::string text(op.key);
    for (size_t k = 0; k < node.arity; ++k) text += (k == 0 ? "(" : ", ") + in(k);
    return text + ")";
}

std::string tell_value(Execution<double>& execution, const Document& document, NodeId id, Language language) {
    return Teller(execution, document, execution.graph().node(id), language).tell();
}

std::string in_few_words(const View<double>& tensor, Language language) {
    if (tensor.size() <= kSpelled) return brief(tensor);
    const auto [low, high] = std::ranges::minmax_element(tensor.span());
    const std::string shape = tensor.shape->text();
    if (*low == *high) return fill(language, "explain.all_of", {{"shape", shape}, {"value", brief(*low)}});
    return fill(language, "explain.range", {{"shape", shape}, {"low", brief(*low)}, {"high", brief(*high)}});
}

}  // namespace bp
