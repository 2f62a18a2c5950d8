#include <cstdio>
#include <string>
#include <vector>

#include "playground/playground.hpp"

// Prints a TypeScript file with snapshots of a playground in many states, each declared to be a Snapshot: a
// field that web/protocol/snapshot.d.ts lacks, or that is no longer there, does not type-check
// (tests/types/check_snapshots.mjs).

namespace {

const std::vector<std::vector<const char*>> kStates{
    {},
    {R"~({"type":"new"})~"},
    {R"~({"type":"set_formula","text":"y = x +"})~"},
    {R"~({"type":"set_leaf","name":"apple","value":"inf"})~"},
    {R"~({"type":"select","node":0})~", R"~({"type":"walk","move":"step"})~"},
    {R"~({"type":"walk","move":"end"})~", R"~({"type":"edge_widths","on":true})~",
     R"~({"type":"palette","open":true})~"},
    {R"~({"type":"set_leaf","name":"apple","value":120,"gesture":1})~"},
    {R"~({"type":"set_formula","text":"y = 1 / (1 + exp(-x))"})~", R"~({"type":"group","nodes":[2,3]})~"},
    {R"~({"type":"set_formula","text":"y = 1 / (1 + exp(-x))"})~", R"~({"type":"fold","node":5})~"},
    {R"~({"type":"set_formula","text":"y = sigmoid(x)"})~", R"~({"type":"unfold","node":1})~"},
    {R"~({"type":"set_formula","text":"W = randn([30, 30], 1)\ny = sum(x @ W, 0)"})~"},
    {R"~({"type":"set_formula","text":"W = randn([30, 30], 1)\ny = W @ W"})~",
     R"~({"type":"select","node":1})~", R"~({"type":"look_at","node":1,"what":"value","element":4})~"},
    {R"~({"type":"show","room":"check"})~"},
    {R"~({"type":"show","room":"check"})~", R"~({"type":"check","leaf":"apple"})~"},
    {R"~({"type":"show","room":"check"})~", R"~({"type":"hunt","order":"start","seed":3})~",
     R"~({"type":"hunt","order":"probe","node":1})~"},
    {R"~({"type":"show","room":"mnist","view":"layers"})~", R"~({"type":"set_training","hidden":[100,50]})~"},
};

const std::vector<const char*> kReports{
    R"~({"type":"loading","run":0,"progress":0.5})~",
    R"~({"type":"own","name":"mine","rows":28,"columns":28,"classes":10,"train":100,"test":10})~",
    R"~({"type":"advanced","run":0,"steps":1,"seconds":1.5,"losses":[2.3],"path":"sparse"})~",
    R"~({"type":"checkpoints","run":0,"steps":[1]})~",
    R"~({"type":"evaluated","run":0,"steps":1,"train":0.1,"test":0.1})~",
    R"~({"type":"advanced","run":0,"steps":2,"losses":[null],"diverged":{"node":"a1","op":"affine","value":"inf"}})~",
};

}  // namespace

int main() {
    std::puts("import type { Snapshot } from '../../../web/protocol/snapshot.d.ts';");
    int count = 0;
    const auto print = [&](bp::Playground& playground) {
        std::printf("export const s%d: Snapshot = %s;\n", count++, playground.snapshot().c_str());
    };
    for (const auto& state : kStates) {
        bp::Playground playground;
        for (const char* action : state) playground.dispatch_json(action);
        print(playground);
    }
    bp::Playground playground;
    playground.dispatch_json(R"~({"type":"train","order":"start"})~");
    for (const char* report : kReports) {
        playground.training_report(report);
        print(playground);
    }
    return 0;
}
