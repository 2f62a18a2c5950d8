#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/letters.hpp"
#include "document/commands.hpp"
#include "document/draft.hpp"
#include "formula/formula.hpp"

namespace bp {
namespace {

size_t checked_input(const Node& node, size_t input) {
    if (input < node.arity) return input;
    throw Problem(problems::edit_no_such_input, number(node.id), node.arity);
}

// --- values for leaves that an op still lacks

/// Short numbers around 0, the same for the same shape.
Tensor<double> example_value(const Shape& shape) {
    if (shape.is_scalar()) return 1.0;
    Tensor<double> tensor{shape, {}};
    for (size_t k = 0; k < shape.size(); ++k)
        tensor.data.push_back(static_cast<double>(k * 7 % 11) / 10 - 0.5);
    return tensor;
}

bool fits(const OpDef& op, const std::vector<Shape>& shapes, const Attrs& attrs) {
    try {
        op.shape(shapes, attrs);
        return true;
    } catch (const Problem&) {
        return false;
    }
}

/// Shapes that might go with the given ones: of their sizes, scalars first.
std::vector<Shape> candidates(const std::vector<std::optional<Shape>>& given) {
    std::vector<int> sizes{2};
    std::vector<Shape> shapes{Shape{}};
    for (const auto& shape : given) {
        if (!shape) continue;
        shapes.push_back(*shape);
        for (const int size : shape->dims()) {
            if (std::ranges::find(sizes, size) == sizes.end()) sizes.push_back(size);
        }
    }
    for (const int size : sizes) shapes.push_back(Shape{size});
    for (const int rows : sizes) {
        for (const int columns : sizes) shapes.push_back(Shape{rows, columns});
    }
    return shapes;
}

/// The shapes of all inputs, the missing ones such that they fit, or nothing when none is found.
std::optional<std::vector<Shape>> completed(const OpDef& op, const std::vector<std::optional<Shape>>& given,
                                            const Attrs& attrs) {
    const std::vector<Shape> choices = candidates(given);
    std::vector<size_t> pick(given.size(), 0);
    while (true) {
        std::vector<Shape> shapes;
        for (size_t k = 0; k < given.size(); ++k) shapes.push_back(given[k] ? *given[k] : choices[pick[k]]);
        if (fits(op, shapes, attrs)) return shapes;
        size_t k = 0;
        while (k < given.size() && (given[k] || ++pick[k] == choices.size())) pick[k++] = 0;
        if (k == given.size()) return {};
    }
}

/// What an op without any input starts with: numbers, or else what its first gradient check takes.
std::vector<Tensor<double>> example_inputs(const OpDef& op, const std::vector<std::optional<Shape>>& given,
                                           const Attrs& attrs) {
    std::vector<Tensor<double>> values;
    const bool none_given = std::ranges::none_of(given, [](const auto& shape) { return shape.has_value(); });
    if (none_given && !fits(op, std::vector<Shape>(given.size()), attrs)) {
        values = std::move(op.cases().front().inputs);
        for (Tensor<double>& value : values) {
            for (double& x : value.data) x = std::round(x * 10) / 10;
        }
        return values;
    }
    const auto shapes = completed(op, given, attrs);
    for (size_t k = 0; k < given.size(); ++k)
        values.push_back(example_value(shapes ? (*shapes)[k] : Shape{}));
    return values;
}

}  // namespace

Document AddOp::applied(const Document& document, const AddOp& command) {
    if (command.at) check_place(*command.at);
    Draft draft(document);
    NodeId added{};
    if (command.op == OpKind::input) {
        check_hidden(command.name);
        if (!command.name.empty() && !is_formula_name(command.name))
            throw Problem(problems::edit_input_name, command.name);
        added = draft.add_leaf(command.name.empty() ? "x" : command.name, command.value.value_or(1.0));
    } else if (command.op == OpKind::constant) {
        added = draft.add_constant(command.value.value_or(1.0));
    } else {
        const OpDef& op = def(command.op);
        const auto arity = static_cast<size_t>(op.info.arity);
        if (command.inputs.size() > arity) {
            throw Problem(problems::graph_input_count, op.info.key, arity, command.inputs.size());
        }
        Attrs attrs = command.attrs;
        if (attrs.empty()) attrs = initial_attrs(op.info);
        const NodeShapes shapes = infer_shapes(*document.graph, document.leaf_values());
        std::vector<std::optional<Shape>> given(arity);
        for (size_t k = 0; k < command.inputs.size(); ++k) {
            if (!command.inputs[k]) continue;
            draft.node(*command.inputs[k]);
            given[k] = shapes[document.graph->index(*command.inputs[k])];
        }
        const std::vector<Tensor<double>> values =
            arity == 0 ? std::vector<Tensor<double>>{} : example_inputs(op, given, attrs);
        Node node{.op = command.op, .arity = static_cast<uint8_t>(arity), .attrs = attrs};
        for (size_t k = 0; k < arity; ++k)
            node.input[k] = given[k] ? *command.inputs[k] : draft.add_leaf(argument(op.info, k), values[k]);
        added = draft.add(std::move(node));
        const bool takes_output = std::ranges::any_of(
            command.inputs, [&](const auto& input) { return input && input == draft.output(); });
        if (takes_output || !draft.output()) draft.set_output(added);
        if (!command.name.empty()) draft.node(added).name = draft.free_name(command.name);
    }
    if (!draft.output()) draft.set_output(added);
    Document next = std::move(draft).finish();
    if (command.at) next.places.insert_or_assign(added, *command.at);
    return next;
}

Document AddFormula::applied(const Document& document, const AddFormula& command) {
    if (document.graph->nodes().empty()) return SetFormula::applied(document, {command.text});
    // Only the last statement can do without a name, and now it is not the last any more.
    Draft draft(document);
    Node& last = draft.node(document.graph->output());
    if (last.name.empty()) last.name = draft.free_name("t");
    Document named = std::move(draft).finish();
    const std::string before =
        document.graph->node(document.graph->output()).name.empty() ? named.formula : document.formula;
    return SetFormula::applied(named, {before + "\n" + command.text});
}

Document Connect::applied(const Document& document, const Connect& command) {
    Draft draft(document);
    const Node& from = draft.node(command.from);
    Node& to = draft.node(command.to);
    const size_t input = checked_input(to, command.input);
    const NodeId before = to.input[input];
    if (before == command.from) return document;
    if (draft.depends(command.from, command.to)) {
        throw Problem(problems::edit_cycle, document.graph->reference(from.id),
                      document.graph->reference(to.id));
    }
    to.input[input] = command.from;
    const bool was_output = draft.output() == command.from;
    if (document.graph->node(before).arity == 0 && !draft.is_used(before) && draft.output() != before)
        draft.remove({before});
    if (was_output) {
        // The output is what the whole graph leads to.
        std::set<NodeId> used;
        for (const Node& node : draft.nodes()) used.insert(node.inputs().begin(), node.inputs().end());
        const std::set<NodeId> reached = draft.dependents(command.to);
        for (const Node& node : draft.nodes()) {
            if (!used.contains(node.id) && reached.contains(node.id)) draft.set_output(node.id);
        }
    }
    return std::move(draft).finish();
}

Document Disconnect::applied(const Document& document, const Disconnect& command) {
    Draft draft(document);
    const size_t input = checked_input(draft.node(command.to), command.input);
    const Node& to = document.graph->node(command.to);
    const Node& from = document.graph->node(to.input[input]);
    Execution<double> execution = execute(document);
    const std::string name = from.name.empty() ? argument(def(to.op).info, input) : from.name;
    const NodeId leaf = draft.add_leaf(name, execution.value(from.id).tensor());
    draft.node(command.to).input[input] = leaf;
    if (from.arity == 0 && !draft.is_used(from.id) && draft.output() != from.id) draft.remove({from.id});
    return std::move(draft).finish();
}

Document Remove::applied(const Document& document, const Remove& command) {
    Draft draft(document);
    const std::set<NodeId> gone(command.nodes.begin(), command.nodes.end());
    for (const NodeId id : gone) draft.node(id);
    Execution<double> execution = execute(document);
    std::map<NodeId, NodeId> stand_in;
    std::optional<NodeId> output = draft.output();
    // The output's place goes to what it was computed from.
    while (output && gone.contains(*output)) {
        const Node& node = document.graph->node(*output);
        std::optional<NodeId> next;
        for (const NodeId input : node.inputs()) {
            if (!next || document.graph->node(input).arity > 0) next = input;
        }
        output = next;
    }
    std::map<NodeId, std::string> names;
    for (const Node& node : document.graph->nodes()) {
        if (gone.contains(node.id)) continue;
        for (size_t k = 0; k < node.arity; ++k) {
            if (gone.contains(node.input[k])) names.emplace(node.input[k], argument(def(node.op).info, k));
        }
    }
    for (auto& [id, name] : names) {
        if (document.graph->node(id).arity == 0) {
            throw Problem(problems::edit_still_used, document.graph->reference(id));
        }
        std::string& own = draft.node(id).name;
        if (!own.empty()) name = std::exchange(own, "");
        stand_in.emplace(id, draft.add_leaf(name, execution.value(id).tensor()));
    }
    for (Node& node : draft.nodes()) {
        if (gone.contains(node.id)) continue;
        for (size_t k = 0; k < node.arity; ++k) {
            if (gone.contains(node.input[k])) node.input[k] = stand_in.at(node.input[k]);
        }
    }
    draft.remove({gone.begin(), gone.end()});
    if (output) draft.set_output(*output);
    return std::move(draft).finish();
}

namespace {

/// Adds copies of another graph's nodes; what they take from elsewhere stays `outside`'s.
template <class Outside>
std::map<NodeId, NodeId> add_copies(Draft& draft, const Document& from, const std::set<NodeId>& nodes,
                                    Outside outside) {
    std::map<NodeId, NodeId> copy;
    for (const Node& node : from.graph->nodes()) {
        if (!nodes.contains(node.id)) continue;
        NodeId added{};
        if (node.op == OpKind::input) {
            added = draft.add_leaf(node.name, *from.leaves.at(node.id));
        } else {
            Node twin = node;
            twin.name = node.name.empty() ? "" : draft.free_name(node.name);
            for (size_t k = 0; k < node.arity; ++k) {
                const auto inside = copy.find(node.input[k]);
                twin.input[k] = inside != copy.end() ? inside->second : outside(node, k);
            }
            added = draft.add(std::move(twin));
            if (node.op == OpKind::constant) draft.set_constant(added, from.graph->constant(node.id));
        }
        copy.emplace(node.id, added);
    }
    return copy;
}

/// Groups, displays and places of what was copied, the places moved by `shift`; class names where there are
/// none.
void copy_look(Document& next, const Document& from, const std::map<NodeId, NodeId>& copy, Point shift) {
    for (const auto& [id, place] : from.places) {
        if (const auto to = copy.find(id); to != copy.end())
            next.places.insert_or_assign(to->second, Point{place.x + shift.x, place.y + shift.y});
    }
    for (const auto& [id, display] : from.displays) {
        if (const auto to = copy.find(id); to != copy.end())
            next.displays.insert_or_assign(to->second, display);
    }
    if (next.classes.empty()) next.classes = from.classes;
    uint32_t free = 1;
    for (const Group& group : next.groups) free = std::max(free, number(group.id) + 1);
    for (Group group : from.groups) {
        if (!std::ranges::all_of(group.nodes, [&](NodeId id) { return copy.contains(id); })) continue;
        for (NodeId& id : group.nodes) id = copy.at(id);
        sort_ids(group.nodes);
        check_group_count(next);
        group.id = GroupId{free++};
        next.groups.push_back(std::move(group));
    }
}

constexpr Point kCopyShift{32, 32};

}  // namespace

Document Duplicate::applied(const Document& document, const Duplicate& command) {
    Draft draft(document);
    const std::set<NodeId> nodes(command.nodes.begin(), command.nodes.end());
    for (const NodeId id : nodes) draft.node(id);
    const auto copy =
        add_copies(draft, document, nodes, [](const Node& node, size_t k) { return node.input[k]; });
    Document next = std::move(draft).finish();
    copy_look(next, document, copy, kCopyShift);
    return next;
}

Document Insert::applied(const Document& document, const Insert& command) {
    Draft draft(document);
    const Document& from = *command.document;
    if (from.graph->nodes().empty()) throw Problem(problems::edit_nothing_to_paste);
    std::set<NodeId> nodes;
    for (const Node& node : from.graph->nodes()) nodes.insert(node.id);
    const auto copy =
        add_copies(draft, from, nodes, [](const Node& node, size_t k) { return node.input[k]; });
    if (!draft.output()) draft.set_output(copy.at(from.graph->output()));
    Document next = std::move(draft).finish();
    copy_look(next, from, copy, kCopyShift);
    return next;
}

Document extract(const Document& document, std::span<const NodeId> ids) {
    Document empty = NewGraph::applied(document, {});
    Draft draft(empty);
    const std::set<NodeId> nodes(ids.begin(), ids.end());
    if (nodes.empty()) throw Problem(problems::edit_nothing_to_copy);
    for (const NodeId id : nodes) {
        if (!document.graph->contains(id)) throw Problem(problems::graph_no_node, number(id));
    }
    Execution<double> execution = execute(document);
    std::map<NodeId, NodeId> stand_in;
    const auto copy = add_copies(draft, document, nodes, [&](const Node& node, size_t k) {
        const Node& source = document.graph->node(node.input[k]);
        const auto known = stand_in.find(source.id);
        if (known != stand_in.end()) return known->second;
        const std::string name = source.name.empty() ? argument(def(node.op).info, k) : source.name;
        return stand_in.emplace(source.id, draft.add_leaf(name, execution.value(source.id).tensor()))
            .first->second;
    });
    const NodeId output = document.graph->output();
    if (nodes.contains(output)) draft.set_output(copy.at(output));
    Document part = std::move(draft).finish();
    copy_look(part, document, copy, {});
    return part;
}

Document Rename::applied(const Document& document, const Rename& command) {
    Draft draft(document);
    Node& node = draft.node(command.node);
    check_hidden(command.name);
    const bool leaf = node.op == OpKind::input;
    const bool fine = command.name.empty() ? !leaf
                      : leaf               ? is_formula_name(command.name)
                                           : is_assignable_name(command.name);
    if (!fine && command.name.empty()) throw Problem(problems::graph_name_missing);
    if (!fine) throw Problem(problems::edit_not_a_name, command.name);
    if (const auto owner = document.graph->find(command.name); owner && *owner != command.node)
        throw Problem(problems::graph_name_taken, command.name);
    node.name = composed(command.name);
    return std::move(draft).finish();
}

Document SetConstant::applied(const Document& document, const SetConstant& command) {
    Draft draft(document);
    if (draft.node(command.node).op != OpKind::constant)
        throw Problem(problems::edit_not_a_constant, number(command.node));
    draft.set_constant(command.node, command.value);
    return std::move(draft).finish();
}

Document SetAttrs::applied(const Document& document, const SetAttrs& command) {
    Draft draft(document);
    draft.node(command.node).attrs = command.attrs;
    return std::move(draft).finish();
}

Document SetOutput::applied(const Document& document, const SetOutput& command) {
    Draft draft(document);
    draft.node(command.node);
    draft.set_output(command.node);
    return std::move(draft).finish();
}

}  // namespace bp
