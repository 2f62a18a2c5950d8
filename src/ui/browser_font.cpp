#include "ui/browser_font.hpp"

#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"

namespace bp::ui {
namespace {

constexpr float kAscent = 0.95f, kDescent = 0.25f;  // in parts of the em
constexpr ImWchar kFirst = 0x20, kBehindLast = 0x250;

const LineDrawer& drawer_of(const ImFontConfig& font) {
    return **static_cast<const LineDrawer* const*>(font.FontData);
}

bool has_letter(ImFontAtlas*, ImFontConfig* font, ImWchar letter) {
    return letter >= kFirst && letter < kBehindLast && drawer_of(*font).draw;
}

bool set_height(ImFontAtlas*, ImFontConfig*, ImFontBaked* letters, void*) {
    letters->Ascent = std::ceil(kAscent * letters->Size);
    letters->Descent = -std::ceil(kDescent * letters->Size);
    return true;
}

/// Its width, when `width` is given; else all of it.
bool load_letter(ImFontAtlas* atlas, ImFontConfig* font, ImFontBaked* letters, void*, ImWchar letter,
                 ImFontGlyph* glyph, float* width) {
    if (!has_letter(atlas, font, letter)) return false;
    const LineDrawer& drawer = drawer_of(*font);
    char utf8[5];
    ImTextCharToUtf8(utf8, letter);
    const float ratio = letters->RasterizerDensity, pixels = letters->Size * ratio;
    const float advance = drawer.width(utf8, pixels, Weight::regular) / ratio;
    if (width) {
        *width = advance;
        return true;
    }
    glyph->Codepoint = letter;
    glyph->AdvanceX = advance;
    const auto picture = drawer.draw(utf8, pixels, Weight::regular);
    if (!picture || picture->coverage.empty()) return true;
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, picture->width, picture->height);
    if (place == ImFontAtlasRectId_Invalid) return true;
    glyph->X0 = static_cast<float>(picture->left) / ratio;
    glyph->Y0 = static_cast<float>(picture->top) / ratio + letters->Ascent;
    glyph->X1 = glyph->X0 + static_cast<float>(picture->width) / ratio;
    glyph->Y1 = glyph->Y0 + static_cast<float>(picture->height) / ratio;
    glyph->Visible = true;
    glyph->PackId = place;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, letters, font, glyph, ImFontAtlasPackGetRect(atlas, place),
                                       picture->coverage.data(), ImTextureFormat_Alpha8, picture->width);
    return true;
}

}  // namespace

void add_browser_font(const LineDrawer& drawer) {
    static ImFontLoader loader;
    loader.FontSrcContainsGlyph = has_letter;
    loader.FontBakedInit = set_height;
    loader.FontBakedLoadGlyph = load_letter;
    // The atlas copies FontData, and asks for letters with its copy.
    const LineDrawer* data = &drawer;
    ImFontConfig config;
    config.FontLoader = &loader;
    config.FontData = &data;
    config.FontDataSize = sizeof data;  // NOLINT(bugprone-sizeof-expression): the pointer itself is the data
    config.FontDataOwnedByAtlas = false;
    ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace bp::ui
