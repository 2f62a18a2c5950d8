#include "files/pytorch.hpp"

#include <array>
#include <map>
#include <span>
#include <string_view>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "files/npz.hpp"
#include "files/pytorch_program.hpp"

namespace bp {
namespace {

/// RFC 4648, in lines of 100 characters.
std::string base64(std::span<const uint8_t> bytes) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr size_t kBytesInLine = 75;
    std::string text;
    text.reserve(bytes.size() * 4 / 3 + bytes.size() / kBytesInLine + 4);
    for (size_t i = 0; i < bytes.size(); i += 3) {
        if (i > 0 && i % kBytesInLine == 0) text += '\n';
        const size_t count = std::min<size_t>(3, bytes.size() - i);
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; ++k) bits = bits << 8 | (k < count ? bytes[i + k] : 0u);
        for (size_t k = 0; k < 4; ++k) text += k <= count ? kDigits[bits >> (18 - 6 * k) & 63] : '=';
    }
    return text + "\n";
}

std::string list(const std::vector<int>& numbers) {
    std::string text = "[";
    for (const int n : numbers) text.append(text.size() == 1 ? "" : ", ").append(std::to_string(n));
    return text + "]";
}

std::string deviation(const WeightInit& init) {
    switch (init.rule) {
        case WeightInit::Rule::he:
            return "(2 / n) ** 0.5";
        case WeightInit::Rule::xavier:
            return "(1 / n) ** 0.5";
        case WeightInit::Rule::fixed:
            break;
    }
    return exact(init.standard_deviation);
}

/// PyTorch adds Adam's 1e-7 to √v after the correction, the book before it; the difference is negligible.
constexpr std::array<std::string_view, 4> kOptimizers{
    "torch.optim.SGD(net.parameters(), lr=LEARNING_RATE)",
    "torch.optim.SGD(net.parameters(), lr=LEARNING_RATE, momentum=0.9)",
    "torch.optim.Adagrad(net.parameters(), lr=LEARNING_RATE, eps=1e-7)",
    "torch.optim.Adam(net.parameters(), lr=LEARNING_RATE, eps=1e-7)"};

/// The text with every @NAME@ replaced.
std::string filled(std::string_view text, const std::map<std::string_view, std::string>& holes) {
    std::string result;
    while (true) {
        const size_t begin = text.find('@');
        result += text.substr(0, begin);
        if (begin == std::string_view::npos) return result;
        const size_t end = text.find('@', begin + 1);
        result += holes.at(text.substr(begin + 1, end - begin - 1));
        text.remove_prefix(end + 1);
    }
}

}  // namespace

template <class T>
std::string to_pytorch(const Network<T>& network, const TrainSpec& spec, uint64_t iterations) {
    const NetSpec& net = network.spec();
    return filled(kPytorchProgram,
                  {{"LAYERS", list(net.layers)},
                   {"DTYPE", sizeof(T) == 8 ? "float64" : "float32"},
                   {"BATCH", std::to_string(spec.batch_size)},
                   {"RATE", exact(spec.learning_rate)},
                   {"ITERATIONS", std::to_string(iterations)},
                   {"SEED", std::to_string(spec.seed)},
                   {"ACTIVATION", std::string(kActivationNames[static_cast<size_t>(net.activation)])},
                   {"INIT", deviation(net.init)},
                   {"OPTIMIZER", std::string(kOptimizers[static_cast<size_t>(spec.optimizer)])},
                   {"WEIGHTS", base64(to_npz(network.params()))}});
}

template std::string to_pytorch(const Network<float>&, const TrainSpec&, uint64_t);
template std::string to_pytorch(const Network<double>&, const TrainSpec&, uint64_t);

}  // namespace bp
