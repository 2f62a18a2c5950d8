#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "document/document.hpp"

namespace bp {

/// Gives a leaf a value: {"type": "set_leaf", "name": "apple", "value": 120}.
/// Consecutive ones of the same leaf and the same gesture (a drag; not 0) are one step of undo.
struct SetLeaf {
    std::string name;
    Tensor<double> value;
    int gesture = 0;
};

/// Gives several leaves values at once, whose shapes may change together: {"type": "set_leaves", "values":
/// {"x": 1, "W": 2}}.
struct SetLeaves {
    std::vector<std::pair<std::string, Tensor<double>>> values;
};

/// Replaces the graph by what the text says; leaves keep their values by name, new ones get 1:
/// {"type": "set_formula", "text": "y = x * 2"}.
struct SetFormula {
    std::string text;
};

/// Replaces the document by a ready-made one: {"type": "load_preset", "name": "apple"}.
struct LoadPreset {
    std::string name;
};

/// Replaces the document by a whole one: {"type": "load_document", "document": {…}}, as docs/file-format.md
/// says.
struct LoadDocument {
    std::shared_ptr<const Document> document;
};

/// Everything that can change a document.
using Command = std::variant<SetLeaf, SetLeaves, SetFormula, LoadPreset, LoadDocument>;

/// The document after the command. Throws Problem and changes nothing when the command cannot be done.
Document apply(const Document& document, const Command& command);

}  // namespace bp
