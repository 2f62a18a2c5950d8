#include "ui/strings.hpp"

#include <array>

namespace bp::ui {

namespace {

struct Entry {
    Text key;
    std::string_view en;
};

constexpr Entry kEntries[] = {
    {Text::undo, "Undo"},
    {Text::redo, "Redo"},
    {Text::zoom_in, "Zoom in"},
    {Text::zoom_out, "Zoom out"},
    {Text::fit, "Fit"},
    {Text::graph_canvas, "Graph canvas"},
    {Text::value, "value"},
    {Text::gradient, "gradient"},
    {Text::node, "{} node {}"},
    {Text::constant_node, "constant node {}"},
    {Text::not_a_number, "'{}' is not a number"},
    {Text::train, "Train"},
    {Text::pause, "Pause"},
    {Text::reset, "Reset"},
    {Text::try_again, "Try again"},
    {Text::loss, "Loss"},
    {Text::accuracy, "Accuracy"},
    {Text::train_images, "training images"},
    {Text::test_images, "test images"},
    {Text::iteration, "iteration {}"},
    {Text::iteration_of, "{} / {}"},
    {Text::steps_per_second, "{} steps per second"},
    {Text::loading, "Loading the images"},
    {Text::phase_idle, "Ready to train"},
    {Text::phase_running, "Training"},
    {Text::phase_paused, "Paused"},
    {Text::phase_finished, "Finished"},
    {Text::phase_failed, "Stopped"},
    {Text::no_data_yet, "Nothing to draw yet: press Train"},
    {Text::moving_average, "moving average"},
};
static_assert(std::size(kEntries) == static_cast<size_t>(Text::count));

constexpr bool in_order() {
    for (size_t i = 0; i < std::size(kEntries); ++i) {
        if (static_cast<size_t>(kEntries[i].key) != i) return false;
    }
    return true;
}
static_assert(in_order(), "the table follows the order of enum Text");

void replace_next(std::string& in, size_t& from, std::string_view by) {
    const size_t at = in.find("{}", from);
    if (at == std::string::npos) return;
    in.replace(at, 2, by);
    from = at + by.size();
}

}  // namespace

std::string_view text(Text key) { return kEntries[static_cast<size_t>(key)].en; }

std::string fill(Text key, std::string_view first, std::string_view second) {
    std::string filled(text(key));
    size_t from = 0;
    replace_next(filled, from, first);
    replace_next(filled, from, second);
    return filled;
}

std::string grouped(int number) {
    std::string digits = std::to_string(number);
    const size_t first = number < 0 ? 1 : 0;
    for (size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

}  // namespace bp::ui
