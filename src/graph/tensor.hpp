#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "graph/shape.hpp"

namespace bp {

/// A row-major array that owns its elements.
template <class T>
struct Tensor {
    Shape shape;
    std::vector<T> data;

    Tensor() : data(1) {}
    Tensor(T scalar) : data{scalar} {}  // a number is a tensor of rank 0
    Tensor(Shape s, std::vector<T> d) : shape(s), data(std::move(d)) {}
    static Tensor filled(const Shape& shape, T value) { return {shape, std::vector<T>(shape.size(), value)}; }

    bool operator==(const Tensor&) const = default;
};

/// Read access to a tensor that something else owns.
template <class T>
struct View {
    const Shape* shape;
    const T* data;

    size_t size() const { return shape->size(); }
    std::span<const T> span() const { return {data, size()}; }
    T operator[](size_t i) const { return data[i]; }
    Tensor<T> tensor() const { return {*shape, {data, data + size()}}; }
};

/// Write access to a tensor that something else owns.
template <class T>
struct MutableView {
    const Shape* shape;
    T* data;

    size_t size() const { return shape->size(); }
    std::span<T> span() const { return {data, size()}; }
    void fill(T value) const { std::fill_n(data, size(), value); }
};

template <class T>
View<T> view(const Tensor<T>& tensor) {
    return {&tensor.shape, tensor.data.data()};
}

template <class To, class From>
Tensor<To> converted(const Tensor<From>& from) {
    Tensor<To> to{from.shape, std::vector<To>(from.data.size())};
    std::transform(from.data.begin(), from.data.end(), to.data.begin(),
                   [](From x) { return static_cast<To>(x); });
    return to;
}

}  // namespace bp
