#pragma once

#include <string>
#include <string_view>

namespace bp::ui {

/// Every text of the canvas that a user sees. "{}" in a text is a place for fill().
enum class Text {
    undo,
    redo,
    zoom_in,
    zoom_out,
    fit,
    graph_canvas,
    value,
    gradient,
    node,
    constant_node,
    not_a_number,
    train,
    pause,
    reset,
    try_again,
    loss,
    accuracy,
    train_images,
    test_images,
    iteration,
    iteration_of,
    steps_per_second,
    loading,
    phase_idle,
    phase_running,
    phase_paused,
    phase_finished,
    phase_failed,
    no_data_yet,
    moving_average,
    count,
};

std::string_view text(Text key);

/// The text with its "{}" replaced, in order.
std::string fill(Text key, std::string_view first, std::string_view second = {});

/// 10000 → "10,000".
std::string grouped(int number);

}  // namespace bp::ui
