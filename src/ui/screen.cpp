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

struct Screen::State {
    ui::WidgetLog log;
    ui::Tooltip tooltip;
    ui::Theme theme;
    ui::LinePictures lines;
    ui::GraphRoom graph;
    ui::MnistRoom mnist;
    std::vector<unsigned char> font_data[3];  // regular, semibold, what was added
    bool touch = false;
    bool still = false;
    bool away = false;
};

Screen::Screen() : state_(std::make_unique<State>()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigDebugHighlightIdConflicts = false;  // a message for developers, never for users
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    // One window: there is none to change to.
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.ConfigNavWindowingKeyNext = 0;
    context.ConfigNavWindowingKeyPrev = 0;
    ui::apply_style(state_->theme.colours());
    state_->theme.lines = &state_->lines;
    state_->log.attach();
}

Screen::~Screen() {
    set_line_drawer({});
    state_->log.detach();
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

/// Whether all tables that a TrueType file announces are there: the reader of fonts believes it.
bool is_whole(std::span<const unsigned char> font) {
    constexpr size_t kHeader = 12, kEntry = 16;
    const auto number = [&](size_t at, size_t bytes) {
        size_t value = 0;
        for (size_t k = 0; k < bytes; ++k) value = value << 8 | font[at + k];
        return value;
    };
    if (font.size() < kHeader) return false;
    const size_t tables = number(4, 2);
    if (tables == 0 || font.size() < kHeader + kEntry * tables) return false;
    for (size_t k = 0; k < tables; ++k) {
        const size_t entry = kHeader + kEntry * k, offset = number(entry + 8, 4);
        if (offset > font.size() || number(entry + 12, 4) > font.size() - offset) return false;
    }
    return true;
}

}  // namespace

void Screen::load_fonts(std::span<const unsigned char> regular, std::span<const unsigned char> semibold) {
    const auto load = [&](std::span<const unsigned char> data, std::vector<unsigned char>& kept) -> ImFont* {
        if (!is_whole(data)) return nullptr;
        kept.assign(data.begin(), data.end());
        ImFontConfig config = by_em();
        return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(kept.data(), static_cast<int>(kept.size()), 0,
                                                          &config);
    };
    ui::Theme& theme = state_->theme;
    theme.regular = load(regular, state_->font_data[0]);
    theme.semibold = load(semibold, state_->font_data[1]);
    if (!theme.semibold) theme.semibold = theme.regular;
    if (theme.regular) ImGui::GetIO().FontDefault = theme.regular;
}

void Screen::add_font(std::span<const unsigned char> more) {
    ui::Theme& theme = state_->theme;
    if (!is_whole(more) || !theme.regular) return;
    state_->font_data[2].assign(more.begin(), more.end());
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    for (ImFont* font : {theme.regular, theme.semibold}) {
        ImFontConfig config = by_em();
        config.MergeMode = true;
        config.DstFont = font;
        // Dear ImGui merges into the last font, whatever DstFont says.
        atlas.Fonts.find_erase(font);
        atlas.Fonts.push_back(font);
        atlas.AddFontFromMemoryTTF(state_->font_data[2].data(), static_cast<int>(more.size()), 0, &config);
        ImFontAtlasFontDiscardBakes(&atlas, font, 0);  // what was missing before is there now
        if (theme.semibold == theme.regular) break;
    }
}

void Screen::set_line_drawer(LineDrawer drawer) {
    ui::LinePictures& lines = state_->lines;
    lines.set_drawer(std::move(drawer));
    if (!lines.can_draw()) return set_text_measurer({});
    if (ImGui::GetIO().Fonts->Fonts.empty()) ui::add_browser_font(lines.drawer());
    set_text_measurer([&lines](std::string_view utf8, float size, Weight weight) {
        return lines.width(utf8, size, weight);
    });
}

void Screen::forget_lines() { state_->lines.forget(); }

void Screen::set_dark(bool dark) {
    state_->theme.palette = dark ? &ui::kDark : &ui::kLight;
    ui::apply_style(state_->theme.colours());
}

void Screen::set_still(bool still) { state_->still = still; }

void Screen::set_focused(bool focused) { state_->away = !focused; }

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
    State& state = *state_;
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || io.MouseDown[0]) {
        state.touch = io.MouseSource == ImGuiMouseSource_TouchScreen;
    }
    follow_pixel_density(state.theme);
    state.log.begin_frame();
    begin_full_window(io.DisplaySize);
    ui::Frame frame{.theme = state.theme,
                    .log = state.log,
                    .tooltip = state.tooltip,
                    .painter = {ImGui::GetWindowDrawList(), state.theme},
                    .area = {0, 0, io.DisplaySize.x, io.DisplaySize.y},
                    .seconds = seconds,
                    .touch = state.touch,
                    .language = playground.language(),
                    .still = state.still,
                    .away = state.away};
    if (playground.room() == Room::mnist) {
        state.mnist.draw(playground, frame);
    } else {
        state.graph.draw(playground, frame);
    }
    state.tooltip.draw(frame);
    // Items outside the view must not make the window scroll.
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    window->DC.CursorMaxPos = window->DC.IdealMaxPos = window->DC.CursorStartPos;
    ImGui::End();
    state.log.end_frame();
}

std::span<const Widget> Screen::widgets() const { return state_->log.widgets(); }
const Scene& Screen::scene() const { return state_->graph.scene(); }
void Screen::set_hint(bool wanted) { state_->graph.set_hint(wanted); }
std::optional<std::pair<NodeId, std::string>> Screen::number_draft() const {
    const ui::NumberField& field = state_->graph.number_field();
    if (!field.card()) return {};
    return std::pair(*field.card(), field.text());
}

void Screen::type_again(NodeId node, const std::string& text) {
    state_->graph.number_field().open_again(node, text);
}

bool Screen::number_changed() const { return state_->graph.number_changed(); }
void Screen::fit() { state_->graph.fit_all(); }
void Screen::pinch(float factor, float x, float y) { state_->graph.pinch(factor, {x, y}); }
void Screen::pan(float dx, float dy) { state_->graph.pan(dx, dy); }

}  // namespace bp
