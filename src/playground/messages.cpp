#include "playground/messages.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "document/json.hpp"
#include "playground/explain.hpp"
#include "playground/tensor_json.hpp"

namespace bp {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostShown = 4096;  // elements of a tensor that a snapshot spells out

Json parsed(std::string_view text) {
    constexpr size_t kMost = size_t{16} << 20;
    if (text.size() > kMost) throw Problem("the message is too long");
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) throw Problem("the message is not a JSON object");
    return json;
}

std::string string_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string())
        throw Problem(std::string("'") + key + "' must be a text");
    return found->get<std::string>();
}

double number_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number())
        throw Problem(std::string("'") + key + "' must be a number");
    return found->get<double>();
}

double finite_at(const Json& json, const char* key, double low, double high) {
    const double value = number_at(json, key);
    if (!(value >= low && value <= high)) throw Problem(std::string("'") + key + "' is out of range");
    return value;
}

/// A number, a text that spells one, or {"shape": [2], "data": [1, 2]}.
Tensor<double> tensor_from(const Json& json) {
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) {
        const auto text = json.get<std::string>();
        if (const auto number = parse_number(text)) return *number;
        throw Problem("'" + text + "' is not a number");
    }
    if (!json.is_object() || !json.contains("shape") || !json.contains("data"))
        throw Problem("a value is a number");
    std::vector<int> dims;
    for (const Json& dim : json["shape"]) {
        if (!dim.is_number_integer()) throw Problem("a shape is a list of whole numbers");
        dims.push_back(static_cast<int>(std::clamp<int64_t>(dim.get<int64_t>(), -1, 1 << 30)));
    }
    const Shape shape{std::span<const int>(dims)};
    Tensor<double> tensor{shape, {}};
    for (const Json& element : json["data"]) {
        if (!element.is_number()) throw Problem("data is a list of numbers");
        tensor.data.push_back(element.get<double>());
    }
    if (tensor.data.size() != shape.size()) {
        throw Problem("the shape " + shape.text() + " has " + std::to_string(shape.size()) +
                      " elements, data " + std::to_string(tensor.data.size()));
    }
    return tensor;
}

template <class Value>
Value choice(const Json& json, const char* key,
             std::initializer_list<std::pair<std::string_view, Value>> values) {
    const std::string text = string_at(json, key);
    for (const auto& [name, value] : values) {
        if (name == text) return value;
    }
    throw Problem("'" + text + "' is no " + key);
}

size_t index_at(const Json& json, const char* key, size_t most) {
    return static_cast<size_t>(finite_at(json, key, 0, static_cast<double>(most)));
}

LookAt look_from(const Json& json) {
    LookAt look{.node = NodeId{static_cast<uint32_t>(index_at(json, "node", Graph::kMaxId))},
                .gradient = choice<bool>(json, "what", {{"value", false}, {"gradient", true}})};
    const auto given = [&](const char* key) { return json.contains(key) && !json[key].is_null(); };
    if (given("input")) look.input = index_at(json, "input", 2);
    if (given("element")) look.element = index_at(json, "element", Shape::kMaxSize);
    if (given("view")) look.view = string_at(json, "view");
    return look;
}

}  // namespace

Action parse_action(std::string_view text) {
    const Json json = parsed(text);
    const std::string type = string_at(json, "type");
    if (type == "set_leaf") {
        if (!json.contains("value")) throw Problem("'value' is missing");
        return SetLeaf{string_at(json, "name"), tensor_from(json["value"])};
    }
    if (type == "set_leaves") {
        if (!json.contains("values") || !json["values"].is_object())
            throw Problem("'values' must be an object of values by name");
        SetLeaves command;
        for (const auto& [name, value] : json["values"].items())
            command.values.emplace_back(name, tensor_from(value));
        return command;
    }
    if (type == "set_formula") return SetFormula{string_at(json, "text")};
    if (type == "load_preset") return LoadPreset{string_at(json, "name")};
    if (type == "load_document") {
        if (!json.contains("document")) throw Problem("'document' is missing");
        return LoadDocument{std::make_shared<const Document>(from_json(json["document"].dump()))};
    }
    if (type == "undo") return Undo{};
    if (type == "redo") return Redo{};
    if (type == "show")
        return Show{choice<Room>(json, "room",
                                 {{"graph", Room::graph},
                                  {"lessons", Room::lessons},
                                  {"check", Room::check},
                                  {"mnist", Room::mnist}})};
    if (type == "language")
        return SetLanguage{choice<Language>(json, "language", {{"en", Language::en}, {"ko", Language::ko}})};
    if (type == "select") {
        if (!json.contains("node")) throw Problem("'node' is missing");
        if (json["node"].is_null()) return Select{};
        return Select{NodeId{static_cast<uint32_t>(finite_at(json, "node", 0, Graph::kMaxId))}};
    }
    if (type == "walk") {
        using Move = MoveWalk::Move;
        return MoveWalk{choice<Move>(json, "move",
                                     {{"start", Move::start},
                                      {"back", Move::back},
                                      {"step", Move::step},
                                      {"end", Move::end},
                                      {"off", Move::off}})};
    }
    if (type == "look_at") return look_from(json);
    if (type == "move_window") {
        return MoveWindow{
            NodeId{static_cast<uint32_t>(index_at(json, "node", Graph::kMaxId))},
            {index_at(json, "row", Shape::kMaxSize), index_at(json, "column", Shape::kMaxSize)}};
    }
    if (type == "set_cells") {
        const bool upstream = json.contains("upstream") && json["upstream"] == true;
        return SetCells{.name = upstream ? std::string() : string_at(json, "name"),
                        .upstream = upstream,
                        .element = index_at(json, "element", Shape::kMaxSize),
                        .columns = index_at(json, "columns", Shape::kMaxSize),
                        .text = string_at(json, "text")};
    }
    if (type == "set_shape") return SetShape{string_at(json, "name"), string_at(json, "shape")};
    if (type == "train") {
        using Order = Train::Order;
        return Train{choice<Order>(
            json, "order", {{"start", Order::start}, {"pause", Order::pause}, {"reset", Order::reset}})};
    }
    throw Problem("there is no action '" + type + "'");
}

void apply_report(Training& training, std::string_view text) {
    const Json json = parsed(text);
    Training next = training;
    using Phase = Training::Phase;
    next.phase = choice<Phase>(json, "phase",
                               {{"idle", Phase::idle},
                                {"loading", Phase::loading},
                                {"running", Phase::running},
                                {"paused", Phase::paused},
                                {"finished", Phase::finished},
                                {"failed", Phase::failed}});
    next.message = json.contains("message") ? string_at(json, "message") : std::string();
    constexpr int kMost = 10'000'000;
    if (json.contains("progress")) next.progress = finite_at(json, "progress", 0, 1);
    if (json.contains("total")) next.total = static_cast<int>(finite_at(json, "total", 1, kMost));
    if (json.contains("seconds")) next.seconds = finite_at(json, "seconds", 0, 1e9);
    if (json.contains("iteration")) next.iteration = static_cast<int>(finite_at(json, "iteration", 0, kMost));
    if (json.contains("losses")) {
        for (const Json& loss : json["losses"]) {
            // A loss that is not finite arrives as null.
            next.losses.push_back(loss.is_number() ? loss.get<float>() : std::nanf(""));
        }
    }
    if (json.contains("accuracies")) {
        for (const Json& row : json["accuracies"]) {
            if (!row.is_object()) throw Problem("'accuracies' is a list of objects");
            next.accuracies.push_back({static_cast<int>(finite_at(row, "iteration", 0, kMost)),
                                       finite_at(row, "train", 0, 1), finite_at(row, "test", 0, 1)});
        }
    }
    training = std::move(next);
}

namespace {

Json to_json(const View<double>& tensor) {
    const auto number = [](double x) { return std::isfinite(x) ? Json(x) : Json(exact(x)); };
    if (tensor.shape->is_scalar()) return number(tensor[0]);
    Json json{{"shape", std::vector<int>(tensor.shape->dims().begin(), tensor.shape->dims().end())}};
    if (tensor.size() > kMostShown) return json;
    json["data"] = Json::array();
    for (const double x : tensor.span()) json["data"].push_back(number(x));
    return json;
}

Json node_json(Execution<double>& execution, const Card& card) {
    const Node& node = execution.graph().node(card.id);
    Json inputs = Json::array();
    for (const NodeId input : node.inputs()) inputs.push_back(number(input));
    Json json{{"id", number(card.id)},
              {"name", card.name},
              {"op", def(node.op).info.key},
              {"glyph", card.glyph},
              {"inputs", std::move(inputs)},
              {"output", card.output},
              {"value", to_json(execution.value(card.id))},
              {"valueText", card.exact_value},
              {"grad", nullptr},
              {"gradText", card.exact_gradient}};
    if (execution.has_grad(card.id)) json["grad"] = to_json(execution.grad(card.id));
    return json;
}

Json walk_json(const Walk& walk) {
    constexpr std::array<std::string_view, 3> kPhases{"forward", "backward", "done"};
    return {{"position", walk.position()},
            {"length", walk.length()},
            {"phase", kPhases[static_cast<size_t>(walk.phase())]},
            {"backward", walk.active_is_backward()}};
}

Json explanation_json(const Explanation& about) {
    Json terms = Json::array();
    for (const auto& term : about.terms) {
        terms.push_back({{"input", term.input},
                         {"derivative", term.derivative},
                         {"upstream", term.upstream},
                         {"local", term.local},
                         {"downstream", term.downstream},
                         {"sentence", term.sentence}});
    }
    Json parts = Json::array();
    for (const auto& part : about.parts) parts.push_back({{"from", part.from}, {"value", part.value}});
    return {{"node", number(about.node)}, {"title", about.title},
            {"formula", about.formula},   {"forward", about.forward},
            {"value", about.value},       {"gradient", about.gradient},
            {"backward", about.backward}, {"terms", std::move(terms)},
            {"parts", std::move(parts)},  {"sum", about.sum}};
}

Json training_json(const Training& training, Language language) {
    Json accuracies = Json::array();
    for (const auto& row : training.accuracies) {
        accuracies.push_back({{"iteration", row.iteration}, {"train", row.train}, {"test", row.test}});
    }
    const double loss = training.losses.empty() ? std::nan("") : training.losses.back();
    return {{"phase", name(training.phase)},
            {"progress", training.progress},
            {"message", translated(language, training.message)},
            {"iteration", training.iteration},
            {"total", training.total},
            {"seconds", training.seconds},
            {"loss", loss},
            {"accuracies", std::move(accuracies)}};
}

}  // namespace

std::string Playground::snapshot() {
    Json nodes = Json::array();
    for (const Card& card : graph_view().cards) nodes.push_back(node_json(*execution_, card));
    Json examples = Json::array();
    for (const Preset& preset : presets()) {
        examples.push_back(
            {{"key", preset.key}, {"title", text(language_, "preset." + std::string(preset.key))}});
    }
    constexpr std::array<std::string_view, 4> kRooms{"graph", "lessons", "check", "mnist"};
    Json json{{"revision", revision_},
              {"language", code(language_)},
              {"room", kRooms[static_cast<size_t>(room_)]},
              {"preset", preset()},
              {"presets", std::move(examples)},
              {"formula", document().formula},
              {"canUndo", history_.can_undo()},
              {"canRedo", history_.can_redo()},
              {"notice", nullptr},
              {"walk", nullptr},
              {"explanation", nullptr},
              {"tensors", nullptr},
              {"nodes", std::move(nodes)},
              {"training", training_json(training_, language_)}};
    if (walk_) json["walk"] = walk_json(*walk_);
    if (const auto story = tensors()) json["tensors"] = tensors_json(*story);
    if (selected_) json["explanation"] = explanation_json(explain(*execution_, *selected_, language_));
    if (notice_) {
        json["notice"] = {{"kind", notice_->kind == Notice::Kind::problem ? "problem" : "warning"},
                          {"text", notice_->text}};
        if (notice_->where) {
            json["notice"]["line"] = notice_->where->line;
            json["notice"]["column"] = notice_->where->column;
            json["notice"]["length"] = notice_->where->length;
        }
    }
    // Replace, not throw: a name could hold a broken character only if the formula let it in.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bp
