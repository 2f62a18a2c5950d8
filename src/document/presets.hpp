#pragma once

#include <span>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace bp {

/// A ready-made graph the user can choose.
struct Preset {
    std::string_view key;  ///< for LoadPreset; its title is the text preset.<key>
    std::string_view formula;
    struct Leaf {
        std::string_view name;
        std::string_view value;  ///< as a formula spells it
    };
    std::span<const Leaf> leaves;
};

std::span<const Preset> presets();

/// The document a preset starts with. Throws Problem when there is none of that key.
Document preset_document(std::string_view key);

}  // namespace bp
