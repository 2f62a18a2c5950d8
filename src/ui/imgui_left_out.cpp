/// What Dear ImGui calls of its parts that are not built, as nothing here begins a table or columns: tables
/// are 8 KB of the page's download.
#include <cstdarg>
#include <cstdlib>
#include <string_view>

#include "imgui.h"
#include "imgui_internal.h"

namespace ImGui {

void EndTable() {}
void TableEndRow(ImGuiTable*) {}
void TableEndCell(ImGuiTable*) {}
void TablePushBackgroundChannel() {}
void TablePopBackgroundChannel() {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}
void TableSettingsAddSettingsHandler() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TableGcCompactSettings() {}
void EndColumns() {}
void PushColumnsBackground() {}
void PopColumnsBackground() {}

}  // namespace ImGui

/// In place of sscanf (cmake/dependencies.cmake), another 2 KB: settings are not read here; the shaders'
/// "#version 300 es" is.
extern "C" int bp_scan(const char* text, const char* format, ...) {
    const std::string_view version = "#version ";
    if (!std::string_view(format).starts_with(version) || !std::string_view(text).starts_with(version))
        return 0;
    va_list places;
    va_start(places, format);
    *va_arg(places, int*) = std::atoi(text + version.size());
    va_end(places);
    return 1;
}
