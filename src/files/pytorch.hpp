#pragma once

#include <cstdint>
#include <string>

#include "network/network.hpp"
#include "network/run.hpp"

namespace bp {

/// The network and its training as a Python program for PyTorch that contains the weights: `python3 file.py
/// --data DIR` (IDX files) or `--demo` (made-up data), or under `torchrun`, each process with its share of a
/// batch. The optimizer is the book's as far as PyTorch has it. Its `Net` can be imported.
template <class T>
std::string to_pytorch(const Network<T>& network, const TrainSpec& spec, uint64_t iterations);

extern template std::string to_pytorch(const Network<float>&, const TrainSpec&, uint64_t);
extern template std::string to_pytorch(const Network<double>&, const TrainSpec&, uint64_t);

}  // namespace bp
