#include <catch2/catch_test_macros.hpp>

#include "document/commands.hpp"
#include "document/network_document.hpp"
#include "playground/words/explain.hpp"
#include "playground/words/node_name.hpp"
#include "support/korean.hpp"

using namespace bp;

namespace {

Document of(const std::string& formula) {
    Document start;
    start.graph = std::make_shared<const Graph>();
    return apply(start, SetFormula{formula});
}

Explanation about(const Document& document, std::string_view name, Language language = Language::en) {
    Execution<double> execution = execute(document);
    return explain(execution, document, document.graph->find(name).value(), language);
}

/// What the explanation of a node says it sends gradients to.
std::vector<std::string> receivers(const std::string& formula, std::string_view name) {
    std::vector<std::string> names;
    for (const auto& term : about(of(formula), name).terms) names.push_back(term.input);
    return names;
}

using Names = std::vector<std::string>;

/// A network with weights that are easily followed, on an image of 2 × 2.
Document sample() {
    Network<double> net({.layers = {4, 5, 3}});
    net.set_params(
        {{"W1", Tensor<double>({4, 5}, {1, -1, 1, -1, 2, 1, -1, 1, -1, 2, 1, -1, 1, -1, 2, 1, -1, 1, -1, 2})},
         {"W2", Tensor<double>({5, 3}, {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})}});
    return network_document(net, Tensor<double>({2, 2}, {0, 0.5, 0.5, 1}), Tensor<double>(2),
                            {.classes = {"shoe", "shirt", "bag"}});
}

}  // namespace

TEST_CASE("explanations name each receiver as the graph does") {
    CHECK(receivers("apples = apple * n; price = apples * tax", "price") == Names{"apples", "tax"});
    CHECK(receivers("price = apple * n * tax", "price") == Names{"apple × n", "tax"});
    // The sigmoid, taken apart: its ÷ sends to the sum, not to its own argument "y".
    CHECK(receivers("y = 1 / (1 + exp(-x))", "y").back() == "1 + exp(…)");
    CHECK(receivers("z = exp(-x) * 2", "z").front() == "exp(…)");
    CHECK(receivers("z = exp(exp(x + y) * 2)", "z") == Names{"exp(…) × 2"});
    CHECK(receivers("z = exp((x + y) * -2)", "z") == Names{"(…) × (−2)"});
    CHECK(receivers("z = exp(x ** 2)", "z") == Names{"x ^ 2"});
    CHECK(receivers("z = exp(sum(x))", "z") == Names{"sum(x)"});
}

TEST_CASE("at a fan-out the parts name the consumers as the graph does") {
    const Explanation x = about(of("z = x * 3 + exp(x)"), "x");
    REQUIRE(x.parts.size() == 2);
    CHECK(x.parts[0].from == "x × 3");
    CHECK(x.parts[1].from == "exp(x)");
}

TEST_CASE("explanations of large tensors say what a reader can use") {
    const Document document = sample();
    CHECK(about(document, "x").forward == "An image of 2 × 2 pixels, 3 of them nonzero.");
    CHECK(about(document, "t").forward == "The one-hot label of class bag.");
    CHECK(about(document, "b1").forward == "5 numbers, each 0.");
    CHECK(about(document, "a1").forward == "x (4,) · W1 (4, 5) + b1 (5,) = (5,): 5 numbers from −2 to 4.");
    CHECK(about(document, "z1").forward == "3 of the 5 numbers of a1 pass, 2 become 0; the largest is 4.");
    CHECK(about(document, "a2").forward ==
          "z1 (5,) · W2 (5, 3) + b2 (3,) = (3,): 3 numbers from 0 to 2. The highest value, 2, is that of "
          "class shoe.");
    const Explanation relu = about(document, "z1");
    CHECK(relu.terms.at(0).input == "a1");
    CHECK(relu.terms.at(0).downstream.starts_with("(5,) from "));
    // Small ones are spelled out, with the digits in them.
    CHECK(about(of("z = exp([1, 0]) * 2"), "z").forward == "[2.72, 1] × 2 = [5.44, 2]");
    CHECK(about(of("z = 3 * x"), "x").forward.empty());
}

TEST_CASE("the loss of one sample is explained by the label's probability") {
    const Document document = sample();
    CHECK(about(document, "L").forward ==
          "The label bag has the probability 0.1065: the loss is −ln 0.1065 = 2.2395.");
    Document batch = of("s = zeros([4, 2]); L = softmax_with_loss(s, [0, 1, 0, 1])");
    CHECK(about(batch, "L").forward == "The mean of −ln(probability of the label) over 4 rows is 0.69315.");
}

TEST_CASE("in Korean too") {
    test::load_korean();
    for (const char* name : {"x", "t", "b1", "a1", "z1", "a2", "L"}) {
        const std::string text = about(sample(), name, Language::ko).forward;
        CAPTURE(name, text);
        CHECK(text.find('?') == std::string::npos);
        CHECK(std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xEA; }));
    }
}
