#include "ui/widget_log.hpp"

#include <map>

#include "imgui.h"
#include "imgui_internal.h"

namespace bp::ui {

void WidgetLog::attach() {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.TestEngine = this;
    context.TestEngineHookItems = true;
}

void WidgetLog::detach() {
    ImGuiContext* context = ImGui::GetCurrentContext();
    if (!context || context->TestEngine != this) return;
    context->TestEngine = nullptr;
    context->TestEngineHookItems = false;
}

void WidgetLog::begin_frame() { next_.clear(); }

void WidgetLog::end_frame() {
    shown_.clear();
    std::map<std::string, int, std::less<>> seen;
    for (Widget& widget : next_) {
        if (widget.label.empty()) continue;
        const int count = widget.role == "tooltip" ? 1 : ++seen[widget.label];
        if (count > 1) widget.label += " (" + std::to_string(count) + ")";
        shown_.push_back(std::move(widget));
    }
    next_.clear();
}

Widget* WidgetLog::find(uint32_t id) {
    // The item in question is the last or one of the last.
    for (size_t i = next_.size(); i-- > 0;) {
        if (next_[i].id == id) return &next_[i];
    }
    return nullptr;
}

void WidgetLog::add(uint32_t id, float x, float y, float w, float h, bool disabled) {
    Widget widget;
    widget.id = id;
    widget.x = x;
    widget.y = y;
    widget.w = w;
    widget.h = h;
    widget.disabled = disabled;
    widget.focused = ImGui::GetCurrentContext()->NavId == id;
    next_.push_back(std::move(widget));
}

void WidgetLog::info(uint32_t id, std::string_view label, bool checkable, bool checked, bool inputable) {
    Widget* widget = find(id);
    if (!widget) return;
    widget->label = label.substr(0, label.find("##"));
    widget->role = inputable ? "textbox" : checkable ? "checkbox" : "button";
    widget->checked = checked;
}

void WidgetLog::describe(uint32_t id, std::string_view label, std::string_view role, std::string_view value,
                         bool checked) {
    Widget* widget = find(id);
    if (!widget) return;
    widget->label = label;
    widget->role = role;
    widget->value = value;
    widget->checked = checked;
}

namespace {
WidgetLog* log_of(ImGuiContext* context) { return static_cast<WidgetLog*>(context->TestEngine); }
}  // namespace

}  // namespace bp::ui

// The four functions that Dear ImGui calls when it is built with IMGUI_ENABLE_TEST_ENGINE.

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* ctx, ImGuiID id, const ImRect& bb,
                                 const ImGuiLastItemData* item_data) {
    bp::ui::WidgetLog* log = bp::ui::log_of(ctx);
    const bool disabled = item_data && (item_data->ItemFlags & ImGuiItemFlags_Disabled) != 0;
    if (log) log->add(id, bb.Min.x, bb.Min.y, bb.GetWidth(), bb.GetHeight(), disabled);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* ctx, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags flags) {
    bp::ui::WidgetLog* log = bp::ui::log_of(ctx);
    if (!log || !label) return;
    log->info(id, label, (flags & ImGuiItemStatusFlags_Checkable) != 0,
              (flags & ImGuiItemStatusFlags_Checked) != 0, (flags & ImGuiItemStatusFlags_Inputable) != 0);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
