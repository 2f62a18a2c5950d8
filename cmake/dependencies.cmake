# Third-party libraries, built from .deps/src where emsdk-setup.sh put them, else fetched at a pinned version.
# The native and the wasm build use the same sources. All are SYSTEM: our warnings do not apply to them.
include(FetchContent)
set(FETCHCONTENT_BASE_DIR "${PROJECT_SOURCE_DIR}/.deps/fetched")
set(FETCHCONTENT_UPDATES_DISCONNECTED ON)

# bp_source(<name> <git repository> <tag or commit>): sets <name>_SOURCE_DIR to the library's tree. Never adds
# the library's own CMakeLists: SOURCE_SUBDIR names a folder without one.
macro(bp_source name repository tag)
    string(TOUPPER ${name} bp_upper)
    if(NOT FETCHCONTENT_SOURCE_DIR_${bp_upper} AND EXISTS "${PROJECT_SOURCE_DIR}/.deps/src/${name}")
        set(FETCHCONTENT_SOURCE_DIR_${bp_upper} "${PROJECT_SOURCE_DIR}/.deps/src/${name}")
    endif()
    FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} SOURCE_SUBDIR no-cmake-here)
    FetchContent_MakeAvailable(${name})
endmacro()

# bp_headers(<target> <include folder>): a header-only library.
function(bp_headers target folder)
    add_library(${target} INTERFACE)
    target_include_directories(${target} SYSTEM INTERFACE "${folder}")
endfunction()

bp_source(imgui https://github.com/ocornut/imgui 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)
bp_source(catch2 https://github.com/catchorg/Catch2 fa43b77429ba76c462b1898d6cd2f2d7a9416b14)
bp_source(rapidcheck https://github.com/emil-e/rapidcheck a5724ea)
bp_source(zlib https://github.com/madler/zlib v1.3.2)
bp_source(eigen https://gitlab.com/libeigen/eigen 5.0.1)
bp_source(json https://github.com/nlohmann/json v3.11.3)
bp_source(cli11 https://github.com/CLIUtils/CLI11 v2.6.1)

# --- header only ---------------------------------------------------------------------------------------------
bp_headers(bp_json "${json_SOURCE_DIR}/include")
target_compile_definitions(bp_json INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0 JSON_NO_IO)
bp_headers(bp_cli11 "${cli11_SOURCE_DIR}/include")

bp_headers(bp_eigen "${eigen_SOURCE_DIR}")  # natively only

# --- zlib: the compressor and decompressor, none of its file functions ---------------------------------------
add_library(zlib STATIC)
foreach(file adler32 crc32 deflate infback inffast inflate inftrees trees zutil)
    target_sources(zlib PRIVATE "${zlib_SOURCE_DIR}/${file}.c")
endforeach()
target_include_directories(zlib SYSTEM PUBLIC "${zlib_SOURCE_DIR}")
target_compile_options(zlib PRIVATE -w)
if(EMSCRIPTEN)
    target_compile_definitions(zlib PRIVATE Z_TESTW=0)  # checksums byte by byte: without 8 KB of tables
endif()

# --- Dear ImGui: the core, and on the web its OpenGL3 backend ------------------------------------------------
# bp_adapted(<file> <text> <in its place> ...): a copy of a file of Dear ImGui in the build's generated/imgui.
function(bp_adapted file)
    file(READ "${imgui_SOURCE_DIR}/${file}" content)
    while(ARGN)
        list(POP_FRONT ARGN text other)
        string(FIND "${content}" "${text}" place)
        if(place EQUAL -1)
            message(FATAL_ERROR "${file} of Dear ImGui does not contain: ${text}")
        endif()
        string(REPLACE "${text}" "${other}" content "${content}")
    endwhile()
    file(GENERATE OUTPUT "${PROJECT_BINARY_DIR}/generated/imgui/${file}" CONTENT "${content}")
endfunction()
# What the page does not use is 15 KB of its download: recovery from unbalanced calls, settings in a file, choosing
# windows by keyboard; decorations, as its one window has none; tooltips and popups, which src/ui draws itself;
# PostScript outlines, as its fonts are TrueType.
bp_adapted(imgui.cpp
    "if (g.IO.ConfigErrorRecovery)" "if (false)"
    "\n    UpdateSettings()" "\n    g.SettingsLoaded = true"
    "AddSettingsHandler(&ini_handler)" "(void)0"
    "SaveIniSettingsToDisk(g.IO.IniFilename)" "(void)0"
    "\n    NavUpdateWindowing()" ""
    "\n        NavUpdateWindowingOverlay()" ""
    "            Scrollbar(ImGuiAxis_X)" ""
    "            Scrollbar(ImGuiAxis_Y)" ""
    "auto_fit_mask = UpdateWindowManualResize(" "auto_fit_mask = true ? 0 : UpdateWindowManualResize("
    "RenderWindowTitleBarContents(window, ImRect(" "if (false) RenderWindowTitleBarContents(window, ImRect("
    "window->Pos = FindBestWindowPosForPopup(window)" "(void)0"
    "SetTooltip(\"%s\", GetKeyChordName(g.LastItemData.Shortcut))" "(void)0"
    "SetTooltip(\"...\")" "(void)0"
    "\n    RenderDimmedBackgrounds()" ""
    "RenderMouseCursor(g.IO.MousePos" "if (false) RenderMouseCursor(g.IO.MousePos"
    "\n    UpdateMouseWheel()" "")
bp_adapted(imstb_truetype.h
    "info->cff.size" "0"
    "if (!cff) return 0" "return 0")
add_library(imgui STATIC
    "${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp" "${PROJECT_BINARY_DIR}/generated/imgui/imgui.cpp")
foreach(file imgui_draw imgui_widgets)
    target_sources(imgui PRIVATE "${imgui_SOURCE_DIR}/${file}.cpp")
endforeach()
if(EMSCRIPTEN)
    target_sources(imgui PRIVATE "${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp")
endif()
target_include_directories(imgui SYSTEM PUBLIC
    "${imgui_SOURCE_DIR}" "${imgui_SOURCE_DIR}/backends" "${imgui_SOURCE_DIR}/misc/cpp")
# The test-engine hooks are functions that src/ui defines, as are those of the left-out imgui_tables.cpp: whoever links
# imgui links bp_ui too (src/CMakeLists.txt).
# Indices of 32 bits: a large graph has more than 65,536 vertices in view, and WebGL has no vertex offsets.
target_compile_definitions(imgui PUBLIC IMGUI_ENABLE_TEST_ENGINE IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_FILE_FUNCTIONS ImDrawIdx=unsigned)
target_compile_definitions(imgui PRIVATE
    "IMGUI_STB_TRUETYPE_FILENAME=\"${PROJECT_BINARY_DIR}/generated/imgui/imstb_truetype.h\""
    IMGUI_USE_LEGACY_CRC32_ADLER)  # zlib's table, packed once
target_compile_features(imgui PUBLIC cxx_std_20)
target_compile_options(imgui PRIVATE -w)
if(EMSCRIPTEN)
    target_compile_options(imgui PRIVATE -fno-exceptions)  # throws nothing; without the cleanups of what might
    # Its own font is 10 KB: where ours cannot be fetched, the browser draws the letters (src/ui/browser_font.hpp).
    target_compile_definitions(imgui PUBLIC IMGUI_DISABLE_DEFAULT_FONT)
    target_compile_definitions(imgui PRIVATE sscanf=bp_scan)
endif()

# --- test libraries ------------------------------------------------------------------------------------------
if(BP_TESTS)
    # A few large translation units instead of 170 small ones: three builds of this a run are most of the test time.
    add_subdirectory("${catch2_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/catch2" EXCLUDE_FROM_ALL SYSTEM)
    list(APPEND CMAKE_MODULE_PATH "${catch2_SOURCE_DIR}/extras")

    file(GLOB_RECURSE bp_rapidcheck_files "${rapidcheck_SOURCE_DIR}/src/*.cpp")
    add_library(rapidcheck STATIC EXCLUDE_FROM_ALL ${bp_rapidcheck_files})
    target_include_directories(rapidcheck SYSTEM PUBLIC "${rapidcheck_SOURCE_DIR}/include")
    target_include_directories(rapidcheck PRIVATE "${rapidcheck_SOURCE_DIR}/src")
    target_compile_features(rapidcheck PUBLIC cxx_std_20)
    target_compile_options(rapidcheck PRIVATE -w)
    set_target_properties(Catch2 rapidcheck PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 14)
    # Not under test themselves: they need no optimising and no sanitizers.
    target_compile_options(Catch2 PRIVATE -O0 -fno-sanitize=all)
    target_compile_options(rapidcheck PRIVATE -O0 -fno-sanitize=all)
endif()
