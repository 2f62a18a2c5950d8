#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/member_count.hpp"
#include "playground/actions.hpp"

namespace bp {

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
