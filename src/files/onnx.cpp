#include "files/onnx.hpp"

#include <array>
#include <bit>
#include <string>
#include <string_view>

namespace bp {
namespace {

static_assert(std::endian::native == std::endian::little);

/// A Protocol Buffers message: fields by number.
class ProtoMessage {
  public:
    ProtoMessage& add(int field, uint64_t number) {
        key(field, 0);
        varint(number);
        return *this;
    }
    ProtoMessage& add(int field, std::string_view bytes) {
        key(field, 2);
        varint(bytes.size());
        bytes_.append(bytes);
        return *this;
    }
    ProtoMessage& add(int field, const ProtoMessage& message) {
        return add(field, std::string_view(message.bytes_));
    }

    std::vector<uint8_t> finish() && { return {bytes_.begin(), bytes_.end()}; }

  private:
    void key(int field, unsigned type) { varint(static_cast<unsigned>(field) << 3 | type); }
    void varint(uint64_t number) {
        for (; number >= 0x80; number >>= 7) bytes_ += static_cast<char>(number | 0x80);
        bytes_ += static_cast<char>(number);
    }

    std::string bytes_;
};

constexpr uint64_t kFloat = 1;  // TensorProto.DataType

constexpr std::array<std::string_view, 3> kActivations{"Relu", "Sigmoid", "Tanh"};

ProtoMessage node(std::string_view op, const std::vector<std::string>& inputs, const std::string& output) {
    ProtoMessage message;
    for (const std::string& input : inputs) message.add(1, input);
    return message.add(2, output).add(3, output).add(4, op);
}

/// A float tensor of shape ("N", columns).
ProtoMessage rows_of(std::string_view name, int columns) {
    ProtoMessage shape;
    shape.add(1, ProtoMessage().add(2, "N"));
    shape.add(1, ProtoMessage().add(1, static_cast<uint64_t>(columns)));
    const ProtoMessage tensor = ProtoMessage().add(1, kFloat).add(2, shape);
    return ProtoMessage().add(1, name).add(2, ProtoMessage().add(1, tensor));
}

template <class T>
ProtoMessage initializer(const NamedTensor<T>& param) {
    const Tensor<float> value = converted<float>(param.value);
    ProtoMessage message;
    for (const int dim : value.shape.dims()) message.add(1, static_cast<uint64_t>(dim));
    message.add(2, kFloat).add(8, param.name);
    return message.add(9,
                       {reinterpret_cast<const char*>(value.data.data()), value.data.size() * sizeof(float)});
}

}  // namespace

template <class T>
std::vector<uint8_t> to_onnx(const Network<T>& network) {
    const NetSpec& spec = network.spec();
    const size_t last = spec.layers.size() - 1;
    ProtoMessage graph;
    std::string signal = "x";
    for (size_t layer = 1; layer <= last; ++layer) {
        const std::string n = std::to_string(layer);
        const std::string sums = layer < last ? "a" + n : "scores";
        graph.add(1, node("Gemm", {signal, "W" + n, "b" + n}, sums));
        signal = sums;
        if (layer == last) break;
        graph.add(1, node(kActivations[static_cast<size_t>(spec.activation)], {sums}, "z" + n));
        signal = "z" + n;
    }
    graph.add(1, node("Softmax", {"scores"}, "probabilities"));
    graph.add(2, "network");
    for (const auto& param : network.params()) graph.add(5, initializer(param));
    graph.add(11, rows_of("x", network.inputs()));
    graph.add(12, rows_of("scores", network.classes()));
    graph.add(12, rows_of("probabilities", network.classes()));
    ProtoMessage model;
    model.add(1, uint64_t{7}).add(2, "Backprop Playground").add(7, graph);
    model.add(8, ProtoMessage().add(1, "").add(2, uint64_t{13}));
    return std::move(model).finish();
}

template std::vector<uint8_t> to_onnx(const Network<float>&);
template std::vector<uint8_t> to_onnx(const Network<double>&);

}  // namespace bp
