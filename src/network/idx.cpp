#include "network/idx.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <string>

#include "base/problem.hpp"
#include "base/pulse.hpp"
#include "network/file_kind.hpp"

namespace bp {
namespace {

constexpr int kAnyRank = 0;

bool is_gzip(std::span<const uint8_t> bytes) {
    return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

/// The bytes of a file in order; gzip, of any number of members, is unpacked on the way.
class Reader {
  public:
    Reader(std::span<const uint8_t> file, std::string_view what) : file_(file), what_(what) {
        packed_ = is_gzip(file);
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

    bool packed() const { return packed_; }

    /// Reads as many bytes as there are, at most to.size().
    size_t read(std::span<uint8_t> to) { return packed_ ? read_packed(to) : read_raw(to); }

    /// Throws Problem unless the file ends here.
    void expect_end() {
        std::array<uint8_t, 1> extra;
        if (read(extra) > 0) fail(problems::idx_goes_on);
        // Zeros pad the file to a whole number of blocks: gunzip takes them, too.
        const std::span<const uint8_t> rest(stream_.next_in, stream_.avail_in);
        if (packed_ && std::ranges::any_of(rest, [](uint8_t byte) { return byte != 0; }))
            fail(problems::idx_bytes_after_gzip, rest.size());
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
            pulse();
            const size_t part = std::min(to.size() - done, size_t{1} << 20);
            stream_.next_out = to.data() + done;
            stream_.avail_out = static_cast<uInt>(part);
            const int status = inflate(&stream_, Z_NO_FLUSH);
            const size_t got = part - stream_.avail_out;
            done += got;
            if (status == Z_STREAM_END) {
                ended_ = !is_gzip({stream_.next_in, stream_.avail_in});
                if (!ended_) inflateReset(&stream_);
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

/// Whether a number of a header makes sense the other way round only.
bool looks_swapped(uint32_t number) { return number >= 1u << 24 && (number & 0xff) == 0; }

void read_header(Reader& reader, std::span<uint8_t> to) {
    const size_t got = reader.read(to);
    if (got < to.size()) reader.fail(problems::idx_header_cut_off, to.size(), got);
}

/// Throws unless the magic number is that of unsigned bytes in so many dimensions; returns how many.
int read_magic(Reader& reader, int rank) {
    constexpr uint32_t kBytes = 0x0800;
    std::array<uint8_t, 1024> head{};  // of what may be another kind of file
    const size_t got = reader.read(std::span(head).first(4));
    const uint32_t magic = big_endian(head.data());
    const int found = static_cast<int>(magic - kBytes);
    if (got == 4 && (found == rank || (rank == kAnyRank && (found == 1 || found == 3)))) return found;
    if (got < 4 && got > 0 && head[0] == 0) reader.fail(problems::idx_header_cut_off, 4, got);
    const size_t size = got + (got == 4 ? reader.read(std::span(head).subspan(4)) : 0);
    Message kind = kind_of_file(std::span(head).first(size));
    const int expected = rank == kAnyRank ? 3 : rank;
    if (got == 4 && (kind.id() == ProblemId::found_labels || kind.id() == ProblemId::found_images ||
                     kind.id() == ProblemId::found_other_idx)) {
        if (kind.id() == ProblemId::found_other_idx && head[2] == 8)
            kind = Message(problems::found_other_rank, head[3]);
        reader.fail(problems::idx_wrong_kind, expected, hex(kBytes + static_cast<uint32_t>(expected)),
                    hex(magic), kind);
    }
    if (got == 4 && head[1] == 8 && head[2] == 0 && head[3] == 0) reader.fail(problems::idx_byte_order);
    if (!reader.packed()) reader.fail(problems::idx_not_idx, kind);
    reader.fail(problems::idx_not_idx, Message(problems::found_packed, kind));
}

struct Announced {
    std::vector<int> dims;
    size_t size = 1;
};

/// The header, checked before anything of its size is allocated. `bytes`: of the whole file as it is stored.
Announced read_announced(Reader& reader, int rank, size_t bytes) {
    if (bytes == 0) reader.fail(problems::idx_empty);
    rank = read_magic(reader, rank);
    Announced announced;
    std::vector<uint8_t> header(static_cast<size_t>(rank) * 4);
    read_header(reader, header);
    bool swapped = false;
    for (size_t at = 0; at < header.size(); at += 4) swapped |= looks_swapped(big_endian(&header[at]));
    for (size_t axis = 0; axis < static_cast<size_t>(rank); ++axis) {
        const uint32_t dim = big_endian(header.data() + 4 * axis);
        if (dim == 0) reader.fail(problems::idx_empty_dimension, axis + 1);
        if (dim > kMaxIdxBytes / announced.size) {
            if (swapped) reader.fail(problems::idx_byte_order);
            reader.fail(problems::idx_too_large, kMaxIdxBytes, axis + 1, dim);
        }
        announced.size *= dim;
        announced.dims.push_back(static_cast<int>(dim));
    }
    // Deflate compresses at most 1032 : 1, so a short file cannot contain what a large header announces.
    const size_t most = reader.packed() ? bytes * 1040 : bytes - 4 - header.size();
    if (announced.size > most) {
        if (swapped) reader.fail(problems::idx_byte_order);
        reader.fail(problems::idx_cut_off, announced.size, reader.packed() ? bytes : most);
    }
    return announced;
}

}  // namespace

std::vector<int> idx_dims(std::span<const uint8_t> head, size_t bytes, std::string_view what) {
    Reader reader(head, what);
    return read_announced(reader, kAnyRank, bytes).dims;
}

Idx parse_idx(std::span<const uint8_t> file, int rank, std::string_view what) {
    Reader reader(file, what);
    Announced announced = read_announced(reader, rank, file.size());
    Idx idx{.dims = std::move(announced.dims), .data = std::vector<uint8_t>(announced.size)};
    const size_t got = reader.read(idx.data);
    if (got < announced.size) reader.fail(problems::idx_cut_off, announced.size, got);
    reader.expect_end();
    return idx;
}

}  // namespace bp
