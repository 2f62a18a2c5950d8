#include "formula/hints.hpp"

#include <algorithm>
#include <array>

#include "formula/lexer.hpp"

namespace bp {
namespace {

// Lines of words separated by blanks, a tab, and what stands for them: formula text, or # and the number of a
// phrase in kPhrases. After ? stands what may be meant beside a reduction.
constexpr std::string_view kFunction =
    "max fmax amax pmax\t?maximum(x, y)\n"
    "min fmin amin pmin\t?minimum(x, y)\n"
    "ln loge\tlog(x)\n"
    "lg log10\tlog(x) / log(10)\n"
    "log2 lb\tlog(x) / log(2)\n"
    "log1p\tlog(1 + x)\n"
    "exp2\t2 ** x\n"
    "expm1\texp(x) - 1\n"
    "power pow\tx ** y\n"
    "square sqr sq\tx ** 2\n"
    "cbrt\tx / abs(x) ** (2 / 3)\n"
    "rsqrt\t1 / sqrt(x)\n"
    "reciprocal\t1 / x\n"
    "add plus\tx + y\n"
    "subtract minus\tx - y\n"
    "multiply times mult\tx * y\n"
    "divide true_divide\tx / y\n"
    "negative\t-x\n"
    "matmul mm mmult\tx @ y\n"
    "inner\tx @ transpose(y)\n"
    "vdot\tsum(x * y)\n"
    "tan tg\tsin(x) / cos(x)\n"
    "cot ctg\tcos(x) / sin(x)\n"
    "sec\t1 / cos(x)\n"
    "sinh sh\t(exp(x) - exp(-x)) / 2\n"
    "cosh ch\t(exp(x) + exp(-x)) / 2\n"
    "th\ttanh(x)\n"
    "norm\tsqrt(sum(x ** 2))\n"
    "var\tmean((x - mean(x)) ** 2)\n"
    "std\tsqrt(mean((x - mean(x)) ** 2))\n"
    "stdev sd\tsqrt(sum((x - mean(x)) ** 2) / (n - 1))\n"
    "average avg\tmean(x)\n"
    "fabs absolute\tabs(x)\n"
    "sigm expit logistic sigma σ\tsigmoid(x)\n"
    "logsigmoid\tlog(sigmoid(x))\n"
    "reduce_sum\tsum(x)\n"
    "reduce_mean\tmean(x)\n"
    "pi\tpi\n"
    "silu swish\tx * sigmoid(x)\n"
    "softplus\tlog(1 + exp(x))\n"
    "logaddexp\tlog(exp(x) + exp(y))\n"
    "leaky_relu leakyrelu\tmaximum(0.01 * x, x)\n"
    "clip clamp\tminimum(maximum(x, low), high)\n"
    "log_softmax logsoftmax\tlog(softmax(x))\n"
    "logsumexp\tlog(sum(exp(x)))\n"
    "softmaxwithloss cross_entropy crossentropyloss\tsoftmax_with_loss(a, t)\n"
    "nll_loss\tcross_entropy_error(exp(x), t)\n"
    "bce binary_cross_entropy\t-mean(t * log(y) + (1 - t) * log(1 - y))\n"
    "mse mse_loss mseloss\tmean((y - t) ** 2)\n"
    "dense\taffine(x, W, b)\n"
    "linear\taffine(x, transpose(W), b)\n"
    "flatten ravel\treshape(x, [-1])\n"
    "view squeeze unsqueeze expand_dims\treshape(x, [2, 3])\n"
    "t permute swapaxes\ttranspose(x)\n"
    "normal rnorm\trandn([2, 3], seed)\n"
    "zeros_like\t0 * x\n"
    "ones_like\tx ** 0\n"
    "full fill\t3 * ones([2, 3])\n"
    "eye identity_matrix\t[[1, 0], [0, 1]]\n"
    "arange range\t[0, 1, 2]\n"
    "linspace\t[0, 0.5, 1]\n"
    "c list tuple\t[1, 2, 3]\n"
    "print display disp show printf log_value item\t#1\n"
    "where if iif ifelse heaviside step and or not\t#3\n"
    "copy clone astype cast cpu numpy tolist float double\ty = x\n"
    "len shape size argmax argmin cumsum prod product round floor ceil sign atan arctan asin acos erf gelu "
    "dropout concatenate concat stack std_err median sort outer cross det solve int str input backward grad "
    "append diff gamma factorial hypot rank trace numel ndim dim "
    "inv bmm einsum tensordot rand random uniform detach\t#0\n"
    "mod fmod remainder divmod floor_divide floordiv\t#6\n";

constexpr std::string_view kValue =
    "Infinity INF Inf infinity INFINITY\tinf\n"
    "NaN NAN\tnan\n"
    "PI Pi M_PI\tpi\n"
    "True TRUE true\t1\n"
    "False FALSE false\t0\n"
    "None NULL null NaT NA undefined nil newaxis Ellipsis\t#0\n";

constexpr std::string_view kWord =
    "import from using include require pip conda In Out self global nonlocal del assert raise yield async "
    "await pass let const var auto float int double static final export echo val mut plt begin end\t#2\n"
    "print return cout puts disp\t#1\n"
    "if else elif then for while in is and or not switch case break continue try except with do until\t#3\n"
    "def lambda function fn func class fun sub proc\t#4\n"
    "mod div\t#6\n"
    "times\t*\n"
    "plus\t+\n"
    "minus\t-\n";

constexpr std::string_view kSign =
    "== := <- ← ≡ ≔\t=\n"
    "÷ ⁄ ∕ ➗\t/\n"
    "// % %% %/% //= %=\t#6\n"
    "/* <!--\t#\n"
    "^ .^ .** ↑ ˆ ꞈ\t**\n"
    ".* × · · ∗ ⋅ • ✕ ✖ ∙ ・ ･ ᐧ ꞏ ‧\t*\n"
    "‐ ‑ ‒ – — ― ➖ ˗ ﹣ ー ｰ\t-\n"
    "➕ ᐩ\t+\n"
    "√\tsqrt(x)\n"
    "∛\tx ** (1 / 3)\n"
    "∜\tx ** (1 / 4)\n"
    "^T ^{T} ^\\top ^{\\top} ⊤\ttranspose(x)\n"
    "₊ ₋ ₌ ₍ ₎\t_\n"
    "∑\tsum(x)\n"
    "∞\tinf\n"
    "، 、 ﹐\t,\n"
    "。\t.\n"
    "؛\t;\n"
    "{ } ⟨ ⟩ 【 】 「 」\t( )\n"
    "⊙ ∘\t*\n"
    "./\t/\n"
    ".+\t+\n"
    ".-\t-\n"
    "+=\tnew = old + x\n"
    "-=\tnew = old - x\n"
    "*=\tnew = old * x\n"
    "/=\tnew = old / x\n"
    "**= ^=\tnew = old ** x\n"
    "@=\tnew = old @ x\n"
    "| ǀ\tabs(x)\n"
    "‖ ∥ ǁ\tsqrt(sum(x ** 2))\n"
    "< > <= >= != <> ≤ ≥ ≠ && || & ¬ ∧ ∨ === !==\t#3\n"
    "-> => ↦ →\t#4\n"
    ">>> ... ``` ~~~ $ $$ ` \\[ \\] \\( \\) ??\t#2\n"
    "\" ' \"\"\" ''' “ ” ‘ ’ „ « » ‚ ‹ ›\t#5\n"
    "ʹ ʺ ʼ ˈ ː º ª ǃ\t#0\n"
    "! ? ~ : << >> <<= >>= ⊗ ∂ ∇ ∫ ° ′ ″\t#0\n";

constexpr std::string_view kCommand =
    "frac dfrac tfrac over\tx / y\n"
    "cdot times ast\t*\n"
    "div\t/\n"
    "sqrt\tsqrt(x)\n"
    "top intercal\ttranspose(x)\n"
    "infty\tinf\n"
    "odot circ otimes\t*\n"
    "left right quad qquad text mathrm mathbf begin end displaystyle\t#2\n"
    "le leq ge geq ne neq lt gt in\t#3\n"
    "to rightarrow mapsto\t#4\n"
    "partial nabla int prod lim pm\t#0\n";

constexpr std::string_view kPrefix =
    "np numpy torch math cmath Math K ops tf jnp jax nn functional F keras cupy cp scipy special linalg "
    "random onp "
    "anp\t.\n";

constexpr std::array<ProblemId, 7> kPhrases = {
    ProblemId::formula_nothing_like,  ProblemId::formula_output,         ProblemId::formula_leave_out,
    ProblemId::formula_no_conditions, ProblemId::formula_no_definitions, ProblemId::formula_no_texts,
    ProblemId::formula_no_remainder};

std::string_view table(Foreign where) {
    switch (where) {
        case Foreign::function:
            return kFunction;
        case Foreign::value:
            return kValue;
        case Foreign::word:
            return kWord;
        case Foreign::sign:
            return kSign;
        case Foreign::command:
            return kCommand;
        default:
            return kPrefix;
    }
}

/// Calls f with each word and what stands for it, until f returns true.
template <class Test>
void each_word(std::string_view lines, Test f) {
    while (!lines.empty()) {
        const size_t tab = lines.find('\t'), end = lines.find('\n');
        const std::string_view instead = lines.substr(tab + 1, end - tab - 1);
        for (std::string_view words = lines.substr(0, tab); !words.empty();) {
            const size_t blank = std::min(words.find(' '), words.size());
            if (f(words.substr(0, blank), instead)) return;
            words.remove_prefix(std::min(blank + 1, words.size()));
        }
        lines.remove_prefix(end + 1);
    }
}

std::string_view instead_of(Foreign where, std::string_view text) {
    std::string_view found;
    each_word(table(where), [&](std::string_view word, std::string_view instead) {
        if (word == text) found = instead;
        return word == text;
    });
    return found;
}

}  // namespace

bool is_foreign(Foreign where, std::string_view text) { return !instead_of(where, text).empty(); }

std::optional<Message> foreign_hint(Foreign where, std::string_view text) {
    const std::string_view instead = instead_of(where, text);
    if (instead.empty()) return {};
    if (instead[0] == '?') return Message(problems::formula_no_reduction, instead.substr(1));
    if (instead.size() != 2 || instead[0] != '#') return Message(problems::formula_instead, instead);
    const ProblemId id = kPhrases[static_cast<size_t>(instead[1] - '0')];
    if (id == ProblemId::formula_leave_out) return Message(problems::formula_leave_out, text);
    return Message(id, problems::Parts{});
}

std::string_view foreign_sign(std::string_view text) {
    size_t longest = 0;
    each_word(kSign, [&](std::string_view sign, std::string_view) {
        if (text.starts_with(sign)) longest = std::max(longest, sign.size());
        return false;
    });
    return text.substr(0, longest);
}

void refuse(Refusal why, std::string_view text, const std::optional<Message>& hint, const SourceSpan& where) {
    throw Problem({why, clipped(text), hint ? problems::Phrase(*hint) : problems::Phrase()}, where);
}

void refuse(std::string_view text, std::string_view instead, const SourceSpan& where) {
    refuse(problems::formula_character, text, Message(problems::formula_instead, clipped(instead)), where);
}

}  // namespace bp
