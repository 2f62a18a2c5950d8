#include "ui/theme.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "imgui.h"

namespace bp::ui {

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
    return luminance > kEven ? rgb(0x000000) : rgb(0xffffff);
}

const Palette& light_palette() {
    static constexpr Palette palette{
        .background = rgb(0xfafafb),
        .dots = rgb(0xe1e3e8),
        .surface = rgb(0xffffff),
        .surface_hover = rgb(0xf2f4f7),
        .surface_pressed = rgb(0xe6e9ee),
        .line = rgb(0xdcdfe5),
        .edge = rgb(0xa3aab6),
        .text = rgb(0x15181e),
        .text_dim = rgb(0x5d6676),
        .text_disabled = rgb(0xb4bac4),
        .forward = rgb(0x2563c9),
        .forward_tint = rgb(0xeaf1fc),
        .on_forward = rgb(0xffffff),
        .backward = rgb(0xc2410c),
        .warning = rgb(0xb0126b),
        .shadow = rgb(0x101828, 10),
    };
    return palette;
}

const Palette& dark_palette() {
    static constexpr Palette palette{
        .background = rgb(0x0f1115),
        .dots = rgb(0x23272f),
        .surface = rgb(0x191c22),
        .surface_hover = rgb(0x22262e),
        .surface_pressed = rgb(0x2b3039),
        .line = rgb(0x30353f),
        .edge = rgb(0x5f6878),
        .text = rgb(0xeceef2),
        .text_dim = rgb(0x9ba5b5),
        .text_disabled = rgb(0x4b525e),
        .forward = rgb(0x7db3ff),
        .forward_tint = rgb(0x1a2a44),
        .on_forward = rgb(0x0b1526),
        .backward = rgb(0xff9d6c),
        .warning = rgb(0xff7ac0),
        .shadow = rgb(0x000000, 70),
    };
    return palette;
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
    set(ImGuiCol_WindowBg, p.background);
    set(ImGuiCol_Text, p.text);
    set(ImGuiCol_TextDisabled, p.text_dim);
    set(ImGuiCol_FrameBg, p.surface);
    set(ImGuiCol_FrameBgHovered, p.surface);
    set(ImGuiCol_FrameBgActive, p.surface);
    set(ImGuiCol_TextSelectedBg, faded(p.forward, 0.3f));
    set(ImGuiCol_InputTextCursor, p.text);
    set(ImGuiCol_NavCursor, rgb(0, 0));  // focus rings are ours
    set(ImGuiCol_Border, p.line);
}

}  // namespace bp::ui
