#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/network.hpp"

// A network's parameters as NumPy and the book keep them: np.savez(file, W1=…, b1=…, W2=…, b2=…).
// Formats and limits: docs/network-files.md.
namespace bp {

template <class T>
std::vector<uint8_t> to_npz(const Parameters<T>& params);

/// W1, b1, W2, b2, … of an .npz file, whichever order it has them in. Throws Problem when it is none, one is
/// missing, something else is in it, shapes do not follow on each other, or a number is not finite.
Parameters<double> read_npz(std::span<const uint8_t> bytes);

/// The sizes of the layers of the network in it: input, hidden …, output.
std::vector<int> npz_layers(std::span<const uint8_t> bytes);

/// Replaces the network's parameters by those of the file. Throws Problem, and changes nothing, when the
/// layers differ or the file cannot be read.
template <class T>
void load_npz(Network<T>& network, std::span<const uint8_t> bytes);

extern template std::vector<uint8_t> to_npz(const Parameters<float>&);
extern template std::vector<uint8_t> to_npz(const Parameters<double>&);
extern template void load_npz(Network<float>&, std::span<const uint8_t>);
extern template void load_npz(Network<double>&, std::span<const uint8_t>);

}  // namespace bp
