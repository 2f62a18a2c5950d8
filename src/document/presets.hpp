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
        std::string_view value;  ///< as in a formula
    };
    std::span<const Leaf> leaves;
};

std::span<const Preset> presets();

/// The document of a preset. Throws Problem if there is no preset with that key.
Document preset_document(std::string_view key);

}  // namespace bp
