#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

/// .npy files made by hand, for the tests of what reads them.
namespace npy_files {

using Bytes = std::vector<uint8_t>;

/// A file of version 1 with that header and so many zero bytes of data.
inline Bytes npy(const std::string& header, size_t data) {
    Bytes bytes{0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    bytes.push_back(static_cast<uint8_t>(header.size()));
    bytes.push_back(static_cast<uint8_t>(header.size() >> 8));
    bytes.insert(bytes.end(), header.begin(), header.end());
    bytes.resize(bytes.size() + data);
    return bytes;
}

/// The file with other bytes at a place.
inline Bytes patched(Bytes bytes, size_t at, const Bytes& by) {
    std::copy(by.begin(), by.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    return bytes;
}

}  // namespace npy_files
