#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/fields.hpp"
#include "base/message.hpp"
#include "base/point.hpp"
#include "document/document.hpp"
#include "playground/json/read_fields.hpp"
#include "playground/lessons/lesson.hpp"

// What the values of messages are in TypeScript: one overload for each type that read_value (playground/json)
// reads.
namespace bp {

template <class T>
using Of = std::type_identity<T>;

inline std::string type_name(Of<bool>) { return "boolean"; }
inline std::string type_name(Of<std::string>) { return "string"; }
inline std::string type_name(Of<NodeId>) { return "NodeId"; }
inline std::string type_name(Of<GroupId>) { return "GroupId"; }
inline std::string type_name(Of<OpKind>) { return "OpKey"; }
inline std::string type_name(Of<Point>) { return "Point"; }
inline std::string type_name(Of<Tensor<double>>) { return "TensorValue"; }
inline std::string type_name(Of<std::vector<std::pair<std::string, Tensor<double>>>>) {
    return "Record<string, TensorValue>";
}
inline std::string type_name(Of<std::map<NodeId, Point>>) { return "Record<NodeId, Point>"; }
inline std::string type_name(Of<Expression>) { return "Expression"; }
inline std::string type_name(Of<Origin>) { return "Origin"; }
inline std::string type_name(Of<std::optional<Message>>) { return "ProblemData"; }
inline std::string type_name(Of<WeightInit>) { return "number | 'he' | 'xavier'"; }
inline std::string type_name(Of<std::shared_ptr<const Document>>) { return "DocumentFile"; }

/// null stands for a number that is not finite.
inline std::string type_name(Of<float>) { return "number | null"; }

template <class T>
requires(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) std::string type_name(Of<T>) {
    return "number";
}

template <NamedEnum T>
std::string type_name(Of<T>) {
    std::string names;
    for (const std::string_view name : kNames<T>)
        names.append(names.empty() ? "'" : " | '").append(name).append("'");
    return names;
}

template <class T>
std::string type_name(Of<std::vector<T>>);

template <class T>
std::string type_name(Of<std::optional<T>>);

/// A part of messages: by the name it has, or as it is: { node: string; at?: number[] }.
template <HasFields T>
std::string type_name(Of<T>) {
    if constexpr (requires { T::kName; }) return T::kName;
    std::string fields;
    for_each_field<T>([&](auto number) {
        const auto& field = std::get<number>(T::kFields);
        using Value = std::remove_cvref_t<decltype(std::declval<T>().*field.member)>;
        fields += std::string(fields.empty() ? "" : "; ") + field.key + (field.required ? ": " : "?: ") +
                  type_name(Of<Value>{});
    });
    return "{ " + fields + " }";
}

template <class T>
std::string type_name(Of<std::optional<T>>) {
    return type_name(Of<T>{}) + " | null";
}

template <class T>
std::string type_name(Of<std::vector<T>>) {
    const std::string element = type_name(Of<T>{});
    return element.find('|') == std::string::npos || element.starts_with('{') ? element + "[]"
                                                                              : "(" + element + ")[]";
}

}  // namespace bp
