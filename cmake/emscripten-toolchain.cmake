# Emscripten as emsdk-setup.sh left it in .deps, by whichever road.
get_filename_component(bp_deps "${CMAKE_CURRENT_LIST_DIR}/../.deps" ABSOLUTE)
if(NOT EXISTS "${bp_deps}/emscripten/emcc")
    message(FATAL_ERROR "Emscripten is not set up: run ./emsdk-setup.sh first.")
endif()
include("${bp_deps}/emscripten-road.cmake")
if(BP_EMSCRIPTEN_ROAD STREQUAL debian)
    # Emscripten 6.0.5 expects LLVM 21 and says so at every call; LLVM 22 does.
    set(CMAKE_C_FLAGS_INIT -Wno-version-check)
    set(CMAKE_CXX_FLAGS_INIT -Wno-version-check)
endif()
set(CMAKE_EXE_LINKER_FLAGS_INIT "${BP_EMSCRIPTEN_LINK_FLAGS}")
include("${bp_deps}/emscripten/cmake/Modules/Platform/Emscripten.cmake")
