# Emscripten as emsdk-setup.sh left it in .deps, by whichever road.
get_filename_component(bp_deps "${CMAKE_CURRENT_LIST_DIR}/../.deps" ABSOLUTE)
if(NOT EXISTS "${bp_deps}/emscripten/emcc")
    message(FATAL_ERROR "Emscripten is not set up: run ./emsdk-setup.sh first.")
endif()
include("${bp_deps}/emscripten-road.cmake")
set(CMAKE_EXE_LINKER_FLAGS_INIT "${BP_EMSCRIPTEN_LINK_FLAGS}")
include("${bp_deps}/emscripten/cmake/Modules/Platform/Emscripten.cmake")
