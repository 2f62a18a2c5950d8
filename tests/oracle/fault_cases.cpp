// Prints, for planted_bugs.py, the code of every op that a bug can be planted in, without and with each bug,
// and what the engine computes with it: values, what backward sends, inputs after forward.
#include <iostream>
#include <nlohmann/json.hpp>

#include "graph/execution.hpp"
#include "graph/fault_code.hpp"
#include "graph/ops/gradient_points.hpp"

using namespace bp;
using Json = nlohmann::json;

namespace {

struct Case {
    OpKind op;
    std::vector<Tensor<double>> inputs;
};

std::vector<Case> cases() {
    const auto one = [](OpKind op) {
        return std::vector<Case>{{op, {-1.5}}, {op, {0.7}}, {op, {sample({3, 2}, -2, 2, 1)}}};
    };
    const auto two = [](OpKind op) {
        return std::vector<Case>{{op, {-1.5, 0.4}},
                                 {op, {sample({3, 2}, -2, 2, 1), sample({3, 2}, -2, 2, 2)}}};
    };
    const Tensor<double> x = sample({3, 2}, -2, 2, 1);
    const Tensor<double> scores = sample({3, 4}, -2, 2, 4);
    std::vector<Case> all{
        {OpKind::affine, {x, sample({2, 4}, -1, 1, 2), sample({4}, -1, 1, 3)}},
        {OpKind::affine, {x, sample({2, 2}, -1, 1, 2), sample({2}, -1, 1, 3)}},
        {OpKind::softmax_with_loss, {scores, {{3}, {2, 0, 3}}}},
        {OpKind::softmax_with_loss, {scores, {{3, 4}, {0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1}}}},
    };
    for (const OpKind op : {OpKind::exp, OpKind::sigmoid, OpKind::relu})
        std::ranges::copy(one(op), std::back_inserter(all));
    for (const OpKind op : {OpKind::add, OpKind::sub, OpKind::mul})
        std::ranges::copy(two(op), std::back_inserter(all));
    return all;
}

Json to_json(const Tensor<double>& tensor) {
    const auto dims = tensor.shape.dims();
    return {{"shape", std::vector<int>(dims.begin(), dims.end())}, {"data", tensor.data}};
}

std::string text(const std::vector<CodeLine>& code) {
    std::string all;
    for (const CodeLine& line : code) all += line.text + "\n";
    return all;
}

Json answer(const Case& one, const Fault* fault) {
    Graph graph;
    Leaves<double> leaves;
    std::vector<NodeId> inputs;
    for (size_t k = 0; k < one.inputs.size(); ++k) {
        inputs.push_back(graph.add_input(std::to_string(k)));
        leaves.emplace(inputs.back(), one.inputs[k]);
    }
    const NodeId node = graph.add(one.op, inputs);
    Execution<double> execution(std::make_shared<const Graph>(std::move(graph)), leaves, fault);
    const Tensor<double> upstream = sample(execution.shape(node), 0.5, 2, 7);
    execution.set_upstream(upstream);
    const bool indices = takes_class_indices(execution.graph().node(node),
                                             std::array{one.inputs[0].shape, one.inputs.back().shape});
    Json json{{"op", def(one.op).info.key},
              {"fault", fault == nullptr ? "" : fault->key},
              {"code", text(code_of(one.op, indices, fault))},
              {"indices", indices},
              {"upstream", to_json(upstream)},
              {"value", to_json(execution.value(node).tensor())}};
    for (size_t k = 0; k < inputs.size(); ++k) {
        json["inputs"].push_back(to_json(one.inputs[k]));
        json["after"].push_back(to_json(execution.value(inputs[k]).tensor()));
        json["sent"].push_back(to_json(execution.contribution(node, k)));
    }
    return json;
}

/// x, y and w of a graph in which values are used twice.
Json sum_answer(const Fault* fault) {
    Graph graph;
    const NodeId x = graph.add_input("x");
    const NodeId y = graph.add_input("y");
    const NodeId a = graph.add(OpKind::mul, {x, y});
    const NodeId d = graph.add(OpKind::sub, {a, x});
    const NodeId s = graph.add(OpKind::mul, {d, d});
    const NodeId output = graph.add(OpKind::add, {graph.add(OpKind::mul, {a, d}), s});
    Execution<double> execution(std::make_shared<const Graph>(std::move(graph)), {{x, -1.5}, {y, 0.4}},
                                fault);
    Json json{
        {"op", ""}, {"fault", fault == nullptr ? "" : fault->key}, {"code", text(code_of({}, false, fault))}};
    for (const Node& node : execution.graph().nodes()) {
        Json one{{"id", number(node.id)},
                 {"op", def(node.op).info.key},
                 {"value", execution.value(node.id)[0]},
                 {"grad", execution.grad(node.id)[0]},
                 {"code", text(code_of(node.op, false))},
                 {"inputs", Json::array()}};
        for (const NodeId input : node.inputs()) one["inputs"].push_back(number(input));
        json["nodes"].push_back(one);
    }
    json["output"] = number(output);
    return json;
}

}  // namespace

int main() {
    Json all = Json::array();
    for (const Case& one : cases()) {
        all.push_back(answer(one, nullptr));
        for (const Fault& fault : all_faults()) {
            if (fault.op == one.op) all.push_back(answer(one, &fault));
        }
    }
    all.push_back(sum_answer(nullptr));
    all.push_back(sum_answer(find_fault("overwrite_at_fan_out")));
    std::cout << all.dump() << "\n";
}
