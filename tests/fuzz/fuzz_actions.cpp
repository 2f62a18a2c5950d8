#include <cstdio>
#include <cstdlib>

#include "document/json_text.hpp"
#include "playground/playground.hpp"
#include "playground/protocol/action_json.hpp"
#include "support/any_action.hpp"

// Bytes as a sequence of actions of any kind, by their declared fields: whatever a playground is asked for,
// it does or says why not, and has a state that can be read.

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    constexpr int kMostActions = 24;
    bp::test::Bytes bytes({data, size});
    bp::Playground playground;
    for (int k = 0; k < kMostActions && !bytes.empty(); ++k) {
        const bp::Action action = bp::test::any_action(bytes);
        const std::string text = bp::action_json(action);
        if (!playground.dispatch_json(text) && !playground.notice()) {
            std::fprintf(stderr, "refused without a reason: %s\n", text.c_str());
            std::abort();
        }
        if (playground.document().graph->nodes().size() > 100) break;  // copies of copies grow fast
    }
    playground.graph_view();
    if (bp::parse_json(playground.snapshot()).is_discarded()) {
        std::fputs("the state cannot be read\n", stderr);
        std::abort();
    }
    return 0;
}
