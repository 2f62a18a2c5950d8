// How wide texts are and what is drawn of them, with the fonts that the page loads.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "imgui_internal.h"
#include "scene/text_metrics.hpp"
#include "ui/browser_font.hpp"
#include "ui/line_pictures.hpp"
#include "ui/painter.hpp"
#include "unit/ui/stage.hpp"

using namespace bp;
using bp::test::Stage;
using Catch::Matchers::WithinAbs;

namespace {

std::vector<unsigned char> font_file(const std::string& name) {
    std::ifstream file(".deps/fonts/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A stage with the page's fonts, between two frames, and a painter for it.
struct Typeset {
    Stage stage;
    ui::Theme theme;
    ui::LinePictures lines;

    explicit Typeset(bool korean = true) {
        const auto regular = font_file("ui.ttf"), semibold = font_file("ui-semibold.ttf");
        if (regular.empty()) SKIP("the page's fonts are not set up");
        stage.screen().load_fonts(regular, semibold);
        if (korean) stage.screen().add_font(font_file("korean.ttf"));
        stage.step();
        const ImVector<ImFont*>& fonts = ImGui::GetIO().Fonts->Fonts;
        theme.regular = fonts[fonts.Size - 2];
        theme.semibold = fonts[fonts.Size - 1];
        theme.lines = &lines;
        ImGui::NewFrame();
    }
    ~Typeset() { ImGui::EndFrame(); }

    ui::Painter painter() { return {ImGui::GetBackgroundDrawList(), theme}; }
    int vertices() const { return ImGui::GetBackgroundDrawList()->VtxBuffer.Size; }
    void next_frame() {
        ImGui::EndFrame();
        ImGui::NewFrame();
    }
};

/// Every line a box of its own: as wide as it has bytes.
struct BoxDrawer {
    int drawn = 0, measured = 0;
    float last_size = 0;

    LineDrawer drawer() {
        return {
            .width =
                [this](std::string_view s, float size, Weight) {
                    ++measured;
                    return static_cast<float>(s.size()) * size;
                },
            .draw = [this](std::string_view s, float size, Weight) -> std::optional<LinePicture> {
                ++drawn;
                last_size = size;
                const int w = static_cast<int>(static_cast<float>(s.size()) * size);
                const int h = static_cast<int>(size);
                return LinePicture{w, h, 0, -h, std::vector<unsigned char>(static_cast<size_t>(w * h), 255)};
            }};
    }
};

}  // namespace

TEST_CASE("text_width is what Dear ImGui draws, in both weights, at every whole size") {
    Typeset set;
    for (const char* line : {"price of apples", "AVAToTy, fi; (x_1) [W] {b} @#%&", "0123456789 -1.5e-7 +3",
                             "αβγδ ΑΒΓΔ Σ ∂L/∂x", "사과 두 개의 값", "apple 사과 = 1.1 × 2 → 2.2 … “x”",
                             "₀₁₂ W₁ᵀ √2 ≠ ∞ €", "ㄱㄴㄷ 「사과」", "café Ångström ß"}) {
        INFO(line);
        CHECK(has_advances(line));
        for (const float size : {11.0f, 12.0f, 14.0f, 20.0f, 28.0f, 57.0f}) {
            for (const Weight weight : {Weight::regular, Weight::semibold}) {
                ImFont* font = weight == Weight::semibold ? set.theme.semibold : set.theme.regular;
                const float drawn = font->CalcTextSizeA(size, 1e9f, 0, line).x;
                CHECK_THAT(text_width(line, size, weight), WithinAbs(drawn, 0.5));
                CHECK_THAT(set.painter().measure(line, size, weight).x, WithinAbs(drawn, 1e-3));
            }
        }
    }
}

TEST_CASE("the table has exactly the characters of the fonts") {
    Typeset set;
    int differ = 0;
    for (unsigned c = 0x20; c <= 0xFFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char utf8[5];
        ImTextCharToUtf8(utf8, c);
        // Dear ImGui gives every font three dots.
        if (has_advances(utf8) != set.theme.regular->IsGlyphInFont(static_cast<ImWchar>(c))) ++differ;
    }
    CHECK(differ == 0);
}

TEST_CASE("the line drawer's letters are a font: what is written with when none could be fetched") {
    BoxDrawer boxes;
    const LineDrawer drawer = boxes.drawer();
    Stage stage;
    ui::add_browser_font(drawer);
    ImFont* font = ImGui::GetIO().Fonts->Fonts.back();
    CHECK_THAT(font->CalcTextSizeA(12, 1e9f, 0, "Ab").x, WithinAbs(24, 1e-3));
    ImFontBaked* letters = font->GetFontBaked(12);
    const ImFontGlyph* letter = letters->FindGlyphNoFallback('A');
    REQUIRE(letter);
    CHECK(letter->Visible);
    CHECK_THAT(letter->X1 - letter->X0, WithinAbs(12, 1e-3));
    CHECK_THAT(letter->Y1, WithinAbs(letters->Ascent, 1e-3));
    CHECK(letters->FindGlyphNoFallback(0xe9));
    CHECK_FALSE(letters->FindGlyphNoFallback(0xac00));  // other scripts are drawn line by line
}

TEST_CASE("a line with a character that the fonts lack is drawn and measured as a whole by the line drawer") {
    Typeset set(false);
    BoxDrawer boxes;
    set.lines.set_drawer(boxes.drawer());
    const ui::Painter paint = set.painter();
    paint.text({10, 10}, "price", 12, 0xffffffff);
    CHECK(boxes.drawn == 0);
    for (const char* line : {"цена", "price りんご", "العربية", "𝔸", "цена 사과"}) {
        INFO(line);
        const int before = boxes.drawn, vertices = set.vertices();
        paint.text({10, 10}, line, 12, 0xffffffff);
        CHECK(boxes.drawn == before + 1);
        CHECK(set.vertices() == vertices + 4);
        CHECK_THAT(paint.measure(line, 12).x,
                   WithinAbs(static_cast<float>(std::string(line).size()) * 12.0f, 1e-3));
    }
    const int drawn = boxes.drawn, measured = boxes.measured;
    set.next_frame();
    set.painter().text({10, 30}, "цена", 12, 0xff0000ff);
    set.painter().measure("цена", 12);
    CHECK(boxes.drawn == drawn);
    CHECK(boxes.measured == measured);
    set.lines.forget();
    CHECK(set.lines.pixels() == 0);
}

TEST_CASE("before the Korean font is there Hangul takes no more room than with it") {
    Typeset set(false);
    BoxDrawer boxes;
    set.lines.set_drawer(boxes.drawer());
    set.painter().text({10, 10}, "사과", 20, 0xffffffff);
    CHECK(boxes.drawn == 1);
    const float room = text_width("사과", 20);
    CHECK_THAT(set.painter().measure("사과", 20).x, WithinAbs(room, 1e-3));
    for (const ImDrawVert& vertex : ImGui::GetBackgroundDrawList()->VtxBuffer)
        CHECK(vertex.pos.x <= 10 + room + 0.1f);
}

TEST_CASE("Hangul is drawn by the canvas once its font is there") {
    Typeset set;
    BoxDrawer boxes;
    set.lines.set_drawer(boxes.drawer());
    set.painter().text({10, 10}, "사과", 12, 0xffffffff);
    CHECK(boxes.drawn == 0);
}

TEST_CASE("pictures of lines have the screen's pixels and stand on them") {
    Typeset set;
    BoxDrawer boxes;
    ImGui::GetIO().DisplayFramebufferScale = {1.5f, 1.5f};
    set.lines.set_drawer(boxes.drawer());
    set.painter().text({10.4f, 10.7f}, "цена", 16, 0xffffffff);
    CHECK_THAT(boxes.last_size, WithinAbs(16.0f * 1.5f, 1e-3));
    const ImVector<ImDrawVert>& drawn = ImGui::GetBackgroundDrawList()->VtxBuffer;
    for (const ImDrawVert& vertex : drawn) {
        CHECK_THAT(vertex.pos.x * 1.5f, WithinAbs(std::round(vertex.pos.x * 1.5f), 1e-3));
        CHECK_THAT(vertex.pos.y * 1.5f, WithinAbs(std::round(vertex.pos.y * 1.5f), 1e-3));
    }
    ImGui::GetIO().DisplayFramebufferScale = {2, 2};
    set.painter().text({10, 10}, "цена", 16, 0xffffffff);
    CHECK(boxes.drawn == 2);
    ImGui::GetIO().DisplayFramebufferScale = {1, 1};
}

TEST_CASE("a zoom through many sizes keeps a bounded number of pixels") {
    Typeset set;
    BoxDrawer boxes;
    set.lines.set_drawer(boxes.drawer());
    size_t most = 0;
    for (int size = 8; size < 100; ++size) {
        for (const char* line : {"цена", "яблоки", "налог"}) {
            set.painter().text({10, 10}, line, static_cast<float>(size), 0xffffffff);
        }
        most = std::max(most, set.lines.pixels());
        set.next_frame();
    }
    CHECK(most <= ui::LinePictures::kMostPixels);
    CHECK(set.lines.pixels() > 0);
}

TEST_CASE("many names, frame after frame, keep a bounded number of lines") {
    Typeset set;
    BoxDrawer boxes;
    set.lines.set_drawer(boxes.drawer());
    for (int frame = 0; frame < 100; ++frame) {
        for (int i = 0; i < 100; ++i) set.painter().measure("ц" + std::to_string(100 * frame + i), 12);
        CHECK(set.lines.lines() <= ui::LinePictures::kMostLines + 100);
        set.next_frame();
    }
    CHECK(boxes.measured == 10000);
}

TEST_CASE("a drawer that cannot leaves the line to the font") {
    Typeset set;
    set.lines.set_drawer({.width = [](std::string_view, float, Weight) { return 10.0f; },
                          .draw = [](std::string_view, float, Weight) { return std::nullopt; }});
    set.painter().text({10, 10}, "цена", 12, 0xffffffff);
    CHECK(set.vertices() > 0);
}

TEST_CASE("a fitted text is as long as has room and whole where it has") {
    Typeset set;
    const ui::Painter paint = set.painter();
    const auto right_edge = [&](std::string_view s, float width) {
        const int before = set.vertices();
        paint.text_fitted({0, 50}, width, s, 14, 0xffffffff);
        const ImVector<ImDrawVert>& drawn = ImGui::GetBackgroundDrawList()->VtxBuffer;
        float edge = 0;
        for (int i = before; i < drawn.Size; ++i) edge = std::max(edge, drawn[i].pos.x);
        return edge;
    };
    const std::string name = "a_name_of_many_letters_and_more";
    CHECK_THAT(right_edge(name, 1000), WithinAbs(paint.measure(name, 14).x, 2));
    for (const float width : {20.0f, 50.0f, 100.0f}) {
        const float edge = right_edge(name, width);
        CHECK(edge <= width + 1);
        CHECK(edge > width - 14);
    }
    CHECK(right_edge("사과나무와 사과와 사과나무 열매", 60) <= 61);
}

TEST_CASE("a name of 65,000 letters is fitted in no time") {
    Typeset set;
    BoxDrawer boxes;
    set.lines.set_drawer(boxes.drawer());
    std::string foreign;
    for (int i = 0; i < 65000; ++i) foreign += "ц";
    for (const std::string& name : {std::string(65000, 'x'), foreign}) {
        const int vertices = set.vertices();
        const auto start = std::chrono::steady_clock::now();
        set.painter().text_fitted({0, 50}, 120, name, 14, 0xffffffff);
        // Milliseconds, where it was 7 s; the rest is room for a busy machine with sanitizers.
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(500));
        CHECK(set.vertices() > vertices);
    }
}
