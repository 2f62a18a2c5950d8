#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <iterator>
#include <limits>

#include "document/json.hpp"
#include "unit/formula/graph_text.hpp"
#include "unit/properties/property.hpp"

using namespace bp;
using namespace bp::test;

namespace {

double odd_number(Rolls& rolls) {
    using Limits = std::numeric_limits<double>;
    const double numbers[] = {Limits::infinity(),
                              -Limits::infinity(),
                              Limits::quiet_NaN(),
                              -0.0,
                              5e-324,
                              Limits::max(),
                              0.1,
                              1e22,
                              1e-7,
                              3.3000000000000003,
                              -1.0 / 3,
                              1e15,
                              123456789012345680.,
                              4e300};
    return numbers[rolls.below(std::size(numbers))];
}

std::string odd_name(Rolls& rolls) {
    constexpr const char* kNames[] = {"사과", "a b", "\"quoted\"", "back\\slash", "line\nbreak",
                                      "🍎",    "sum", "t1",         "inf",         "1st"};
    return kNames[rolls.below(std::size(kNames))];
}

/// The graph with some odd names, and leaves with some odd numbers.
Document random_document(const std::vector<uint16_t>& rolls) {
    const RandomCase random = random_case(rolls);
    Rolls dice(rolls);
    Graph graph = *random.graph;
    Document document;
    for (const auto& [id, tensor] : random.leaves) {
        Tensor<double> value = tensor;
        for (double& x : value.data) {
            if (dice.one_in(4)) x = odd_number(dice);
        }
        document.leaves.emplace(id, std::make_shared<const Tensor<double>>(std::move(value)));
        const std::string name = odd_name(dice);
        if (dice.one_in(3) && !graph.find(name)) graph.rename(id, name);
    }
    document.graph = std::make_shared<const Graph>(std::move(graph));
    document.formula = print_formula(*document.graph);
    return document;
}

}  // namespace

TEST_CASE("property: a document comes back from its JSON the same, and gives the same JSON") {
    CHECK(holds("document → JSON → document → JSON", 250, [](const std::vector<uint16_t>& rolls) {
        const Document document = random_document(rolls);
        const std::string json = to_json(document);
        RC_LOG() << json;
        const Document back = from_json(json);
        RC_ASSERT(to_json(back) == json);
        RC_ASSERT(back.formula == document.formula);
        RC_ASSERT(difference(*document.graph, *back.graph) == "" ||
                  difference(*document.graph, *back.graph) == "nodes that nothing reaches");
        for (const Node& node : document.graph->nodes()) {
            RC_ASSERT(back.graph->contains(node.id));
            RC_ASSERT(back.graph->node(node.id).op == node.op);
            RC_ASSERT(back.graph->node(node.id).name == node.name);
        }
        for (const auto& [id, value] : document.leaves) {
            RC_ASSERT(constant_text(*back.leaves.at(id)) == constant_text(*value));
        }
    }));
}
