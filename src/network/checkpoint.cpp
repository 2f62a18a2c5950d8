#include "network/checkpoint.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <string>

#include "base/problem.hpp"
#include "network/file_kind.hpp"

namespace bp {
namespace {

static_assert(std::endian::native == std::endian::little,
              "checkpoints are written as memory holds the numbers");

constexpr std::array<uint8_t, 4> kMagic{'B', 'P', 'C', 'K'};
constexpr uint32_t kVersion = 1;

uint32_t checksum(std::span<const uint8_t> bytes) {
    return static_cast<uint32_t>(crc32(0, bytes.data(), static_cast<uInt>(bytes.size())));
}

std::string text(const std::vector<int>& layers) {
    std::string result;
    for (const int size : layers) result.append(result.empty() ? "" : "-").append(std::to_string(size));
    return result;
}

template <size_t n>
std::string name(const std::array<std::string_view, n>& names, uint32_t index) {
    return index < n ? std::string(names[index]) : "unknown";
}

using Different = problems::Key<void(problems::Code, problems::Code)>;

void expect_same(Different problem, const std::string& there, const std::string& here) {
    if (there != here) throw Problem(problem, there, here);
}

constexpr std::array<std::string_view, 2> kPrecisionNames{"float32", "float64"};

template <class T>
constexpr uint32_t precision = sizeof(T) == 4 ? 0 : 1;

}  // namespace

CheckpointWriter::CheckpointWriter() : bytes_(kMagic.begin(), kMagic.end()) { put(kVersion); }

void CheckpointWriter::append(const void* from, size_t size) {
    const size_t end = bytes_.size();
    bytes_.resize(end + size);
    std::memcpy(bytes_.data() + end, from, size);
}

std::vector<uint8_t> CheckpointWriter::finish() {
    put(checksum(bytes_));
    return std::move(bytes_);
}

CheckpointReader::CheckpointReader(std::span<const uint8_t> bytes) : rest_(bytes) {
    constexpr size_t kLeast = kMagic.size() + 2 * sizeof(uint32_t);
    if (bytes.size() < kLeast || !std::equal(kMagic.begin(), kMagic.end(), bytes.begin())) {
        throw Problem(problems::checkpoint_not_a_checkpoint, bytes.size(), kind_of_file(bytes));
    }
    rest_ = bytes.subspan(kMagic.size());
    const auto version = get<uint32_t>();
    if (version != kVersion) {
        throw Problem(problems::checkpoint_version, version, kVersion);
    }
    const auto body = bytes.first(bytes.size() - sizeof(uint32_t));
    uint32_t written = 0;
    std::memcpy(&written, bytes.data() + body.size(), sizeof written);
    if (bytes.size() > std::numeric_limits<uInt>::max() || checksum(body) != written) {
        throw Problem(problems::checkpoint_damaged);
    }
    rest_ = rest_.first(rest_.size() - sizeof(uint32_t));
}

void CheckpointReader::take(void* to, size_t size) {
    if (rest_.size() < size) throw Problem(problems::checkpoint_cut_off);
    std::memcpy(to, rest_.data(), size);
    rest_ = rest_.subspan(size);
}

void CheckpointReader::expect_end() const {
    if (!rest_.empty()) throw Problem(problems::checkpoint_too_long, rest_.size());
}

template <class T>
void write_header(CheckpointWriter& writer, const NetSpec& net, OptimizerRule optimizer) {
    writer.put(precision<T>);
    writer.put(static_cast<uint32_t>(net.layers.size()));
    for (const int size : net.layers) writer.put(static_cast<int32_t>(size));
    writer.put(static_cast<uint32_t>(net.activation));
    writer.put(static_cast<uint32_t>(optimizer));
}

template <class T>
void expect_header(CheckpointReader& reader, const NetSpec& net, OptimizerRule optimizer) {
    expect_same(problems::checkpoint_other_precision, name(kPrecisionNames, reader.get<uint32_t>()),
                name(kPrecisionNames, precision<T>));
    const auto count = reader.get<uint32_t>();
    if (count > NetSpec::kMaxLayers) throw Problem(problems::checkpoint_layer_count);
    std::vector<int> layers(count);
    for (int& size : layers) size = reader.get<int32_t>();
    expect_same(problems::checkpoint_other_layers, text(layers), text(net.layers));
    expect_same(problems::checkpoint_other_activation, name(kActivationNames, reader.get<uint32_t>()),
                name(kActivationNames, static_cast<uint32_t>(net.activation)));
    expect_same(problems::checkpoint_other_optimizer, name(kOptimizerNames, reader.get<uint32_t>()),
                name(kOptimizerNames, static_cast<uint32_t>(optimizer)));
}

CheckpointFacts read_facts(std::span<const uint8_t> bytes) {
    CheckpointReader reader(bytes);
    expect_same(problems::checkpoint_other_precision, name(kPrecisionNames, reader.get<uint32_t>()),
                name(kPrecisionNames, precision<float>));
    const auto count = reader.get<uint32_t>();
    if (count > NetSpec::kMaxLayers) throw Problem(problems::checkpoint_layer_count);
    NetSpec net{.layers = std::vector<int>(count)};
    for (int& size : net.layers) size = reader.get<int32_t>();
    net.check();
    CheckpointFacts facts{.layers = net.layers,
                          .activation = static_cast<Activation>(reader.get<uint32_t>()),
                          .optimizer = static_cast<OptimizerRule>(reader.get<uint32_t>()),
                          .steps = reader.get<uint64_t>()};
    if (static_cast<size_t>(facts.activation) >= kActivationNames.size() ||
        static_cast<size_t>(facts.optimizer) >= kOptimizerNames.size())
        throw Problem(problems::checkpoint_damaged);
    return facts;
}

template void write_header<float>(CheckpointWriter&, const NetSpec&, OptimizerRule);
template void write_header<double>(CheckpointWriter&, const NetSpec&, OptimizerRule);
template void expect_header<float>(CheckpointReader&, const NetSpec&, OptimizerRule);
template void expect_header<double>(CheckpointReader&, const NetSpec&, OptimizerRule);

}  // namespace bp
