#include "formula/hints.hpp"

namespace bp {
namespace {

/// Words separated by blanks, and what stands for them: formula text, or a phrase.
struct Row {
    Foreign where;
    std::string_view words;
    std::string_view instead;
    ProblemId phrase = ProblemId::formula_instead;
};

using F = Foreign;
constexpr ProblemId kNothing = ProblemId::formula_nothing_like;
constexpr ProblemId kOutput = ProblemId::formula_output;
constexpr ProblemId kLeaveOut = ProblemId::formula_leave_out;
constexpr ProblemId kConditions = ProblemId::formula_no_conditions;
constexpr ProblemId kFunctions = ProblemId::formula_no_definitions;
constexpr ProblemId kTexts = ProblemId::formula_no_texts;

constexpr Row kRows[] = {
    {F::function, "max fmax amax pmax", "maximum(x, y)"},
    {F::function, "min fmin amin pmin", "minimum(x, y)"},
    {F::function, "ln loge", "log(x)"},
    {F::function, "lg log10", "log(x) / log(10)"},
    {F::function, "log2 lb", "log(x) / log(2)"},
    {F::function, "log1p", "log(1 + x)"},
    {F::function, "exp2", "2 ** x"},
    {F::function, "expm1", "exp(x) - 1"},
    {F::function, "power pow", "x ** y"},
    {F::function, "square sqr sq", "x ** 2"},
    {F::function, "cbrt", "x ** (1 / 3)"},
    {F::function, "rsqrt", "1 / sqrt(x)"},
    {F::function, "reciprocal inv", "1 / x"},
    {F::function, "add plus", "x + y"},
    {F::function, "subtract minus", "x - y"},
    {F::function, "multiply times product mult", "x * y"},
    {F::function, "divide true_divide", "x / y"},
    {F::function, "negative", "-x"},
    {F::function, "matmul mm bmm inner mmult einsum tensordot vdot", "x @ y"},
    {F::function, "tan tg", "sin(x) / cos(x)"},
    {F::function, "cot ctg", "cos(x) / sin(x)"},
    {F::function, "sec", "1 / cos(x)"},
    {F::function, "sinh sh", "(exp(x) - exp(-x)) / 2"},
    {F::function, "cosh ch", "(exp(x) + exp(-x)) / 2"},
    {F::function, "th", "tanh(x)"},
    {F::function, "norm", "sqrt(sum(x ** 2))"},
    {F::function, "var", "mean((x - mean(x)) ** 2)"},
    {F::function, "std stdev sd", "sqrt(mean((x - mean(x)) ** 2))"},
    {F::function, "average avg", "mean(x)"},
    {F::function, "fabs absolute", "abs(x)"},
    {F::function, "sigm expit logistic logsigmoid", "sigmoid(x)"},
    {F::function, "silu swish", "x * sigmoid(x)"},
    {F::function, "softplus logaddexp", "log(1 + exp(x))"},
    {F::function, "leaky_relu leakyrelu", "maximum(0.01 * x, x)"},
    {F::function, "clip clamp", "minimum(maximum(x, 0), 1)"},
    {F::function, "log_softmax logsoftmax", "log(softmax(x))"},
    {F::function, "logsumexp", "log(sum(exp(x)))"},
    {F::function, "softmaxwithloss cross_entropy crossentropyloss", "softmax_with_loss(a, t)"},
    {F::function, "nll_loss bce binary_cross_entropy", "cross_entropy_error(y, t)"},
    {F::function, "mse mse_loss mseloss", "mean_squared_error(y, t)"},
    {F::function, "linear dense", "affine(x, W, b)"},
    {F::function, "view flatten ravel squeeze unsqueeze expand_dims", "reshape(x, [2, 3])"},
    {F::function, "t permute swapaxes", "transpose(x)"},
    {F::function, "rand random normal rnorm uniform", "randn([2, 3], seed)"},
    {F::function, "zeros_like", "zeros([2, 3])"},
    {F::function, "ones_like", "ones([2, 3])"},
    {F::function, "full fill", "3 * ones([2, 3])"},
    {F::function, "eye identity_matrix", "[[1, 0], [0, 1]]"},
    {F::function, "arange linspace range c list tuple", "[1, 2, 3]"},
    {F::function, "print display disp show printf log_value item", "", kOutput},
    {F::function, "where if iif ifelse heaviside step and or not", "", kConditions},
    {F::function, "copy clone detach astype cpu numpy tolist float double", "y = x"},
    {F::function,
     "len shape size argmax argmin cumsum prod round floor ceil mod fmod sign atan arctan asin acos "
     "erf gelu dropout concatenate concat stack std_err median sort outer cross det solve int str input "
     "backward grad append diff gamma factorial hypot rank trace numel ndim dim",
     "", kNothing},
    {F::value, "Infinity INF Inf infinity INFINITY", "inf"},
    {F::value, "NaN NAN", "nan"},
    {F::value, "PI Pi M_PI", "pi"},
    {F::value, "True TRUE true", "1"},
    {F::value, "False FALSE false", "0"},
    {F::value, "None NULL null NaT NA undefined nil newaxis Ellipsis", "", kNothing},
    {F::member, "t mT", "transpose(x)"},
    {F::word,
     "import from using include require pip conda In Out self global nonlocal del assert raise yield async "
     "await pass let const var auto float int double static final export echo val mut plt begin end",
     "", kLeaveOut},
    {F::word, "print return cout puts disp", "", kOutput},
    {F::word,
     "if else elif then for while in is and or not switch case break continue try except with do until", "",
     kConditions},
    {F::word, "def lambda function fn func class fun sub proc", "", kFunctions},
    {F::word, "mod div", "/"},
    {F::word, "times", "*"},
    {F::word, "plus", "+"},
    {F::word, "minus", "-"},
    {F::sign, "== := <- ← ≡ ≔", "="},
    {F::sign, "// ÷ ⁄ ∕ ➗", "/"},
    {F::sign, "/* <!-- %%", "#"},
    {F::sign, "^ .^ .** ↑ ˆ", "**"},
    {F::sign, ".* × · ∗ ⋅ • ✕ ✖ ∙", "*"},
    {F::sign, "‐ ‑ ‒ – — ― ➖ ˗ ﹣", "-"},
    {F::sign, "➕", "+"},
    {F::sign, "√", "sqrt(x)"},
    {F::sign, "∑", "sum(x)"},
    {F::sign, "∞", "inf"},
    {F::sign, "، 、 ﹐", ","},
    {F::sign, "。", "."},
    {F::sign, "؛", ";"},
    {F::sign, "{ } ⟨ ⟩ 【 】 「 」", "( )"},
    {F::sign, "⊙ ∘ ⊗", "*"},
    {F::sign, "./", "/"},
    {F::sign, ".+", "+"},
    {F::sign, ".-", "-"},
    {F::sign, "+=", "new = old + x"},
    {F::sign, "-=", "new = old - x"},
    {F::sign, "*=", "new = old * x"},
    {F::sign, "/= //=", "new = old / x"},
    {F::sign, "**= ^=", "new = old ** x"},
    {F::sign, "@=", "new = old @ x"},
    {F::sign, "|", "abs(x)"},
    {F::sign, "‖ ∥", "sqrt(sum(x ** 2))"},
    {F::sign, "< > <= >= != <> ≤ ≥ ≠ && || & ¬ ∧ ∨ === !==", "", kConditions},
    {F::sign, "-> => ↦ →", "", kFunctions},
    {F::sign, ">>> ... ``` ~~~ $ $$ ` \\[ \\] \\( \\) ??", "", kLeaveOut},
    {F::sign, "\" ' \"\"\" ''' “ ” ‘ ’ „ « » ‚ ‹ ›", "", kTexts},
    {F::sign, "! ? ~ : % %= ∂ ∇ ∫ ° ′ ″", "", kNothing},
    {F::command, "frac dfrac tfrac over", "x / y"},
    {F::command, "cdot times ast", "*"},
    {F::command, "div", "/"},
    {F::command, "sqrt", "sqrt(x)"},
    {F::command, "ln", "log(x)"},
    {F::command, "max", "maximum(x, y)"},
    {F::command, "min", "minimum(x, y)"},
    {F::command, "top intercal", "transpose(x)"},
    {F::command, "infty", "inf"},
    {F::command, "left right quad qquad text mathrm mathbf begin end displaystyle", "", kLeaveOut},
    {F::prefix,
     "np numpy torch math Math tf jnp jax nn functional F keras cupy cp scipy special linalg random onp anp",
     ""},
};

/// Calls f with each word of the list until it returns true.
template <class Test>
bool any_word(std::string_view words, Test f) {
    while (!words.empty()) {
        const size_t end = words.find(' ');
        if (f(words.substr(0, end))) return true;
        words.remove_prefix(end == words.npos ? words.size() : end + 1);
    }
    return false;
}

}  // namespace

std::optional<Message> foreign_hint(Foreign where, std::string_view text) {
    for (const Row& row : kRows) {
        const auto same = [&](std::string_view word) { return word == text; };
        if (row.where != where || !any_word(row.words, same)) continue;
        const bool says = row.phrase == ProblemId::formula_instead || row.phrase == kLeaveOut;
        const problems::Code code(row.phrase == kLeaveOut ? text : row.instead);
        return says ? Message(row.phrase, problems::Parts{&code}) : Message(row.phrase, problems::Parts{});
    }
    return {};
}

std::string_view foreign_sign(std::string_view text) {
    size_t longest = 0;
    for (const Row& row : kRows) {
        if (row.where != Foreign::sign) continue;
        any_word(row.words, [&](std::string_view sign) {
            if (text.starts_with(sign) && sign.size() > longest) longest = sign.size();
            return false;
        });
    }
    return text.substr(0, longest);
}

}  // namespace bp
