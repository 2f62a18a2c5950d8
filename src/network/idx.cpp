#include "network/idx.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>

#include "base/problem.hpp"

namespace bp {
namespace {

/// The bytes of a file in order; gzip is unpacked on the way.
class Reader {
  public:
    Reader(std::span<const uint8_t> file, std::string_view what) : file_(file), what_(what) {
        packed_ = file.size() >= 2 && file[0] == 0x1f && file[1] == 0x8b;
        if (!packed_) return;
        if (file.size() > std::numeric_limits<uInt>::max()) fail(problems::idx_gzip_too_large);
        // zlib takes a pointer to non-const, and does not write there.
        stream_.next_in = const_cast<Bytef*>(file.data());
        stream_.avail_in = static_cast<uInt>(file.size());
        constexpr int kGzipOnly = 16;
        if (inflateInit2(&stream_, MAX_WBITS + kGzipOnly) != Z_OK) throw std::bad_alloc();
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() {
        if (packed_) inflateEnd(&stream_);
    }

    /// Reads as many bytes as there are, at most to.size().
    size_t read(std::span<uint8_t> to) { return packed_ ? read_packed(to) : read_raw(to); }

    /// Throws Problem unless the file ends here.
    void expect_end() {
        std::array<uint8_t, 1> extra;
        if (read(extra) > 0) fail(problems::idx_goes_on);
        if (packed_ && stream_.avail_in > 0) fail(problems::idx_bytes_after_gzip, stream_.avail_in);
    }

    /// Throws the problem with the file's name and the rest of its arguments.
    template <class... Kinds>
    [[noreturn]] void fail(problems::Key<void(problems::Code, Kinds...)> problem,
                           const std::type_identity_t<Kinds>&... arguments) const {
        throw Problem(problem, what_, arguments...);
    }

  private:
    size_t read_raw(std::span<uint8_t> to) {
        const size_t count = std::min(to.size(), file_.size());
        std::copy_n(file_.begin(), count, to.begin());
        file_ = file_.subspan(count);
        return count;
    }

    size_t read_packed(std::span<uint8_t> to) {
        size_t done = 0;
        while (done < to.size() && !ended_) {
            const size_t part = std::min(to.size() - done, size_t{1} << 24);
            stream_.next_out = to.data() + done;
            stream_.avail_out = static_cast<uInt>(part);
            const int status = inflate(&stream_, Z_NO_FLUSH);
            const size_t got = part - stream_.avail_out;
            done += got;
            if (status == Z_STREAM_END) {
                ended_ = true;
            } else if (status == Z_BUF_ERROR || (status == Z_OK && got == 0 && stream_.avail_in == 0)) {
                fail(problems::idx_gzip_cut_off);
            } else if (status != Z_OK) {
                fail(problems::idx_gzip_damaged);
            }
        }
        return done;
    }

    std::span<const uint8_t> file_;
    std::string_view what_;
    bool packed_ = false;
    bool ended_ = false;
    z_stream stream_{};
};

uint32_t big_endian(const uint8_t* bytes) {
    return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

std::string hex(uint32_t number) {
    std::array<char, 16> text;
    std::snprintf(text.data(), text.size(), "0x%08x", static_cast<unsigned>(number));
    return text.data();
}

void read_header(Reader& reader, std::span<uint8_t> to) {
    const size_t got = reader.read(to);
    if (got < to.size()) reader.fail(problems::idx_header_cut_off, to.size(), got);
}

}  // namespace

Idx parse_idx(std::span<const uint8_t> file, int rank, std::string_view what) {
    Reader reader(file, what);
    if (file.empty()) reader.fail(problems::idx_empty);
    std::array<uint8_t, 4> magic;
    read_header(reader, magic);
    const uint32_t expected = 0x0800u | static_cast<uint32_t>(rank);
    if (big_endian(magic.data()) != expected) {
        reader.fail(problems::idx_wrong_kind, rank, hex(expected), hex(big_endian(magic.data())));
    }

    Idx idx;
    std::vector<uint8_t> header(static_cast<size_t>(rank) * 4);
    read_header(reader, header);
    size_t size = 1;
    for (size_t axis = 0; axis < static_cast<size_t>(rank); ++axis) {
        const uint32_t dim = big_endian(header.data() + 4 * axis);
        if (dim == 0) reader.fail(problems::idx_empty_dimension, axis + 1);
        if (dim > kMaxIdxBytes / size) reader.fail(problems::idx_too_large, kMaxIdxBytes, axis + 1, dim);
        size *= dim;
        idx.dims.push_back(static_cast<int>(dim));
    }
    // Deflate compresses at most 1032 : 1, so a short file cannot contain what a large header announces.
    if (size / 1040 > file.size()) reader.fail(problems::idx_cut_off, size, file.size());

    idx.data.resize(size);
    const size_t got = reader.read(idx.data);
    if (got < size) reader.fail(problems::idx_cut_off, size, got);
    reader.expect_end();
    return idx;
}

}  // namespace bp
