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

void write_look(JsonWriter& json, NodeId node, bool gradient, std::optional<size_t> input) {
    json.open_object("look");
    json.field("node", number(node));
    json.field("what", gradient ? "gradient" : "value");
    if (input) json.field("input", *input);
    json.close();
}

/// Of a transposed tensor the shape of the matrix.
std::string shape_text(const TensorTable& table) {
    return table.transposed ? Shape{static_cast<int>(table.rows), static_cast<int>(table.columns)}.text()
                            : table.shape.text();
}

void write_window(JsonWriter& json, const TensorTable& table) {
    json.open_object("window");
    json.field("node", number(table.window));
    json.field("row", table.corner.row);
    json.field("column", table.corner.column);
    json.field("rows", table.shown_rows);
    json.field("columns", table.shown_columns);
    json.close();
}

void write_picture(JsonWriter& json, const TensorTable& table) {
    if (!table.picture) return json.null("picture");
    json.open_object("picture");
    json.field("rows", table.picture->rows);
    json.field("columns", table.picture->columns);
    json.field("tones", base64(table.picture->tones));
    json.close();
}

void write_edits(JsonWriter& json, const TensorTable& table) {
    if (!table.editable()) return json.null("edits");
    json.open_object("edits");
    if (table.edits.empty()) {
        json.field("upstream", true);
    } else {
        json.field("name", table.edits);
    }
    json.close();
}

void write_table(JsonWriter& json, const TensorTable& table) {
    constexpr std::array<std::string_view, 5> kPlaces{"row", "left", "top", "result", "below"};
    json.open_object();
    json.field("name", table.name);
    json.field("place", kPlaces[static_cast<size_t>(table.place)]);
    write_look(json, table.node, table.gradient, table.input);
    json.field("shape", shape_text(table));
    json.field("ones", table.ones);
    json.field("transposed", table.transposed);
    json.field("rows", table.rows);
    json.field("columns", table.columns);
    json.field("rowStep", table.row_step);
    json.field("columnStep", table.column_step);
    write_window(json, table);
    json.list("rowLabels", table.row_labels);
    json.list("columnLabels", table.column_labels);
    json.list("texts", table.texts);
    json.list("exact", table.exact_texts);
    json.list("tones", table.tones);
    json.list("marks", table.marks);
    write_picture(json, table);
    write_edits(json, table);
    json.close();
}

}  // namespace

void write_tensors(JsonWriter& json, const TensorDetails& story) {
    json.open_object("tensors");
    json.field("node", number(story.node));
    json.field("product", story.product);
    json.field("view", story.view);
    json.open_list("views");
    for (const TensorDetails::View& view : story.views) {
        json.open_object();
        json.field("key", view.key);
        json.field("title", view.title);
        write_look(json, view.at.node, view.at.gradient(), view.at.input);
        json.close();
    }
    json.close();
    json.open_list("tables");
    for (const TensorTable& table : story.tables) write_table(json, table);
    json.close();
    json.field("looked", story.looked);
    json.field("exact", story.exact);
    json.list("sums", story.sums);
    json.field("why", story.why);
    json.field("read", story.read);
    json.close();
}

}  // namespace bp
