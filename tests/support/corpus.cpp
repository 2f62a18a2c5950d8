#include "support/corpus.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

#include "base/rng.hpp"
#include "document/commands.hpp"
#include "document/json_text.hpp"
#include "document/network_document.hpp"
#include "document/presets.hpp"
#include "formula/formula.hpp"
#include "playground/lab/hunt.hpp"

namespace bp::test {
namespace {

using Values = std::vector<std::pair<std::string, Tensor<double>>>;

Tensor<double> noise(const Shape& shape, uint64_t seed) {
    Rng rng(seed);
    auto tensor = Tensor<double>::filled(shape, 0);
    for (double& x : tensor.data) x = rng.normal();
    return tensor;
}

Tensor<double> literal(const std::string& text) {
    const Graph graph = parse_formula(text);
    return graph.constant(graph.output());
}

Document with_values(const std::string& formula, const Values& values) {
    Document document;
    document.formula = formula;
    document.graph = std::make_shared<const Graph>(parse_formula(formula));
    for (const Node& node : document.graph->nodes()) {
        if (node.op != OpKind::input) continue;
        const auto given = std::ranges::find(values, node.name, &Values::value_type::first);
        document.leaves[node.id] =
            std::make_shared<const Tensor<double>>(given == values.end() ? Tensor<double>(1) : given->second);
    }
    check_shapes(document);
    return document;
}

void append_numbers(const Json& json, std::vector<double>& numbers) {
    if (!json.is_array()) return numbers.push_back(json.get<double>());
    for (const Json& part : json) append_numbers(part, numbers);
}

/// Of nested lists of numbers.
Tensor<double> tensor_of(const Json& json) {
    std::vector<int> dims;
    for (const Json* level = &json; level->is_array(); level = &level->at(0))
        dims.push_back(static_cast<int>(level->size()));
    Tensor<double> tensor{Shape(std::span<const int>(dims)), {}};
    append_numbers(json, tensor.data);
    return tensor;
}

/// The first statement, of y1, and one for each further step: # in it stands for the step, @ for the one
/// before.
std::string repeated(const std::string& first, const std::string& step, int steps) {
    std::string text = first;
    for (int i = 2; i <= steps; ++i) {
        for (const char c : step) {
            text += c == '#' ? std::to_string(i) : c == '@' ? std::to_string(i - 1) : std::string(1, c);
        }
    }
    return text;
}

/// The document with all groups open.
Document opened_up(Document document) {
    for (Group& group : document.groups) group.folded = false;
    return document;
}

Network<double> network(std::vector<int> layers) {
    return Network<double>(
        {.layers = std::move(layers), .activation = Activation::relu, .init = {WeightInit::Rule::he}});
}

/// Grey levels as of a digit: most of them 0.
Tensor<double> images(const Shape& shape) {
    Tensor<double> pixels = noise(shape, 11);
    for (double& x : pixels.data) x = x < 0.8 ? 0 : std::min(x / 3, 1.0);
    return pixels;
}

Document grouped(const Document& document, const std::vector<std::string>& names, const std::string& name) {
    MakeGroup command{.nodes = {}, .name = name};
    for (const std::string& node : names) command.nodes.push_back(*document.graph->find(node));
    return apply(document, command);
}

}  // namespace

Document document_of(const std::string& formula,
                     const std::vector<std::pair<std::string, std::string>>& values) {
    Values tensors;
    for (const auto& [name, value] : values) tensors.emplace_back(name, literal(value));
    return with_values(formula, tensors);
}

std::vector<CorpusGraph> preset_graphs() {
    std::vector<CorpusGraph> graphs;
    for (const Preset& preset : presets())
        graphs.push_back({"example " + std::string(preset.key), preset_document(preset.key)});
    return graphs;
}

std::vector<CorpusGraph> lesson_graphs() {
    std::ifstream file("assets/lessons/lessons.json");
    const Json lessons = parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
    std::vector<CorpusGraph> graphs;
    for (const Json& lesson : lessons) {
        Values values;
        for (const auto& [name, value] : lesson.at("leaves").items())
            values.emplace_back(name, tensor_of(value));
        Document document = with_values(lesson.at("formula").get<std::string>(), values);
        if (lesson.contains("upstream"))
            document.upstream = std::make_shared<const Tensor<double>>(tensor_of(lesson.at("upstream")));
        graphs.push_back({"lesson " + std::to_string(graphs.size() + 1), std::move(document)});
    }
    return graphs;
}

std::vector<CorpusGraph> hunt_graphs_with_values() {
    std::vector<CorpusGraph> graphs;
    for (const HuntGraph& graph : hunt_graphs())
        graphs.push_back({"hunt " + std::string(graph.key), *plant_bug(1, graph.key).document});
    return graphs;
}

std::vector<CorpusGraph> measured_graphs() {
    const Values layers{{"x", noise({2, 4}, 1)},  {"W1", noise({4, 5}, 2)}, {"b1", noise({5}, 3)},
                        {"W2", noise({5, 4}, 4)}, {"b2", noise({4}, 5)},    {"W3", noise({4, 3}, 6)},
                        {"b3", noise({3}, 7)},    {"t", literal("[0, 2]")}};
    std::string products = "s = w * x1";
    for (int i = 2; i <= 12; ++i) products += " + w * x" + std::to_string(i);
    return {
        {"apple", preset_document("apple")},
        {"apples and oranges", preset_document("apple_orange")},
        {"softmax with loss, taken apart",
         document_of("e = exp(a)\nS = sum(e)\ny = e / S\nl = log(y)\nL = -sum(t * l)",
                     {{"a", "[0.3, 2.9, 4]"}, {"t", "[0, 0, 1]"}})},
        {"two layers, loss", preset_document("network")},
        {"three layers, loss", with_values("h1 = relu(affine(x, W1, b1))\nh2 = relu(affine(h1, W2, b2))\n"
                                           "L = softmax_with_loss(affine(h2, W3, b3), t)",
                                           layers)},
        {"nine tanh steps", document_of(repeated("h1 = tanh(x * w1)", "\nh# = tanh(h@ * w#)", 9))},
        {"a GRU cell", document_of("z = sigmoid(Wz * x + Uz * h)\nr = sigmoid(Wr * x + Ur * h)\n"
                                   "c = tanh(Wc * x + Uc * (r * h))\nh_next = (1 - z) * h + z * c",
                                   {{"x", "0.5"},
                                    {"h", "-0.3"},
                                    {"Wz", "0.12"},
                                    {"Uz", "0.7"},
                                    {"Wr", "-1.1"},
                                    {"Ur", "0.25"},
                                    {"Wc", "0.9"},
                                    {"Uc", "-0.45"}})},
        {"layer norm, 15 nodes",
         document_of("m = mean(x)\nd = x - m\nv = mean(d ** 2)\ny = d / sqrt(v + eps) * gamma + beta\n"
                     "L = sum(y)",
                     {{"x", "[0.5, -1.5, 2, 4]"},
                      {"eps", "0.00001"},
                      {"gamma", "[1, 1, 1, 1]"},
                      {"beta", "[0, 0, 0, 0]"}})},
        {"sigmoid, taken apart", document_of("y = 1 / (1 + exp(-x))", {{"x", "0.5"}})},
        {"a sum of 12 products", document_of(products, {{"w", "0.75"}, {"x3", "-12.5"}, {"x7", "1000"}})},
    };
}

std::vector<CorpusGraph> network_graphs() {
    std::vector<CorpusGraph> graphs;
    for (const std::vector<int>& layers : {std::vector{784, 50, 10}, std::vector{784, 100, 50, 10}}) {
        const Network<double> net = network(layers);
        const auto last = static_cast<int>(layers.size()) - 1;
        const Tensor<double> image = images({28, 28}), label = 3.0;
        Tensor<double> labels = Tensor<double>::filled({20}, 7);
        const std::string of = last == 2 ? " of 784-50-10" : " of 784-100-50-10";
        const auto add = [&](const std::string& what, const Document& document) {
            graphs.push_back({what + of, document});
            if (!document.groups.empty()) graphs.push_back({what + of + ", open", opened_up(document)});
        };
        add("sample", network_document(net, image, label));
        add("step", network_document(net, images({20, 784}), labels));
        add("unit", unit_document(net, image, label, 1, 7));
        add("output unit", unit_document(net, image, label, last, 4));
    }
    return graphs;
}

namespace {

/// 6k − 1 nodes and 3 more: k purchases of (price × number − discount), their sum, a fee and a rate.
std::string purchases(const std::vector<std::string>& words, int count) {
    std::string text, sum;
    for (int i = 1; i <= count; ++i) {
        const std::string n = std::to_string(i);
        text += words[3] + n + " = " + words[0] + n + " * " + words[1] + n + " - " + words[2] + n + "\n";
        sum += (i > 1 ? " + " : "") + words[3] + n;
    }
    return text + words[4] + " = tanh(" + sum + ") * " + words[5];
}

}  // namespace

std::vector<CorpusGraph> long_name_graphs() {
    const std::vector<std::string> english{"price_of_one_basket_of_apples_",  "number_of_baskets_bought_",
                                           "discount_for_regular_customers_", "amount_paid_at_the_market_",
                                           "happiness_of_the_whole_family",   "weight_of_happiness"};
    const std::vector<std::string> korean{"가을에_딴_사과_한_바구니의_값_", "시장에서_산_바구니의_개수_",
                                          "단골손님에게_주는_할인_금액_",   "시장에서_치른_금액의_합계_",
                                          "온_가족이_느낀_행복의_크기",     "행복에_매긴_가중치"};
    return {{"20 nodes, long English names", document_of(purchases(english, 3))},
            {"20 nodes, long Korean names", document_of(purchases(korean, 3))},
            {"60 nodes, long English names",
             document_of(purchases(english, 9) + "\nloss = log(abs(" + english[4] + ") + 1)")},
            {"60 nodes, long Korean names",
             document_of(purchases(korean, 9) + "\n손실 = log(abs(" + korean[4] + ") + 1)")}};
}

std::vector<CorpusGraph> odd_graphs() {
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    std::string fan = "y = x * x";
    for (int i = 0; i < 6; ++i) fan += " + exp(x / " + std::to_string(i + 2) + ")";
    std::string pairs = "y = maximum(a1, b1)";
    for (int i = 2; i <= 6; ++i)
        pairs += " * maximum(a" + std::to_string(i) + ", b" + std::to_string(i) + ")";
    const Document sigmoids = document_of(
        "n1 = -x\ne1 = exp(n1)\nd1 = 1 + e1\ns1 = 1 / d1\nn2 = -s1\ne2 = exp(n2)\nd2 = 1 + e2\ns2 = 1 / d2\n"
        "L = (s2 - t) ** 2",
        {{"x", "0.3"}, {"t", "1"}});
    const Document grouped_once = grouped(grouped(sigmoids, {"n1", "e1"}, "e^-x"), {"n2", "e2"},
                                          "the exponential in the second sigmoid");
    const Document nested = grouped(grouped(grouped_once, {"n1", "e1", "d1", "s1"}, "sigmoid"),
                                    {"n2", "e2", "d2", "s2"}, "sigmoid");
    Document outer_open = nested;
    for (Group& group : outer_open.groups) group.folded = group.nodes.size() == 2;
    return {
        {"a single leaf", document_of("x", {{"x", "3"}})},
        {"a single constant", document_of("c = 5")},
        {"nothing", apply(Document{.graph = std::make_shared<const Graph>()}, NewGraph{})},
        {"one op", document_of("y = sin(x)")},
        {"two parts", document_of("a = p * q + r\nb = exp(u - v)", {{"p", "2"}, {"u", "0.5"}})},
        {"a chain of 12", document_of(repeated("y1 = x * 0.5", "\ny# = sin(y@)", 10))},
        {"a chain of 30", document_of(repeated("y1 = x * 0.5", "\ny# = sin(y@)", 28))},
        {"a chain without names", document_of("y = sqrt(abs(tanh(sin(cos(exp(log(x * x + 2))))))) * 3")},
        {"a fan-out of 8", document_of(fan, {{"x", "1.25"}})},
        {"six pairs", document_of(pairs, {{"a1", "3"}, {"b4", "-2.75"}})},
        {"unnamed ops", document_of("z = exp((a + b) * (c - d)) / sqrt(abs(e) + 1)", {{"c", "0.1"}})},
        {"used twice in a row",
         document_of("a = x * x\nb = a * a\nc = b * b\nd = c * c + a", {{"x", "1.01"}})},
        {"skips layers", document_of("a = x + y\nb = sin(a)\nc = cos(b)\nd = exp(c)\nz = d * a + x * c")},
        {"names in other scripts",
         document_of("τιμή = яблоко * число_яблок + りんご * 数量 - التفاح * العدد\n"
                     "итог = τιμή * मूल्य + ราคาแอปเปิ้ล / 苹果的价格",
                     {{"яблоко", "100"}, {"りんご", "12.5"}, {"मूल्य", "1.1"}})},
        {"one long name",
         document_of("y = the_price_of_all_the_apples_that_anybody_ever_bought_at_a_market + 1")},
        {"huge, tiny and negative numbers",
         document_of("p = huge * tiny\nq = negative - p\ny = q * long / many_digits",
                     {{"huge", "1.234567e300"},
                      {"tiny", "-1.7654321e-290"},
                      {"negative", "-123456789.125"},
                      {"long", "0.000012345678901"},
                      {"many_digits", "98765.4321012345"}})},
        {"inf and nan", with_values("p = x * y\nq = p - z\nr = q / w + p",
                                    {{"x", inf}, {"y", -2.0}, {"z", nan}, {"w", 0.0}})},
        {"long lists", with_values("h = affine(x, W, b)\ny = relu(h) * mask\nL = sum(y, 1)",
                                   {{"x", noise({30, 40}, 1)},
                                    {"W", noise({40, 50}, 2)},
                                    {"b", noise({50}, 3)},
                                    {"mask", noise({30, 50}, 4)}})},
        {"tensors of many dimensions", with_values("y = sum(x * w, 3)\nL = mean(y)",
                                                   {{"x", noise({2, 3, 4, 5}, 1)}, {"w", noise({4, 5}, 2)}})},
        {"a vector of 1000", with_values("y = softmax(x * 3)\nL = cross_entropy_error(y, t)",
                                         {{"x", noise({1000}, 1)}, {"t", 17.0}})},
        {"groups in groups", nested},
        {"groups in groups, outer open", outer_open},
        {"groups in groups, open", opened_up(nested)},
    };
}

}  // namespace bp::test
