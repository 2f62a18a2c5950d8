#pragma once

namespace bp {

/// Seconds of a clock that never goes back, since some moment.
double steady_seconds();

}  // namespace bp
