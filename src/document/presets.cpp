#include "document/presets.hpp"

#include <array>

#include "base/problem.hpp"
#include "document/commands.hpp"

namespace bp {
namespace {

constexpr std::array<Preset::Leaf, 3> kApple{{{"apple", 100}, {"apple_num", 2}, {"tax", 1.1}}};
constexpr std::array<Preset::Leaf, 5> kApplesAndOranges{
    {{"apple", 100}, {"apple_num", 2}, {"orange", 150}, {"orange_num", 3}, {"tax", 1.1}}};

constexpr std::array<Preset, 2> kPresets{{
    {"apple", "price = apple * apple_num * tax", kApple},
    {"apple_orange", "price = (apple * apple_num + orange * orange_num) * tax", kApplesAndOranges},
}};

}  // namespace

std::span<const Preset> presets() { return kPresets; }

Document preset_document(std::string_view key) {
    for (const Preset& preset : kPresets) {
        if (preset.key != key) continue;
        Document start;
        start.graph = std::make_shared<const Graph>();
        Document document = apply(start, SetFormula{std::string(preset.formula)});
        for (const auto& leaf : preset.leaves)
            document = apply(document, SetLeaf{std::string(leaf.name), leaf.value});
        return document;
    }
    throw Problem("there is no example '" + std::string(key) + "'");
}

}  // namespace bp
