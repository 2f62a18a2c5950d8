#include "document/presets.hpp"

#include <array>

#include "base/problem.hpp"
#include "formula/formula.hpp"

namespace bp {
namespace {

constexpr Preset::Leaf kApple[] = {{"apple", "100"}, {"apple_num", "2"}, {"tax", "1.1"}};
constexpr Preset::Leaf kApplesAndOranges[] = {
    {"apple", "100"}, {"apple_num", "2"}, {"orange", "150"}, {"orange_num", "3"}, {"tax", "1.1"}};
constexpr Preset::Leaf kChain[] = {{"x", "2"}, {"y", "3"}};
constexpr Preset::Leaf kSigmoid[] = {{"x", "0.5"}};
constexpr Preset::Leaf kAffine[] = {{"X", "[[1, 2], [3, 4], [5, 6]]"},
                                    {"W", "[[0.1, -0.3, 0.5], [0.2, 0.4, -0.6]]"},
                                    {"B", "[0.1, 0.2, 0.3]"}};
constexpr Preset::Leaf kSoftmax[] = {{"a", "[0.3, 2.9, 4]"}, {"t", "[0, 0, 1]"}};
constexpr Preset::Leaf kNetwork[] = {
    {"X", "[[1, 0.5], [-0.5, 2]]"}, {"W1", "[[0.1, 0.3, -0.5], [0.2, -0.4, 0.6]]"},
    {"b1", "[0.1, 0.2, 0.3]"},      {"W2", "[[0.1, 0.4], [-0.2, 0.5], [0.3, -0.6]]"},
    {"b2", "[0.1, 0.2]"},           {"t", "[[0, 1], [1, 0]]"}};

constexpr std::array<Preset, 7> kPresets{{
    {"apple", "price = apple * apple_num * tax", kApple},
    {"apple_orange", "price = (apple * apple_num + orange * orange_num) * tax", kApplesAndOranges},
    {"chain", "t = x + y\nz = t ** 2", kChain},
    {"sigmoid", "y = 1 / (1 + exp(-1 * x))", kSigmoid},
    {"affine", "Y = affine(X, W, B)", kAffine},
    {"softmax", "e = exp(a)\ny = e / sum(e)\nL = -1 * sum(t * log(y))", kSoftmax},
    {"network", "h = relu(affine(X, W1, b1))\nL = softmax_with_loss(affine(h, W2, b2), t)", kNetwork},
}};

/// The tensor that a formula describes.
Tensor<double> tensor(std::string_view text) {
    const Graph graph = parse_formula(text);
    return graph.constant(graph.output());
}

}  // namespace

std::span<const Preset> presets() { return kPresets; }

Document preset_document(std::string_view key) {
    for (const Preset& preset : kPresets) {
        if (preset.key != key) continue;
        Document document;
        document.formula = preset.formula;
        document.graph = std::make_shared<const Graph>(parse_formula(preset.formula));
        for (const auto& leaf : preset.leaves) {
            document.leaves.emplace(document.graph->find(leaf.name).value(),
                                    std::make_shared<const Tensor<double>>(tensor(leaf.value)));
        }
        return document;
    }
    throw Problem(problems::edit_no_example, key);
}

}  // namespace bp
