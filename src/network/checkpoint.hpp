#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/net_spec.hpp"
#include "network/optimizer.hpp"

namespace bp {

/// Collects the bytes of a checkpoint: a magic number, a version, the data, and a CRC-32 of all of it.
/// Little-endian.
class CheckpointWriter {
  public:
    CheckpointWriter();

    template <class T>
    void put(T value) {
        put_all(std::span<const T>(&value, 1));
    }
    template <class T>
    void put_all(std::span<const T> values) {
        append(values.data(), values.size_bytes());
    }
    std::vector<uint8_t> finish();

  private:
    void append(const void* from, size_t size);

    std::vector<uint8_t> bytes_;
};

/// Reads what CheckpointWriter wrote, in the same order. Throws Problem if the bytes are not a checkpoint, of
/// another version, damaged or truncated. Allocates nothing.
class CheckpointReader {
  public:
    explicit CheckpointReader(std::span<const uint8_t> bytes);

    template <class T>
    T get() {
        T value;
        get_all(std::span<T>(&value, 1));
        return value;
    }
    template <class T>
    void get_all(std::span<T> values) {
        take(values.data(), values.size_bytes());
    }
    void expect_end() const;

  private:
    void take(void* to, size_t size);

    std::span<const uint8_t> rest_;
};

/// What a checkpoint says of itself.
struct CheckpointFacts {
    std::vector<int> layers;
    Activation activation{};
    OptimizerRule optimizer{};
    uint64_t steps = 0;
};

/// Reads that. Throws Problem if the bytes are not a checkpoint of training in float, whole, with the size
/// that its layers need.
CheckpointFacts read_facts(std::span<const uint8_t> bytes);

/// The kind of training of a checkpoint: precision, layers, activation and optimizer.
template <class T>
void write_header(CheckpointWriter& writer, const NetSpec& net, OptimizerRule optimizer);

/// Throws Problem, naming the difference, if the checkpoint is of another kind of training.
template <class T>
void expect_header(CheckpointReader& reader, const NetSpec& net, OptimizerRule optimizer);

}  // namespace bp
