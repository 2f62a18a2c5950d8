#include "formula/syntax.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numbers>
#include <vector>

#include "formula/formula.hpp"
#include "formula/hints.hpp"
#include "formula/unicode.hpp"

namespace bp {
namespace {

constexpr Infix kInfix[] = {
    {OpKind::add, TokenKind::plus, "+", Precedence::sum},
    {OpKind::sub, TokenKind::minus, "-", Precedence::sum},
    {OpKind::mul, TokenKind::times, "*", Precedence::product},
    {OpKind::div, TokenKind::divide, "/", Precedence::product},
    {OpKind::matmul, TokenKind::at, "@", Precedence::product},
    {OpKind::pow, TokenKind::power, "**", Precedence::power},
};

constexpr std::string_view kDot = "dot";

bool is_callable(const OpInfo& info) {
    return info.notation != Notation::none && info.notation != Notation::symbol;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

// Letters inserted, removed, replaced or swapped (optimal string alignment).
size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i) {
        for (size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            const size_t replaced = d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            d[i][j] = std::min({replaced, d[i - 1][j] + 1, d[i][j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

std::vector<std::string_view> function_names() {
    std::vector<std::string_view> names{kDot};
    for (const OpDef* op : all_ops()) {
        if (is_callable(op->info)) names.push_back(op->info.key);
    }
    return names;
}

constexpr size_t kLongest = 40;

/// A byte for each letter: enough to tell letters of one script apart.
std::string letters_of(std::string_view text) {
    std::string letters;
    for (size_t at = 0; at < text.size();) {
        const CodePoint c = decode_utf8(text, at);
        letters += static_cast<char>(c.value < 0x80 ? c.value : 0x80 | (c.value & 0x7F));
        at += std::max(c.size, 1u);
    }
    return letters;
}

std::string without_digits(std::string letters) {
    std::erase_if(letters, [](char c) { return c >= '0' && c <= '9'; });
    return letters;
}

std::string_view nearest_function(std::string_view name) {
    if (name.size() > kLongest) return {};
    const std::string wanted = letters_of(lower(name));
    std::string_view best;
    size_t least = 3;
    for (const std::string_view candidate : function_names()) {
        const size_t distance = edit_distance(wanted, candidate);
        // Most letters of a short word must match: foo is not dot.
        if (distance < least && 2 * distance <= candidate.size()) {
            best = candidate;
            least = distance;
        }
    }
    return best;
}

}  // namespace

const Infix* infix(TokenKind token) {
    const auto* found =
        std::find_if(std::begin(kInfix), std::end(kInfix), [&](const Infix& i) { return i.token == token; });
    return found == std::end(kInfix) ? nullptr : found;
}

const Infix* infix(OpKind op) {
    const auto* found =
        std::find_if(std::begin(kInfix), std::end(kInfix), [&](const Infix& i) { return i.op == op; });
    return found == std::end(kInfix) ? nullptr : found;
}

std::optional<OpKind> find_function(std::string_view name) {
    if (name == kDot) return OpKind::matmul;
    const OpKind* op = find_op(name);
    if (op == nullptr || !is_callable(def(*op).info)) return {};
    return *op;
}

std::optional<double> constant_value(std::string_view name) {
    if (name == "pi" || name == "π") return std::numbers::pi;
    if (name == "inf") return std::numeric_limits<double>::infinity();
    if (name == "nan") return std::numeric_limits<double>::quiet_NaN();
    return {};
}

bool needs_statement(std::string_view leaf) {
    return constant_value(leaf) || is_foreign(Foreign::value, leaf);
}

GivenNames unusual_leaves(const Graph& graph) {
    GivenNames names;
    for (const Node& node : graph.nodes()) {
        if (node.op == OpKind::input && needs_statement(node.name)) names.push_back(node.name);
    }
    return names;
}

std::optional<Message> function_hint(std::string_view name) {
    if (const OpKind* op = find_op(name)) {
        if (const Infix* known = infix(*op))
            return Message(problems::formula_instead, "x " + std::string(known->symbol) + " y");
        if (*op == OpKind::neg) return Message(problems::formula_instead, "-x");
        if (*op == OpKind::identity) return Message(problems::formula_instead, "y = x");
    }
    const std::string plain = lower(name);
    if (auto hint = foreign_hint(Foreign::function, plain)) return hint;
    const std::string_view nearest = nearest_function(latin_lookalike(plain));
    if (nearest.empty()) return {};
    return Message(problems::formula_did_you_mean, nearest);
}

bool is_near(std::string_view name, std::string_view other) {
    if (std::max(name.size(), other.size()) > kLongest) return false;
    const std::string a = letters_of(name), b = letters_of(other);
    return std::min(a.size(), b.size()) >= 4 && edit_distance(a, b) == 1 &&
           without_digits(a) != without_digits(b);
}

std::string usage(std::string_view name, const OpInfo& info) {
    const std::string call = std::string(name) + "(" + std::string(info.arguments);
    const auto one = [&](const std::string& rest) { return marked(call + rest); };
    switch (info.notation) {
        case Notation::axis_call:
            return one(")") + ", " + one(", axis)");
        case Notation::shape_call:
            return one(", [2, 3])");
        case Notation::generator:
            return one("[2, 3])");
        case Notation::seeded:
            return one("[2, 3], seed)");
        default:
            return one(")");
    }
}

bool is_formula_name(std::string_view name) {
    return is_assignable_name(name) && !find_function(name) && !constant_value(composed(name));
}

bool is_assignable_name(std::string_view name) { return spells_name(name); }

}  // namespace bp
