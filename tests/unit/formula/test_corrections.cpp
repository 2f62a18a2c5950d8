// What an error suggests is written down where the error is, again and again, until the formula can be read.
#include <catch2/catch_test_macros.hpp>

#include "base/letters.hpp"
#include "formula/formula.hpp"
#include "support/korean.hpp"

using namespace bp;

namespace {

struct Pair {
    std::string pasted, meant;
};

/// What a problem tells to write, of its own or in its hint.
std::optional<std::string> suggestion(ProblemId id, const std::vector<Argument>& arguments) {
    switch (id) {
        case ProblemId::formula_instead:
        case ProblemId::formula_did_you_mean:
        case ProblemId::formula_code_point_instead:
        case ProblemId::formula_missing_times:
        case ProblemId::formula_suffix:
            return arguments.back().text;
        case ProblemId::formula_leave_out:
        case ProblemId::formula_hidden:
            return "";
        default:
            for (const Argument& argument : arguments) {
                if (argument.kind != Argument::Kind::phrase) continue;
                if (auto found = suggestion(argument.phrase, argument.inside)) return found;
            }
            return {};
    }
}

/// The byte of that column of that line.
size_t byte_of(const std::string& text, int line, int column) {
    size_t at = 0;
    for (; line > 1; --line) at = text.find('\n', at) + 1;
    for (; column > 1 && at < text.size(); --column) at += decode_utf8(text, at).size;
    return at;
}

std::string bracketed(std::string text, const std::string& brackets) {
    for (const std::string wide : {"｛", "｝"}) {
        const size_t at = text.find(wide);
        if (at != std::string::npos) text.replace(at, wide.size(), wide == "｛" ? "{" : "}");
    }
    for (char& c : text) {
        if (c == '{') c = brackets.front();
        if (c == '}') c = brackets.back();
    }
    return text;
}

/// The formula with all corrections, or a pattern such as "maximum(x, y)" that a person fills in, or the
/// sentence that suggests nothing.
std::string corrected(std::string text) {
    for (int turn = 0; turn < 12; ++turn) {
        try {
            return print_formula(parse_formula(text));
        } catch (const Problem& problem) {
            CHECK(test::has_korean(problem.message()));
            const auto instead = suggestion(problem.id(), problem.message().arguments());
            if (!instead) return problem.what();
            if (*instead == "( )" || *instead == "[ ]") {
                text = bracketed(text, *instead);
                continue;
            }
            const bool pattern = problem.id() == ProblemId::formula_unknown_function ||
                                 instead->find("(x") != std::string::npos || instead->find(" x") < 2 ||
                                 instead->starts_with("x ") || instead->starts_with("new ");
            if (pattern && *instead != "pi" && !instead->starts_with("** ")) {
                CHECK_NOTHROW(
                    parse_formula(instead->find('=') == std::string::npos ? "y = " + *instead : *instead));
                return *instead;
            }
            const SourceSpan& where = problem.where().value();
            const size_t from = byte_of(text, where.line, where.column);
            const size_t to = byte_of(text, where.line, where.column + where.length);
            text.replace(from, to - from, *instead);
        }
    }
    return "no end of it: " + text;
}

}  // namespace

TEST_CASE("what an error suggests can be written, and means what was pasted") {
    for (const auto& [pasted, meant] :
         std::vector<Pair>{// marks that Unicode lets into names
                           {"y = a·b", "y = a * b"},
                           {"y = a·b", "y = a * b"},
                           {"y = a・b", "y = a * b"},
                           {"y = a･b", "y = a * b"},
                           {"y = aᐧb", "y = a * b"},
                           {"y = aꞏb", "y = a * b"},
                           {"y = apple·2", "y = apple * 2"},
                           {"y = 2·3", "y = 2 * 3"},
                           {"y = aᐩb", "y = a + b"},
                           {"y = aˆ2", "y = a ** 2"},
                           {"y = ー2 * x", "y = -2 * x"},
                           {"y = a﹍b", "y = a_b"},
                           {"y = x‿y", "It is the character `U+203F`."},
                           {"y = xʼ", "transpose(x)"},
                           {"y = x’", "transpose(x)"},
                           {"y = x′", "transpose(x)"},
                           // superscripts
                           {"y = x²", "y = x ** 2"},
                           {"y = x⁻¹", "y = x ** -1"},
                           {"y = x¹⁰", "y = x ** 10"},
                           {"y = eˣ", "y = e ** x"},
                           {"y = xⁿ", "y = x ** n"},
                           {"y = xⁿ⁺¹", "y = x ** (n + 1)"},
                           {"y = x²ⁿ", "y = x ** (2 * n)"},
                           {"y = x⁽ⁿ⁾", "y = x ** n"},
                           {"y = xᵝ", "y = x ** β"},
                           {"y = x⁺", "Formulas have no counterpart to it."},
                           {"y = aᵀ @ b", "transpose(x)"},
                           {"y = a⊤ @ b", "transpose(x)"},
                           {"y = a^T @ b", "transpose(x)"},
                           {"y = a^{T}b", "transpose(x)"},
                           {"y = a^Theta", "y = a ** Theta"},
                           {"y = ∛x", "x ** (1 / 3)"},
                           {"y = x₁ + xᵢ", "y = x1 + xi"},
                           {"y = x₍₁₎", "y = x_1_"},
                           {"y = ①", "y = 1"},
                           {"y = ½ * x", "y = 1 / 2 * x"},
                           {"y = 2 ** ½", "y = 2 ** (1 / 2)"},
                           {"y = 2½ * x", "y = (2 + 1 / 2) * x"},
                           // numbers
                           {"y = 1,5", "y = 1.5"},
                           {"y = 0,125", "y = 0.125"},
                           {"y = 1,000", "y = 1000"},
                           {"y = 1,234,567", "y = 1234567"},
                           {"y = 1,234.5", "y = 1234.5"},
                           {"y = 1.000,5", "y = 1000.5"},
                           {"y = 1.234.567,25 * x", "y = 1234567.25 * x"},
                           {"y = 1.000.000", "y = 1000000"},
                           {"y = 1,2,3", "A `,` can only stand between"},
                           {"y = 1, 2", "A `,` can only stand between"},
                           {"y = 1.2.3", "`1.2.3` is not a number."},
                           {"y = 1'000", "y = 1000"},
                           {"y = 1’000.5", "y = 1000.5"},
                           {"y = 1_000", "y = 1000"},
                           {"y = ١٬٠٠٠", "y = 1000"},
                           {"y = ١٬٠٠٠٫٥", "y = 1000.5"},
                           {"y = １０００", "y = 1000"},
                           {"y = １，０００", "y = 1000"},
                           {"y = １.２.３", "`１.２.３` is not a number."},
                           {"y = 0x10", "y = 16"},
                           {"y = 1d5", "y = 100000"},
                           {"y = 1.5D-3", "y = 1.5 * D - 3"},
                           {"y = 1.5f", "y = 1.5 * f"},
                           {"y = 2x", "y = 2 * x"},
                           {"y = \"3\"", "y = 3"},
                           {"y = float(\"inf\")", "y = x"},
                           {"y = float('-inf')", "y = x"},
                           // LaTeX
                           {"y = \\sigma(x)", "sigmoid(x)"},
                           {"y = \\sigma * x", "y = sigma * x"},
                           {"y = σ(x)", "sigmoid(x)"},
                           {"y = \\sum_{i} x_i", "sum(x)"},
                           {"y = \\tan(x)", "sin(x) / cos(x)"},
                           {"y = \\sin(x)", "y = sin(x)"},
                           {"y = \\exp x", "exp(x)"},
                           {"y = \\alpha * x", "y = alpha * x"},
                           {"y = \\left(a + b\\right) * c", "y = (a + b) * c"},
                           {"y = \\mathbf{x} * 2", "y = x * 2"},
                           {"y = a \\odot b", "y = a * b"},
                           {"y = {1, 2}", "y = [1, 2]"},
                           {"y = {a + b} * 2", "y = (a + b) * 2"},
                           {"y = a ＾ 2", "y = a ** 2"},
                           {"y = a ％ 2", "Formulas have no floor division and no remainder."},
                           {"y = ｛a + b｝ * 2", "y = (a + b) * 2"},
                           // ends of lines that are none
                           {"y=x\u2028z=y", "y = x\nz = y"},
                           {"y=x\u0085z=y", "y = x\nz = y"},
                           {"y=ab\u200B", "y = ab"},
                           // spreadsheets, libraries, calculators
                           {"=A1*B1", "y = A1 * B1"},
                           {"y = PI()", "y = pi"},
                           {"y = 2 * pi()", "y = 2 * pi"},
                           {"y = -pi() * x", "y = -pi * x"},
                           {"y = ln x", "log(x)"},
                           {"norm = sum(x)\ny = norm x", "An operator such as `*` is missing"},
                           {"y = tf.reduce_sum(x)", "sum(x)"},
                           {"y = tf.reduce_mean(x)", "mean(x)"}}) {
        CAPTURE(pasted);
        const std::string result = corrected(pasted);
        CAPTURE(result, meant);
        if (meant.starts_with("y = ") && result.starts_with("y = ")) {
            CHECK(result == print_formula(parse_formula(meant)));
        } else {
            CHECK(result.find(meant) != std::string::npos);
        }
    }
}

TEST_CASE("libraries' names for what there is are taken") {
    for (const auto& [pasted, meant] : std::vector<Pair>{{"y = K.exp(x)", "y = exp(x)"},
                                                         {"y = K.sum(x)", "y = sum(x)"},
                                                         {"y = K.sum(x, axis=0)", "y = sum(x, 0)"},
                                                         {"y = K.dot(a, b)", "y = a @ b"},
                                                         {"y = K.sum()", "y = sum(K)"},
                                                         {"y = K.sum(0)", "y = sum(K, 0)"},
                                                         {"y = K.dot(a)", "y = K @ a"},
                                                         {"y = F.mean(axis=0)", "y = mean(F, 0)"},
                                                         {"y = F.reshape(2, 3)", "y = reshape(F, [2, 3])"},
                                                         {"y = K * 2", "y = K * 2"},
                                                         {"y = ops.relu(x)", "y = relu(x)"},
                                                         {"y = cmath.exp(x)", "y = exp(x)"},
                                                         {"y = Math.E ** x", "y = 2.718281828459045 ** x"},
                                                         {"y = tf.constant([1, 2])", "y = [1, 2]"},
                                                         {"y = np.float32(3) * x", "y = 3 * x"}}) {
        CAPTURE(pasted);
        CHECK(corrected(pasted) == print_formula(parse_formula(meant)));
    }
}

TEST_CASE("an error names what is wrong: a suffix, an argument too many") {
    for (const auto& [pasted, part] :
         std::vector<Pair>{{"y = 1.5f", "have no suffix"},
                           {"y = 1L", "have no suffix"},
                           {"y = 10n", "have no suffix"},
                           {"y = 1j", "no imaginary part"},
                           {"y = 3u8", "have no suffix"},
                           {"y = transpose(x, (1,0))", "does not take 2 arguments"},
                           {"y = x.transpose(1, 0)", "`transpose` has 3 arguments"},
                           {"y = mean(x, keepdims=True)", "no counterpart"},
                           {"y = mean(x, 0, keepdim=True)", "no counterpart"},
                           {"y = float(\"a\")", "texts in quotation marks"}}) {
        CAPTURE(pasted);
        try {
            parse_formula(pasted);
            FAIL_CHECK("taken");
        } catch (const Problem& problem) {
            const std::string sentence = problem.what();
            CAPTURE(sentence);
            CHECK(sentence.find(part) != std::string::npos);
        }
    }
}
