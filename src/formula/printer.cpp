#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_set>

#include "base/number.hpp"
#include "formula/formula.hpp"
#include "formula/syntax.hpp"

namespace bp {
namespace {

// Every node is written either under a name (a leaf's, or that of its own statement) or inline, where its
// only consumer uses it. All passes follow the topological order or use their own stack, because graphs may
// be deep.
class Printer {
  public:
    explicit Printer(const Graph& graph) : graph_(graph), nodes_(graph.nodes()) {}

    std::string run() {
        if (nodes_.empty()) return "";
        output_ = graph_.index(graph_.output());
        count_uses();
        decide_inline();
        limit_nesting();
        choose_names();
        declare_leaves();
        std::optional<size_t> last;
        for (size_t i = 0; i < nodes_.size(); ++i) {
            if (inline_[i] || is_input(i)) continue;
            text_ += names_[i] + " = ";
            definition(i);
            text_ += "\n";
            last = i;
        }
        if (last != output_) {
            expression(output_);
            text_ += "\n";
        }
        text_.pop_back();
        return std::move(text_);
    }

  private:
    bool is_input(size_t i) const { return nodes_[i].op == OpKind::input; }
    bool is_identity(size_t i) const { return nodes_[i].op == OpKind::identity; }
    size_t operand(size_t i, size_t k) const { return graph_.index(nodes_[i].input[k]); }
    const Tensor<double>& constant(size_t i) const { return graph_.constant(nodes_[i].id); }
    bool is_number(size_t i) const {
        return inline_[i] && nodes_[i].op == OpKind::constant && constant(i).shape.is_scalar();
    }

    // --- what gets a name

    void count_uses() {
        uses_.assign(nodes_.size(), 0);
        for (size_t i = 0; i < nodes_.size(); ++i) {
            for (size_t k = 0; k < nodes_[i].arity; ++k) ++uses_[operand(i, k)];
        }
    }

    void decide_inline() {
        inline_.assign(nodes_.size(), false);
        for (size_t i = 0; i < nodes_.size(); ++i) {
            const int places = uses_[i] + (i == output_ ? 1 : 0);
            inline_[i] = nodes_[i].name.empty() && places == 1 && !is_input(i) && !is_identity(i);
            // The statement `y = x` between two names is an identity.
            if (is_identity(i)) inline_[operand(i, 0)] = false;
        }
    }

    // A part that would be nested too deep for the parser gets a name, and then adds no depth to its
    // consumer.
    void limit_nesting() {
        std::vector<int> depth(nodes_.size(), 0);
        for (size_t i = 0; i < nodes_.size(); ++i) {
            if (nodes_[i].arity == 0 && nodes_[i].op != OpKind::constant) depth[i] = 1;  // zeros([2])
            for (size_t k = 0; k < nodes_[i].arity; ++k) {
                const size_t from = operand(i, k);
                if (inline_[from] && depth[from] + nesting(i, k) > kMaxNesting) inline_[from] = false;
                depth[i] = std::max(depth[i], (inline_[from] ? depth[from] : 0) + nesting(i, k));
            }
        }
    }

    // How much deeper than node i its operand k is nested, as the parser counts.
    int nesting(size_t i, size_t k) const {
        const Infix* symbol = infix(nodes_[i].op);
        if (symbol == nullptr) return needs_parentheses(i, k) ? 2 : 1;  // a call or a sign
        const bool exponent = symbol->precedence == Precedence::power && k == 1;
        return (exponent ? 1 : 0) + (needs_parentheses(i, k) ? 1 : 0);
    }

    void choose_names() {
        names_.resize(nodes_.size());
        for (size_t i = 0; i < nodes_.size(); ++i) {
            const bool usable =
                is_assignable_name(nodes_[i].name) && !(is_input(i) && find_function(nodes_[i].name));
            if (usable) names_[i] = nodes_[i].name;
            if (!names_[i].empty()) taken_.insert(names_[i]);
        }
        int next = 1;
        for (size_t i = 0; i < nodes_.size(); ++i) {
            if (!names_[i].empty() || inline_[i]) continue;
            if (nodes_[i].name.empty()) {
                do names_[i] = "t" + std::to_string(next++);
                while (!taken_.insert(names_[i]).second);
            } else {
                names_[i] = respelled(nodes_[i].name);
            }
        }
    }

    std::string respelled(const std::string& name) {
        std::string spelled = as_name(name);
        while (!is_formula_name(spelled) || !taken_.insert(spelled).second) spelled += '_';
        return spelled;
    }

    // --- text

    // A leaf that nothing uses needs a statement that only names it, or it would be lost; so does one that is
    // called pi.
    void declare_leaves() {
        for (size_t i = 0; i < nodes_.size(); ++i) {
            if (is_input(i) && ((uses_[i] == 0 && i != output_) || needs_statement(names_[i])))
                text_ += names_[i] + "\n";
        }
    }

    void definition(size_t i) {
        if (is_identity(i)) {
            text_ += names_[operand(i, 0)];
            return;
        }
        inline_[i] = true;  // the expression is wanted here, not the name
        expression(i);
        inline_[i] = false;
    }

    // What remains to be written: a node, the attributes that end a node's call, or a symbol.
    struct Piece {
        enum { node, ending, symbol } kind;
        size_t index = 0;
        std::string_view text{};
    };

    void expression(size_t root) {
        std::vector<Piece> todo{{Piece::node, root}};
        while (!todo.empty()) {
            const Piece piece = todo.back();
            todo.pop_back();
            if (piece.kind == Piece::symbol) {
                text_ += piece.text;
            } else if (piece.kind == Piece::ending) {
                settings(nodes_[piece.index]);
            } else if (!inline_[piece.index]) {
                text_ += names_[piece.index];
            } else if (nodes_[piece.index].op == OpKind::constant) {
                size_t at = 0;
                literal(constant(piece.index), 0, at);
            } else {
                unfold(piece.index, todo);
            }
        }
    }

    // Pushes the pieces of node i, the first one last.
    void unfold(size_t i, std::vector<Piece>& todo) {
        const Node& node = nodes_[i];
        if (const Infix* symbol = infix(node.op)) {
            push_operand(i, 1, todo);
            todo.push_back({Piece::symbol, 0, " "});
            todo.push_back({Piece::symbol, 0, symbol->symbol});
            todo.push_back({Piece::symbol, 0, " "});
            push_operand(i, 0, todo);
        } else if (node.op == OpKind::neg) {
            push_operand(i, 0, todo);
            todo.push_back({Piece::symbol, 0, "-"});
        } else {
            const OpInfo& info = def(node.op).info;
            if (!find_function(info.key)) throw Problem(problems::formula_not_expressible, info.key);
            todo.push_back({Piece::ending, i});
            for (size_t k = node.arity; k-- > 0;) {
                push_operand(i, k, todo);
                if (k > 0) todo.push_back({Piece::symbol, 0, ", "});
            }
            todo.push_back({Piece::symbol, 0, "("});
            todo.push_back({Piece::symbol, 0, info.key});
        }
    }

    void push_operand(size_t i, size_t k, std::vector<Piece>& todo) const {
        const bool parentheses = needs_parentheses(i, k);
        if (parentheses) todo.push_back({Piece::symbol, 0, ")"});
        todo.push_back({Piece::node, operand(i, k)});
        if (parentheses) todo.push_back({Piece::symbol, 0, "("});
    }

    bool needs_parentheses(size_t i, size_t k) const {
        const size_t from = operand(i, k);
        if (nodes_[i].op == OpKind::neg)
            return is_number(from) || precedence(from) < Precedence::sign;  // -1 is a number
        const Infix* symbol = infix(nodes_[i].op);
        if (symbol == nullptr) return false;
        switch (symbol->precedence) {
            case Precedence::sum:
                return precedence(from) < (k == 0 ? Precedence::sum : Precedence::product);
            case Precedence::product:
                return precedence(from) < (k == 0 ? Precedence::product : Precedence::sign);
            default:
                return precedence(from) < (k == 0 ? Precedence::atom : Precedence::sign);
        }
    }

    Precedence precedence(size_t i) const {
        if (!inline_[i]) return Precedence::atom;
        if (is_number(i)) return exact(constant(i).data[0])[0] == '-' ? Precedence::sign : Precedence::atom;
        if (nodes_[i].op == OpKind::neg) return Precedence::sign;
        const Infix* symbol = infix(nodes_[i].op);
        return symbol == nullptr ? Precedence::atom : symbol->precedence;
    }

    void settings(const Node& node) {
        const Notation notation = def(node.op).info.notation;
        const std::span<const int> attrs(node.attrs);
        const bool seeded = notation == Notation::seeded && !attrs.empty();
        if (notation == Notation::axis_call && !attrs.empty()) {
            text_ += ", " + std::to_string(attrs[0]);
        } else if (notation != Notation::call && notation != Notation::axis_call) {
            if (node.arity > 0) text_ += ", ";
            shape(seeded ? attrs.first(attrs.size() - 1) : attrs);
            if (seeded) text_ += ", " + std::to_string(attrs.back());
        }
        text_ += ")";
    }

    void shape(std::span<const int> dims) {
        text_ += "[";
        for (size_t i = 0; i < dims.size(); ++i) text_ += (i > 0 ? ", " : "") + std::to_string(dims[i]);
        text_ += "]";
    }

    void literal(const Tensor<double>& value, int axis, size_t& at) {
        if (axis == value.shape.rank()) {
            number(value.data[at++]);
            return;
        }
        text_ += "[";
        for (int i = 0; i < value.shape[axis]; ++i) {
            if (i > 0) text_ += ", ";
            literal(value, axis + 1, at);
        }
        text_ += "]";
    }

    void number(double value) {
        const double size = std::abs(value);
        const bool pi = size == std::numbers::pi;
        if (!pi && std::isfinite(value)) {
            text_ += exact(value);
            return;
        }
        const std::string_view word = pi ? "pi" : std::isnan(value) ? "nan" : "inf";
        if (value < 0) text_ += "-";
        if (taken_.contains(std::string(word))) text_ += "math.";
        text_ += word;
    }

    const Graph& graph_;
    std::span<const Node> nodes_;
    size_t output_ = 0;
    std::vector<int> uses_;
    std::vector<char> inline_;
    std::vector<std::string> names_;
    std::unordered_set<std::string> taken_;
    std::string text_;
};

}  // namespace

std::string print_formula(const Graph& graph) { return Printer(graph).run(); }

}  // namespace bp
