#include "playground/tensors/tensor_details.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "graph/node_sums.hpp"
#include "graph/uses.hpp"
#include "playground/tensors/tensor_sentences.hpp"
#include "playground/words/op_texts.hpp"
#include "playground/words/wording.hpp"
#include "scene/graph_view.hpp"

namespace bp {
namespace {

constexpr int kResult = 3;  // beside Product::Factor's numbers: the tensor that is told of

std::string input_key(size_t k) { return "input" + std::to_string(k); }

class Teller {
  public:
    Teller(Execution<double>& execution, NodeId id, const TensorInspection& look, const Walk* walk,
           Language language)
        : execution_(execution),
          node_(execution.graph().node(id)),
          op_(def(node_.op)),
          names_(execution.graph(), node_),
          look_(look),
          walk_(walk),
          language_(language) {}

    std::optional<TensorDetails> story() {
        const auto number = [&](NodeId id) { return execution_.shape(id).is_scalar(); };
        if (number(node_.id) && std::ranges::all_of(node_.inputs(), number)) return upstream_only();
        if (walk_ != nullptr && !walk_->value_shown(node_.id)) return {};
        story_.node = node_.id;
        list_views();
        choose_view();
        if (story_.view == "value") tell_value();
        if (story_.view == "gradient") tell_gradient();
        for (size_t k = 0; k < node_.arity; ++k) {
            if (story_.view == input_key(k)) tell_input(k);
        }
        mark_looked();
        return std::move(story_);
    }

  private:
    /// Of a graph of numbers there is nothing to tell but what the user may put in.
    std::optional<TensorDetails> upstream_only() {
        if (node_.id != execution_.output() || !has_gradient()) return {};
        story_.node = node_.id;
        story_.view = "gradient";
        story_.views.push_back({"gradient", names_.d_out(), {node_.id, TensorKind::gradient}});
        tell_gradient();
        mark_looked();
        return std::move(story_);
    }

    bool has_gradient() const {
        return execution_.has_grad(node_.id) && (walk_ == nullptr || walk_->gradient_shown(node_.id));
    }

    bool sends(size_t k) const {
        return execution_.has_grad(node_.id) && execution_.has_grad(node_.input[k]) &&
               (walk_ == nullptr || walk_->contribution_shown(node_.id));
    }

    void list_views() {
        story_.product = op_.info.matrix_product;
        if (node_.arity == 0) {
            story_.views.push_back({"value", names_.out, {node_.id}});
            return;
        }
        story_.views.push_back({"value", names_.forward(op_.info), {node_.id}});
        for (size_t k = 0; k < node_.arity; ++k) {
            if (!sends(k)) continue;
            const std::string made = names_.backward(op_.info, k);
            story_.views.push_back({input_key(k),
                                    names_.d_in(k) + (made.empty() ? "" : " = " + made),
                                    {node_.id, TensorKind::gradient, k}});
        }
        if (has_gradient())
            story_.views.push_back({"gradient", names_.d_out(), {node_.id, TensorKind::gradient}});
    }

    void choose_view() {
        story_.view = story_.views.front().key;
        if (look_.open != node_.id) return;
        for (const TensorDetails::View& view : story_.views) {
            if (view.key == look_.at.view) story_.view = view.key;
        }
    }

    bool as_affine_rows(size_t k) const { return op_.info.matrix_product && node_.arity == 3 && k == 0; }

    /// A matrix product reads its tensors in its own way: X (N, C, H, W) as N rows, a vector W as a column.
    MatrixShape matrix_of(size_t k) const {
        const Shape& shape = execution_.shape(node_.input[k]);
        if (as_affine_rows(k)) return {shape, shape.rank() < 2 ? 0 : 1};
        if (op_.info.matrix_product && k == 1 && shape.rank() == 1) return {shape, 1};
        return MatrixShape(shape);
    }

    MatrixShape matrix_of_out() const {
        const Shape& shape = execution_.shape(node_.id);
        const bool column = op_.info.matrix_product && execution_.shape(node_.input[1]).rank() == 1;
        return column ? MatrixShape(shape, shape.rank()) : MatrixShape(shape);
    }

    TensorTable& add(const View<double>& tensor, const MatrixShape& matrix, int what, TablePlace place,
                     bool transposed, NodeId window) {
        const auto corner = look_.windows.find(window);
        TensorTable table(tensor, matrix, transposed,
                          corner == look_.windows.end() ? Corner{} : corner->second);
        table.place = place;
        table.window = window;
        story_.tables.push_back(std::move(table));
        what_.push_back(what);
        return story_.tables.back();
    }

    static void name(TensorTable& table, const std::string& symbol) {
        table.symbol = symbol;
        table.name = symbol + (table.transposed ? "ᵀ" : "");
    }

    void make_editable(TensorTable& table, const View<double>& tensor) const {
        for (size_t r = 0; r < table.shown_rows; ++r) {
            for (size_t c = 0; c < table.shown_columns; ++c)
                table.exact_texts.push_back(
                    bp::exact(tensor[table.element(table.corner.row + r, table.corner.column + c)]));
        }
    }

    void add_value(size_t k, TablePlace place, bool transposed = false) {
        const NodeId id = node_.input[k];
        const View<double> tensor = execution_.value(id);
        TensorTable& table = add(tensor, matrix_of(k), static_cast<int>(k), place, transposed, id);
        table.node = id;
        name(table, names_.in[k]);
        let_edit(table, tensor, id);
    }

    void let_edit(TensorTable& table, const View<double>& tensor, NodeId id) const {
        if (execution_.graph().node(id).op != OpKind::input || table.transposed) return;
        table.edits = execution_.graph().node(id).name;
        make_editable(table, tensor);
    }

    void add_out(TablePlace place) {
        const View<double> tensor = execution_.value(node_.id);
        const MatrixShape matrix = node_.arity == 0 ? MatrixShape(*tensor.shape) : matrix_of_out();
        TensorTable& table = add(tensor, matrix, kResult, place, false, node_.id);
        table.node = node_.id;
        name(table, names_.out);
        let_edit(table, tensor, node_.id);
    }

    void add_upstream(TablePlace place, int what = Product::Factor::kUpstream) {
        const View<double> tensor = execution_.grad(node_.id);
        const MatrixShape matrix = node_.arity == 0 ? MatrixShape(*tensor.shape) : matrix_of_out();
        TensorTable& table = add(tensor, matrix, what, place, false, node_.id);
        table.node = node_.id;
        table.gradient = true;
        name(table, names_.d_out());
        if (node_.id != execution_.output()) return;
        table.edits_upstream = true;
        make_editable(table, tensor);
    }

    void add_sent(size_t k, TablePlace place) {
        const Tensor<double> sent = execution_.contribution(node_.id, k);
        TensorTable& table = add(view(sent), matrix_of(k), kResult, place, false, node_.input[k]);
        table.node = node_.id;
        table.gradient = true;
        table.input = k;
        name(table, names_.d_in(k));
    }

    void tell_value() {
        const bool product = op_.info.matrix_product;
        for (size_t k = 0; k < node_.arity; ++k) {
            constexpr TablePlace kPlaces[3] = {TablePlace::left, TablePlace::top, TablePlace::below};
            add_value(k, product ? kPlaces[k] : TablePlace::row);
        }
        add_out(product ? TablePlace::result : TablePlace::row);
        if (node_.arity == 0 && has_gradient()) add_upstream(TablePlace::row);
        if (product) {
            story_.why = why_forward(language_, names_, shapes());
            story_.read = how_read(language_, names_, shapes());
        }
    }

    void tell_gradient() {
        add_upstream(TablePlace::row, kResult);
        if (node_.id == execution_.output())
            story_.why = why_upstream(language_, names_, execution_.shape(node_.id));
    }

    void tell_input(size_t k) {
        if (op_.info.matrix_product) {
            if (k == 0) {
                add_upstream(TablePlace::left);
                add_value(1, TablePlace::top, true);
            } else if (k == 1) {
                add_value(0, TablePlace::left, true);
                add_upstream(TablePlace::top);
            } else {
                add_upstream(TablePlace::top);
            }
            add_sent(k, TablePlace::result);
            story_.why = why_product(language_, names_, shapes(), k);
            story_.read = how_read(language_, names_, shapes());
            return;
        }
        add_upstream(TablePlace::row);
        for (size_t i = 0; i < node_.arity; ++i) {
            if (looks_at(k, i)) add_value(i, TablePlace::row);
        }
        add_sent(k, TablePlace::row);
        const bool stretches = op_.f64.scalar_forward != nullptr && op_.info.arity == 2;
        story_.why = stretches ? why_stretched(language_, names_, k, execution_.shape(node_.input[k]),
                                               execution_.shape(node_.id))
                               : std::string(op_backward(language_, op_.info));
    }

    /// Whether what goes back to input k depends on the value of input i.
    bool looks_at(size_t k, size_t i) {
        bool found = op_.backward_sum == nullptr;  // nobody knows better
        NodeSums(execution_, node_.id).backward(k, 0, [&](const Product& product) {
            found =
                found || product.first.of == static_cast<int>(i) || product.second.of == static_cast<int>(i);
        });
        return found;
    }

    ProductShapes shapes() const {
        const MatrixShape x = matrix_of(0);
        const MatrixShape w = matrix_of(1);
        return {.in = {execution_.shape(node_.input[0]), execution_.shape(node_.input[1]),
                       execution_.shape(node_.input[node_.arity - 1u])},
                .out = execution_.shape(node_.id),
                .m = x.rows,
                .k = x.columns,
                .n = w.columns};
    }

    void mark_looked() {
        if (look_.open != node_.id || !look_.at.element) return;
        const size_t element = *look_.at.element;
        for (size_t t = 0; t < story_.tables.size(); ++t) {
            TensorTable& table = story_.tables[t];
            if (table.node != look_.at.node || table.gradient != look_.at.gradient() ||
                table.input != look_.at.input || element >= table.size())
                continue;
            table.mark(element, TensorTable::kLooked);
            const std::string name = element_name(table.symbol, table.shape, element);
            const double number = number_of(table, element);
            story_.looked = name;
            story_.exact = bp::exact(number);
            if (what_[t] == kResult && (!table.gradient || table.input)) {
                tell_products(element, name, number);
            } else if (table.gradient) {
                tell_parts(element, name, number);
            }
            if (story_.sums.empty()) story_.sums.push_back(just(name, number));
            return;
        }
    }

    double number_of(const TensorTable& table, size_t element) {
        if (table.input) return execution_.contribution(node_.id, *table.input).data[element];
        return table.gradient ? execution_.grad(table.node)[element] : execution_.value(table.node)[element];
    }

    /// Marks the factors of the element that is told of, and writes their products out.
    void tell_products(size_t element, const std::string& name, double number) {
        const NodeSums sums(execution_, node_.id);
        ProductSum sum(execution_, node_, names_, sums, look_.at.input);
        const ProductVisitor visit = [&](const Product& product) {
            for (size_t t = 0; t < story_.tables.size(); ++t) {
                if (what_[t] == product.first.of)
                    story_.tables[t].mark(product.first.element, TensorTable::kPart);
                if (what_[t] == product.second.of)
                    story_.tables[t].mark(product.second.element, TensorTable::kPart);
            }
            sum.add(product);
        };
        const auto k = look_.at.input;
        const bool told = k ? sums.backward(*k, element, visit) : sums.forward(element, visit);
        const std::string whole = !op_.info.matrix_product ? std::string()
                                  : k                      ? names_.backward(op_.info, *k)
                                                           : names_.product();
        if (told) story_.sums.push_back(sum.sentence(language_, name, whole, number));
    }

    /// A node's own gradient is the sum of what its uses send back; with one use that use tells how.
    void tell_parts(size_t element, const std::string& name, double number) {
        std::vector<Use> uses;
        const auto all = uses_of(execution_.graph());
        for (const Use& use : all[execution_.graph().index(node_.id)]) {
            if (execution_.has_grad(use.consumer)) uses.push_back(use);
        }
        std::vector<std::pair<std::string, double>> parts;
        parts.reserve(uses.size());
        for (const Use& use : uses) {
            parts.emplace_back(execution_.graph().label(use.consumer),
                               execution_.contribution(use.consumer, use.input).data[element]);
        }
        if (uses.size() > 1) story_.sums.push_back(parts_sentence(name, parts, number));
        for (const Use& use : uses) tell_use(use, element, uses.size() > 1);
    }

    void tell_use(const Use& use, size_t element, bool part) {
        constexpr size_t kMostUses = 4;
        if (story_.sums.size() > kMostUses) return;
        const Node& consumer = execution_.graph().node(use.consumer);
        const OpInfo& info = def(consumer.op).info;
        const TensorNames names(execution_.graph(), consumer);
        const NodeSums sums(execution_, use.consumer);
        ProductSum sum(execution_, consumer, names, sums, use.input);
        const bool told =
            sums.backward(use.input, element, [&](const Product& product) { sum.add(product); });
        if (!told) return;
        const std::string name =
            (part ? execution_.graph().label(use.consumer) + ": " : std::string()) +
            element_name(names.d_in(use.input), execution_.shape(consumer.input[use.input]), element);
        story_.sums.push_back(sum.sentence(language_, name,
                                           info.matrix_product ? names.backward(info, use.input) : "",
                                           execution_.contribution(use.consumer, use.input).data[element]));
    }

    Execution<double>& execution_;
    const Node& node_;
    const OpDef& op_;
    TensorNames names_;
    const TensorInspection& look_;
    const Walk* walk_;
    Language language_;
    TensorDetails story_;
    std::vector<int> what_;  // by table: an input's number, kUpstream or kResult
};

}  // namespace

std::optional<TensorDetails> tensor_details(Execution<double>& execution, NodeId node,
                                            const TensorInspection& look, const Walk* walk,
                                            Language language) {
    return Teller(execution, node, look, walk, language).story();
}

TensorInspection inspected(const Execution<double>& execution, std::optional<NodeId> open,
                           TensorInspection before, const InspectTensor& action) {
    if (!open) throw Problem(problems::tensor_no_open_node);
    const Graph& graph = execution.graph();
    if (!graph.contains(action.node)) throw Problem(problems::graph_no_node, number(action.node));
    const Node& node = graph.node(*open);
    InspectTensor at = action;
    const auto input = std::ranges::find(node.inputs(), at.node);
    if (at.node != *open && input == node.inputs().end()) {
        throw Problem(problems::tensor_not_shown, number(at.node));
    }
    // An input's gradient, seen from the open node: what the node sends there.
    if (at.node != *open && at.gradient()) {
        at.input = static_cast<size_t>(input - node.inputs().begin());
        at.node = *open;
    }
    if (at.input && (at.node != *open || !at.gradient() || *at.input >= node.arity))
        throw Problem(problems::tensor_no_gradient_sent, graph.reference(*open));
    const Shape& shape = execution.shape(at.input ? node.input[*at.input] : at.node);
    if (at.element && *at.element >= shape.size())
        throw Problem(problems::tensor_no_element, shape, *at.element);
    if (!at.view) {
        at.view = at.input ? input_key(*at.input) : at.gradient() && node.arity > 0 ? "gradient" : "value";
    }
    if (before.open != open) before.windows.clear();
    before.open = open;
    before.at = std::move(at);
    return before;
}

}  // namespace bp
