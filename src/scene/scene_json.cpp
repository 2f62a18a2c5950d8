#include "scene/scene_json.hpp"

#include <array>

#include "document/json_writer.hpp"

namespace bp {
namespace {

constexpr std::array<std::string_view, 15> kLabelOf{
    "name",  "value",    "gradient",  "sum",     "shape",    "glyph",     "group", "element",
    "class", "backprop", "numerical", "verdict", "sentence", "predicted", "actual"};

void write_points(JsonWriter& json, const char* key, const std::vector<Point>& points, Point origin) {
    json.open_list(key);
    for (const Point& p : points) json.list(nullptr, std::array{p.x + origin.x, p.y + origin.y});
    json.close();
}

/// Into the open object.
void write_rect(JsonWriter& json, const Rect& rect, Point origin) {
    json.field("x", rect.x + origin.x);
    json.field("y", rect.y + origin.y);
    json.field("width", rect.w);
    json.field("height", rect.h);
}

void write_rect(JsonWriter& json, const char* key, const Rect& rect, Point origin) {
    json.open_object(key);
    write_rect(json, rect, origin);
    json.close();
}

void write_label(JsonWriter& json, const Scene& scene, const SceneLabel& label, Point origin) {
    json.open_object();
    write_rect(json, label.rect, origin);
    json.field("text", label.text);
    json.field("of", kLabelOf[static_cast<size_t>(label.of)]);
    json.field("fontSize", label.size);
    if (label.card) json.field("node", number(scene.nodes[*label.card]));
    if (label.wire) {
        const SceneWire& wire = scene.wires[*label.wire];
        json.list("edge", std::array{number(wire.from), number(wire.to), static_cast<uint32_t>(wire.input)});
    }
    json.close();
}

void write_edge(JsonWriter& json, const Scene& scene, const SceneEdge& edge, Point origin) {
    const SceneWire& wire = scene.wires[edge.wire];
    json.open_object();
    json.field("from", number(wire.from));
    json.field("to", number(wire.to));
    json.field("input", wire.input);
    write_points(json, "points", edge.points, origin);
    json.field("width", edge.width);
    json.field("head", edge.head);
    json.close();
}

}  // namespace

std::string scene_json(const Scene& scene, Point origin) {
    JsonWriter json;
    json.open_object();
    write_rect(json, "canvas", scene.canvas, origin);
    write_rect(json, "clear", scene.clear, origin);
    json.field("scale", scene.scale);
    json.field("whole", scene.whole);
    json.open_list("labels");
    for (const SceneLabel& label : scene.labels) write_label(json, scene, label, origin);
    json.close();
    json.open_list("cards");
    for (const SceneCard& card : scene.cards) {
        json.open_object();
        write_rect(json, card.rect, origin);
        json.field("node", number(scene.nodes[card.card]));
        json.close();
    }
    json.close();
    json.open_list("edges");
    for (const SceneEdge& edge : scene.edges) write_edge(json, scene, edge, origin);
    json.close();
    write_points(json, "exit", scene.exit, origin);
    json.close();
    return json.take();
}

}  // namespace bp
