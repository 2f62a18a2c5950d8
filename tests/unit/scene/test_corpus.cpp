#include <catch2/catch_test_macros.hpp>
#include <set>

#include "support/corpus.hpp"
#include "support/room_needed.hpp"

using namespace bp;
using namespace bp::test;

TEST_CASE("corpus: the measured graphs have as many nodes as were measured") {
    const std::vector<CorpusGraph> graphs = measured_graphs();
    REQUIRE(graphs.size() == kRoomNeeded.size());
    for (size_t i = 0; i < graphs.size(); ++i) {
        INFO(graphs[i].name);
        CHECK(graphs[i].name == kRoomNeeded[i].graph);
        CHECK(graphs[i].document.graph->nodes().size() == kRoomNeeded[i].nodes);
    }
}

TEST_CASE("corpus: every graph has a name of its own and computes") {
    std::set<std::string> names;
    for (const auto& graphs : {preset_graphs(), lesson_graphs(), hunt_graphs_with_values(), measured_graphs(),
                               network_graphs(), long_name_graphs(), odd_graphs()}) {
        for (const CorpusGraph& graph : graphs) {
            INFO(graph.name);
            CHECK(names.insert(graph.name).second);
            if (graph.document.graph->nodes().empty()) continue;
            Execution<double> execution = execute(graph.document);
            CHECK(execution.value(execution.output()).size() > 0);
        }
    }
    CHECK(lesson_graphs().size() == 13);
    CHECK(long_name_graphs()[0].document.graph->nodes().size() == 20);
    CHECK(long_name_graphs()[3].document.graph->nodes().size() == 60);
}
