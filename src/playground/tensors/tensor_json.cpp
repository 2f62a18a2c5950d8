#include "playground/tensors/tensor_json.hpp"

#include <array>

namespace bp {
namespace {

std::string base64(const std::vector<uint8_t>& bytes) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (size_t i = 0; i < bytes.size(); i += 3) {
        uint32_t three = 0;
        for (size_t k = 0; k < 3; ++k) three = three << 8 | (i + k < bytes.size() ? bytes[i + k] : 0u);
        for (size_t k = 0; k < 4; ++k)
            text += i + k > bytes.size() ? '=' : kLetters[three >> (18 - 6 * k) & 63];
    }
    return text;
}

Json look_json(NodeId node, bool gradient, std::optional<size_t> input) {
    Json json = json_object({{"node", number(node)}, {"what", gradient ? "gradient" : "value"}});
    if (input) set(json, "input", *input);
    return json;
}

/// Of a transposed tensor the shape of the matrix.
std::string shape_text(const TensorTable& table) {
    return table.transposed ? Shape{static_cast<int>(table.rows), static_cast<int>(table.columns)}.text()
                            : table.shape.text();
}

Json table_json(const TensorTable& table) {
    constexpr std::array<std::string_view, 5> kPlaces{"row", "left", "top", "result", "below"};
    Json json = json_object({{"name", table.name},
                             {"place", kPlaces[static_cast<size_t>(table.place)]},
                             {"look", look_json(table.node, table.gradient, table.input)},
                             {"shape", shape_text(table)},
                             {"ones", table.ones},
                             {"transposed", table.transposed},
                             {"rows", table.rows},
                             {"columns", table.columns},
                             {"rowStep", table.row_step},
                             {"columnStep", table.column_step},
                             {"window", json_object({{"node", number(table.window)},
                                                     {"row", table.corner.row},
                                                     {"column", table.corner.column},
                                                     {"rows", table.shown_rows},
                                                     {"columns", table.shown_columns}})},
                             {"rowLabels", table.row_labels},
                             {"columnLabels", table.column_labels},
                             {"texts", table.texts},
                             {"exact", table.exact_texts},
                             {"tones", table.tones},
                             {"marks", table.marks},
                             {"picture", nullptr},
                             {"edits", nullptr}});
    if (table.picture) {
        set(json, "picture",
            json_object({{"rows", table.picture->rows},
                         {"columns", table.picture->columns},
                         {"tones", base64(table.picture->tones)}}));
    }
    if (table.edits_upstream) set(json, "edits", json_object({{"upstream", true}}));
    if (!table.edits.empty()) set(json, "edits", json_object({{"name", table.edits}}));
    return json;
}

}  // namespace

Json tensors_json(const TensorDetails& story) {
    Json views = Json::array();
    Json tables = Json::array();
    for (const TensorDetails::View& view : story.views) {
        views.push_back(json_object({{"key", view.key},
                                     {"title", view.title},
                                     {"look", look_json(view.at.node, view.at.gradient(), view.at.input)}}));
    }
    for (const TensorTable& table : story.tables) tables.push_back(table_json(table));
    return json_object({{"node", number(story.node)},
                        {"product", story.product},
                        {"view", story.view},
                        {"views", std::move(views)},
                        {"tables", std::move(tables)},
                        {"looked", story.looked},
                        {"exact", story.exact},
                        {"sums", story.sums},
                        {"why", story.why},
                        {"read", story.read}});
}

}  // namespace bp
