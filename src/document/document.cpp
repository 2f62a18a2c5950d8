#include "document/document.hpp"

namespace bp {

Leaves<double> Document::leaf_values() const {
    Leaves<double> values;
    for (const auto& [id, tensor] : leaves) values.emplace(id, *tensor);
    return values;
}

}  // namespace bp
