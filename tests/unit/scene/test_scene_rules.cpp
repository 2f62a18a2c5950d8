#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "support/scene_geometry.hpp"
#include "support/scene_rules.hpp"

using namespace bp;
using namespace bp::test;

// The checker of scenes (tests/support/scene_rules.hpp): each rule on a scene that keeps it and on one that
// does not.

namespace {

/// Two leaves and their product: a at the top left, b below it, × at the right, with an edge from each leaf
/// and its value's label above it.
struct Multiplication {
    GraphView view;
    Scene scene;

    Multiplication() {
        view.cards = {{.kind = CardKind::leaf, .name = "a"},
                      {.kind = CardKind::leaf, .name = "b"},
                      {.kind = CardKind::op, .output = true, .glyph = "×"}};
        view.wires = {{.from = 0, .to = 2}, {.from = 1, .to = 2, .input = 1}};
        scene.canvas = {0, 0, 400, 300};
        scene.clear = {10, 40, 380, 220};
        scene.cards = {{.card = 0, .rect = {20, 50, 60, 40}},
                       {.card = 1, .rect = {20, 150, 60, 40}},
                       {.card = 2, .rect = {200, 100, 40, 40}}};
        scene.edges = {{.wire = 0, .points = {{80, 70}, {120, 70}, {160, 112}, {201.7f, 112}}, .head = 8},
                       {.wire = 1, .points = {{80, 170}, {120, 170}, {160, 128}, {201.7f, 128}}, .head = 8}};
        scene.exit = {{240, 120}, {300, 120}};
        scene.labels = {
            {.text = "a", .rect = {30, 64, 8, 12}, .card = 0},
            {.text = "b", .rect = {30, 164, 8, 12}, .card = 1},
            {.text = "×", .of = LabelOf::glyph, .size = 16, .rect = {214, 112, 12, 16}, .card = 2},
            {.text = "2", .of = LabelOf::value, .rect = {90, 54, 8, 12}, .wire = 0},
            {.text = "3", .of = LabelOf::value, .rect = {90, 174, 8, 12}, .wire = 1},
            {.text = "6", .of = LabelOf::value, .rect = {260, 104, 8, 12}, .card = 2}};
    }
    SceneLabel& label(size_t at) { return scene.labels[at]; }

    /// The only complaint there is, or all of them.
    std::string broken() const {
        const auto found = complaints(scene, view);
        return found.size() == 1 ? std::string(name(found[0].rule)) : text(found);
    }
};

}  // namespace

TEST_CASE("scene rules: a readable scene has no complaints") {
    const Multiplication product;
    CHECK(product.broken().empty());
    CHECK(silent_cards(product.scene, product.view).empty());
}

TEST_CASE("scene rules: a text under 11 px is found, and 11 px are enough") {
    Multiplication product;
    product.label(0).size = 11;
    CHECK(product.broken().empty());
    product.label(0).size = 10.9f;
    CHECK(product.broken() == "readable");
    CHECK(complaints(product.scene, product.view)[0].text ==
          "label 'a' of card 0 'a' [30.0 64.0 8.0×12.0] is written with 10.9 px");
}

TEST_CASE("scene rules: a coordinate that is no number is found, alone") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    SECTION("of a label") {
        Multiplication product;
        product.label(0).rect.x = nan;
        CHECK(product.broken() == "finite");
    }
    SECTION("of a card") {
        Multiplication product;
        product.scene.cards[0].rect.h = std::numeric_limits<float>::infinity();
        CHECK(product.broken() == "finite");
    }
    SECTION("of an edge") {
        Multiplication product;
        product.scene.edges[0].points[1].y = nan;
        CHECK(product.broken() == "finite");
    }
    SECTION("an edge without a line") {
        Multiplication product;
        product.scene.edges[0].points.clear();
        CHECK(product.broken() == "finite");
    }
    SECTION("of the output's arrow") {
        Multiplication product;
        product.scene.exit[0].x = nan;
        CHECK(product.broken() == "finite");
    }
}

TEST_CASE("scene rules: a label that the canvas cuts off is found") {
    Multiplication product;
    product.scene.whole = false;
    product.label(5).rect.x = 392;
    CHECK(product.broken().empty());
    product.label(5).rect.x = 393;
    CHECK(product.broken() == "label_in_canvas");
}

TEST_CASE("scene rules: a label on another is found; touching ones are none") {
    Multiplication product;
    product.label(3).rect = {252, 104, 8, 12};
    CHECK(product.broken().empty());
    product.label(3).rect.x = 253;
    CHECK(product.broken() == "label_on_label");
}

TEST_CASE("scene rules: a label on a card that it is not about is found") {
    Multiplication product;
    SECTION("of an edge, on the card where it ends") {
        product.label(3).rect = {72, 92, 8, 12};
        CHECK(product.broken().empty());
        product.label(3).rect.y = 88;
        CHECK(product.broken() == "label_on_card");
    }
    SECTION("of another card") {
        product.label(5).rect = {22, 155, 8, 8};
        CHECK(product.broken() == "label_on_card");
    }
}

TEST_CASE("scene rules: a card's label stands in it or beside it, not on its border") {
    Multiplication product;
    product.label(0).rect = {20, 50, 60, 12};
    CHECK(product.broken().empty());
    product.label(0).rect.w = 62;
    CHECK(product.broken() == "label_in_own_card");
    product.label(0).rect = {20, 91, 60, 12};
    CHECK(product.broken().empty());
}

TEST_CASE("scene rules: a label on an arrow's head is found, its own edge's too") {
    Multiplication product;
    product.label(3).rect = {188, 94, 10, 12};
    CHECK(product.broken().empty());
    product.label(3).rect.y = 99;  // the head is 8 px wide and its tip at 201.7, 112
    CHECK(product.broken() == "label_on_head");
    product.label(3).rect = {188, 84, 10, 12};
    product.label(5).rect = {185, 98, 12, 12};  // of a card, above the edge
    CHECK(product.broken() == "label_on_head");
}

TEST_CASE("scene rules: a card on another is found") {
    Multiplication product;
    product.scene.cards[1].rect = {20, 90, 60, 40};
    product.scene.edges.erase(product.scene.edges.begin() + 1);
    product.scene.labels.erase(product.scene.labels.begin() + 4);
    product.scene.labels.erase(product.scene.labels.begin() + 1);
    product.view.wires.pop_back();
    CHECK(product.broken().empty());
    product.scene.cards[1].rect.y = 89;
    CHECK(product.broken() == "card_on_card");
}

TEST_CASE("scene rules: an edge through a card is found") {
    Multiplication product;
    SECTION("through another card") {
        product.view.cards.push_back({.kind = CardKind::leaf, .name = "c"});
        product.scene.cards.push_back({.card = 3, .rect = {105, 76, 20, 20}});
        CHECK(product.broken().empty());
        product.scene.cards[3].rect.y = 65;
        CHECK(product.broken() == "edge_through_card");
    }
    SECTION("through the card where it ends") {
        product.scene.edges[0].points.back() = {207, 117};
        CHECK(product.broken() == "edge_through_card");
    }
    SECTION("back through the card where it begins") {
        product.scene.edges[1].points = {{80, 170}, {10, 170}, {10, 128}, {201.7f, 128}};
        product.label(4).rect = {90, 100, 8, 12};
        product.label(1).rect = {30, 152, 8, 12};
        CHECK(product.broken() == "edge_through_card");
    }
    SECTION("the output's arrow") {
        product.view.cards.push_back({.kind = CardKind::leaf, .name = "c"});
        product.scene.cards.push_back({.card = 3, .rect = {280, 110, 20, 20}});
        CHECK(product.broken() == "edge_through_card");
    }
}

TEST_CASE("scene rules: an edge through another's label is found, through its own it is not") {
    Multiplication product;
    product.label(3).rect = {100, 64, 8, 12};
    CHECK(product.broken().empty());
    product.label(4).rect = {110, 64, 8, 12};
    CHECK(product.broken() == "edge_through_label");
    product.label(4).rect = {270, 114, 8, 12};
    CHECK(product.broken() == "edge_through_label");  // the output's arrow
}

TEST_CASE("scene rules: what is whole is in the clear part, and all there") {
    Multiplication product;
    SECTION("a card outside") {
        product.scene.clear = {10, 51, 380, 209};
        CHECK(product.broken() == "whole");
    }
    SECTION("an edge outside") {
        product.scene.edges[1].points[1].y = 262;
        CHECK(product.broken() == "whole");
    }
    SECTION("a label outside") {
        product.label(5).rect.y = 30;
        CHECK(product.broken() == "whole");
    }
    SECTION("the output's arrow outside") {
        product.scene.exit[1].x = 391;
        CHECK(product.broken() == "whole");
    }
    SECTION("a card that is not drawn") {
        product.view.cards.push_back({.kind = CardKind::leaf, .name = "c"});
        CHECK(product.broken() == "whole");
    }
    SECTION("an edge that is not drawn") {
        product.scene.edges.pop_back();
        CHECK(product.broken() == "whole");
    }
    product.scene.whole = false;
    CHECK(product.broken().empty());
}

TEST_CASE("scene rules: a card that nothing is said of is silent, if it is in view") {
    Multiplication product;
    product.scene.labels.erase(product.scene.labels.begin());
    CHECK(silent_cards(product.scene, product.view) == std::vector<std::string>{"card 0 'a'"});
    product.scene.cards[0].rect.y = 20;
    CHECK(silent_cards(product.scene, product.view).empty());
}

TEST_CASE("scene rules: values, gradients and names that no label says are left out") {
    Multiplication product;
    product.view.wires[0].value = "2";
    product.view.wires[1].gradient = "5";
    CHECK(left_out(product.scene, product.view) ==
          std::vector<std::string>{"gradient '5' of edge 1 (card 1 'b' → card 2 '×')"});
    product.label(4).of = LabelOf::gradient;
    CHECK(left_out(product.scene, product.view).empty());
    product.scene.labels.erase(product.scene.labels.begin() + 3);
    product.scene.labels.erase(product.scene.labels.begin());
    CHECK(left_out(product.scene, product.view) ==
          std::vector<std::string>{"value '2' of edge 0 (card 0 'a' → card 2 '×')", "name of card 0 'a'"});
}

TEST_CASE("scene geometry: a segment crosses a rectangle when a part of it is inside") {
    const Rect rect{10, 10, 20, 20};
    CHECK(crosses({{0, 20}, {40, 20}}, rect));
    CHECK(crosses({{15, 15}, {20, 20}}, rect));
    CHECK(crosses({{0, 0}, {40, 40}}, rect));
    CHECK(crosses({{20, 0}, {20, 15}}, rect));
    CHECK_FALSE(crosses({{0, 10}, {40, 10}}, rect));  // along a side
    CHECK_FALSE(crosses({{0, 20}, {10, 20}}, rect));  // up to a side
    CHECK_FALSE(crosses({{0, 25}, {15, 40}}, rect));  // past a corner
    CHECK_FALSE(crosses({{0, 0}, {5, 40}}, rect));
}

TEST_CASE("scene geometry: the distance of segments is 0 where they cross") {
    CHECK(distance(Segment{{0, 0}, {10, 10}}, Segment{{0, 10}, {10, 0}}) == 0);
    CHECK(distance(Segment{{0, 0}, {10, 0}}, Segment{{0, 3}, {10, 3}}) == 3);
    CHECK(distance(Segment{{0, 0}, {10, 0}}, Segment{{13, 4}, {13, 4}}) == 5);
}

TEST_CASE("scene geometry: an arrow's head follows the end of its line") {
    const std::vector<Point> line{{0, 0}, {100, 0}};
    CHECK(arrow_head(line, 10) == std::array<Point, 3>{{{100, 0}, {90, 5}, {90, -5}}});
    const std::vector<Point> down{{0, 0}, {0, 92}, {0, 100}};
    CHECK(arrow_head(down, 10) == std::array<Point, 3>{{{0, 100}, {-5, 90}, {5, 90}}});
    CHECK(overlap(arrow_head(line, 10), Rect{85, 2, 10, 10}));
    CHECK_FALSE(overlap(arrow_head(line, 10), Rect{95, 3, 10, 10}));  // in its box, beside its slope
    CHECK(overlap(arrow_head(line, 10), Rect{0, -50, 200, 100}));
}
