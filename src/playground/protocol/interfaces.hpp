#pragma once

#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "playground/protocol/type_names.hpp"

// Messages as TypeScript interfaces, made from their declared fields.
namespace bp {

/// set_leaf → SetLeaf
inline std::string interface_name(std::string_view type) {
    std::string name;
    bool begins = true;
    for (const char c : type) {
        if (c != '_') name += begins ? static_cast<char>(std::toupper(c)) : c;
        begins = c == '_';
    }
    return name;
}

/// Calls visit(field, its TypeScript type) for each field.
template <class A, class Visit>
void for_each_typed_field(Visit visit) {
    for_each_field<A>([&](auto number) {
        const auto& field = std::get<number>(A::kFields);
        using Value = std::remove_cvref_t<decltype(std::declval<A>().*field.member)>;
        visit(field, type_name(Of<Value>{}));
    });
}

/// What the message is called in TypeScript; a part of messages says so itself.
template <class A>
std::string name_of_interface() {
    if constexpr (requires { A::kName; }) {
        return A::kName;
    } else {
        return interface_name(A::kType);
    }
}

template <class A>
std::string interface_of() {
    std::string text =
        "\n/** " + std::string(A::kAbout) + " */\nexport interface " + name_of_interface<A>() + " {\n";
    if constexpr (requires { A::kType; }) text += "  type: '" + std::string(A::kType) + "';\n";
    for_each_typed_field<A>([&](const auto& field, const std::string& type) {
        text += "  /** " + std::string(field.about) + " */\n  " + field.key +
                (field.required ? ": " : "?: ") + type + ";\n";
    });
    return text + "}\n";
}

}  // namespace bp
