#include "ui/theme.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "imgui.h"

namespace bp::ui {

namespace {
constexpr Colour kBlack = rgb(0), kWhite = ~Colour{0};
}  // namespace

Colour faded(Colour colour, float share) {
    const float alpha = static_cast<float>(colour >> 24) * std::clamp(share, 0.0f, 1.0f);
    return (colour & 0xffffff) | static_cast<Colour>(std::lround(alpha)) << 24;
}

Colour mixed(Colour from, Colour to, float share) {
    share = std::clamp(share, 0.0f, 1.0f);
    Colour result = rgb(0);
    for (const int shift : {0, 8, 16}) {
        const auto a = static_cast<float>(from >> shift & 0xff), b = static_cast<float>(to >> shift & 0xff);
        result |= static_cast<Colour>(std::lround(a + (b - a) * share)) << shift;
    }
    return result;
}

Colour readable_on(Colour ground) {
    // WCAG's relative luminance, at which black and white have the same contrast.
    constexpr float kEven = 0.179f;
    float luminance = 0;
    for (const auto& [shift, weight] : {std::pair{0, 0.2126f}, {8, 0.7152f}, {16, 0.0722f}}) {
        const float part = static_cast<float>(ground >> shift & 0xff) / 255;
        luminance += weight * (part <= 0.04045f ? part / 12.92f : std::pow((part + 0.055f) / 1.055f, 2.4f));
    }
    return luminance > kEven ? kBlack : kWhite;
}

void apply_style(const Palette& p) {
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowPadding = {0, 0};
    style.WindowMinSize = {1, 1};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.FrameRounding = kGrid;
    style.FramePadding = {2 * kGrid, kGrid};
    style.FrameBorderSize = 0;
    style.FontSizeBase = type::kBody;
    style.DisabledAlpha = 1;  // disabled items have a colour of their own
    const auto set = [&](ImGuiCol which, Colour colour) {
        style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour);
    };
    set(ImGuiCol_WindowBg, p.ground);
    set(ImGuiCol_Text, p.text);
    set(ImGuiCol_TextDisabled, p.quiet);
    set(ImGuiCol_FrameBg, p.surface);
    set(ImGuiCol_FrameBgHovered, p.surface);
    set(ImGuiCol_FrameBgActive, p.surface);
    set(ImGuiCol_TextSelectedBg, faded(p.value, 0.3f));
    set(ImGuiCol_InputTextCursor, p.text);
    set(ImGuiCol_NavCursor, rgb(0, 0));  // focus rings are ours
    set(ImGuiCol_Border, p.line);
}

}  // namespace bp::ui
