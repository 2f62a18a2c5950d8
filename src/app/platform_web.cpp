#include "app/platform_web.hpp"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>
#include <emscripten/html5_webgl.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>

#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"
#include "ui/key_names.hpp"

namespace bp {
namespace {

constexpr float kLongestFrame = 0.1f;
constexpr float kLongestPause = 60;
constexpr float kShortestFrame = 1e-4f;

/// Folds bytes into a running 64-bit hash (FNV-1a on 8-byte words: fast rather than strong, it only sees
/// equality).
uint64_t fold(uint64_t hash, const void* data, size_t bytes) {
    const auto* at = static_cast<const unsigned char*>(data);
    constexpr uint64_t kPrime = 1099511628211u;
    for (; bytes >= 8; bytes -= 8, at += 8) {
        uint64_t word;
        std::memcpy(&word, at, 8);
        hash = (hash ^ word) * kPrime;
        hash ^= hash >> 32;
    }
    for (; bytes > 0; --bytes, ++at) hash = (hash ^ *at) * kPrime;
    return hash;
}

template <class T>
uint64_t fold(uint64_t hash, const ImVector<T>& items) {
    return fold(hash, items.Data, static_cast<size_t>(items.Size) * sizeof(T));
}

ImGuiMouseSource source(bool touch) { return touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse; }

}  // namespace

PlatformWeb::PlatformWeb() {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendPlatformName = "bp_platform_web";
    io.BackendPlatformUserData = this;
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors | ImGuiBackendFlags_RendererHasTextures;
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_GetClipboardTextFn = [](ImGuiContext*) {
        return static_cast<PlatformWeb*>(ImGui::GetIO().BackendPlatformUserData)->clipboard_.c_str();
    };
    platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
        static_cast<PlatformWeb*>(ImGui::GetIO().BackendPlatformUserData)->clipboard_ = text;
    };
}

bool PlatformWeb::open(const std::string& selector) {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;  // the rest is decided: web/platform/gl_context.mjs has opened it
    attributes.enableExtensionsByDefault = false;
    const auto context = emscripten_webgl_create_context(selector.c_str(), &attributes);
    if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS)
        return false;
    selector_ = selector;
    context_ = static_cast<intptr_t>(context);
    return ImGui_ImplOpenGL3_Init("#version 300 es");
}

void PlatformWeb::context_lost() {
    if (context_ == 0 || lost_) return;
    lost_ = true;
    // Now and not when the context is back: then the old objects belong to none, which WebGL complains of.
    ImGui_ImplOpenGL3_DestroyDeviceObjects();
}

void PlatformWeb::context_restored() {
    lost_ = false;  // the next frame makes textures, buffers and shaders anew
    repaint();
}

void PlatformWeb::resize(float width, float height, float pixel_ratio) {
    const int w = std::max(1, static_cast<int>(std::lround(width * pixel_ratio)));
    const int h = std::max(1, static_cast<int>(std::lround(height * pixel_ratio)));
    if (w == backing_width_ && h == backing_height_) return;
    backing_width_ = w;
    backing_height_ = h;
    if (context_ != 0) emscripten_set_canvas_element_size(selector_.c_str(), w, h);
    repaint();
}

void PlatformWeb::begin_frame(float width, float height, float pixel_ratio) {
    resize(width, height, pixel_ratio);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {std::max(1.0f, width), std::max(1.0f, height)};
    io.DisplayFramebufferScale = {pixel_ratio, pixel_ratio};
    if (can_draw()) ImGui_ImplOpenGL3_NewFrame();
}

float PlatformWeb::pass(double time) {
    const auto seconds = static_cast<float>((time - time_) / 1000);
    time_ = std::max(time, time_);
    ImGui::GetIO().DeltaTime = std::clamp(seconds, kShortestFrame, kLongestPause);
    return std::clamp(seconds, kShortestFrame, kLongestFrame);
}

uint64_t PlatformWeb::picture() const {
    const ImDrawData* data = ImGui::GetDrawData();
    uint64_t hash = fold(14695981039346656037u, &data->DisplaySize, sizeof data->DisplaySize);
    for (const ImDrawList* list : data->CmdLists) {
        hash = fold(fold(hash, list->VtxBuffer), list->IdxBuffer);
        for (const ImDrawCmd& command : list->CmdBuffer) {
            hash = fold(hash, &command.ClipRect, sizeof command.ClipRect);
            hash = fold(hash, &command.ElemCount, sizeof command.ElemCount);
        }
    }
    return hash | 1;  // never 0, which stands for no picture
}

bool PlatformWeb::end_frame() {
    if (!can_draw()) return false;
    bool changed = false;
    for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        changed = changed || texture->Status != ImTextureStatus_OK;
    }
    const uint64_t now = picture();
    if (!changed && now == drawn_) return false;
    glViewport(0, 0, backing_width_, backing_height_);
    const ImVec4& colour = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
    glClearColor(colour.x, colour.y, colour.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    drawn_ = now;
    return true;
}

void PlatformWeb::pointer_move(float x, float y, bool touch) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(source(touch));
    io.AddMousePosEvent(x, y);
}

void PlatformWeb::pointer_button(int button, bool down, bool touch) {
    if (button < 0 || button >= ImGuiMouseButton_COUNT) return;
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(source(touch));
    io.AddMouseButtonEvent(button, down);
}

void PlatformWeb::pointer_gone(bool touch) { pointer_move(-FLT_MAX, -FLT_MAX, touch); }

void PlatformWeb::wheel(float dx, float dy) { ImGui::GetIO().AddMouseWheelEvent(dx, dy); }

void PlatformWeb::key(const std::string& name, bool down, bool ctrl, bool shift, bool alt, bool meta) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, shift);
    io.AddKeyEvent(ImGuiMod_Alt, alt);
    io.AddKeyEvent(ImGuiMod_Super, meta);
    const ImGuiKey key = ui::key_of_name(name);
    if (key != ImGuiKey_None) io.AddKeyEvent(key, down);
}

void PlatformWeb::text(const std::string& utf8) { ImGui::GetIO().AddInputCharactersUTF8(utf8.c_str()); }

void PlatformWeb::focus(bool gained) {
    if (!gained && wants_text()) ImGui::ClearActiveID();
    ImGui::GetIO().AddFocusEvent(gained);
}

void PlatformWeb::shortcut(char letter) {
    ImGuiIO& io = ImGui::GetIO();
    // Dear ImGui itself swaps the two on a Mac.
    const ImGuiKey modifier = io.ConfigMacOSXBehaviors ? ImGuiMod_Super : ImGuiMod_Ctrl;
    const auto key = static_cast<ImGuiKey>(ImGuiKey_A + (letter - 'a'));
    io.AddKeyEvent(modifier, true);
    io.AddKeyEvent(key, true);
    io.AddKeyEvent(key, false);
    io.AddKeyEvent(modifier, false);
}

void PlatformWeb::tap_key(const std::string& name) {
    const ImGuiKey key = ui::key_of_name(name);
    if (key == ImGuiKey_None) return;
    ImGui::GetIO().AddKeyEvent(key, true);
    ImGui::GetIO().AddKeyEvent(key, false);
}

bool PlatformWeb::input_waits() const { return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0; }

bool PlatformWeb::wants_text() const { return ImGui::GetCurrentContext()->PlatformImeData.WantTextInput; }

}  // namespace bp
