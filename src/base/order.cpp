#include "base/order.hpp"

#include <algorithm>
#include <numeric>

namespace bp {

std::vector<size_t> order_of(std::span<const double> keys) {
    std::vector<size_t> order(keys.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::stable_sort(order, {}, [&](size_t place) { return keys[place]; });
    return order;
}

}  // namespace bp
