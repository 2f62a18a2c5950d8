#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "base/rng.hpp"
#include "imgui.h"
#include "ui/canvas/paint_picture.hpp"
#include "unit/ui/stage.hpp"

using namespace bp;
using test::Stage;

namespace {

/// Beyond lines and discs goes the fringe that smooths them.
constexpr float kFringe = 1;

Tensor<double> random(const Shape& shape, Rng& rng) {
    Tensor<double> tensor = Tensor<double>::filled(shape, 0);
    constexpr double kOdd[] = {0, std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::quiet_NaN(), 1e308, -5e-324};
    for (double& x : tensor.data) x = rng.uniform() < 0.1 ? kOdd[rng.below(5)] : rng.normal();
    return tensor;
}

/// What the picture adds to a list of its own.
template <class Check>
int painted(Stage& stage, const Rect& room, const Picture& picture, bool gradient, Check check) {
    stage.step();
    ImGui::NewFrame();
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushTexture(ImGui::GetIO().Fonts->TexRef);
    list.PushClipRectFullScreen();
    const ui::Theme theme{.palette = gradient ? &ui::kDark : &ui::kLight};
    ui::paint_picture(ui::Painter(&list, theme), room, picture, gradient);
    for (const ImDrawVert& vertex : list.VtxBuffer) check(Point{vertex.pos.x, vertex.pos.y});
    const int vertices = list.VtxBuffer.Size;
    ImGui::EndFrame();
    return vertices;
}

}  // namespace

TEST_CASE("pictures: what is drawn is finite, inside the room and little") {
    Stage stage;
    Rng rng(13);
    const Display digit{Display::Kind::image, 28, 28}, classes{Display::Kind::classes};
    const std::vector<std::string> names{"cat", "dog", "aeroplane"};
    const std::pair<Shape, std::optional<Display>> cases[] = {
        {{2, 3}, {}},    {{784, 50}, {}},     {{1, 7}, {}},         {{300}, {}},    {{2, 3, 4, 5}, {}},
        {{784}, digit},  {{100, 784}, digit}, {{3, 28, 28}, digit}, {{3}, classes}, {{1, 3}, classes},
        {{10}, classes}, {{40}, classes},     {{28, 28}, {}}};
    for (const auto& [shape, display] : cases) {
        for (int round = 0; round < 4; ++round) {
            const auto picture = make_picture(view(random(shape, rng)), display, names);
            REQUIRE(picture.has_value());
            const Point size = picture_size(shape, display, names);
            for (const float zoom : {0.2f, 1.0f, 4.0f}) {
                const Rect room{30.25f, 40.5f, size.x * zoom, size.y * zoom};
                CAPTURE(shape.text(), zoom, round);
                bool good = true;
                const int vertices = painted(stage, room, *picture, round % 2 == 1, [&](Point p) {
                    good = good && finite(p) && p.x >= room.x - kFringe && p.x <= room.right() + kFringe &&
                           p.y >= room.y - kFringe && p.y <= room.bottom() + kFringe;
                });
                CHECK(good);
                CHECK((vertices > 0 || zoom < 1));
                // 800 rectangles, strokes, and letters.
                CHECK(vertices < 4 * 1000);
            }
        }
    }
}

TEST_CASE("pictures: equal neighbours are one rectangle, and zeros none") {
    Stage stage;
    const auto count = [&](double number) {
        Tensor<double> tensor = Tensor<double>::filled(Shape{20, 20}, number);
        tensor.data[0] = 1;
        return painted(stage, {0, 0, 40, 40}, *make_picture(view(tensor)), false, [](Point) {});
    };
    const int frame = 4 * 5;  // the ground and four sides
    CHECK(count(0) == frame + 4);
    CHECK(count(1) == frame + 4 * 20);
    CHECK(count(0.5) == frame + 4 * 21);
}

TEST_CASE("pictures: a room without size or place draws nothing") {
    Stage stage;
    const Picture picture = *make_picture(view(Tensor<double>(Shape{2}, {1, -1})));
    const float nan = std::numeric_limits<float>::quiet_NaN();
    for (const Rect& room : {Rect{}, Rect{0, 0, 3, 30}, Rect{nan, 0, 40, 30}, Rect{0, 0, nan, 30}})
        CHECK(painted(stage, room, picture, false, [](Point) {}) == 0);
}

TEST_CASE("theme: numbers on any shade of a picture have a contrast of 4.5 to 1") {
    const auto luminance = [](ui::Colour colour) {
        const auto part = [&](int shift) {
            const double x = static_cast<double>(colour >> shift & 0xff) / 255;
            return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(0) + 0.7152 * part(8) + 0.0722 * part(16);
    };
    for (const ui::Palette* p : {&ui::kLight, &ui::kDark}) {
        for (const ui::Colour family : {p->value, p->gradient, p->problem}) {
            for (int share = 0; share <= 100; ++share) {
                const ui::Colour ground = ui::mixed(p->surface, family, static_cast<float>(share) / 100);
                const double a = luminance(ground) + 0.05, b = luminance(ui::readable_on(ground)) + 0.05;
                CHECK(std::max(a, b) / std::min(a, b) >= 4.5);
            }
        }
    }
}

TEST_CASE("picture: the element under the pointer is read in the tooltip and with the card's details") {
    bp::test::Stage stage;
    REQUIRE(stage.playground.dispatch(SetFormula{"y = sum(x)"}));
    REQUIRE(stage.playground.dispatch(SetLeaf{"x", Tensor<double>({2, 3}, {1, 2, 3, 4, 5, 6}), 0}));
    stage.steps(2);
    const Scene& scene = stage.screen().scene();
    const auto x = *stage.playground.document().graph->find("x");
    for (const SceneCard& card : scene.cards) {
        if (scene.nodes[card.card] != x) continue;
        REQUIRE(card.picture.w > 0);
        const Rect room = card.picture;
        stage.move({room.x + room.w * 0.9f, room.y + room.h * 0.8f});
        stage.steps(60);
        CHECK(stage.widget("[1,2] = 6"));
        stage.move({room.x + room.w * 0.1f, room.y + room.h * 0.2f});
        stage.steps(60);
        CHECK(stage.widget("[0,0] = 1"));
    }
}
