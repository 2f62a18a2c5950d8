#include <catch2/catch_test_macros.hpp>
#include <string>

#include "document/commands.hpp"
#include "document/history.hpp"
#include "document/json.hpp"
#include "document/presets.hpp"
#include "formula/formula.hpp"
#include "formula/rewrite.hpp"
#include "playground/words/strings.hpp"

using namespace bp;

namespace {

Document empty() { return apply(preset_document("apple"), NewGraph{}); }
Document of(const std::string& formula) { return apply(empty(), SetFormula{formula}); }

NodeId named(const Document& document, const char* name) { return document.graph->find(name).value(); }

double value(const Document& document) {
    Execution<double> execution = execute(document);
    return execution.value(execution.output())[0];
}

std::string refusal(const Document& document, const Command& command) {
    try {
        apply(document, command);
    } catch (const Problem& problem) {
        return problem.what();
    }
    return "";
}

bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("edits: a graph is built from nothing, op by op") {
    Document d = empty();
    CHECK(d.graph->nodes().empty());
    d = apply(d, AddOp{.op = OpKind::input, .name = "x", .value = Tensor<double>({3}, {0.3, 2.9, 4.0})});
    d = apply(d, AddOp{.op = OpKind::exp, .inputs = {named(d, "x")}});
    const NodeId exp = d.graph->output();
    d = apply(d, AddOp{.op = OpKind::sum, .inputs = {exp}});
    const NodeId sum = d.graph->output();
    d = apply(d, AddOp{.op = OpKind::div, .inputs = {exp, sum}, .name = "y"});
    CHECK(d.formula == "t1 = exp(x)\ny = t1 / sum(t1)");
    Execution<double> execution = execute(d);
    CHECK(std::abs(execution.value(d.graph->output())[0] - 0.01821127) < 1e-7);
}

TEST_CASE("edits: what an op lacks becomes leaves that fit") {
    Document d = apply(empty(), AddOp{.op = OpKind::mul});
    CHECK(d.formula == "x * y");
    CHECK(value(d) == 1);
    // A matrix is there: the other two inputs of affine get shapes that go with it.
    d = apply(empty(), AddOp{.op = OpKind::input,
                             .name = "X",
                             .value = Tensor<double>(Shape{4, 3}, std::vector<double>(12, 1.0))});
    d = apply(d, AddOp{.op = OpKind::affine, .inputs = {named(d, "X")}});
    CHECK(output_shape(d).rank() == 2);
    CHECK(output_shape(d)[0] == 4);
    // For every op there is something to start with.
    for (const OpDef* op : all_ops()) {
        CAPTURE(op->info.key);
        CHECK_NOTHROW(apply(empty(), AddOp{.op = *find_op(op->info.key)}));
    }
}

TEST_CASE(
    "edits: connecting takes the place of a leaf, and refuses cycles and wrong shapes with the reason") {
    Document d = of("a = x * y\nb = u + v");
    const NodeId a = named(d, "a"), b = named(d, "b"), u = named(d, "u");
    CHECK(d.graph->output() == b);
    d = apply(d, Connect{a, b, 0});
    CHECK(!d.graph->contains(u));
    CHECK(d.formula == "a = x * y\nb = a + v");
    CHECK(says(refusal(d, Connect{b, a, 1}), "cycle: `b` is computed from `a`"));
    CHECK(says(refusal(d, Connect{a, a, 0}), "cycle"));
    CHECK(says(refusal(d, Connect{a, b, 2}), "has 2 inputs"));
    CHECK(says(refusal(d, Connect{NodeId{99}, b, 0}), "no node 99"));
    Document shapes = of("p = [1, 2]\nq = [1, 2, 3]\nr = p + p\ns = q * 2");
    CHECK(says(refusal(shapes, Connect{named(shapes, "q"), named(shapes, "r"), 0}), "(3,)"));
    // An output that gets a use hands on its place.
    d = of("b = u + v\na = x * y");
    d = apply(d, Connect{named(d, "a"), named(d, "b"), 1});
    CHECK(d.graph->output() == named(d, "b"));
}

TEST_CASE("edits: disconnecting and removing keep the numbers downstream") {
    Document d = preset_document("apple");
    const NodeId price = named(d, "price");
    const NodeId inner = d.graph->node(price).input[0];
    const Document apart = apply(d, Disconnect{price, 0});
    CHECK(value(apart) == value(d));
    CHECK(apart.graph->contains(inner));
    const Document without = apply(d, Remove{{inner}});
    CHECK(value(without) == value(d));
    CHECK(!without.graph->contains(inner));
    CHECK(says(refusal(d, Remove{{named(d, "tax")}}), "input of a node that stays"));
    const Document shorter = apply(d, Remove{{price, named(d, "tax")}});
    CHECK(shorter.graph->output() == inner);
    std::vector<NodeId> all;
    for (const Node& node : d.graph->nodes()) all.push_back(node.id);
    const Document none = apply(d, Remove{all});
    CHECK(none.graph->nodes().empty());
    CHECK(none.formula.empty());
}

TEST_CASE("edits: duplicates keep outer inputs; copies and pastes stand alone") {
    const Document d = preset_document("apple");
    const NodeId price = named(d, "price");
    const Document twice = apply(d, Duplicate{{price}});
    CHECK(twice.graph->nodes().size() == d.graph->nodes().size() + 1);
    CHECK(twice.formula.find("price2 = ") != std::string::npos);
    const Document part = extract(d, std::vector<NodeId>{price});
    CHECK(part.graph->nodes().size() == 3);
    CHECK(value(part) == value(d));
    const Document pasted = apply(d, Insert{std::make_shared<const Document>(from_json(to_json(part)))});
    CHECK(pasted.graph->nodes().size() == d.graph->nodes().size() + 3);
    CHECK(value(pasted) == value(d));
    CHECK(pasted.graph->output() == price);
}

TEST_CASE("edits: a formula is added to what is there") {
    Document d = apply(empty(), AddFormula{"exp(x)"});
    d = apply(d, AddFormula{"y = x * t"});
    CHECK(d.formula == "t = exp(x)\ny = x * t");
    CHECK(d.graph->output() == named(d, "y"));
    CHECK_FALSE(refusal(d, AddFormula{"y = 2"}).empty());
}

TEST_CASE("edits: names") {
    const Document d = preset_document("apple");
    const Document named_fruit = apply(d, Rename{named(d, "apple"), "사과"});
    CHECK(named_fruit.formula == "price = 사과 * apple_num * tax");
    CHECK(says(refusal(d, Rename{named(d, "apple"), "tax"}), "already in use"));
    CHECK(says(refusal(d, Rename{named(d, "apple"), ""}), "needs a name"));
    CHECK(says(refusal(d, Rename{named(d, "apple"), "2x"}), "not a name"));
    CHECK(apply(d, Rename{named(d, "price"), ""}).formula == "apple * apple_num * tax");
}

TEST_CASE("edits: settings, output, upstream and constants") {
    Document d = of("x = [[1, 2], [3, 4]]\ny = sum(x, 0)");
    d = apply(d, SetUpstream{Tensor<double>({2}, {1, 10})});
    CHECK(d.upstream != nullptr);
    CHECK(says(refusal(d, SetUpstream{Tensor<double>({3}, {1, 2, 3})}), "(3,)"));
    CHECK(apply(d, SetUpstream{Tensor<double>(2.0)}).upstream->data == std::vector<double>{2, 2});
    Execution<double> execution = execute(d);
    CHECK(execution.grad(named(d, "x"))[1] == 10);
    const Document back = from_json(to_json(d));
    CHECK(back.upstream->data == d.upstream->data);
    const Document other_axis = apply(d, SetAttrs{named(d, "y"), {1}});
    CHECK(other_axis.upstream != nullptr);  // still a vector of two
    CHECK(apply(d, SetAttrs{named(d, "y"), {}}).upstream == nullptr);
    CHECK_FALSE(refusal(d, SetAttrs{named(d, "y"), {7}}).empty());
    const Document two = of("y = x * 2");
    const NodeId constant = two.graph->node(named(two, "y")).input[1];
    CHECK(value(apply(two, SetConstant{constant, Tensor<double>(5.0)})) == 5);
    CHECK(says(refusal(two, SetConstant{named(two, "x"), Tensor<double>(5.0)}), "not a constant"));
    const Document chain = of("a = x * 2\nb = a + 1");
    CHECK(value(apply(chain, SetOutput{named(chain, "a")})) == 2);
}

TEST_CASE("edits: groups nest, refuse what one node cannot stand for, and go with their nodes") {
    Document d = of("a = x * 2\nb = exp(a)\nc = a + b");
    const NodeId a = named(d, "a"), b = named(d, "b"), c = named(d, "c");
    CHECK(says(refusal(d, MakeGroup{{a, c}, "hole"}), "comes back"));
    CHECK(says(refusal(d, MakeGroup{{a}, "one"}), "two nodes"));
    d = apply(d, MakeGroup{{a, b}, "inner"});
    d = apply(d, MakeGroup{{a, b, c}, "outer"});
    CHECK(says(refusal(d, MakeGroup{{b, c}, "across"}), "part of the group `inner`"));
    CHECK(says(refusal(d, MakeGroup{{b, a}, "again"}), "already"));
    CHECK(from_json(to_json(d)).groups == d.groups);
    CHECK(apply(d, FoldGroup{d.groups[0].id, false}).groups[0].folded == false);
    CHECK(apply(d, Ungroup{d.groups[0].id}).groups.size() == 1);
    CHECK(says(refusal(d, Ungroup{GroupId{77}}), "no group 77"));
    CHECK(apply(d, Remove{{c, b}}).groups.empty());
}

TEST_CASE("edits: a formula's small edit keeps ids, places and groups") {
    Document d = of("a = x * 2\nb = exp(a) + 1");
    const NodeId a = named(d, "a"), b = named(d, "b");
    const NodeId exp = d.graph->node(b).input[0];
    d = apply(d, Move{{{a, {40, 80}}}, 0});
    d = apply(d, MakeGroup{{exp, b}, "end"});
    const Document edited = apply(d, SetFormula{"a = x * 3\nb = exp(a * k) + 1"});
    CHECK(named(edited, "a") == a);
    CHECK(named(edited, "b") == b);
    CHECK(edited.graph->node(b).input[0] == exp);
    CHECK(edited.places.at(a) == Point{40, 80});
    CHECK(edited.groups == d.groups);
    CHECK(edited.formula == "a = x * 3\nb = exp(a * k) + 1");
    CHECK(apply(d, Tidy{}).places.empty());
}

TEST_CASE("edits: folding makes one node of many and back, inside a group too") {
    Document d = of("y = 1 / (1 + exp(-1 * x))\nz = y * 2");
    d = apply(d, MakeGroup{{named(d, "y"), named(d, "z")}, "layer"});
    const Document folded = apply(d, Fold{named(d, "y")});
    CHECK(folded.formula == "y = sigmoid(x)\nz = y * 2");
    CHECK(folded.groups.size() == 1);
    CHECK(folded.groups[0].holds(named(folded, "y")));
    const Document again = apply(folded, Unfold{named(folded, "y")});
    CHECK(again.formula == "y = 1 / (1 + exp(-1 * x))\nz = y * 2");
    CHECK(again.groups[0].nodes.size() > 2);
}

TEST_CASE("edits: every command is undone to the very same document") {
    History history(of("a = x * 2\nb = exp(a) + y"));
    const std::string before = to_json(history.document());
    const Document& d = history.document();
    const NodeId a = named(d, "a"), b = named(d, "b"), x = named(d, "x");
    const std::vector<Command> commands{
        AddOp{.op = OpKind::relu, .inputs = {b}},
        Connect{x, b, 1},
        Disconnect{b, 0},
        Remove{{a}},
        Duplicate{{a, b}},
        Rename{a, "alpha"},
        SetOutput{a},
        SetUpstream{Tensor<double>(3.0)},
        Move{{{a, {1, 2}}}, 0},
        MakeGroup{{a, b, d.graph->node(b).input[0]}, ""},
        NewGraph{},
        LoadPreset{"apple"},
    };
    for (const Command& command : commands) {
        history.run(command);
        const std::string after = to_json(history.document());
        CHECK(after != before);
        CHECK(to_json(from_json(after)) == after);
        REQUIRE(history.undo());
        CHECK(to_json(history.document()) == before);
        REQUIRE(history.redo());
        CHECK(to_json(history.document()) == after);
        REQUIRE(history.undo());
    }
}

TEST_CASE("edits: a drag of cards is one step of undo") {
    History history(preset_document("apple"));
    const NodeId price = named(history.document(), "price");
    for (int k = 1; k < 5; ++k) history.run(Move{{{price, {10.0f * static_cast<float>(k), 0}}}, 7});
    CHECK(history.document().places.at(price).x == 40);
    REQUIRE(history.undo());
    CHECK(history.document().places.empty());
}

namespace {

/// z = relu(x @ W), of which x is an image and z has a number for each class, with all that version 2 adds.
Document with_everything() {
    Document d =
        apply(empty(), AddOp{.op = OpKind::input, .name = "x", .value = Tensor<double>({4}, {1, 2, 3, 4})});
    d = apply(d, SetFormula{"W = [[1, 2], [3, 4], [5, 6], [7, 8]]; z = relu(x @ W)"});
    d.displays.emplace(named(d, "x"), Display{.kind = Display::Kind::image, .rows = 2, .columns = 2});
    d.displays.emplace(named(d, "z"), Display{.kind = Display::Kind::classes});
    d.classes = {"no", "yes"};
    d.origin = Origin{.kind = Origin::Kind::sample, .room = "mnist", .index = 3};
    d.extra = R"({"by":"somebody"})";
    return d;
}

}  // namespace

TEST_CASE("edits: displays stay with their nodes; class names, origin and extra stay in any case") {
    const Document before = with_everything();
    const NodeId x = named(before, "x");
    const NodeId z = named(before, "z");
    const std::vector<Command> commands{
        SetLeaf{"x", Tensor<double>({4}, {4, 3, 2, 1})},
        SetFormula{"W = [[1, 2], [3, 4], [5, 6], [7, 8]]; z = relu(x @ W) * 2"},
        AddOp{.op = OpKind::exp, .inputs = {z}},
        AddFormula{"L = sum(z)"},
        Rename{z, "y"},
        Move{{{x, {1, 2}}}},
        MakeGroup{{before.graph->nodes()[2].id, z}, "g"},
        SetOutput{x},
        Duplicate{{z}},
        Disconnect{z, 0},
        Unfold{z},
        Tidy{},
    };
    for (const Command& command : commands) {
        CAPTURE(command.index());
        History history(before);
        history.run(command);
        const Document& after = history.document();
        CHECK(after.classes == before.classes);
        CHECK(after.origin == before.origin);
        CHECK(after.extra == before.extra);
        for (const auto& [id, display] : before.displays) {
            if (after.graph->contains(id)) CHECK(after.displays.at(id) == display);
        }
        for (const auto& [id, display] : after.displays) CHECK(after.graph->contains(id));
        CHECK(to_json(from_json(to_json(after))) == to_json(after));
        REQUIRE(history.undo());
        CHECK(to_json(history.document()) == to_json(before));
        REQUIRE(history.redo());
        REQUIRE(history.undo());
        CHECK(to_json(history.document()) == to_json(before));
    }
}

TEST_CASE("edits: a removed node's display goes, another document brings its own") {
    const Document before = with_everything();
    const NodeId z = named(before, "z");
    CHECK(!apply(before, Remove{{z}}).displays.contains(z));
    for (const Command& command : {Command(NewGraph{}), Command(LoadPreset{"apple"})}) {
        const Document after = apply(before, command);
        CHECK(after.displays.empty());
        CHECK(after.classes.empty());
        CHECK(!after.origin);
        CHECK(after.extra.empty());
    }
}

TEST_CASE("edits: copies are displayed as the originals, and bring class names where there are none") {
    const Document before = with_everything();
    const NodeId x = named(before, "x");
    const NodeId z = named(before, "z");
    const Document twice = apply(before, Duplicate{{x, z}});
    CHECK(twice.displays.at(named(twice, "x2")) == before.displays.at(x));
    const Document part = extract(before, std::vector{x, z});
    CHECK(part.displays.size() == 2);
    CHECK(part.classes == before.classes);
    CHECK(!part.origin);
    const Document pasted = apply(of("y = 2 * q"), Insert{std::make_shared<const Document>(part)});
    CHECK(pasted.displays.size() == 2);
    CHECK(pasted.classes == before.classes);
}

TEST_CASE("the examples that are taken apart fold into one operation; whatever offers to fold does") {
    for (const Preset& preset : presets()) {
        CAPTURE(preset.key);
        const Document document = preset_document(preset.key);
        const NodeId output = document.graph->output();
        const std::string title(text(Language::en, "preset." + std::string(preset.key)));
        if (title.find("taken apart") != std::string::npos) CHECK(can_fold(*document.graph, output));
        for (const Node& node : document.graph->nodes()) {
            if (can_fold(*document.graph, node.id)) CHECK_NOTHROW(apply(document, Fold{node.id}));
        }
    }
    const auto folded = [](const char* key) {
        const Document document = preset_document(key);
        return apply(document, Fold{document.graph->output()}).formula;
    };
    CHECK(folded("sigmoid") == "y = sigmoid(x)");
    CHECK(folded("softmax") == "L = softmax_with_loss(a, t)");
}
