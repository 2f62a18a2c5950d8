# emsdk-setup.sh leaves a Node in .deps where the machine's own is too old.
find_program(BP_NODE node PATHS "${PROJECT_SOURCE_DIR}/.deps/node/bin" NO_DEFAULT_PATH)
find_program(BP_NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)

execute_process(COMMAND "${EMSCRIPTEN_ROOT_PATH}/em-config" BINARYEN_ROOT
    OUTPUT_VARIABLE bp_binaryen OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)

# bp_wasm_module(<folder> NAME <file> EXPORT <function> ENVIRONMENT <list> SOURCES ... LIBRARIES ...):
# an ES module with embind, dist/<folder>/<file>.mjs + .wasm, whose default export is the async factory function.
function(bp_wasm_module target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;EXPORT;ENVIRONMENT" "SOURCES;LIBRARIES")
    add_executable(${target} ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE ${arg_LIBRARIES} bp_options embind)
    target_compile_options(${target} PRIVATE -Oz)
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME ${arg_NAME} SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY "${BP_DIST}/${target}")
    target_link_options(${target} PRIVATE
        -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=${arg_EXPORT} -sENVIRONMENT=${arg_ENVIRONMENT}
        -sALLOW_MEMORY_GROWTH -sSTACK_SIZE=1MB  # the default of 64 KB is little for what recurses
        -sFILESYSTEM=0
        -sDYNAMIC_EXECUTION=0)                  # no eval: the page's Content-Security-Policy forbids it
    # The compiler leaves long names in its JavaScript.
    set(script "${BP_DIST}/${target}/${arg_NAME}.mjs")
    add_custom_command(TARGET ${target} POST_BUILD VERBATIM
        COMMAND "${PROJECT_SOURCE_DIR}/node_modules/.bin/esbuild" "${script}" --minify --format=esm --log-level=warning
            "--outfile=${script}" --allow-overwrite)
    if(CMAKE_BUILD_TYPE STREQUAL Release)
        # Functions that are alike stand together, which packs 6 % better than the linker's order by use. Their names say
        # where, and go afterwards. A second -Oz finds what the linker's left.
        set(module "${BP_DIST}/${target}/${arg_NAME}.wasm")
        add_custom_command(TARGET ${target} POST_BUILD VERBATIM
            COMMAND "${BP_NODE}" "${PROJECT_SOURCE_DIR}/cmake/order_functions.mjs" "${module}"
            COMMAND "${bp_binaryen}/bin/wasm-opt" --enable-bulk-memory --enable-bulk-memory-opt --enable-exception-handling
                --enable-multivalue --enable-mutable-globals --enable-nontrapping-float-to-int --enable-reference-types
                --enable-sign-ext --enable-simd -Oz --reorder-functions-by-name --strip-debug "${module}" -o "${module}")
    endif()
endfunction()
