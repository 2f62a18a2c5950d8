#include "playground/training.hpp"

#include <array>

namespace bp {

std::string_view name(Training::Phase phase) {
    constexpr std::array<std::string_view, 6> kNames{"idle",   "loading",  "running",
                                                     "paused", "finished", "failed"};
    return kNames[static_cast<size_t>(phase)];
}

}  // namespace bp
