#include "playground/protocol/opened_json.hpp"

#include <algorithm>
#include <cmath>

#include "document/origin_json.hpp"

namespace bp {
namespace {

constexpr size_t kMostPictures = 8;
constexpr size_t kMostPixels = 16'384;

/// The first leaf that is displayed as an image.
Json picture_json(const Document& document, Execution<double>& execution) {
    for (const Node& node : document.graph->nodes()) {
        const auto found = document.displays.find(node.id);
        if (node.op != OpKind::input || found == document.displays.end()) continue;
        const Display& display = found->second;
        const View<double> value = execution.value(node.id);
        const size_t count = images_in(display, *value.shape);
        if (count == 0) continue;
        const size_t size = value.size() / count;
        if (size > kMostPixels) return nullptr;
        std::vector<int> pixels;
        for (const double grey : value.span().first(size * std::min(count, kMostPictures)))
            pixels.push_back(
                std::isfinite(grey) ? static_cast<int>(std::lround(255 * std::clamp(grey, 0.0, 1.0))) : 0);
        return json_object(
            {{"rows", display.rows}, {"columns", display.columns}, {"count", count}, {"pixels", pixels}});
    }
    return nullptr;
}

/// What a softmax before the loss gives one sample.
Json probabilities_json(Execution<double>& execution) {
    const Node& output = execution.graph().node(execution.output());
    if (output.op != OpKind::softmax_with_loss) return nullptr;
    const View<double> scores = execution.value(output.input[0]);
    if (scores.shape->rows() != 1) return nullptr;
    const double most = std::ranges::max(scores.span());
    std::vector<double> powers;
    double sum = 0;
    for (const double score : scores.span()) {
        powers.push_back(std::exp(score - most));
        sum += powers.back();
    }
    if (!std::isfinite(sum)) return nullptr;
    for (double& power : powers) power /= sum;
    return powers;
}

}  // namespace

Json opened_json(const Document& document, Execution<double>& execution) {
    Json json = origin_json(*document.origin);
    if (document.graph->nodes().empty()) return json;
    set(json, "picture", picture_json(document, execution));
    set(json, "probabilities", probabilities_json(execution));
    set(json, "classes", document.classes);
    const View<double> output = execution.value(execution.output());
    const bool number = output.shape->is_scalar() && std::isfinite(output[0]);
    set(json, "loss", number ? Json(output[0]) : Json());
    return json;
}

}  // namespace bp
