#include "ui/screen.hpp"

#include <cfloat>
#include <utility>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/browser_font.hpp"
#include "ui/canvas/graph_room.hpp"
#include "ui/mnist_room.hpp"

namespace bp {

struct Screen::Parts {
    ui::WidgetLog log;
    ui::Tooltip tooltip;
    ui::Theme theme;
    ui::LinePictures lines;
    ui::GraphRoom graph;
    ui::MnistRoom mnist;
    std::vector<unsigned char> font_data[3];  // regular, semibold, what was added
    bool touch = false;
    bool still = false;
};

Screen::Screen() : parts_(std::make_unique<Parts>()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigDebugHighlightIdConflicts = false;  // a message for developers, never for users
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    // One window: there is none to change to.
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.ConfigNavWindowingKeyNext = 0;
    context.ConfigNavWindowingKeyPrev = 0;
    ui::apply_style(parts_->theme.colours());
    parts_->theme.lines = &parts_->lines;
    parts_->log.attach();
}

Screen::~Screen() {
    set_line_drawer({});
    parts_->log.detach();
}

namespace {

/// Font sizes are the em, as in CSS; Dear ImGui would take them for the height from ascent to descent. A
/// negative reference size asks for that; it turns the bounds of advances around, too.
ImFontConfig by_em() {
    ImFontConfig config;
    config.SizePixels = -1;
    config.GlyphMinAdvanceX = FLT_MAX;
    config.GlyphMaxAdvanceX = -FLT_MAX;
    config.FontDataOwnedByAtlas = false;
    config.Flags |= ImFontFlags_NoLoadError;
    return config;
}

}  // namespace

void Screen::load_fonts(std::span<const unsigned char> regular, std::span<const unsigned char> semibold) {
    const auto load = [&](std::span<const unsigned char> data, std::vector<unsigned char>& kept) -> ImFont* {
        constexpr size_t kLeastHeader = 12;
        if (data.size() < kLeastHeader) return nullptr;
        kept.assign(data.begin(), data.end());
        ImFontConfig config = by_em();
        return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(kept.data(), static_cast<int>(kept.size()), 0,
                                                          &config);
    };
    ui::Theme& theme = parts_->theme;
    theme.regular = load(regular, parts_->font_data[0]);
    theme.semibold = load(semibold, parts_->font_data[1]);
    if (!theme.semibold) theme.semibold = theme.regular;
    if (theme.regular) ImGui::GetIO().FontDefault = theme.regular;
}

void Screen::add_font(std::span<const unsigned char> more) {
    constexpr size_t kLeastHeader = 12;
    ui::Theme& theme = parts_->theme;
    if (more.size() < kLeastHeader || !theme.regular) return;
    parts_->font_data[2].assign(more.begin(), more.end());
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    for (ImFont* font : {theme.regular, theme.semibold}) {
        ImFontConfig config = by_em();
        config.MergeMode = true;
        config.DstFont = font;
        // Dear ImGui merges into the last font, whatever DstFont says.
        atlas.Fonts.find_erase(font);
        atlas.Fonts.push_back(font);
        atlas.AddFontFromMemoryTTF(parts_->font_data[2].data(), static_cast<int>(more.size()), 0, &config);
        ImFontAtlasFontDiscardBakes(&atlas, font, 0);  // what was missing before is now there
        if (theme.semibold == theme.regular) break;
    }
}

void Screen::set_line_drawer(LineDrawer drawer) {
    ui::LinePictures& lines = parts_->lines;
    lines.set_drawer(std::move(drawer));
    if (!lines.can_draw()) return set_text_measurer({});
    if (ImGui::GetIO().Fonts->Fonts.empty()) ui::add_browser_font(lines.drawer());
    set_text_measurer([&lines](std::string_view utf8, float size, Weight weight) {
        return lines.width(utf8, size, weight);
    });
}

void Screen::forget_lines() { parts_->lines.forget(); }

void Screen::set_dark(bool dark) {
    parts_->theme.palette = dark ? &ui::kDark : &ui::kLight;
    ui::apply_style(parts_->theme.colours());
}

void Screen::set_still(bool still) { parts_->still = still; }

namespace {

/// ImGui gives the screen's pixel density to a font when it is pushed; ours are drawn without that.
void follow_pixel_density(const ui::Theme& theme) {
    const float density = ImGui::GetCurrentContext()->FontRasterizerDensity;
    for (ImFont* font : {theme.regular, theme.semibold}) {
        if (font) font->CurrentRasterizerDensity = density;
    }
}

void begin_full_window(ImVec2 size) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(size);
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse |
                                       ImGuiWindowFlags_NoBringToFrontOnFocus;
    ImGui::Begin("##screen", nullptr, flags);
}

}  // namespace

void Screen::draw(Playground& playground, float seconds) {
    Parts& parts = *parts_;
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseDown[0]) {
        parts.touch = io.MouseSource == ImGuiMouseSource_TouchScreen;
    }
    follow_pixel_density(parts.theme);
    parts.log.begin_frame();
    begin_full_window(io.DisplaySize);
    ui::Frame frame{.theme = parts.theme,
                    .log = parts.log,
                    .tooltip = parts.tooltip,
                    .painter = {ImGui::GetWindowDrawList(), parts.theme},
                    .area = {0, 0, io.DisplaySize.x, io.DisplaySize.y},
                    .seconds = seconds,
                    .touch = parts.touch,
                    .language = playground.language(),
                    .still = parts.still};
    if (playground.room() == Room::mnist) {
        parts.mnist.draw(playground, frame);
    } else {
        parts.graph.draw(playground, frame);
    }
    parts.tooltip.draw(frame);
    // Items outside the view must not make the window scroll.
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    window->DC.CursorMaxPos = window->DC.IdealMaxPos = window->DC.CursorStartPos;
    ImGui::End();
    parts.log.end_frame();
}

std::span<const Widget> Screen::widgets() const { return parts_->log.widgets(); }
const Scene& Screen::scene() const { return parts_->graph.scene(); }
void Screen::set_hint(bool wanted) { parts_->graph.set_hint(wanted); }
bool Screen::number_changed() const { return parts_->graph.number_changed(); }
void Screen::fit() { parts_->graph.fit_all(); }
void Screen::pinch(float factor, float x, float y) { parts_->graph.pinch(factor, {x, y}); }
void Screen::pan(float dx, float dy) { parts_->graph.pan(dx, dy); }

}  // namespace bp
