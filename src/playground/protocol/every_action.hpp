#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/member_count.hpp"
#include "playground/actions.hpp"

namespace bp {

template <class A, class Variant>
inline constexpr bool kIsAlternative = false;
template <class A, class... All>
inline constexpr bool kIsAlternative<A, std::variant<All...>> = (std::is_same_v<A, All> || ...);

/// Whether the action is a command: it changes the document, and undo takes it back.
template <class A>
inline constexpr bool kIsCommand = kIsAlternative<A, Command>;

/// Calls visit.operator()<A>() for every action A, commands first.
template <class Visit>
constexpr void for_each_action(Visit visit) {
    const auto each = [&]<class Variant, size_t first>() {
        [&]<size_t... k>(std::index_sequence<k...>) {
            (visit.template operator()<std::variant_alternative_t<first + k, Variant>>(), ...);
        }
        (std::make_index_sequence<std::variant_size_v<Variant> - first>{});
    };
    static_assert(std::is_same_v<std::variant_alternative_t<0, Action>, Command>);
    each.template operator()<Command, 0>();
    each.template operator()<Action, 1>();
}

}  // namespace bp
