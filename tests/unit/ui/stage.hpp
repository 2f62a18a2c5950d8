#pragma once

#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "imgui.h"
#include "playground/playground.hpp"
#include "ui/screen.hpp"

namespace bp::test {

/// A playground on a screen without pixels: frames are drawn into vertex lists that nobody shows, input is
/// injected as the platform layer would. Nothing glides, unless a test asks for motion by set_still(false).
class Stage {
  public:
    explicit Stage(float width = 880, float height = 740) : context_(make_context(width, height)) { step(); }
    ~Stage() { end(); }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    Playground playground;
    Screen& screen() { return *screen_; }

    /// The page's fonts in place of Dear ImGui's.
    void load_fonts() {
        const auto read = [](const char* name) {
            std::ifstream file(std::string(".deps/fonts/") + name, std::ios::binary);
            const std::string bytes(std::istreambuf_iterator<char>(file), {});
            return std::vector<unsigned char>(bytes.begin(), bytes.end());
        };
        screen_->load_fonts(read("ui.ttf"), read("ui-semibold.ttf"));
        screen_->add_font(read("korean.ttf"));
        step();
    }

    /// One frame.
    void step() {
        ImGui::NewFrame();
        screen_->draw(playground, 1.0f / 60);
        ImGui::Render();
        ImDrawData& data = *ImGui::GetDrawData();
        if (!data.Textures) return;
        for (ImTextureData* texture : *data.Textures) {
            if (texture->Status == ImTextureStatus_WantDestroy) {
                texture->SetTexID(ImTextureID_Invalid);
                texture->SetStatus(ImTextureStatus_Destroyed);
            } else if (texture->Status != ImTextureStatus_OK) {
                texture->SetTexID(1);
                texture->SetStatus(ImTextureStatus_OK);
            }
        }
    }
    void steps(int count) {
        for (int i = 0; i < count; ++i) step();
    }

    const Widget* widget(std::string_view label) {
        for (const Widget& widget : screen_->widgets()) {
            if (widget.label == label) return &widget;
        }
        return nullptr;
    }
    /// The widget's middle.
    Point place(std::string_view label) {
        const Widget* found = widget(label);
        return found ? Point{found->x + found->w / 2, found->y + found->h / 2} : Point{-1, -1};
    }

    void move(Point to) {
        ImGui::GetIO().AddMousePosEvent(to.x, to.y);
        step();
    }
    void button(bool down) {
        ImGui::GetIO().AddMouseButtonEvent(0, down);
        step();
    }
    void click(std::string_view label) {
        move(place(label));
        button(true);
        button(false);
    }
    void double_click(std::string_view label) {
        click(label);
        button(true);
        button(false);
        steps(2);
    }
    void key(ImGuiKey key) {
        ImGui::GetIO().AddKeyEvent(key, true);
        step();
        ImGui::GetIO().AddKeyEvent(key, false);
        step();
    }
    /// Replaces the text of the open field, whose text is selected.
    void type(const char* text) {
        ImGui::GetIO().AddInputCharactersUTF8(text);
        steps(2);
    }

    double leaf(std::string_view name) {
        const NodeId id = *playground.document().graph->find(name);
        return playground.document().leaves.at(id)->data[0];
    }
    double output() { return playground.execution().value(playground.execution().output())[0]; }

    /// Whether all vertices of the last frame have finite coordinates, and how many there are.
    std::pair<bool, int> vertices() const {
        bool all_finite = true;
        for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
            for (const ImDrawVert& vertex : list->VtxBuffer) {
                all_finite = all_finite && std::isfinite(vertex.pos.x) && std::isfinite(vertex.pos.y);
            }
        }
        return {all_finite, ImGui::GetDrawData()->TotalVtxCount};
    }

  private:
    ImGuiContext* make_context(float width, float height) {
        ImGuiContext* context = ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.DisplaySize = {width, height};
        io.DeltaTime = 1.0f / 60;
        screen_ = std::make_unique<Screen>();
        screen_->set_still(true);
        return context;
    }
    void end() {
        screen_.reset();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_Destroyed);
        }
        ImGui::DestroyContext(context_);
    }

    std::unique_ptr<Screen> screen_;
    ImGuiContext* context_;
};

}  // namespace bp::test
