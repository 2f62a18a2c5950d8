#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "base/problem.hpp"
#include "base/rng.hpp"
#include "document/json.hpp"
#include "document/network_document.hpp"
#include "formula/formula.hpp"

using bp::Activation;
using bp::Document;
using bp::NodeId;
using bp::Tensor;
using Catch::Matchers::WithinAbs;

namespace {

template <class T>
Tensor<T> noise(const bp::Shape& shape, uint64_t seed) {
    bp::Rng rng(seed);
    auto tensor = Tensor<T>::filled(shape, 0);
    for (T& x : tensor.data) x = static_cast<T>(rng.normal());
    return tensor;
}

const Tensor<double>& leaf(const Document& document, const char* name) {
    return *document.leaves.at(*document.graph->find(name));
}

double loss(const Document& document) {
    bp::Execution<double> execution = bp::execute(document);
    return execution.value(execution.output())[0];
}

Tensor<double> grad(const Document& document, const char* name) {
    return bp::execute(document).grad(*document.graph->find(name)).tensor();
}

/// The document with another number at an element of a leaf.
Document edited(Document document, const char* name, size_t element, double by) {
    Tensor<double> value = leaf(document, name);
    value.data[element] += by;
    document.leaves[*document.graph->find(name)] = std::make_shared<const Tensor<double>>(value);
    return document;
}

}  // namespace

TEMPLATE_TEST_CASE("a network's document computes its loss and reads back from its file", "", float, double) {
    const auto activation = GENERATE(Activation::relu, Activation::sigmoid, Activation::tanh);
    const auto layers =
        GENERATE(std::vector<int>{4, 3}, std::vector<int>{4, 5, 3}, std::vector<int>{4, 5, 6, 3});
    const int samples = GENERATE(1, 7);
    bp::Network<TestType> net(
        {.layers = layers, .activation = activation, .init = {bp::WeightInit::Rule::he}});
    const auto x = noise<TestType>(samples == 1 ? bp::Shape{2, 2} : bp::Shape{samples, 4}, 3);
    auto t = Tensor<TestType>::filled({samples}, 0);
    for (size_t i = 0; i < t.data.size(); ++i) t.data[i] = static_cast<TestType>((i + 2) % 3);
    const Document document = bp::network_document(net, x, t);
    CHECK_THAT(loss(document), WithinAbs(static_cast<double>(net.loss(x, t)), 1e-6));
    CHECK(bp::print_formula(bp::parse_formula(document.formula)) == document.formula);
    REQUIRE(document.groups.size() == layers.size() - 1);
    for (const bp::Group& group : document.groups) {
        CHECK(group.folded);
        CHECK(bp::is_convex(*document.graph, group.nodes));
    }
    CHECK(document.groups[0].name == "layer 1");
    const Document read = bp::from_json(bp::to_json(document));
    CHECK(read.formula == document.formula);
    CHECK(read.groups == document.groups);
    CHECK(loss(read) == loss(document));
}

TEMPLATE_TEST_CASE("a unit's document is the whole network's computation, seen from the unit", "", float,
                   double) {
    const auto activation = GENERATE(Activation::relu, Activation::sigmoid, Activation::tanh);
    const int layer = GENERATE(1, 2, 3, 4);
    const int samples = GENERATE(1, 5);
    const std::vector<int> layers{4, 5, 6, 2, 3};
    bp::Network<TestType> net(
        {.layers = layers, .activation = activation, .init = {bp::WeightInit::Rule::he}});
    const auto x = noise<TestType>(samples == 1 ? bp::Shape{2, 2} : bp::Shape{samples, 4}, 5);
    auto t = Tensor<TestType>::filled({samples}, 0);
    for (size_t i = 0; i < t.data.size(); ++i) t.data[i] = static_cast<TestType>((i + 1) % 3);
    const auto at = static_cast<size_t>(layer);
    const int units = layers[at];
    const Document whole = bp::network_document(net, x, t);
    const std::string n = std::to_string(layer);
    const std::string weights = "W" + n;
    const Tensor<double> slopes = grad(whole, weights.c_str());
    for (int unit = 0; unit < units; ++unit) {
        const Document document = bp::unit_document(net, x, t, layer, unit);
        CHECK_THAT(loss(document), WithinAbs(loss(whole), 1e-12));
        const Tensor<double> own = grad(document, "w");
        for (size_t i = 0; i < own.data.size(); ++i) {
            const size_t element = i * static_cast<size_t>(units) + static_cast<size_t>(unit);
            CHECK_THAT(own.data[i], WithinAbs(slopes.data[element], 1e-12));
            CHECK(leaf(document, "w").data[i] == leaf(whole, weights.c_str()).data[element]);
            CHECK_THAT(loss(edited(document, "w", i, 0.3)),
                       WithinAbs(loss(edited(whole, weights.c_str(), element, 0.3)), 1e-12));
        }
        CHECK_THAT(grad(document, "b").data[0],
                   WithinAbs(grad(whole, ("b" + n).c_str()).data[static_cast<size_t>(unit)], 1e-12));
        CHECK(bp::print_formula(bp::parse_formula(document.formula)) == document.formula);
        CHECK(loss(bp::from_json(bp::to_json(document))) == loss(document));
    }
}

TEST_CASE("a unit of the first layer sees the image in its own shape") {
    bp::Network<float> net({.layers = {6, 5, 3}});
    const Document document = bp::unit_document(net, noise<float>({2, 3}, 1), Tensor<float>(1), 1, 4);
    CHECK(leaf(document, "x").shape == bp::Shape{2, 3});
    CHECK(leaf(document, "w").shape == bp::Shape{2, 3});
    CHECK(document.groups.empty());
}

namespace {

const bp::Display* display(const Document& document, const char* name) {
    const auto id = document.graph->find(name);
    const auto found = id ? document.displays.find(*id) : document.displays.end();
    return found == document.displays.end() ? nullptr : &found->second;
}

constexpr bp::Display kImage{.kind = bp::Display::Kind::image, .rows = 2, .columns = 3};
constexpr bp::Display kClasses{.kind = bp::Display::Kind::classes};

}  // namespace

TEST_CASE("a network's document says which tensors are images and which have a number for each class") {
    const bp::Network<float> net({.layers = {6, 5, 4, 3}});
    const bp::About about{.rows = 2,
                          .columns = 3,
                          .classes = {"a", "b", "c"},
                          .origin = bp::Origin{.kind = bp::Origin::Kind::sample, .index = 7}};
    const auto x = noise<float>({2, 3}, 1);
    const Document sample = bp::network_document(net, x, Tensor<float>(1), about);
    REQUIRE(display(sample, "x") != nullptr);
    CHECK(*display(sample, "x") == kImage);
    CHECK(*display(sample, "a3") == kClasses);
    CHECK(*display(sample, "t") == kClasses);
    CHECK(sample.displays.size() == 3);
    CHECK(sample.classes == about.classes);
    CHECK(sample.origin == about.origin);
    CHECK(bp::to_json(bp::from_json(bp::to_json(sample))) == bp::to_json(sample));
    // A matrix is an image without being called one, a vector is not.
    CHECK(*display(bp::network_document(net, x, Tensor<float>(1)), "x") == kImage);
    CHECK(display(bp::network_document(net, noise<float>({6}, 1), Tensor<float>(1)), "x") == nullptr);

    // Three samples for three classes: their labels are class numbers, not a number for each class.
    const Document batch =
        bp::network_document(net, noise<float>({3, 6}, 1), Tensor<float>{{3}, {0, 1, 2}}, about);
    CHECK(*display(batch, "x") == kImage);
    CHECK(*display(batch, "a3") == kClasses);
    CHECK(display(batch, "t") == nullptr);

    const Document first = bp::unit_document(net, x, Tensor<float>(1), 1, 0, about);
    CHECK(*display(first, "x") == kImage);
    CHECK(*display(first, "w") == kImage);
    CHECK(display(first, "rest") == nullptr);
    CHECK(*display(first, "a3") == kClasses);
    const Document second = bp::unit_document(net, x, Tensor<float>(1), 2, 0, about);
    CHECK(display(second, "x") == nullptr);
    CHECK(*display(second, "rest") == kClasses);
    CHECK(*display(bp::unit_document(net, x, Tensor<float>(1), 3, 0, about), "rest") == kClasses);
}

TEST_CASE("images and class names that do not fit the network are refused") {
    const bp::Network<float> net({.layers = {6, 3}});
    const auto x = noise<float>({6}, 1);
    CHECK_THROWS_AS(bp::network_document(net, x, Tensor<float>(0), {.rows = 2, .columns = 2}), bp::Problem);
    CHECK_THROWS_AS(bp::network_document(net, x, Tensor<float>(0), {.rows = 6}), bp::Problem);
    CHECK_THROWS_AS(bp::network_document(net, x, Tensor<float>(0), {.classes = {"a"}}), bp::Problem);
    CHECK_THROWS_AS(bp::unit_document(net, x, Tensor<float>(0), 1, 0, {.classes = {"a"}}), bp::Problem);
}

TEST_CASE("float weights come with their shortest decimals") {
    bp::Network<float> net({.layers = {2, 2}});
    net.set_params({{"b1", {bp::Shape{2}, {0.1f, -3e-9f}}}});
    const Document document = bp::network_document(net, Tensor<float>{{2}, {0.5f, 0.2f}}, Tensor<float>(0));
    CHECK(leaf(document, "b1").data == std::vector<double>{0.1, -3e-9});
    CHECK(leaf(document, "t").data == std::vector<double>{1, 0});
}

TEST_CASE("a layer or unit that is not there, or a network too large for a graph, is refused") {
    bp::Network<float> net({.layers = {6, 5, 3}});
    const auto x = noise<float>({6}, 1);
    CHECK_THROWS_AS(bp::unit_document(net, x, Tensor<float>(0), 0, 0), bp::Problem);
    CHECK_THROWS_AS(bp::unit_document(net, x, Tensor<float>(0), 3, 0), bp::Problem);
    CHECK_THROWS_AS(bp::unit_document(net, x, Tensor<float>(0), 1, 5), bp::Problem);
    CHECK_THROWS_AS(bp::unit_document(net, x, Tensor<float>(0), 1, -1), bp::Problem);
    CHECK_THROWS_AS(bp::network_document(net, x, Tensor<float>(3)), bp::Problem);
    CHECK_THROWS_AS(bp::network_document(net, noise<float>({5}, 1), Tensor<float>(0)), bp::Problem);
}
