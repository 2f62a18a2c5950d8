#include "scene/scene_json.hpp"

#include <array>

#include "document/json_text.hpp"

namespace bp {
namespace {

constexpr std::array<std::string_view, 15> kLabelOf{
    "name",  "value",    "gradient",  "sum",     "shape",    "glyph",     "group", "element",
    "class", "backprop", "numerical", "verdict", "sentence", "predicted", "actual"};

Json points_of(const std::vector<Point>& points, Point origin) {
    Json list = Json::array();
    for (const Point& p : points) list.push_back(Json::array({p.x + origin.x, p.y + origin.y}));
    return list;
}

Json placed(const Rect& rect, Point origin) {
    return json_object(
        {{"x", rect.x + origin.x}, {"y", rect.y + origin.y}, {"width", rect.w}, {"height", rect.h}});
}

}  // namespace

std::string scene_json(const Scene& scene, Point origin) {
    Json labels = Json::array(), cards = Json::array(), edges = Json::array();
    for (const SceneLabel& label : scene.labels) {
        Json json = placed(label.rect, origin);
        set(json, "text", label.text);
        set(json, "of", kLabelOf[static_cast<size_t>(label.of)]);
        set(json, "fontSize", label.size);
        if (label.card) set(json, "node", number(scene.nodes[*label.card]));
        if (label.wire) {
            const SceneWire& wire = scene.wires[*label.wire];
            set(json, "edge", Json::array({number(wire.from), number(wire.to), wire.input}));
        }
        labels.push_back(std::move(json));
    }
    for (const SceneCard& card : scene.cards) {
        Json json = placed(card.rect, origin);
        set(json, "node", number(scene.nodes[card.card]));
        cards.push_back(std::move(json));
    }
    for (const SceneEdge& edge : scene.edges) {
        const SceneWire& wire = scene.wires[edge.wire];
        edges.push_back(json_object({{"from", number(wire.from)},
                                     {"to", number(wire.to)},
                                     {"input", wire.input},
                                     {"points", points_of(edge.points, origin)},
                                     {"width", edge.width},
                                     {"head", edge.head}}));
    }
    return json_text(json_object({{"canvas", placed(scene.canvas, origin)},
                                  {"clear", placed(scene.clear, origin)},
                                  {"scale", scene.scale},
                                  {"whole", scene.whole},
                                  {"labels", std::move(labels)},
                                  {"cards", std::move(cards)},
                                  {"edges", std::move(edges)},
                                  {"exit", points_of(scene.exit, origin)}}));
}

}  // namespace bp
