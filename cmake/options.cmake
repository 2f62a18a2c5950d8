# bp_options: what all of our own code is compiled with. Third-party targets do not link it.
add_library(bp_options INTERFACE)
target_compile_features(bp_options INTERFACE cxx_std_20)
target_compile_options(bp_options INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wconversion;-Wshadow;-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees an overlap or an overflow in every "text" + std::to_string(n) that it inlines (GCC bug 105329).
    target_compile_options(bp_options INTERFACE -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds)
endif()

# Flags that every object of a build must share, third-party code included.
add_compile_options(-ffp-contract=off)  # native and wasm round alike

if(EMSCRIPTEN)
    # Strict SIMD only: relaxed SIMD gives different results per browser, and one such instruction makes the
    # whole module fail where it is off.
    add_compile_options(-fwasm-exceptions -msimd128)
    # One thread a module, and none ever ends.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-threadsafe-statics> $<$<COMPILE_LANGUAGE:CXX>:-fno-c++-static-destructors>)
    add_link_options(-fwasm-exceptions)
endif()

if(BP_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

# bp_precompile(<target> [headers]): what nearly every source includes is read once for a target, which saves a third of
# the compiler's time. Sources still include what they use.
function(bp_precompile target)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <functional> <limits> <map> <memory>
        <optional> <span> <string> <string_view> <utility> <vector> ${ARGN})
endfunction()
