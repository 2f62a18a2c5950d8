#include "base/clock.hpp"

#include <ctime>

namespace bp {

double steady_seconds() {
    timespec now{};  // std::chrono would bring along the texts of all errors that a system has
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace bp
