#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>

#include "base/fields.hpp"

namespace bp {
namespace member_count_detail {

struct Anything {
    template <class T>
    operator T() const;
};

/// How many members an aggregate has: as many as it can be initialized from.
template <class T, class... Members>
constexpr size_t count() {
    if constexpr (requires { T{Members{}..., Anything{}}; }) {
        return count<T, Members..., Anything>();
    } else {
        return sizeof...(Members);
    }
}

}  // namespace member_count_detail

/// Whether the message has a field for each of its members.
template <HasFields T>
constexpr bool declares_all_members =
    member_count_detail::count<T>() == std::tuple_size_v<std::remove_cvref_t<decltype(T::kFields)>>;

}  // namespace bp
