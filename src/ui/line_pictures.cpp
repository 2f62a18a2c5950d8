#include "ui/line_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "imgui.h"
#include "imgui_internal.h"

namespace bp::ui {
namespace {

constexpr size_t kMostWidths = 4096;
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
    for (const auto& [key, kept] : pictures_) remove(kept);
    pictures_.clear();
    widths_.clear();
}

void LinePictures::remove(const Kept& kept) {
    if (kept.rect >= 0) ImGui::GetIO().Fonts->RemoveCustomRect(kept.rect);
    pixels_ -= kept.pixels;
}

float LinePictures::width(std::string_view utf8, float size, Weight weight) {
    if (widths_.size() >= kMostWidths) widths_.clear();
    const auto [at, fresh] = widths_.try_emplace(key_of(utf8, size, weight));
    if (fresh) at->second = drawer_.width(utf8, css_font_size(size) * pixel_ratio(), weight) / pixel_ratio();
    return at->second;
}

bool LinePictures::draw(ImDrawList* list, Point start, std::string_view utf8, float size, Colour colour,
                        Weight weight) {
    const Kept& picture = kept(utf8, size, weight);
    if (picture.failed) return false;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect rect;
    if (picture.rect < 0 || !atlas.GetCustomRect(picture.rect, &rect)) return true;
    // Pixel on pixel, or letters blur.
    const float ratio = picture.ratio;
    const float x = (std::round(start.x * ratio) + static_cast<float>(picture.left)) / ratio;
    const float y = (std::round(start.y * ratio) + static_cast<float>(picture.top)) / ratio;
    list->AddImage(atlas.TexRef, {x, y},
                   {x + static_cast<float>(rect.w) / ratio, y + static_cast<float>(rect.h) / ratio}, rect.uv0,
                   rect.uv1, colour);
    return true;
}

/// The line's picture, drawn when there is none.
const LinePictures::Kept& LinePictures::kept(std::string_view utf8, float size, Weight weight) {
    const std::string key = key_of(utf8, size, weight);
    if (const auto found = pictures_.find(key); found != pictures_.end()) {
        found->second.used = ImGui::GetFrameCount();
        return found->second;
    }
    const float ratio = std::min(pixel_ratio(), kLongestPicture / std::max(width(utf8, size, weight), 1.0f));
    Kept made{.ratio = ratio, .used = ImGui::GetFrameCount(), .failed = true};
    if (const auto picture = drawer_.draw(utf8, css_font_size(size) * ratio, weight)) keep(*picture, made);
    return pictures_.emplace(key, made).first->second;
}

/// Puts the picture's pixels into the atlas.
void LinePictures::keep(const LinePicture& picture, Kept& made) {
    made.pixels = static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height);
    made.left = picture.left;
    made.top = picture.top;
    made.failed = false;
    if (made.pixels == 0) return;
    if (pixels_ + made.pixels > kMostPixels) evict();
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect rect;
    made.rect = atlas.AddCustomRect(picture.width, picture.height, &rect);
    if (made.rect < 0) {  // the largest atlas is full
        made.pixels = 0;
        made.failed = true;
        return;
    }
    auto* pixels = static_cast<unsigned char*>(atlas.TexData->GetPixelsAt(rect.x, rect.y));
    ImFontAtlasTextureBlockConvert(picture.coverage.data(), ImTextureFormat_Alpha8, picture.width, pixels,
                                   atlas.TexData->Format, atlas.TexData->GetPitch(), picture.width,
                                   picture.height);
    pixels_ += made.pixels;
}

/// Removes what this frame and the last did not use.
void LinePictures::evict() {
    const int last = ImGui::GetFrameCount() - 1;
    std::erase_if(pictures_, [&](const auto& entry) {
        const bool unused = entry.second.used < last;
        if (unused) remove(entry.second);
        return unused;
    });
}

}  // namespace bp::ui
