#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

// A message (an action, an order to the workers' host, a report of it) declares its fields once, beside its
// members:
//
//     struct SetLeaf {
//         std::string name;
//         int gesture = 0;
//
//         static constexpr auto kFields = std::tuple{
//             field("name", &SetLeaf::name, "the leaf"),
//             optional_field("gesture", &SetLeaf::gesture, "the drag it belongs to; 0: none", {0, 1e9})};
//     };
//
// One that needs at least one of several optional fields names them: kOneOf{"nodes", "node"}. From that come
// what reads and writes it as JSON (playground/json), its TypeScript type, its row in the docs and the
// fuzzer's input (playground/protocol). A member without a field does not compile there.
namespace bp {

/// What a number may be, both ends included.
struct Bounds {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();

    constexpr bool any() const { return low == -high && high > std::numeric_limits<double>::max(); }
};

template <class Owner, class Value>
struct Field {
    const char* key;  ///< in the message
    Value Owner::*member;
    std::string_view about;  ///< what it is, for the docs
    bool required;
    Bounds bounds;  ///< of a number, or of each number of a list
};

/// A field that must be there.
template <class Owner, class Value>
constexpr Field<Owner, Value> field(const char* key, Value Owner::*member, std::string_view about,
                                    Bounds bounds = {}) {
    return {key, member, about, true, bounds};
}

/// A field that may be left out: the member keeps its default.
template <class Owner, class Value>
constexpr Field<Owner, Value> optional_field(const char* key, Value Owner::*member, std::string_view about,
                                             Bounds bounds = {}) {
    return {key, member, about, false, bounds};
}

/// A struct that declares its fields.
template <class T>
concept HasFields = requires {
    T::kFields;
};

/// Calls visit with the number of each field of a message, in order, as a constant:
/// std::get<number>(T::kFields) is the field. (Handing the field itself over would keep the docs' sentences
/// in the program.)
template <HasFields T, class Visit>
constexpr void for_each_field(Visit visit) {
    constexpr size_t count = std::tuple_size_v<std::remove_cvref_t<decltype(T::kFields)>>;
    [&]<size_t... number>(std::index_sequence<number...>) {
        (visit(std::integral_constant<size_t, number>{}), ...);
    }
    (std::make_index_sequence<count>{});
}

// --- enums that messages name

namespace names_detail {

constexpr size_t count(std::string_view list) {
    size_t commas = 0;
    for (const char c : list) commas += c == ',';
    return commas + 1;
}

template <size_t n>
constexpr std::array<std::string_view, n> split(std::string_view list) {
    std::array<std::string_view, n> names;
    for (std::string_view& name : names) {
        const size_t comma = list.find(',');
        name = list.substr(0, comma);
        list.remove_prefix(comma == std::string_view::npos ? list.size()
                                                           : list.find_first_not_of(' ', comma + 1));
    }
    return names;
}

}  // namespace names_detail

/// An enum whose enumerators are called in messages as in the code: BP_NAMED_ENUM(Edge, left, right);
#define BP_NAMED_ENUM(Enum, ...)               \
    enum class Enum : uint8_t { __VA_ARGS__ }; \
    constexpr std::string_view list_of_names(Enum) { return #__VA_ARGS__; }

template <class T>
concept NamedEnum = requires(T value) {
    list_of_names(value);
};

/// The names of its enumerators, in order.
template <NamedEnum T>
inline constexpr auto kNames =
    names_detail::split<names_detail::count(list_of_names(T{}))>(list_of_names(T{}));

template <NamedEnum T>
constexpr std::string_view name_of(T value) {
    return kNames<T>[static_cast<size_t>(value)];
}

/// The enumerator of that name.
template <NamedEnum T>
constexpr std::optional<T> find_named(std::string_view name) {
    for (size_t k = 0; k < kNames<T>.size(); ++k) {
        if (kNames<T>[k] == name) return static_cast<T>(k);
    }
    return {};
}

}  // namespace bp
