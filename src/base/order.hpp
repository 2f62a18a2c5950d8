#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace bp {

/// The places of `keys` from the least to the greatest; equal ones as they stand.
std::vector<size_t> order_of(std::span<const double> keys);

/// Sorts a vector by a number of each item, the least first; equal ones stay as they stand. One sort for all
/// types: each that the library makes is 1 KB of the page's download.
template <class Item, class Key>
void sort_by(std::vector<Item>& items, const Key& key) {
    std::vector<double> keys;
    for (const Item& item : items) keys.push_back(static_cast<double>(std::invoke(key, item)));
    std::vector<Item> sorted;
    sorted.reserve(items.size());
    for (const size_t place : order_of(keys)) sorted.push_back(std::move(items[place]));
    items = std::move(sorted);
}

}  // namespace bp
