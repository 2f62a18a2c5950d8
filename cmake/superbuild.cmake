# The preset 'test' builds nothing itself: its target 'all-tests' drives the other presets in order.
find_program(BP_BASH bash REQUIRED)
add_custom_target(all-tests
    COMMAND "${BP_BASH}" "${PROJECT_SOURCE_DIR}/cmake/all_tests.sh" "${PROJECT_BINARY_DIR}/logs"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}" USES_TERMINAL VERBATIM
    COMMENT "Running every check and test in order")
