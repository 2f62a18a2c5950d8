#include <zlib.h>

#include <cstdlib>
#include <optional>
#include <vector>

#include "base/problem.hpp"
#include "network/dataset.hpp"
#include "network/idx.hpp"

// Any bytes as an IDX file: refused with a Problem, or read, and then the same from the file packed with
// gzip. The bytes may be gzip themselves. Cut in two, they are a data set's images and labels.

namespace {

using Bytes = std::span<const uint8_t>;

std::optional<bp::Idx> parsed(Bytes file, int rank) {
    try {
        return bp::parse_idx(file, rank, "file");
    } catch (const bp::Problem&) {
        return {};
    }
}

std::vector<uint8_t> gzip(Bytes bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
    std::vector<uint8_t> packed(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 32);
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) std::abort();
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

void check_one_file(Bytes file) {
    for (const int rank : {1, 3}) {
        const auto idx = parsed(file, rank);
        if (!idx) continue;
        size_t size = 1;
        for (const int dim : idx->dims) size *= static_cast<size_t>(dim);
        if (idx->dims.size() != static_cast<size_t>(rank) || idx->data.size() != size) std::abort();
        if (file[0] == 0x1f) continue;  // packed already
        const auto unpacked = parsed(gzip(file), rank);
        if (!unpacked || unpacked->dims != idx->dims || unpacked->data != idx->data) std::abort();
    }
}

void check_data_set(Bytes images, Bytes labels) {
    try {
        const bp::Dataset set = bp::Dataset::from_idx(images, labels);
        const size_t last = set.size() - 1;
        std::vector<double> x(set.pixels());
        double t = 0;
        const uint32_t index[] = {static_cast<uint32_t>(last)};
        set.gather(index, x.data(), &t);
        if (set.label(last) >= set.classes() || set.image(last).size() != set.pixels()) std::abort();
    } catch (const bp::Problem&) {  // refused
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const Bytes bytes(data, size);
    check_one_file(bytes);
    if (size < 2) return 0;
    // The last two bytes say where to cut.
    const size_t cut = std::min<size_t>(data[size - 2] * size_t{256} + data[size - 1], size - 2);
    check_data_set(bytes.first(cut), bytes.subspan(cut, size - 2 - cut));
    return 0;
}
