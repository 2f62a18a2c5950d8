#include "playground/protocol/opened_json.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "document/origin_json.hpp"

namespace bp {
namespace {

constexpr size_t kMostPictures = 8;
constexpr size_t kMostPixels = 16'384;

/// The first leaf that is displayed as an image.
void write_picture(JsonWriter& json, const Document& document, Execution<double>& execution) {
    for (const Node& node : document.graph->nodes()) {
        const auto found = document.displays.find(node.id);
        if (node.op != OpKind::input || found == document.displays.end()) continue;
        const Display& display = found->second;
        const View<double> value = execution.value(node.id);
        const size_t count = images_in(display, *value.shape);
        if (count == 0) continue;
        const size_t size = value.size() / count;
        if (size > kMostPixels) break;
        json.open_object("picture");
        json.field("rows", display.rows);
        json.field("columns", display.columns);
        json.field("count", count);
        json.open_list("pixels");
        for (const double grey : value.span().first(size * std::min(count, kMostPictures)))
            json.field(nullptr, std::isfinite(grey) ? std::lround(255 * std::clamp(grey, 0.0, 1.0)) : 0);
        json.close();
        return json.close();
    }
    json.null("picture");
}

/// What a softmax before the loss gives one sample; empty without one.
std::vector<double> probabilities(Execution<double>& execution) {
    const Node& output = execution.graph().node(execution.output());
    if (output.op != OpKind::softmax_with_loss) return {};
    const View<double> scores = execution.value(output.input[0]);
    if (scores.shape->rows() != 1) return {};
    const double most = std::ranges::max(scores.span());
    std::vector<double> powers;
    double sum = 0;
    for (const double score : scores.span()) {
        powers.push_back(std::exp(score - most));
        sum += powers.back();
    }
    if (!std::isfinite(sum)) return {};
    for (double& power : powers) power /= sum;
    return powers;
}

}  // namespace

void write_opened(JsonWriter& json, const Origin& origin, const Document& document,
                  Execution<double>& execution) {
    write_fields(json, origin);
    if (document.graph->nodes().empty()) return;
    write_picture(json, document, execution);
    const std::vector<double> shares = probabilities(execution);
    if (shares.empty()) {
        json.null("probabilities");
    } else {
        json.list("probabilities", shares);
    }
    json.list("classes", document.classes);
    const View<double> output = execution.value(execution.output());
    if (output.shape->is_scalar()) {
        json.field("loss", output[0]);
    } else {
        json.null("loss");
    }
}

}  // namespace bp
