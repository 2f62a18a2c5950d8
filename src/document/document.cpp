#include "document/document.hpp"

#include <string>

namespace bp {

Leaves<double> Document::leaf_values() const {
    Leaves<double> values;
    for (const auto& [id, tensor] : leaves) values.emplace(id, *tensor);
    return values;
}

void check_shapes(const Document& document) {
    const size_t elements = count_elements(*document.graph, document.leaf_values());
    if (elements > kMaxElements) {
        throw Problem("the graph's values would be " + std::to_string(elements) +
                      " numbers together; at most " + std::to_string(kMaxElements) + " are allowed");
    }
}

}  // namespace bp
