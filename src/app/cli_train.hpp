#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/net_spec.hpp"
#include "network/run.hpp"

namespace bp::cli {

struct TrainOptions {
    std::string data;  ///< folder with the four IDX files
    uint64_t iterations = 10000;
    uint64_t every = 600;  ///< iterations between evaluations
    std::vector<int> hidden{50};
    std::string activation = "relu";
    std::string weight_init = "0.01";
    std::string optimizer = "sgd";
    int batch = 100;
    double learning_rate = 0.1;
    uint64_t seed = 1;
    std::string csv;         ///< "" for none
    std::string checkpoint;  ///< "" for none
    std::string resume;      ///< a checkpoint to go on from, "" for none
    std::string save;        ///< an .npz file for the weights, "" for none
};

/// Trains a network on an MNIST-like data set and prints loss, accuracies and speed at every evaluation. CSV,
/// checkpoint and saved weights are renewed there too. Returns the program's exit code: 1 when the loss is no
/// number any more. Throws Problem for bad input.
int train(const TrainOptions& options);

}  // namespace bp::cli
