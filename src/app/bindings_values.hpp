#pragma once

#include <emscripten/val.h>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "graph/tensor.hpp"

/// JavaScript values to C++ and back: numbers, strings, bytes and tensors. What is of the wrong kind becomes
/// a Problem that names the argument.
namespace bp::js {

using emscripten::val;

/// An argument that may be left out.
using Arg = std::optional<val>;

inline val or_undefined(const Arg& arg) { return arg ? *arg : val::undefined(); }

// Kept in JavaScript (bindings_values.cpp): one crossing for a whole array instead of one for each element.
extern "C" {
/// Nested arrays as { shape, data }; null when their lengths differ or something in them is no number.
emscripten::EM_VAL bp_flatten(emscripten::EM_VAL handle);
/// Whether it is a list of numbers: a typed array, or an array that holds nothing else.
bool bp_is_numbers(emscripten::EM_VAL handle);
}

/// What it is, for messages: "\"abc\"", "null", "function".
inline std::string describe(const val& value) {
    if (value.isString()) {
        const auto text = value.as<std::string>();
        return text.size() <= 40 ? '"' + text + '"' : "string";
    }
    if (value.isUndefined() || value.isNull() || value.isTrue() || value.isFalse() || value.isNumber()) {
        return val::global("String")(value).as<std::string>();
    }
    return value.isArray() ? "array" : value.typeOf().as<std::string>();
}

/// Throws that the argument is not what is expected, or is not there at all.
[[noreturn, gnu::noinline]] inline void refuse(const val& value, const std::string& name,
                                               const Message& expected) {
    if (value.isUndefined()) throw Problem(problems::module_missing, name, expected);
    throw Problem(problems::module_wrong_type, name, describe(value), expected);
}

inline double number_from(const val& value, const std::string& name) {
    if (!value.isNumber()) refuse(value, name, problems::module_a_number);
    return value.as<double>();
}

/// A whole number from least to most.
inline double integer_from(const val& value, const std::string& name, double least, double most) {
    const double number = number_from(value, name);
    if (!(number >= least && number <= most && number == std::floor(number))) {
        throw Problem(problems::module_not_in_range, name, number, least, most);
    }
    return number;
}

inline std::string text_from(const val& value, const std::string& name) {
    if (!value.isString()) refuse(value, name, problems::module_a_text);
    return value.as<std::string>();
}

inline std::vector<uint8_t> bytes_from(const val& value, const std::string& name) {
    static const val array_buffer = val::global("ArrayBuffer");
    static const val uint8_array = val::global("Uint8Array");
    if (value.instanceof (array_buffer)) return bytes_from(uint8_array.new_(value), name);
    if (!value.instanceof (uint8_array)) refuse(value, name, problems::module_bytes);
    return emscripten::convertJSArrayToNumberVector<uint8_t>(value);
}

template <class T>
std::vector<T> numbers_from(const val& value, const std::string& name) {
    if (!bp_is_numbers(value.as_handle())) refuse(value, name, problems::module_numbers);
    if (value["length"].as<double>() > static_cast<double>(Shape::kMaxSize))
        throw Problem(problems::module_too_many_numbers, name);
    return emscripten::convertJSArrayToNumberVector<T>(value);
}

/// Numbers of samples.
inline std::vector<uint32_t> indices_from(const val& value, const std::string& name) {
    std::vector<uint32_t> indices;
    for (const double index : numbers_from<double>(value, name)) {
        if (!(index >= 0 && index < 0x1p32 && index == std::floor(index))) {
            throw Problem(problems::module_not_an_index, name, index);
        }
        indices.push_back(static_cast<uint32_t>(index));
    }
    return indices;
}

inline Shape shape_from(const val& value, const std::string& name) {
    std::vector<int> dims;
    for (const double dim : numbers_from<double>(value, name + ".shape")) {
        if (!(dim >= 1 && dim <= static_cast<double>(Shape::kMaxSize) && dim == std::floor(dim))) {
            throw Problem(problems::module_dimension, name + ".shape", dim);
        }
        dims.push_back(static_cast<int>(dim));
    }
    try {
        return Shape(std::span<const int>(dims));
    } catch (const Problem& problem) {
        throw Problem(problems::module_in_argument, name, problem.message());
    }
}

/// A number, { shape, data } or nested arrays.
template <class T>
Tensor<T> tensor_from(const val& value, const std::string& name) {
    if (value.isNumber()) return Tensor<T>(static_cast<T>(value.as<double>()));
    if (value.isUndefined()) refuse(value, name, problems::module_a_value);
    val parts = value;
    if (value.isArray() || bp_is_numbers(value.as_handle())) {
        parts = val::take_ownership(bp_flatten(value.as_handle()));
        if (parts.isNull()) throw Problem(problems::module_ragged, name);
    } else if (value.isNull() || value.typeOf().as<std::string>() != "object" ||
               value["shape"].isUndefined() || value["data"].isUndefined()) {
        refuse(value, name, problems::module_a_value);
    }
    Tensor<T> tensor{shape_from(parts["shape"], name), numbers_from<T>(parts["data"], name + ".data")};
    if (tensor.data.size() != tensor.shape.size()) {
        throw Problem(problems::module_data_size, name, tensor.shape, tensor.shape.size(),
                      tensor.data.size());
    }
    return tensor;
}

/// The same without NaN, which says nothing: a leaf of a graph.
inline Tensor<double> leaf_from(const val& value, const std::string& name) {
    Tensor<double> tensor = tensor_from<double>(value, name);
    for (const double x : tensor.data) {
        if (std::isnan(x)) throw Problem(problems::module_nan, name);
    }
    return tensor;
}

/// A copy in JavaScript's own memory: the module's may move when it grows.
template <class T>
val typed_array(const T* data, size_t size) {
    return val(emscripten::typed_memory_view(size, data)).call<val>("slice");
}

inline val shape_to_js(const Shape& shape) {
    val dims = val::array();
    for (int axis = 0; axis < shape.rank(); ++axis) dims.set(axis, shape[axis]);
    return dims;
}

/// A number, or { shape, data }.
template <class T>
val to_js(const View<T>& view) {
    if (view.shape->is_scalar()) return val(static_cast<double>(view[0]));
    val result = val::object();
    result.set("shape", shape_to_js(*view.shape));
    result.set("data", typed_array(view.data, view.size()));
    return result;
}

template <class T>
val to_js(const Tensor<T>& tensor) {
    return to_js(view(tensor));
}

}  // namespace bp::js
