#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>

#include "base/rng.hpp"
#include "document/commands.hpp"
#include "document/presets.hpp"
#include "scene/graph_view.hpp"
#include "scene/picture_places.hpp"

using namespace bp;
using Catch::Matchers::WithinAbs;
using Kind = PictureForm::Kind;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
const Display kDigit{Display::Kind::image, 28, 28};
const Display kClasses{Display::Kind::classes};
const std::vector<std::string> kAnimals{"cat", "dog", "aeroplane"};
const std::vector<std::string> kTen{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

Tensor<double> zeros(const Shape& shape) { return Tensor<double>::filled(shape, 0); }

Tensor<double> normal(const Shape& shape) {
    Tensor<double> tensor = zeros(shape);
    Rng rng(shape.size());
    for (double& x : tensor.data) x = rng.normal();
    return tensor;
}

Picture picture(const Tensor<double>& tensor, const std::optional<Display>& display = {},
                const std::vector<std::string>& names = {}) {
    auto made = make_picture(view(tensor), display, names);
    REQUIRE(made.has_value());
    CHECK(made->cells.size() == made->form.cells());
    CHECK(made->low.size() == made->cells.size());
    CHECK(made->high.size() == made->cells.size());
    for (const float cell : made->cells) CHECK((std::isnan(cell) || std::abs(cell) <= 1));
    return *made;
}

/// At zoom 1.
Rect room_of(const Shape& shape, const std::optional<Display>& display = {},
             const std::vector<std::string>& names = {}, float zoom = 1) {
    const Point size = picture_size(shape, display, names);
    return {10, 20, size.x * zoom, size.y * zoom};
}

bool inside(const Rect& inner, const Rect& outer) {
    constexpr float kRounding = 0.01f;
    return inner.x >= outer.x - kRounding && inner.y >= outer.y - kRounding &&
           inner.right() <= outer.right() + kRounding && inner.bottom() <= outer.bottom() + kRounding;
}

std::string spot_text(const Picture& p, const Rect& room, size_t cell) {
    const auto spot = picture_spot(p, room, PicturePlaces(p, room).cell(cell).centre());
    REQUIRE(spot.has_value());
    CHECK(spot->cell == cell);
    return spot->text;
}

}  // namespace

TEST_CASE("picture: a single number has none, whatever its shape") {
    for (const Shape& shape : {Shape{}, Shape{1}, Shape{1, 1}, Shape{1, 1, 1, 1}}) {
        CHECK_FALSE(make_picture(view(zeros(shape))).has_value());
        CHECK_FALSE(make_picture(view(zeros(shape)), kDigit).has_value());
        CHECK(picture_size(shape) == Point{});
    }
}

TEST_CASE("picture: a matrix is a heat map with a cell for each number") {
    const Picture p = picture(Tensor<double>(Shape{2, 3}, {1, -2, 0, 0.5, 4, -4}));
    CHECK(p.form.kind == Kind::heat_map);
    CHECK(p.form.rows == 2);
    CHECK(p.form.columns == 3);
    CHECK(p.form.whole());
    CHECK(p.scale == 4);
    CHECK(p.cells == std::vector<float>{0.25f, -0.5f, 0, 0.125f, 1, -1});
}

TEST_CASE("picture: what has one axis longer than 1 is bars") {
    for (const Shape& shape : {Shape{5}, Shape{1, 5}, Shape{5, 1}, Shape{1, 1, 5, 1}}) {
        const Picture p = picture(normal(shape));
        CHECK(p.form.kind == Kind::bars);
        CHECK(p.form.columns == 5);
    }
}

TEST_CASE("picture: of more axes, the last are the columns and all others the rows") {
    const PictureForm form = *picture_form(Shape{2, 3, 4, 5});
    CHECK(form.kind == Kind::heat_map);
    CHECK(form.tile_rows == 24);
    CHECK(form.tile_columns == 5);
    const PictureForm column = *picture_form(Shape{2, 3, 1});
    CHECK(column.tile_rows == 2);
    CHECK(column.tile_columns == 3);
}

TEST_CASE("picture: 784 numbers are an image only where the document says so") {
    for (const Shape& shape : {Shape{784}, Shape{1, 784}, Shape{28, 28}}) {
        const Picture p = picture(zeros(shape), kDigit);
        CHECK(p.form.kind == Kind::image);
        CHECK(p.form.tiles == 1);
        CHECK(p.form.rows == 28);
        CHECK(p.form.columns == 28);
        CHECK(p.form.whole());
    }
    CHECK(picture(zeros(Shape{784})).form.kind == Kind::bars);
    CHECK(picture(zeros(Shape{28, 28})).form.kind == Kind::heat_map);
}

TEST_CASE("picture: a display that does not fit the tensor is left out of account") {
    CHECK(picture(zeros(Shape{783}), kDigit).form.kind == Kind::bars);
    CHECK(picture(zeros(Shape{10}), kDigit).form.kind == Kind::bars);
    CHECK(picture(zeros(Shape{784}), Display{Display::Kind::image, 0, 28}).form.kind == Kind::bars);
    CHECK(picture(zeros(Shape{784}), Display{Display::Kind::image, -28, -28}).form.kind == Kind::bars);
    CHECK(picture(zeros(Shape{784}), Display{Display::Kind::image, 1 << 30, 1 << 30}).form.kind ==
          Kind::bars);
    CHECK(picture(zeros(Shape{4, 3}), kClasses, kAnimals).form.kind == Kind::heat_map);
}

TEST_CASE("picture: a batch of images is a strip of the first four, in as many cells as one image") {
    Tensor<double> batch = zeros(Shape{100, 784});
    batch.data[784 + 0] = 1;        // the second image's corner
    batch.data[4 * 784 + 300] = 1;  // the fifth
    const Picture p = picture(batch, kDigit);
    CHECK(p.form.tiles == 4);
    CHECK(p.form.more);
    CHECK(p.form.cells() == 784);
    CHECK(p.cells[196] == 0.25f);  // the mean of 2 × 2
    CHECK(std::ranges::count(p.cells, 0.0f) == 783);
    CHECK_FALSE(picture_form(Shape{4, 28, 28}, kDigit)->more);
    CHECK(picture_form(Shape{3, 1, 28, 28}, kDigit)->tiles == 3);
}

TEST_CASE("picture: images from 0 to 1 keep their brightness, others are as bright as their largest number") {
    Tensor<double> image = zeros(Shape{784});
    image.data[100] = 0.5;
    CHECK(picture(image, kDigit).cells[100] == 0.5f);
    image.data[100] = 255;
    image.data[101] = 51;
    CHECK(picture(image, kDigit).cells[100] == 1);
    CHECK(picture(image, kDigit).cells[101] == 0.2f);
    image.data[102] = -510;
    const Picture both = picture(image, kDigit);
    CHECK(both.minus);
    CHECK(both.cells[100] == 0.5f);
    CHECK(both.cells[102] == -1);
}

TEST_CASE("picture: classes are bars with their names, and the largest is marked") {
    const Picture p = picture(Tensor<double>(Shape{1, 3}, {0.2, 0.7, 0.1}), kClasses, kAnimals);
    CHECK(p.form.kind == Kind::classes);
    CHECK(p.scale == 1);
    CHECK(p.best == 1);
    CHECK(p.names == kAnimals);
    CHECK(picture(Tensor<double>(Shape{3}, {1, 2, 2}), kClasses).best == 1);
    CHECK(picture(Tensor<double>(Shape{3}, {kNan, -2, -1}), kClasses).best == 2);
    CHECK_FALSE(picture(Tensor<double>(Shape{2}, {kNan, kNan}), kClasses).best.has_value());
    CHECK(picture(Tensor<double>(Shape{2}, {1, 2}), kClasses, kAnimals).names.empty());
}

TEST_CASE("picture: zeros are blank") {
    const Picture p = picture(zeros(Shape{3, 4}));
    CHECK(p.scale == 0);
    CHECK(std::ranges::all_of(p.cells, [](float x) { return x == 0; }));
}

TEST_CASE("picture: what is not finite is no number and does not count for the scale") {
    const Picture p = picture(Tensor<double>(Shape{2, 3}, {1, kNan, 2, kInf, -kInf, -1}));
    CHECK(p.not_finite);
    CHECK(p.scale == 2);
    CHECK(p.cells[0] == 0.5f);
    for (const size_t cell : {1u, 3u, 4u}) CHECK(std::isnan(p.cells[cell]));
    const Picture none = picture(Tensor<double>(Shape{2}, {kNan, kInf}));
    CHECK(none.scale == 0);
}

TEST_CASE("picture: huge and tiny numbers have the same picture as ordinary ones") {
    const Tensor<double> plain(Shape{2, 2}, {1, -0.5, 0.25, 0});
    for (const double factor : {1e308, 1e-300, 5e-324 * 4}) {
        Tensor<double> scaled = plain;
        for (double& x : scaled.data) x *= factor;
        CHECK(picture(scaled).cells == picture(plain).cells);
    }
    CHECK_FALSE(picture(Tensor<double>::filled(Shape{56, 56}, 1.7e308), Display{Display::Kind::image, 56, 56})
                    .not_finite);
    const Picture mean =
        picture(Tensor<double>::filled(Shape{56, 56}, 1.7e308), Display{Display::Kind::image, 56, 56});
    CHECK_THAT(mean.cells[0], WithinAbs(1, 1e-6));
}

TEST_CASE("picture: a large tensor keeps its extremes and what is not finite") {
    for (const Shape& shape : {Shape{784, 50}, Shape{50, 784}, Shape{100, 784}, Shape{5000}, Shape{29, 29}}) {
        Tensor<double> tensor = normal(shape);
        tensor.data[17] = 40;
        tensor.data[tensor.data.size() - 3] = -50;
        Picture p = picture(tensor);
        CHECK_FALSE(p.form.whole());
        CHECK(p.form.cells() <= 784);
        CHECK(p.scale == 50);
        CHECK(std::ranges::count(p.cells, 0.8f) == 1);
        CHECK(std::ranges::count(p.cells, -1.0f) == 1);
        tensor.data[tensor.data.size() / 2] = kNan;
        CHECK(std::ranges::count_if(picture(tensor).cells, [](float x) { return std::isnan(x); }) == 1);
    }
}

TEST_CASE("picture: every element is in exactly one cell") {
    for (const Shape& shape : {Shape{2, 3}, Shape{29, 100}, Shape{7, 1, 45}, Shape{100}, Shape{3, 31}}) {
        const PictureForm form = *picture_form(shape);
        std::vector<int> seen(shape.size());
        for (size_t cell = 0; cell < form.cells(); ++cell) {
            const PictureForm::Block block = form.block(cell);
            for (size_t r = block.first_row; r < block.end_row; ++r) {
                for (size_t c = block.first_column; c < block.end_column; ++c)
                    ++seen.at(block.start + r * form.tile_columns + c);
            }
        }
        CHECK(std::ranges::all_of(seen, [](int times) { return times == 1; }));
    }
}

TEST_CASE("picture: its room is small, has a place for each cell and does not depend on the numbers") {
    for (const Shape& shape : {Shape{2, 3}, Shape{3, 2}, Shape{784, 50}, Shape{50, 784}, Shape{2, 1000},
                               Shape{1000, 2}, Shape{3}, Shape{50}, Shape{1, 5}}) {
        const Point size = picture_size(shape);
        CHECK(size.x <= 44);
        CHECK(size.y <= 30);
        const PictureForm form = *picture_form(shape);
        CHECK(size.x - 2 >= static_cast<float>(form.columns));
        CHECK(size.y - 2 >= static_cast<float>(form.rows));
    }
    CHECK(picture_size(Shape{784}, kDigit) == Point{58, 58});
    CHECK(picture_size(Shape{784}, kDigit, {}, true) == Point{30, 30});
    CHECK(picture_size(Shape{100, 784}, kDigit).y == 30);
    CHECK(picture_size(Shape{100, 784}, kDigit).x > picture_size(Shape{2, 784}, kDigit).x);
    CHECK(picture_size(Shape{3}, kClasses, kAnimals, true) == picture_size(Shape{3}));
    CHECK(picture_size(Shape{3}, kClasses, kAnimals).x > picture_size(Shape{3}).x);
}

TEST_CASE("picture: cells, bars and texts stay inside, and texts are at least 11 px high") {
    struct Case {
        Shape shape;
        std::optional<Display> display;
        std::vector<std::string> names;
    };
    const std::vector<std::string> long_names{"개", "a class with a name of many words",
                                              "아주 아주 긴 이름의 비행기"};
    const std::vector<Case> cases{
        {{2, 3}, {}, {}},       {{100, 50}, {}, {}},       {{3}, {}, {}},
        {{60}, {}, {}},         {{784}, kDigit, {}},       {{100, 784}, kDigit, {}},
        {{10}, kClasses, kTen}, {{3}, kClasses, kAnimals}, {{3}, kClasses, long_names},
        {{3}, kClasses, {}}};
    for (const Case& one : cases) {
        for (const bool positive : {false, true}) {
            Tensor<double> tensor = normal(one.shape);
            for (double& x : tensor.data) x = positive ? std::abs(x) : x;
            tensor.data[1] = 123456;
            const Picture p = picture(tensor, one.display, one.names);
            for (const float zoom : {0.3f, 1.0f, 1.5f, 3.0f, 6.0f}) {
                const Rect room = room_of(one.shape, one.display, one.names, zoom);
                CAPTURE(one.shape.text(), zoom, positive);
                const PicturePlaces places(p, room);
                for (size_t cell = 0; cell < p.cells.size(); ++cell) {
                    CHECK(inside(places.cell(cell), room));
                    if (places.bars) CHECK(inside(places.bar(cell), places.cell(cell)));
                }
                const std::vector<PictureLabel> labels = places.labels();
                for (size_t i = 0; i < labels.size(); ++i) {
                    CAPTURE(labels[i].text);
                    CHECK(inside(labels[i].rect, room));
                    CHECK(labels[i].size >= 11);
                    CHECK(labels[i].rect.h == labels[i].size);
                    for (size_t k = 0; k < i; ++k) CHECK_FALSE(labels[i].rect.overlaps(labels[k].rect));
                }
            }
        }
    }
}

TEST_CASE("picture: numbers appear where each cell has room for its own") {
    const Tensor<double> tensor(Shape{2, 3}, {1, -0.5, 0.25, -1, 0.75, 0});
    const Picture p = picture(tensor);
    CHECK(PicturePlaces(p, room_of(tensor.shape)).labels().empty());
    const auto labels = PicturePlaces(p, room_of(tensor.shape, {}, {}, 3)).labels();
    REQUIRE(labels.size() == 6);
    CHECK(labels[1].text == "−0.5");
    CHECK(labels[1].on == 1);
    const Picture bars = picture(Tensor<double>(Shape{3}, {1, -0.5, 0}));
    CHECK(PicturePlaces(bars, room_of(Shape{3}, {}, {}, 4)).labels().size() == 3);
    // A block of several numbers has none.
    CHECK(PicturePlaces(picture(normal(Shape{100, 50})), {0, 0, 4000, 4000}).labels().empty());
}

TEST_CASE("picture: names of classes are there from zoom 1 on") {
    const Tensor<double> three(Shape{3}, {0.2, 0.7, 0.1});
    const Picture p = picture(three, kClasses, kAnimals);
    const auto labels = PicturePlaces(p, room_of(three.shape, kClasses, kAnimals)).labels();
    REQUIRE(labels.size() == 3);
    CHECK(labels[2].text == "aeroplane");
    CHECK(labels[1].weight == Weight::semibold);
    CHECK(labels[0].weight == Weight::regular);
    CHECK(PicturePlaces(p, room_of(three.shape, kClasses, kAnimals, 0.6f)).labels().empty());
    const Picture ten = picture(normal(Shape{10}), kClasses, kTen);
    CHECK(PicturePlaces(ten, room_of(Shape{10}, kClasses, kTen)).labels().size() == 10);
}

TEST_CASE("picture: the pointer reads an element, a block, or a class") {
    const Picture matrix = picture(Tensor<double>(Shape{2, 3}, {1, -0.5, 0.25, -1, 0.53, 0}));
    const Rect room = room_of(Shape{2, 3});
    CHECK(spot_text(matrix, room, 4) == "[1,1] = 0.53");
    CHECK_FALSE(picture_spot(matrix, room, {room.x - 1, room.y}).has_value());
    CHECK_FALSE(picture_spot(matrix, room, {std::nanf(""), room.y}).has_value());
    CHECK(picture_spot(matrix, room, {room.x, room.y})->cell == 0);

    Tensor<double> large = zeros(Shape{56, 28});
    large.data[0] = -0.2;
    large.data[28] = 0.53;
    const Picture blocks = picture(large);
    CHECK(spot_text(blocks, room_of(large.shape), 0) == "[0,0] … [1,0]: −0.2 … 0.53");
    CHECK(spot_text(blocks, room_of(large.shape), 1) == "[0,1] … [1,1]: 0");

    Tensor<double> images = zeros(Shape{2, 28, 28});
    images.data[784 + 28 * 3 + 17] = 0.53;
    const Picture strip = picture(images, kDigit);
    CHECK(spot_text(strip, room_of(images.shape, kDigit), 196 + 14 * 1 + 8) ==
          "[1,2,16] … [1,3,17]: 0 … 0.53");

    const Picture classes = picture(Tensor<double>(Shape{3}, {0.2, 0.7, kNan}), kClasses, kAnimals);
    const Rect named = room_of(Shape{3}, kClasses, kAnimals);
    CHECK(spot_text(classes, named, 1) == "dog [1] = 0.7");
    CHECK(spot_text(classes, named, 2) == "aeroplane [2] = nan");
    // Also beside the bar, on its name.
    CHECK(picture_spot(classes, named, {named.x + 3, named.y + 5})->cell == 0);
    const Picture rows = picture(normal(Shape{4, 3}), kClasses, kAnimals);
    CHECK(spot_text(rows, room_of(Shape{4, 3}), 4).starts_with("dog [1,1] = "));
}

TEST_CASE("picture: negative numbers are bars below the zero line, which stays in the middle") {
    const Tensor<double> tensor(Shape{3}, {1, -0.5, 0});
    const Rect room = room_of(tensor.shape);
    const Picture p = picture(tensor);
    const PicturePlaces places(p, room);
    CHECK_THAT(places.zero, WithinAbs(room.centre().y, 0.01));
    CHECK_THAT(places.bar(0).bottom(), WithinAbs(places.zero, 0.01));
    CHECK_THAT(places.bar(1).y, WithinAbs(places.zero, 0.01));
    CHECK_THAT(places.bar(0).h, WithinAbs(2 * places.bar(1).h, 0.01));
    CHECK(places.bar(2).h == 0);
    const Picture positive = picture(Tensor<double>(Shape{3}, {1, 0.5, 0}));
    CHECK_THAT(PicturePlaces(positive, room).zero, WithinAbs(places.zero, 0.01));
}

TEST_CASE("picture cache: a picture is made anew only when its tensor, display or names are others") {
    PictureCache cache;
    Tensor<double> tensor = normal(Shape{40, 40});
    const auto get = [&](const std::optional<Display>& display = {}, std::vector<std::string> names = {}) {
        cache.next();
        return cache.get(NodeId{3}, PictureCache::Of::value, view(tensor), display, names);
    };
    const auto first = get();
    REQUIRE(first);
    CHECK(get() == first);
    tensor.data[7] = -tensor.data[7];
    tensor.data[8] = -tensor.data[8];
    const auto second = get();
    CHECK(second != first);
    CHECK(get() == second);
    CHECK(get(Display{Display::Kind::image, 40, 40}) != second);
    CHECK(get(kClasses, kAnimals) != get(kClasses, kTen));
    const auto third = get();
    std::swap(tensor.data[0], tensor.data[1]);
    CHECK(get() != third);
    tensor.shape = Shape{20, 80};
    CHECK(get()->form.shape == tensor.shape);
    CHECK(cache.get(NodeId{3}, PictureCache::Of::gradient, view(tensor), {}, {}) != get());
    CHECK(cache.get(NodeId{4}, PictureCache::Of::value, view(Tensor<double>(1.0)), {}, {}) == nullptr);
}

TEST_CASE("view: cards of tensors have pictures of value and gradient, once the walk has come there") {
    Document d = apply(apply(preset_document("apple"), NewGraph{}),
                       SetFormula{"x = randn([3], 1)\ny = sum(x * k, 0)"});
    const NodeId x = *d.graph->find("x");
    d.displays[x] = kClasses;
    d.classes = kAnimals;
    Execution<double> execution = execute(d);
    const Arrangement places = arrange(execution, d);
    PictureCache cache;
    const auto card = [](const GraphView& view, NodeId id) {
        return *std::ranges::find(view.cards, id, &Card::id);
    };
    const Card shown = card(make_graph_view(execution, d, places, nullptr, &cache), x);
    REQUIRE(shown.picture);
    CHECK(shown.picture->form.kind == Kind::classes);
    CHECK(shown.picture->names == kAnimals);
    REQUIRE(shown.gradient_picture);
    const Card scalar = card(make_graph_view(execution, d, places, nullptr, &cache), *d.graph->find("k"));
    CHECK_FALSE(scalar.picture);

    Walk walk(execution);
    const Card walked = card(make_graph_view(execution, d, places, &walk, &cache), x);
    CHECK(walked.picture == shown.picture);
    CHECK_FALSE(walked.gradient_picture);
    CHECK_FALSE(card(make_graph_view(execution, d, places), x).picture);
}
