#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "document/document.hpp"
#include "formula/formula.hpp"
#include "unit/properties/random_case.hpp"

namespace bp::test {

/// Whether the property, a function of a list of rolls, holds for so many random lists. The seed of a failure
/// is printed; RC_PARAMS repeats it.
template <class Property>
bool holds(const std::string& what, int cases, Property property) {
    const auto rolls = rc::gen::container<std::vector<uint16_t>>(
        rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<uint16_t>()));
    auto params = rc::detail::configuration().testParams;
    params.maxSuccess = cases;
    const rc::detail::TestMetadata metadata{what, what};
    const auto result = rc::detail::checkTestable([&] { property(*rolls); }, metadata, params);
    std::cerr << "\n- " << what << "\n";
    rc::detail::printResultMessage(result, std::cerr);
    std::cerr << "\n";
    return result.template is<rc::detail::SuccessResult>();
}

/// Formula and leaves, for the log of a failing case.
inline std::string text(const RandomCase& random) {
    std::string text = print_formula(*random.graph) + "\n";
    for (const auto& [id, tensor] : random.leaves) {
        text += random.graph->node(id).name + " " + tensor.shape.text() + ":";
        for (const double x : tensor.data) text += " " + exact(x);
        text += "\n";
    }
    return text;
}

}  // namespace bp::test
