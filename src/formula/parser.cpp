#include <numbers>
#include <unordered_map>

#include "base/letters.hpp"
#include "formula/formula.hpp"
#include "formula/hints.hpp"
#include "formula/literals.hpp"
#include "formula/syntax.hpp"
#include "formula/token_stream.hpp"

namespace bp {
namespace {

// Whatever the recursion can do without stays out of its stack frames: 200 levels must fit a small stack,
// also in debug builds.
#define BP_ASIDE [[gnu::noinline]]

// Recursive descent straight into the graph. The depth of the recursion is bounded by kMaxNesting; chains
// such as a + b + c + … are loops.
class Parser {
  public:
    Parser(std::string_view text, const GivenNames& given) : tokens_(text) {
        given_.reserve(given.size());
        for (const std::string& name : given) tokens_.claim(given_.emplace_back(composed(name)));
    }

    ParsedFormula run() {
        note_assignments();
        std::optional<NodeId> output;
        for (;;) {
            while (tokens_.take(TokenKind::separator)) continue;
            if (tokens_.sees(TokenKind::end)) break;
            output = statement();
        }
        tokens_.check_fault();
        if (!output) throw Problem(problems::formula_empty, SourceSpan{});
        graph_.set_output(*output);
        return {std::move(graph_), std::move(spans_)};
    }

  private:
    // --- statements

    // Where each name is assigned, to tell a name that is used too early from a leaf; and which leaves have
    // a statement of their own, to tell them from constants.
    void note_assignments() {
        bool start = true;
        while (!tokens_.sees(TokenKind::end)) {
            const Token& token = tokens_.next();
            if (start && token.kind == TokenKind::name && tokens_.sees(TokenKind::assign)) {
                Known& known = names_[token.text];
                if (known.assigned.line == 0) known.assigned = token.span;
                tokens_.claim(token.text);
            }
            if (start && token.kind == TokenKind::name && tokens_.sees(TokenKind::separator))
                tokens_.claim(token.text);
            start = token.kind == TokenKind::separator;
        }
        tokens_.rewind();
    }

    NodeId statement() {
        if (tokens_.sees(TokenKind::name) && tokens_.peek(1).kind == TokenKind::assign) return assignment();
        const size_t first = tokens_.position();
        if (tokens_.sees(TokenKind::assign) &&
            tokens_.peek(1).kind != TokenKind::end)  // =A1*B1 of a spreadsheet
            refuse("=", "y =", tokens_.peek().span);
        const NodeId id = expression();
        if (tokens_.sees(TokenKind::assign)) {
            tokens_.fail(problems::formula_assigned_to_expression, tokens_.span(first));
        }
        const bool only_names_a_leaf = tokens_.position() == first + 1 && graph_.node(id).op == OpKind::input;
        const SourceSpan where = tokens_.span(first);
        end_of_statement();
        if (!tokens_.sees(TokenKind::end) && !only_names_a_leaf) {
            tokens_.fail(problems::formula_unnamed_statement, where);
        }
        return id;
    }

    NodeId assignment() {
        const Token& target = tokens_.next();
        target_ = tokens_.text(target);
        check_target(target);
        tokens_.next();
        const size_t first = tokens_.position();
        NodeId id = expression();
        if (!graph_.node(id).name.empty()) id = make(OpKind::identity, {id}, {}, first);
        end_of_statement();
        graph_.rename(id, std::string(target_));
        names_[target_].node = id;
        target_ = {};
        return id;
    }

    void check_target(const Token& target) {
        const Known& known = names_[target_];
        if (!known.node) return;
        const std::string name = clipped(target_);
        const SourceSpan &before = known.assigned, &now = target.span;
        if (before.line == now.line)
            tokens_.fail({problems::formula_assigned_again, name, now.line, before.column, now.column}, now);
        tokens_.fail({problems::formula_assigned_twice, name, before.line, now.line}, now);
    }

    void end_of_statement() {
        if (!tokens_.at_statement_end()) tokens_.fail_unexpected();
        while (tokens_.take(TokenKind::separator)) continue;
    }

    // --- expressions

    NodeId expression(Precedence level = Precedence::sum) {
        if (level == Precedence::sign) return sign();
        const size_t first = tokens_.position();
        const Precedence tighter = level == Precedence::sum ? Precedence::product : Precedence::sign;
        NodeId left = expression(tighter);
        for (;;) {
            const Infix* symbol = infix(tokens_.peek().kind);
            if (symbol == nullptr || symbol->precedence != level) return left;
            tokens_.next();
            const NodeId right = expression(tighter);
            left = make(symbol->op, {left, right}, {}, first);
        }
    }

    NodeId sign() {
        const size_t first = tokens_.position();
        const bool minus = tokens_.sees(TokenKind::minus);
        if (!minus && !tokens_.sees(TokenKind::plus)) return power();
        const size_t ahead = minus ? 1 + tokens_.prefixes(1) : 0;
        const TokenKind after = tokens_.peek(ahead + 1).kind;
        if (minus && sees_number(tokens_, ahead) && after != TokenKind::power && after != TokenKind::dot) {
            tokens_.next();
            tokens_.skip_prefixes();
            return number(first, true);
        }
        const Nesting nesting(*this);
        tokens_.next();
        const NodeId operand = sign();
        return minus ? make(OpKind::neg, {operand}, {}, first) : operand;
    }

    NodeId power() {
        const size_t first = tokens_.position();
        NodeId base = atom();
        while (tokens_.sees(TokenKind::dot)) base = member(base, first);
        if (!tokens_.sees(TokenKind::power)) return base;
        const Nesting nesting(*this);
        tokens_.next();
        const NodeId exponent = sign();
        return make(OpKind::pow, {base, exponent}, {}, first);
    }

    NodeId atom() {
        const size_t begin = tokens_.position();
        tokens_.skip_prefixes();
        const size_t first = tokens_.position();
        if (sees_number(tokens_)) return number(first, false);
        const bool calls = tokens_.peek(1).kind == TokenKind::open_paren;
        if (first > begin && !calls) return euler(first);
        switch (tokens_.peek().kind) {
            case TokenKind::open_bracket:
                return array(first);
            case TokenKind::open_paren: {
                const Nesting nesting(*this);
                tokens_.next();
                const NodeId inside = expression();
                tokens_.close(first, TokenKind::close_paren);
                return inside;
            }
            case TokenKind::name:
                return calls ? call(first, {}) : variable();
            default:
                tokens_.fail_expected(Message(problems::formula_an_operand));
        }
    }

    BP_ASIDE NodeId number(size_t first, bool negative) {
        const size_t at = tokens_.position();
        const std::string_view text = tokens_.peek().text;
        const double value = read_number(tokens_);
        if (tokens_.sees(TokenKind::open_paren) && tokens_.peek(1).kind == TokenKind::close_paren) {  // pi()
            tokens_.next();
            tokens_.next();
            refuse(std::string(text) + "()", text, tokens_.span(at));
        }
        return constant(negative ? -value : value, first);
    }

    BP_ASIDE NodeId euler(size_t first) {  // np.e, Math.E
        const Token& token = tokens_.next();
        if (token.text != "e" && token.text != "E") fail_no_member(token);
        return constant(std::numbers::e, first);
    }

    BP_ASIDE NodeId array(size_t first) { return constant(read_array(tokens_), first); }

    NodeId constant(Tensor<double> value, size_t first) {
        const NodeId id = graph_.add_constant(std::move(value));
        spans_.emplace_hint(spans_.end(), id, tokens_.span(first));
        return id;
    }

    BP_ASIDE NodeId variable() {
        const Token& token = tokens_.next();
        const std::string_view name = tokens_.text(token);
        Known& known = names_[name];
        if (known.node) return *known.node;
        if (name == target_) {
            tokens_.fail({problems::formula_cycle, clipped(name)}, token.span);
        }
        if (known.assigned.line != 0) {
            tokens_.fail({problems::formula_used_before_assigned, clipped(name), known.assigned.line},
                         token.span);
        }
        if (const auto function = find_function(name)) {
            tokens_.check_fault();
            tokens_.fail(
                {problems::formula_function_as_name, clipped(name), usage(name, def(*function).info)},
                token.span);
        }
        if (is_foreign(Foreign::value, name) && !tokens_.is_claimed(name))
            refuse(problems::formula_character, name, foreign_hint(Foreign::value, name), token.span);
        const NodeId id = graph_.add_input(std::string(name));
        spans_.emplace_hint(spans_.end(), id, token.span);
        known.node = id;
        return id;
    }

    BP_ASIDE NodeId make(OpKind op, std::span<const NodeId> inputs, Attrs attrs, size_t first) {
        const NodeId id = graph_.add(op, inputs, std::move(attrs));
        spans_.emplace_hint(spans_.end(), id, tokens_.span(first));
        return id;
    }
    NodeId make(OpKind op, std::initializer_list<NodeId> inputs, Attrs attrs, size_t first) {
        return make(op, std::span<const NodeId>(inputs.begin(), inputs.size()), std::move(attrs), first);
    }

    // --- calls

    struct Arguments {
        std::vector<NodeId> inputs;
        Attrs attrs;
        int count = 0;
    };

    // x.T and x.sum(): what stands before the dot is the first argument.
    NodeId member(NodeId of, size_t first) {
        tokens_.next();
        if (!tokens_.sees(TokenKind::name)) tokens_.fail_expected(Message(problems::formula_an_operand));
        if (tokens_.peek(1).kind == TokenKind::open_paren) return call(first, of);
        const Token& token = tokens_.next();
        if (token.text == "T") return make(OpKind::transpose, {of}, {}, first);
        fail_no_member(token);
    }

    [[noreturn]] BP_ASIDE void fail_no_member(const Token& token) const {
        refuse(problems::formula_no_member, "." + std::string(token.text),
               foreign_hint(Foreign::value, token.text), token.span);
    }

    // `of` is the first argument where it stands before a dot.
    NodeId call(size_t first, std::optional<NodeId> of) {
        const Token& token = tokens_.next();
        const std::string_view name = tokens_.text(token);
        const std::optional<OpKind> op = find_function(name);
        const bool array = !of && makes_array(name);
        if (!op && !array) fail_no_function(token);
        const OpInfo& info = def(op.value_or(OpKind::identity)).info;
        const Nesting nesting(*this);
        const size_t open = tokens_.position();
        tokens_.next();
        Arguments arguments;
        if (of) {
            arguments.inputs.push_back(*of);
            arguments.count = 1;
        }
        while (!tokens_.sees(TokenKind::close_paren)) {
            const bool named = tokens_.sees(TokenKind::name) && tokens_.peek(1).kind == TokenKind::assign;
            if (!named && arguments.count == most_arguments(info)) {
                tokens_.skip_argument();
                ++arguments.count;
            } else {
                argument(name, info, arguments);
            }
            if (!tokens_.take(TokenKind::comma)) break;
        }
        tokens_.close(open, TokenKind::close_paren);
        if (array && arguments.count == 1) return arguments.inputs[0];
        check_count(name, info, arguments.count, first, of.has_value());
        return make(*op, arguments.inputs, std::move(arguments.attrs), first);
    }

    // np.array([1, 2]) is [1, 2].
    static bool makes_array(std::string_view name) {
        return name == "array" || name == "tensor" || name == "asarray" || name == "constant" ||
               name == "float32" || name == "float64";
    }

    static int most_arguments(const OpInfo& info) {
        if (info.notation == Notation::seeded) return info.arity + 2;
        return info.arity + (info.notation != Notation::call && info.notation != Notation::symbol ? 1 : 0);
    }

    // One argument: the op's inputs come first, then its attributes. Surplus arguments are only counted.
    void argument(std::string_view name, const OpInfo& info, Arguments& arguments) {
        const int number = arguments.count - info.arity;
        if (tokens_.sees(TokenKind::name) && tokens_.peek(1).kind == TokenKind::assign &&
            !keyword(name, info, number))
            return;
        ++arguments.count;
        if (setting(name, info, number, arguments.attrs)) return;
        arguments.inputs.push_back(expression());
    }

    // Passes by `axis=`. Of keepdims=False, axis=None and dtype=float nothing is left.
    BP_ASIDE bool keyword(std::string_view name, const OpInfo& info, int number) {
        const Token& word = tokens_.next();
        tokens_.next();
        const std::string_view value = tokens_.peek().text;
        if (word.text.starts_with("keepdim") && value == "True")
            refuse(problems::formula_character, std::string(word.text) + "=True",
                   Message(problems::formula_nothing_like), word.span);
        if (value == "False" || value == "None" || word.text == "dtype") {
            tokens_.skip_prefixes();
            tokens_.next();
            return false;
        }
        const bool axis = info.notation == Notation::axis_call;
        const std::string_view fitting = number == 1 ? "seed " : axis ? "axis dim " : "shape newshape size ";
        const bool fits = info.notation != Notation::call && number >= 0 &&
                          fitting.find(std::string(word.text) + " ") != std::string_view::npos;
        if (!fits)
            tokens_.fail({problems::formula_no_keyword, name, word.text, usage(name, info)}, word.span);
        return true;
    }

    // Reads the attribute with that number, if the op has one.
    BP_ASIDE bool setting(std::string_view name, const OpInfo& info, int number, Attrs& attrs) {
        const bool open = info.notation == Notation::shape_call;
        if (number == 0 &&
            (open || info.notation == Notation::generator || info.notation == Notation::seeded)) {
            attrs = read_shape(tokens_, usage(name, info), open, info.notation != Notation::seeded);
        } else if (number == 0 && info.notation == Notation::axis_call) {
            attrs.push_back(read_integer(tokens_, problems::formula_an_axis));
        } else if (number == 1 && info.notation == Notation::seeded) {
            attrs.push_back(read_integer(tokens_, problems::formula_a_seed));
        } else {
            return false;
        }
        return true;
    }

    BP_ASIDE void check_count(std::string_view name, const OpInfo& info, int count, size_t first,
                              bool member) const {
        const int most = most_arguments(info);
        const int least = info.notation == Notation::axis_call ? info.arity : most;
        if (count >= least && count <= most && info.notation != Notation::none) return;
        if (member)
            tokens_.fail({problems::formula_dot_argument, name, count, usage(name, info)},
                         tokens_.span(first));
        tokens_.fail({problems::formula_argument_count, name, count, usage(name, info)}, tokens_.span(first));
    }

    [[noreturn]] BP_ASIDE void fail_no_function(const Token& token) const {
        const std::string_view name = tokens_.text(token);
        tokens_.check_fault(1);
        if (names_.contains(name)) {
            tokens_.fail({problems::formula_not_a_function, clipped(name), clipped(name) + " * (…)"},
                         token.span);
        }
        SourceSpan where = token.span;
        if (tokens_.peek(1).kind == TokenKind::close_paren) {  // PI()
            const SourceSpan& close = tokens_.peek(1).span;
            if (close.line == where.line) where.length = close.column + 1 - where.column;
        }
        std::optional<Message> hint = function_hint(name);
        size_t last = 0;  // of the call, where it would be f(x) = …
        while (tokens_.peek(last).kind != TokenKind::close_paren && tokens_.peek(last).kind != TokenKind::end)
            ++last;
        if (tokens_.peek(last + 1).kind == TokenKind::assign) {
            hint = Message(problems::formula_no_definitions);
        } else if (!hint && !tokens_.behind_dot()) {
            hint = Message(problems::formula_to_multiply, clipped(name) + " * (…)");
        }
        refuse(problems::formula_unknown_function, name, hint, where);
    }

    // --- depth

    class Nesting {
      public:
        explicit Nesting(Parser& parser) : depth_(parser.depth_) {
            if (++depth_ > kMaxNesting) parser.fail_too_deep();
        }
        ~Nesting() { --depth_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

      private:
        int& depth_;
    };

    [[noreturn]] BP_ASIDE void fail_too_deep() const {
        tokens_.fail({problems::formula_too_deep, kMaxNesting}, tokens_.peek().span);
    }

    TokenStream tokens_;
    Graph graph_;
    std::map<NodeId, SourceSpan> spans_;
    struct Known {
        SourceSpan assigned{0, 0, 0};  // line 0: nowhere
        std::optional<NodeId> node{};  // once it is reached
    };
    std::unordered_map<std::string_view, Known> names_;
    GivenNames given_;
    std::string_view target_;  // the name being assigned
    int depth_ = 0;
};

#undef BP_ASIDE

}  // namespace

ParsedFormula parse_formula_with_spans(std::string_view text, const GivenNames& given) {
    return Parser(text, given).run();
}

Graph parse_formula(std::string_view text, const GivenNames& given) {
    return parse_formula_with_spans(text, given).graph;
}

}  // namespace bp
