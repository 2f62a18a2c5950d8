#include <cstdio>
#include <cstdlib>
#include <string>

#include "bounded.hpp"
#include "formula/formula.hpp"

// Any bytes as a formula: refused with a Problem, or a graph whose printed text gives the same text again,
// and that computes with small numbers as leaves.

namespace {

bp::Leaves<double> leaves_of(const bp::Graph& graph, const bp::Tensor<double>& value) {
    bp::Leaves<double> leaves;
    for (const bp::Node& node : graph.nodes()) {
        if (node.op == bp::OpKind::input) leaves.emplace(node.id, value);
    }
    return leaves;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::shared_ptr<const bp::Graph> graph;
    try {
        graph = std::make_shared<const bp::Graph>(bp::parse_formula(text));
    } catch (const bp::Problem&) {
        return 0;
    }
    const std::string printed = bp::print_formula(*graph);  // whatever was read can be written …
    const std::string again = bp::print_formula(bp::parse_formula(printed));  // … and read again
    if (again != printed) {
        std::fprintf(stderr, "printed: %s\nagain: %s\n", printed.c_str(), again.c_str());
        std::abort();
    }
    bp::fuzz::compute(graph, leaves_of(*graph, 0.5));
    bp::fuzz::compute(graph, leaves_of(*graph, {{2, 2}, {-1, 0, 1, 2}}));
    return 0;
}
