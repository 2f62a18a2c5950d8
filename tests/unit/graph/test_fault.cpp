#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "graph/fault_code.hpp"
#include "graph/grad_check.hpp"
#include "graph/ops/gradient_points.hpp"
#include "support/graphs.hpp"

using namespace bp;

namespace {

/// A graph in which every fault shows: each op is there, some twice, and values are used more than once.
TestGraph network() {
    return graph_of(
        "h = affine(x, W1, b1); a = relu(h); e = exp(h * k - m); s = sigmoid(a + h)\n"
        "o = affine(s - e * r, W2, b2); L = softmax_with_loss(o, t)",
        {{"x", sample({3, 2}, -2, 2, 1)},
         {"W1", sample({2, 4}, -1, 1, 2)},
         {"b1", sample({4}, -1, 1, 3)},
         {"k", 0.4},
         {"m", 0.3},
         {"r", sample({4}, 0.5, 1, 4)},
         {"W2", sample({4, 3}, -1, 1, 5)},
         {"b2", sample({3}, -1, 1, 6)},
         {"t", {{3}, {2, 0, 1}}}});
}

TestGraph scalars() {
    return graph_of("a = x * y; d = a - w; s = sigmoid(d); r = relu(d); z = s * d + exp(w) + r * d + x * 3",
                    {{"x", -1.5}, {"y", 2.0}, {"w", 0.3}});
}

std::set<NodeId> wrong_nodes(const Execution<double>& right, const Fault* fault) {
    std::set<NodeId> nodes;
    for (const NodeCheck& check : check_nodes(right, fault)) {
        if (check.fault != NodeCheck::Fault::none) nodes.insert(check.node);
    }
    return nodes;
}

int wrong_leaves(const Execution<double>& execution) {
    int wrong = 0;
    for (const GradCheckRow& row : grad_check(execution))
        wrong += judge(execution, row, 1e-4) == Agreement::differs;
    return wrong;
}

std::set<NodeId> nodes_of(const Graph& graph, OpKind op) {
    std::set<NodeId> nodes;
    for (const Node& node : graph.nodes()) {
        if (node.op == op) nodes.insert(node.id);
    }
    return nodes;
}

}  // namespace

TEST_CASE("every fault makes the gradient check fail, and the layer it lives in is named, no other") {
    CHECK(all_faults().size() >= 10);
    const auto net = network();
    CHECK(wrong_leaves(net.execution) == 0);
    CHECK(wrong_nodes(net.execution, nullptr).empty());
    for (const Fault& fault : all_faults()) {
        CAPTURE(fault.key);
        CHECK(wrong_leaves(net.execution.with_fault(&fault)) > 0);
        const std::set<NodeId> named = wrong_nodes(net.execution, &fault);
        if (fault.op) {
            CHECK(named == nodes_of(net.execution.graph(), *fault.op));
        } else {
            CHECK(named == std::set<NodeId>{net.id("h")});
        }
    }
}

TEST_CASE("every fault's line is one of its op's code, and no other line is changed") {
    for (const Fault& fault : all_faults()) {
        for (const bool indices : {false, true}) {
            CAPTURE(fault.key, indices);
            const CodeChange change = indices ? fault.line_with_indices : fault.line;
            const auto right = code_of(fault.op, indices);
            const auto wrong = code_of(fault.op, indices, &fault);
            REQUIRE(right.size() == wrong.size());
            CHECK(std::ranges::count(wrong, true, &CodeLine::planted) == 1);
            for (size_t i = 0; i < right.size(); ++i) {
                CHECK((right[i].text == wrong[i].text) == !wrong[i].planted);
                if (!wrong[i].planted) continue;
                CHECK(right[i].text.ends_with(change.right));
                CHECK(wrong[i].text.ends_with(change.wrong));
                CHECK(wrong[i].part != CodeLine::Part::heading);
            }
        }
    }
    CHECK(code_of(OpKind::softmax_with_loss, true).size() > code_of(OpKind::softmax_with_loss, false).size());
    CHECK(code_of(OpKind::matmul, false).empty());
}

TEST_CASE("faults are the same in graphs of numbers") {
    const auto graph = scalars();
    CHECK(wrong_leaves(graph.execution) == 0);
    CHECK(wrong_nodes(graph.execution, nullptr).empty());
    for (const Fault& fault : all_faults()) {
        CAPTURE(fault.key);
        if (fault.op && nodes_of(graph.execution.graph(), *fault.op).empty()) continue;
        const std::set<NodeId> named = wrong_nodes(graph.execution, &fault);
        if (fault.op) {
            CHECK(named == nodes_of(graph.execution.graph(), *fault.op));
        } else {
            CHECK(named == std::set<NodeId>{graph.id("x"), graph.id("w"), graph.id("d")});
        }
        CHECK(wrong_leaves(graph.execution.with_fault(&fault)) > 0);
    }
}

TEST_CASE("with `=` for `+=` the last contribution of a fan-out is all that is left") {
    const auto right = graph_of("z = x * 3 + x * x", {{"x", 5.0}});
    Execution<double> wrong = right.execution.with_fault(find_fault("overwrite_at_fan_out"));
    CHECK(wrong.value(right.id("z"))[0] == 40);
    CHECK(wrong.grad(right.id("x"))[0] == 3);  // backward comes to x * 3 last
    wrong.set(right.id("x"), 7.0);
    CHECK(wrong.grad(right.id("x"))[0] == 3);
    CHECK(wrong.with_fault(nullptr).grad(right.id("x"))[0] == 17);
    CHECK(wrong.local_gradient(right.id("z"), 0) == 1);
}

TEST_CASE("ReLU in place alters the array of its caller") {
    const auto right = graph_of("h = x * 2; a = relu(h); z = sum(a + h)", {{"x", {{2}, {-1, 3}}}});
    Execution<double> wrong = right.execution.with_fault(find_fault("relu_in_place"));
    CHECK(wrong.value(right.id("z"))[0] == 12);
    CHECK(wrong.value(right.id("h")).tensor() == Tensor<double>{{2}, {0, 6}});
    const auto checks = check_nodes(right.execution, wrong.fault());
    const auto& relu = checks[right.execution.graph().index(right.id("a"))];
    CHECK(relu.fault == NodeCheck::Fault::input_changed);
    CHECK(relu.is == 0);
    CHECK(relu.should_be == -2);
}

TEST_CASE("a fault is the same in float") {
    const auto net = network();
    Leaves<float> leaves;
    for (const Node& node : net.execution.graph().nodes()) {
        if (node.op == OpKind::input)
            leaves.emplace(node.id,
                           converted<float>(Execution<double>(net.execution).value(node.id).tensor()));
    }
    for (const Fault& fault : all_faults()) {
        CAPTURE(fault.key);
        Execution<double> wide = net.execution.with_fault(&fault);
        Execution<float> narrow(net.execution.shared_graph(), leaves, &fault);
        for (const char* name : {"x", "W1", "b1", "k", "r", "W2", "b2"}) {
            const View<double> a = wide.grad(net.id(name));
            const View<float> b = narrow.grad(net.id(name));
            for (size_t k = 0; k < a.size(); ++k)
                CHECK(std::abs(a[k] - static_cast<double>(b[k])) < 1e-4 * (1 + std::abs(a[k])));
        }
    }
}

TEST_CASE("a kink, too large and too small a step are told from a bug") {
    const auto judged = [](std::string_view formula, double x, double step) {
        const auto g = graph_of(formula, {{"x", x}});
        return judge(g.execution, grad_check(g.execution, step)[0], step);
    };
    CHECK(judged("z = exp(x)", 1, 1e-4) == Agreement::agrees);
    CHECK(judged("z = exp(x)", 1, 1e-1) == Agreement::step_too_large);
    CHECK(judged("z = exp(x)", 1, 1e-14) == Agreement::step_too_small);
    CHECK(judged("z = x - 1e20", 1e20, 1e-4) == Agreement::step_too_small);  // x + h = x
    CHECK(judged("z = relu(x)", 0, 1e-4) == Agreement::kink);
    CHECK(judged("z = relu(x)", 5e-5, 1e-4) == Agreement::step_too_large);
    CHECK(judged("z = 1 / x", 0, 1e-4) == Agreement::not_finite);
    CHECK(judged("z = log(x)", 5e-5, 1e-4) == Agreement::step_too_large);
}

TEST_CASE("one element that is no number is what a check reports") {
    const auto g = graph_of("z = sum(log(x))", {{"x", {{3}, {1, 5e-5, 2}}}});
    const GradCheckRow row = grad_check(g.execution)[0];
    CHECK(row.worst == 1);
    CHECK(std::isnan(row.max_abs));
    CHECK(std::isnan(row.max_rel));
}

TEST_CASE("a check of some elements takes them from everywhere, and finds the same") {
    CHECK(checked_elements(3, 5) == std::vector<size_t>{0, 1, 2});
    CHECK(checked_elements(10, 4) == std::vector<size_t>{0, 2, 5, 7});
    const auto g = graph_of("z = sum(x * x)", {{"x", sample({100}, -2, 2)}});
    const auto rows = grad_check(g.execution, 1e-4, 7);
    CHECK(rows[0].checked == 7);
    CHECK(rows[0].max_abs < 1e-9);
    CHECK(check_nodes(g.execution, nullptr, 7).size() == 3);
}
