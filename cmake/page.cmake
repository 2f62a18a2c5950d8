# Target 'page': the whole static site in dist/. Target 'serve': the same, then served on this machine.

add_custom_target(page ALL
    COMMAND "${BP_NODE}" "${PROJECT_SOURCE_DIR}/cmake/build_page.mjs" "${BP_DIST}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" USES_TERMINAL VERBATIM
    COMMENT "Putting the page together in ${BP_DIST}")
foreach(module engine app)
    if(TARGET ${module})
        add_dependencies(page ${module})
    endif()
endforeach()

add_custom_target(serve
    COMMAND "${BP_NODE}" "${PROJECT_SOURCE_DIR}/cmake/serve.mjs" "${BP_DIST}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" USES_TERMINAL VERBATIM
    COMMENT "Serving the page")
add_dependencies(serve page)
