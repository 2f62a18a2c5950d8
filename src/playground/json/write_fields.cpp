#include "playground/json/write_fields.hpp"

#include <cmath>

#include "base/number.hpp"
#include "document/json.hpp"
#include "document/origin_json.hpp"

namespace bp {
namespace {

/// A text for what JSON has no number for.
Json element(double value) { return std::isfinite(value) ? Json(value) : Json(exact(value)); }

}  // namespace

Json written(bool value) { return value; }
Json written(double value) { return value; }
Json written(float value) { return value; }
Json written(int value) { return value; }
Json written(const std::string& value) { return value; }
Json written(NodeId value) { return number(value); }
Json written(GroupId value) { return number(value); }
Json written(OpKind value) { return std::string(def(value).info.key); }
Json written(const Point& value) { return Json::array({value.x, value.y}); }

Json written(const Tensor<double>& value) {
    if (value.shape.is_scalar()) return element(value.data[0]);
    Json data = Json::array();
    for (const double x : value.data) data.push_back(element(x));
    return json_object({{"shape", std::vector<int>(value.shape.dims().begin(), value.shape.dims().end())},
                        {"data", std::move(data)}});
}

Json written(const std::vector<std::pair<std::string, Tensor<double>>>& value) {
    Json object = Json::object();
    for (const auto& [name, tensor] : value) object[name] = written(tensor);
    return object;
}

Json written(const std::map<NodeId, Point>& value) {
    Json object = Json::object();
    for (const auto& [id, place] : value) object[std::to_string(number(id))] = written(place);
    return object;
}

Json written(const WeightInit& value) {
    if (value.rule == WeightInit::Rule::he) return "he";
    if (value.rule == WeightInit::Rule::xavier) return "xavier";
    return value.standard_deviation;
}

Json written(const Origin& value) { return origin_json(value); }
Json written(const std::shared_ptr<const Document>& value) { return parse_json(to_json(*value)); }

}  // namespace bp
