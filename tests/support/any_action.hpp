#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "document/presets.hpp"
#include "playground/protocol/every_action.hpp"

// Actions of every kind, made from bytes by the declarations of their fields: for the fuzzer and for
// properties. Names and ids are few, so that actions often meet nodes that exist.
namespace bp::test {

class Bytes {
  public:
    explicit Bytes(std::span<const uint8_t> bytes) : bytes_(bytes) {}

    bool empty() const { return bytes_.empty(); }
    /// A number below the limit; 0 when no bytes are left.
    size_t below(size_t limit) {
        if (bytes_.empty()) return 0;
        const size_t value = bytes_.front();
        bytes_ = bytes_.subspan(1);
        return value % limit;
    }

  private:
    std::span<const uint8_t> bytes_;
};

inline double any_number(Bytes& bytes) {
    constexpr std::array kNumbers{0.0, 1.0, -1.0, 0.5, 2.0, 1e-4, -3.25, 100.0, 1e300, -1e-300};
    return kNumbers[bytes.below(kNumbers.size())];
}

inline void make(Bytes& bytes, Bounds, bool& value) { value = bytes.below(2) == 1; }
inline void make(Bytes& bytes, Bounds, double& value) { value = any_number(bytes); }
inline void make(Bytes& bytes, Bounds bounds, int& value) {
    value = static_cast<int>(bytes.below(12)) - (bounds.low < 0 ? 1 : 0);
}
template <std::unsigned_integral T>
void make(Bytes& bytes, Bounds bounds, T& value) {
    value = static_cast<T>(bytes.below(bounds.high < 12 ? static_cast<size_t>(bounds.high) + 1 : 12));
}
inline void make(Bytes& bytes, Bounds, std::string& value) {
    constexpr std::array kTexts{"",
                                "x",
                                "y",
                                "W",
                                "apple",
                                "price",
                                "1\t2\n3\t4",
                                "2, 3",
                                "mnist",
                                "value",
                                "gradient",
                                "y = x * 2",
                                "사과",
                                "relu_network",
                                "z = sum(exp(x))",
                                "W = randn([2, 3], 1)\ny = x @ W"};
    value = kTexts[bytes.below(kTexts.size())];
}
inline void make(Bytes& bytes, Bounds, NodeId& value) {
    value = NodeId{static_cast<uint32_t>(bytes.below(16))};
}
inline void make(Bytes& bytes, Bounds, GroupId& value) {
    value = GroupId{static_cast<uint32_t>(bytes.below(4))};
}
inline void make(Bytes& bytes, Bounds, OpKind& value) {
    value = static_cast<OpKind>(bytes.below(all_ops().size()));
}
inline void make(Bytes& bytes, Bounds, Point& value) {
    value = {static_cast<float>(bytes.below(200)) - 100, static_cast<float>(bytes.below(200)) / 2};
}
inline void make(Bytes& bytes, Bounds, Tensor<double>& value) {
    constexpr std::array<std::array<int, 2>, 5> kShapes{{{1, 1}, {2, 3}, {3, 2}, {1, 3}, {2, 2}}};
    const size_t k = bytes.below(kShapes.size() + 1);
    if (k == kShapes.size()) {
        value = any_number(bytes);
        return;
    }
    value = Tensor<double>::filled(Shape{kShapes[k][0], kShapes[k][1]}, 0);
    for (double& x : value.data) x = any_number(bytes);
}
inline void make(Bytes& bytes, Bounds bounds, std::vector<std::pair<std::string, Tensor<double>>>& value) {
    std::map<std::string, Tensor<double>> values;
    for (size_t k = bytes.below(3); k > 0; --k) {
        std::string name;
        make(bytes, bounds, name);
        make(bytes, bounds, values[name]);
    }
    value.assign(values.begin(), values.end());
}
inline void make(Bytes& bytes, Bounds bounds, std::map<NodeId, Point>& value) {
    for (size_t k = bytes.below(3); k > 0; --k) {
        NodeId node{};
        make(bytes, bounds, node);
        make(bytes, bounds, value[node]);
    }
}
inline void make(Bytes& bytes, Bounds, Origin& value) {
    value.kind = static_cast<Origin::Kind>(bytes.below(6));
    value.room = kNames<Room>[bytes.below(kNames<Room>.size())];
    if (bytes.below(2) == 1) value.seed = static_cast<int64_t>(bytes.below(100));
    if (bytes.below(2) == 1) value.index = static_cast<int>(bytes.below(100));
}
inline void make(Bytes& bytes, Bounds bounds, Expression& value) {
    using Kind = Expression::Kind;
    value.kind = bytes.empty() ? Kind::constant : static_cast<Kind>(bytes.below(4));
    if (value.kind == Kind::constant) value.constant = any_number(bytes);
    if (value.kind == Kind::number) {
        make(bytes, bounds, value.place.node);
        make(bytes, bounds, value.place.gradient);
        for (size_t k = bytes.below(3); k > 0; --k)
            value.place.at.push_back(static_cast<int>(bytes.below(3)));
    }
    if (value.kind == Kind::product || value.kind == Kind::sum)
        for (size_t k = bytes.below(3); k > 0; --k) make(bytes, bounds, value.parts.emplace_back());
}
inline void make(Bytes& bytes, Bounds, WeightInit& value) {
    value.rule = static_cast<WeightInit::Rule>(bytes.below(3));
    if (value.rule == WeightInit::Rule::fixed) value.standard_deviation = 0.125;
}
inline void make(Bytes& bytes, Bounds, std::shared_ptr<const Document>& value) {
    value = std::make_shared<const Document>(preset_document(presets()[bytes.below(presets().size())].key));
}
template <NamedEnum T>
void make(Bytes& bytes, Bounds, T& value) {
    value = static_cast<T>(bytes.below(kNames<T>.size()));
}
template <class T>
void make(Bytes& bytes, Bounds bounds, std::optional<T>& value);
template <HasFields T>
void make(Bytes& bytes, Bounds bounds, T& value);
template <class T>
void make(Bytes& bytes, Bounds bounds, std::vector<T>& values) {
    for (size_t k = bytes.below(4); k > 0; --k) make(bytes, bounds, values.emplace_back());
}
template <class T>
void make(Bytes& bytes, Bounds bounds, std::optional<T>& value) {
    if (bytes.below(2) == 1) make(bytes, bounds, value.emplace());
}

template <HasFields T>
void make(Bytes& bytes, Bounds, T& value) {
    for_each_field<T>([&](auto number) {
        constexpr auto field = std::get<number>(T::kFields);
        make(bytes, field.bounds, value.*field.member);
    });
}

template <class A>
A make_action(Bytes& bytes) {
    A action{};
    make(bytes, {}, action);
    return action;
}

/// An action of any kind.
inline Action any_action(Bytes& bytes) {
    size_t count = 0;
    for_each_action([&]<class A>() { ++count; });
    const size_t chosen = bytes.below(count);
    Action action;
    size_t k = 0;
    for_each_action([&]<class A>() {
        if (k++ == chosen) action = make_action<A>(bytes);
    });
    return action;
}

}  // namespace bp::test
