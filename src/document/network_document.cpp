#include "document/network_document.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>

#include "base/number.hpp"
#include "base/order.hpp"
#include "base/problem.hpp"
#include "document/json.hpp"
#include "formula/formula.hpp"

namespace bp {
namespace {

/// x, t and the parameters by name, in double.
using Values = std::map<std::string, Tensor<double>>;

double legible(double x) { return x; }
/// The double with the shortest text of the float: 0.1, not 0.10000000149011612.
double legible(float x) {
    // c / 10ᵏ is rounded once, as strtod rounds, as long as both are exact; this takes a tenth of the time of
    // a text.
    double power = 1;
    for (int k = 0; k <= 22; ++k, power *= 10) {
        const double scaled = std::round(static_cast<double>(x) * power);
        if (!(std::abs(scaled) < 0x1p53)) break;
        if (static_cast<float>(scaled / power) == x) return scaled / power;
    }
    return *parse_number(exact(x));
}

template <class T>
Tensor<double> legible(const Tensor<T>& tensor) {
    Tensor<double> result{tensor.shape, {}};
    result.data.reserve(tensor.data.size());
    for (const T x : tensor.data) result.data.push_back(legible(x));
    return result;
}

/// The label of one sample, class number or one-hot, as a one-hot vector.
Tensor<double> one_hot(const Tensor<double>& t, int classes) {
    Tensor<double> result{Shape{classes}, t.data};
    if (t.data.size() == 1 && classes > 1) {
        result = Tensor<double>::filled(Shape{classes}, 0);
        result.data.at(static_cast<size_t>(t.data[0])) = 1;
    }
    return result;
}

template <class T>
Values values_of(const Network<T>& network, const Tensor<T>& x, const Tensor<T>& t) {
    // Refuses what does not fit before anything is computed.
    const Execution<double> execution = network.execution(x, t);
    Values values;
    for (const auto& [name, value] : network.params()) values.emplace(name, legible(value));
    if (x.shape.size() == static_cast<size_t>(network.inputs())) {
        values.emplace("x", legible(Tensor<T>{Shape{network.inputs()}, x.data}));
        values.emplace("t", one_hot(legible(t), network.classes()));
    } else {
        values.emplace("x", legible(Tensor<T>{execution.shape(*network.graph().find("x")), x.data}));
        values.emplace("t", legible(Tensor<T>{execution.shape(*network.graph().find("t")), t.data}));
    }
    return values;
}

/// The formula's statements for layers first … last of the network; `signal` is the input of the first.
std::string layers_text(const NetSpec& spec, size_t first, std::string signal) {
    const std::string activation(kActivationNames[static_cast<size_t>(spec.activation)]);
    const size_t last = spec.layers.size() - 1;
    std::string text;
    for (size_t layer = first; layer <= last; ++layer) {
        const std::string n = std::to_string(layer);
        text += "a" + n + " = affine(" + signal + ", W" + n + ", b" + n + ")\n";
        signal = (layer < last ? "z" : "a") + n;
        if (layer < last) text += signal + " = " + activation + "(a" + n + ")\n";
    }
    return text + "L = softmax_with_loss(a" + std::to_string(last) + ", t)";
}

/// The formula's document with the values of its leaves; layers first … last are folded groups.
Document assembled(std::string formula, const Values& values, size_t first, size_t last, const About& about) {
    Document document;
    document.classes = about.classes;
    document.origin = about.origin;
    document.graph = std::make_shared<const Graph>(parse_formula(formula));
    document.formula = std::move(formula);
    for (const Node& node : document.graph->nodes()) {
        if (node.op != OpKind::input) continue;
        document.leaves.emplace(node.id, std::make_shared<const Tensor<double>>(values.at(node.name)));
    }
    for (size_t layer = first; layer <= last; ++layer) {
        const std::string n = std::to_string(layer);
        Group group{.id = GroupId{static_cast<uint32_t>(document.groups.size() + 1)},
                    .name = about.layer_name + " " + n,
                    .nodes = {}};
        for (const char* letter : {"W", "b", "a", "z"}) {
            if (const auto id = document.graph->find(letter + n)) group.nodes.push_back(*id);
        }
        sort_by(group.nodes, [](NodeId id) { return number(id); });
        sort_ids(group.nodes);
        document.groups.push_back(std::move(group));
    }
    check_shapes(document);
    return document;
}

/// The rows and columns of the images in x; nothing if it does not consist of images.
template <class T>
std::optional<Display> image_of(const Network<T>& network, const Tensor<T>& x, const About& about) {
    Display image{.kind = Display::Kind::image, .rows = about.rows, .columns = about.columns};
    const auto inputs = static_cast<size_t>(network.inputs());
    if (image.rows == 0 && image.columns == 0) {
        if (x.shape.rank() != 2 || x.shape.size() != inputs || x.shape[0] == 1) return {};
        image.rows = x.shape[0];
        image.columns = x.shape[1];
    }
    const bool fits = image.rows > 0 && image.columns > 0 &&
                      static_cast<size_t>(image.rows) * static_cast<size_t>(image.columns) == inputs;
    if (!fits) throw Problem(problems::network_image_size, image.rows, image.columns, inputs);
    return image;
}

template <class T>
void check_classes(const Network<T>& network, const About& about) {
    const auto count = static_cast<size_t>(network.classes());
    if (!about.classes.empty() && about.classes.size() != count)
        throw Problem(problems::network_class_names, about.classes.size(), count);
}

/// Says which nodes are images, and which have a number for each class: the scores, `also` and, unless it
/// consists of class numbers, the label.
void say_displays(Document& document, const std::optional<Display>& image,
                  std::initializer_list<std::string_view> images, const NetSpec& spec,
                  std::string_view also = {}) {
    const Graph& graph = *document.graph;
    if (image) {
        for (const std::string_view name : images) document.displays.emplace(*graph.find(name), *image);
    }
    const NodeShapes shapes = infer_shapes(graph, document.leaf_values());
    const auto shape = [&](NodeId id) { return shapes[graph.index(id)]; };
    const NodeId scores = *graph.find("a" + std::to_string(spec.layers.size() - 1));
    const Display classes{.kind = Display::Kind::classes};
    document.displays.emplace(scores, classes);
    if (!also.empty()) document.displays.emplace(*graph.find(also), classes);
    const NodeId label = *graph.find("t");
    if (shape(label) == shape(scores)) document.displays.emplace(label, classes);
}

/// The whole network at these values.
Execution<double> execution_of(const Graph& graph, const Values& values) {
    Leaves<double> leaves;
    for (const auto& [name, value] : values) leaves.emplace(*graph.find(name), value);
    return {std::make_shared<const Graph>(graph), leaves};
}

/// Column j of a matrix, as (rows) or, for a batch, (rows, 1).
Tensor<double> column(const Tensor<double>& matrix, int j, bool batch) {
    const int rows = matrix.shape[0];
    Tensor<double> result{batch ? Shape{rows, 1} : Shape{rows}, {}};
    for (int i = 0; i < rows; ++i)
        result.data.push_back(matrix.data[static_cast<size_t>(i) * static_cast<size_t>(matrix.shape[1]) +
                                          static_cast<size_t>(j)]);
    return result;
}

Tensor<double> row(const Tensor<double>& matrix, int i) {
    const auto columns = matrix.shape[1];
    const auto begin = matrix.data.begin() + static_cast<std::ptrdiff_t>(i) * columns;
    return {Shape{columns}, {begin, begin + columns}};
}

/// a of the next layer without the contribution of this unit: its row of W is 0.
Tensor<double> rest_of_next(Execution<double>& whole, size_t layer, int unit) {
    const std::string next = std::to_string(layer + 1);
    const NodeId w = *whole.graph().find("W" + next);
    const auto columns = static_cast<size_t>(whole.shape(w)[1]);
    for (size_t k = 0; k < columns; ++k) whole.set_element(w, static_cast<size_t>(unit) * columns + k, 0);
    return whole.value(*whole.graph().find("a" + next)).tensor();
}

/// The scores, with 0 for the unit.
Tensor<double> other_scores(Tensor<double> scores, int unit) {
    const auto classes = static_cast<size_t>(scores.shape.dims().back());
    for (size_t k = static_cast<size_t>(unit); k < scores.data.size(); k += classes) scores.data[k] = 0;
    return scores;
}

}  // namespace

template <class T>
Document network_document(const Network<T>& network, const Tensor<T>& x, const Tensor<T>& t,
                          const About& about) {
    check_classes(network, about);
    const auto image = image_of(network, x, about);
    const NetSpec& spec = network.spec();
    Document document =
        assembled(layers_text(spec, 1, "x"), values_of(network, x, t), 1, spec.layers.size() - 1, about);
    say_displays(document, image, {"x"}, spec);
    return document;
}

template <class T>
Document unit_document(const Network<T>& network, const Tensor<T>& x, const Tensor<T>& t, int layer, int unit,
                       const About& about) {
    check_classes(network, about);
    const auto image = image_of(network, x, about);
    const NetSpec& spec = network.spec();
    const int last = static_cast<int>(spec.layers.size()) - 1;
    if (layer < 1 || layer > last) {
        throw Problem(problems::network_no_layer, layer, last);
    }
    const int units = spec.layers[static_cast<size_t>(layer)];
    if (unit < 0 || unit >= units) {
        throw Problem(problems::network_no_unit, layer, unit, units - 1);
    }
    Values values = values_of(network, x, t);
    const bool batch = values.at("x").shape.rank() == 2;
    const auto at = static_cast<size_t>(layer);
    const std::string n = std::to_string(layer);
    Execution<double> whole = execution_of(network.graph(), values);
    if (layer > 1) {
        values["x"] = whole.value(*whole.graph().find("z" + std::to_string(layer - 1))).tensor();
    } else if (!batch) {
        values["x"].shape = x.shape;
    }
    values["w"] = column(values.at("W" + n), unit, batch);
    if (!batch) values["w"].shape = values["x"].shape;
    values["b"] = values.at("b" + n).data[static_cast<size_t>(unit)];
    std::string text = batch ? "u = x @ w + b\n" : "u = sum(x * w) + b\n";
    const auto finished = [&](size_t first, size_t end) {
        Document document = assembled(text, values, first, end, about);
        const bool of_image = layer == 1;
        // The contribution of the other units to the scores is a number for each class as well.
        say_displays(document, of_image ? image : std::nullopt, {"x", "w"}, spec,
                     layer + 1 >= last ? "rest" : "");
        return document;
    };
    if (layer == last) {
        values["rest"] = other_scores(whole.value(*whole.graph().find("a" + n)).tensor(), unit);
        values["place"] = Tensor<double>::filled(Shape{units}, 0);
        values["place"].data[static_cast<size_t>(unit)] = 1;
        text += "a" + n + " = u * place + rest\nL = softmax_with_loss(a" + n + ", t)";
        return finished(1, 0);
    }
    const std::string activation(kActivationNames[static_cast<size_t>(spec.activation)]);
    const std::string next = std::to_string(layer + 1);
    values["w_out"] = row(values.at("W" + next), unit);
    values["rest"] = rest_of_next(whole, at, unit);
    text += "z = " + activation + "(u)\na" + next + " = z * w_out + rest\n";
    if (layer + 1 < last) text += "z" + next + " = " + activation + "(a" + next + ")\n";
    text += layers_text(spec, at + 2, "z" + next);
    return finished(at + 2, static_cast<size_t>(last));
}

#define BP_NETWORK_DOCUMENT(T)                                                                               \
    template Document network_document(const Network<T>&, const Tensor<T>&, const Tensor<T>&, const About&); \
    template Document unit_document(const Network<T>&, const Tensor<T>&, const Tensor<T>&, int, int,         \
                                    const About&);
BP_NETWORK_DOCUMENT(float)
BP_NETWORK_DOCUMENT(double)
#undef BP_NETWORK_DOCUMENT

}  // namespace bp
