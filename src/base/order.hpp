#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace bp {

/// The indices of `keys` from the smallest to the largest; equal keys keep their order.
std::vector<size_t> order_of(std::span<const double> keys);

/// Sorts a vector by a number of each item, smallest first; equal items keep their order. One sort serves all
/// types: each instance of the library's would be 1 KB of the page's download.
template <class Item, class Key>
void sort_by(std::vector<Item>& items, const Key& key) {
    std::vector<double> keys;
    keys.reserve(items.size());
    for (const Item& item : items) keys.push_back(static_cast<double>(std::invoke(key, item)));
    std::vector<Item> sorted;
    sorted.reserve(items.size());
    for (const size_t place : order_of(keys)) sorted.push_back(std::move(items[place]));
    items = std::move(sorted);
}

}  // namespace bp
