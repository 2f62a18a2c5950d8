#pragma once

namespace bp {

/// What work that may take seconds calls again and again, so that whoever waits for it can tell it from work
/// that never ends. Null: nobody waits.
inline void (*on_pulse)() = nullptr;

inline void pulse() {
    if (on_pulse != nullptr) on_pulse();
}

}  // namespace bp
