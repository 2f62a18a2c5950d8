#pragma once

#include <zlib.h>

#include <cstdint>
#include <initializer_list>
#include <vector>

/// IDX files made by hand, for the tests of what reads them.
namespace idx_files {

using Bytes = std::vector<uint8_t>;

/// An IDX file of unsigned bytes.
inline Bytes file(std::initializer_list<uint32_t> dims, const Bytes& data) {
    Bytes bytes{0, 0, 8, static_cast<uint8_t>(dims.size())};
    for (const uint32_t dim : dims) {
        for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<uint8_t>(dim >> shift));
    }
    bytes.insert(bytes.end(), data.begin(), data.end());
    return bytes;
}

/// The bytes as a gzip file.
inline Bytes gzip(const Bytes& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    Bytes packed(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 32);
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

/// n images of 2 × 3 pixels and their labels 0, 1, 2, 0, …, whose classes can be told apart: class c lights
/// column c.
inline Bytes columns_images(uint32_t n) {
    Bytes pixels;
    for (uint32_t i = 0; i < n; ++i) {
        for (uint32_t p = 0; p < 6; ++p) {
            pixels.push_back(static_cast<uint8_t>(p % 3 == i % 3 ? 200 + i % 50 : i % 7));
        }
    }
    return file({n, 2, 3}, pixels);
}

inline Bytes columns_labels(uint32_t n) {
    Bytes labels;
    for (uint32_t i = 0; i < n; ++i) labels.push_back(static_cast<uint8_t>(i % 3));
    return file({n}, labels);
}

}  // namespace idx_files
