#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bp {

/// What the page knows of the training run in its worker. The worker reports, the page only shows.
struct Training {
    enum class Phase { idle, loading, running, paused, finished, failed };

    struct Accuracy {
        int iteration;
        double train;  ///< share of all training images, 0 … 1
        double test;
    };

    Phase phase = Phase::idle;
    double progress = 0;  ///< of loading the data, 0 … 1
    std::string message;  ///< why it failed, "" otherwise
    int iteration = 0;
    int total = 10000;
    double seconds = 0;                ///< spent in training steps, without evaluation
    std::vector<float> losses;         ///< one for each step so far
    std::vector<Accuracy> accuracies;  ///< at iterations 0, 600, 1200 …
};

std::string_view name(Training::Phase phase);

}  // namespace bp
