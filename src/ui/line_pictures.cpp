#include "ui/line_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "imgui.h"
#include "imgui_internal.h"

namespace bp::ui {
namespace {

constexpr float kLongestPicture = 2048;  // longer lines are drawn with fewer pixels

float pixel_ratio() { return std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.1f); }

std::string key_of(std::string_view utf8, float size, Weight weight) {
    std::string key(utf8);
    const float look[] = {size, pixel_ratio(), static_cast<float>(weight)};
    key.append(reinterpret_cast<const char*>(look), sizeof look);
    return key;
}

}  // namespace

LinePictures::~LinePictures() { forget(); }

void LinePictures::set_drawer(LineDrawer drawer) {
    forget();
    drawer_ = std::move(drawer);
}

void LinePictures::forget() {
    for (const auto& [key, line] : lines_) remove(line);
    lines_.clear();
}

void LinePictures::remove(const Line& line) {
    if (line.rect >= 0) ImGui::GetIO().Fonts->RemoveCustomRect(line.rect);
    pixels_ -= line.pixels;
}

float LinePictures::width(std::string_view utf8, float size, Weight weight) {
    return line(utf8, size, weight).width;
}

/// The line, measured.
LinePictures::Line& LinePictures::line(std::string_view utf8, float size, Weight weight) {
    if (lines_.size() >= kMostLines) evict();
    const auto [at, fresh] = lines_.try_emplace(key_of(utf8, size, weight));
    Line& line = at->second;
    line.used = ImGui::GetFrameCount();
    if (fresh) line.width = drawer_.width(utf8, size * pixel_ratio(), weight) / pixel_ratio();
    return line;
}

bool LinePictures::draw(ImDrawList* list, Point start, std::string_view utf8, float size, Colour colour,
                        Weight weight, float widest) {
    Line& line = this->line(utf8, size, weight);
    if (!line.drawn) draw_picture(line, utf8, size, weight);
    if (line.failed) return false;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect rect;
    if (line.rect < 0 || !atlas.GetCustomRect(line.rect, &rect)) return true;
    // Pixel on pixel, or letters blur.
    const float ratio = line.ratio, squeeze = line.width > widest ? widest / line.width : 1;
    const float x = (std::round(start.x * ratio) + static_cast<float>(line.left) * squeeze) / ratio;
    const float y = (std::round(start.y * ratio) + static_cast<float>(line.top)) / ratio;
    const ImVec2 end{x + static_cast<float>(rect.w) * squeeze / ratio,
                     y + static_cast<float>(rect.h) / ratio};
    list->AddImage(atlas.TexRef, {x, y}, end, rect.uv0, rect.uv1, colour);
    return true;
}

void LinePictures::draw_picture(Line& line, std::string_view utf8, float size, Weight weight) {
    line.drawn = line.failed = true;
    line.ratio = std::min(pixel_ratio(), kLongestPicture / std::max(line.width, 1.0f));
    if (const auto picture = drawer_.draw(utf8, size * line.ratio, weight)) keep(*picture, line);
}

/// Puts the picture's pixels into the atlas.
void LinePictures::keep(const LinePicture& picture, Line& line) {
    const auto pixels = static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height);
    line.left = picture.left;
    line.top = picture.top;
    line.failed = false;
    if (pixels == 0) return;
    if (pixels_ + pixels > kMostPixels) evict();
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect rect;
    line.rect = atlas.AddCustomRect(picture.width, picture.height, &rect);
    line.failed = line.rect < 0;  // the largest atlas is full
    if (line.failed) return;
    auto* to = static_cast<unsigned char*>(atlas.TexData->GetPixelsAt(rect.x, rect.y));
    ImFontAtlasTextureBlockConvert(picture.coverage.data(), ImTextureFormat_Alpha8, picture.width, to,
                                   atlas.TexData->Format, atlas.TexData->GetPitch(), picture.width,
                                   picture.height);
    line.pixels = pixels;
    pixels_ += pixels;
}

/// Removes what this frame and the last did not use; once a frame, or a full screen would search again for
/// every line.
void LinePictures::evict() {
    const int now = ImGui::GetFrameCount();
    if (std::exchange(evicted_, now) == now) return;
    std::erase_if(lines_, [&](const auto& entry) {
        const bool unused = entry.second.used < now - 1;
        if (unused) remove(entry.second);
        return unused;
    });
}

}  // namespace bp::ui
