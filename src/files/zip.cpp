#include "files/zip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <set>

#include "base/problem.hpp"
#include "base/pulse.hpp"
#include "network/file_kind.hpp"

namespace bp {
namespace {

constexpr uint32_t kLocalHeader = 0x04034b50;
constexpr uint32_t kDirectoryHeader = 0x02014b50;
constexpr uint32_t kEnd = 0x06054b50;
constexpr size_t kLocalSize = 30;
constexpr size_t kDirectorySize = 46;
constexpr size_t kEndSize = 22;
constexpr uint16_t kStored = 0;
constexpr uint16_t kDeflated = 8;
constexpr uint16_t kEncrypted = 1;  // bits of the flags
constexpr uint16_t kVersion = 20;
constexpr uint16_t kFirstDay = 1 << 5 | 1;  // 1980-01-01
constexpr uint32_t kInZip64 = 0xffffffff;
constexpr size_t kMostRatio = 1032;  // of deflate

[[noreturn]] void damaged(const Message& why) { throw Problem(problems::zip_damaged, why); }

uint32_t crc_of(std::span<const uint8_t> bytes) {
    return static_cast<uint32_t>(crc32_z(0, bytes.data(), bytes.size()));
}

// --- writing

void put(std::vector<uint8_t>& to, uint64_t number, int bytes) {
    for (; bytes > 0; --bytes, number >>= 8) to.push_back(static_cast<uint8_t>(number));
}

/// The fields of an entry that local header and directory share, from the version on.
void put_facts(std::vector<uint8_t>& to, const ZipEntry& entry) {
    put(to, kVersion, 2);
    put(to, 0, 2);
    put(to, kStored, 2);
    put(to, 0, 2);
    put(to, kFirstDay, 2);
    put(to, crc_of(entry.data), 4);
    put(to, entry.data.size(), 4);
    put(to, entry.data.size(), 4);
    put(to, entry.name.size(), 2);
    put(to, 0, 2);
}

void append(std::vector<uint8_t>& to, const std::string& name) {
    to.insert(to.end(), name.begin(), name.end());
}

// --- reading

/// Reads little-endian numbers at known places, which must be inside the bytes.
uint32_t number_at(std::span<const uint8_t> bytes, size_t place, size_t size) {
    uint32_t number = 0;
    for (size_t i = 0; i < size; ++i) number |= static_cast<uint32_t>(bytes[place + i]) << (8 * i);
    return number;
}

struct Directory {
    size_t entries;
    size_t begin;
    size_t end;
};

Directory find_directory(std::span<const uint8_t> bytes) {
    constexpr size_t kMostComment = 0xffff;
    if (bytes.size() < 4 || number_at(bytes, 0, 4) != kLocalHeader)
        throw Problem(problems::zip_not_a_zip, kind_of_file(bytes));
    for (size_t back = kEndSize; back <= std::min(bytes.size(), kEndSize + kMostComment); ++back) {
        const size_t at = bytes.size() - back;
        if (number_at(bytes, at, 4) != kEnd || number_at(bytes, at + 20, 2) != back - kEndSize) continue;
        const uint32_t disks = number_at(bytes, at + 4, 4);
        const size_t entries = number_at(bytes, at + 10, 2);
        if (disks != 0 || number_at(bytes, at + 8, 2) != entries) damaged(problems::zip_several);
        const size_t size = number_at(bytes, at + 12, 4);
        const size_t begin = number_at(bytes, at + 16, 4);
        if (begin > at || size != at - begin) damaged(problems::zip_directory_misplaced);
        return {entries, begin, at};
    }
    damaged(problems::zip_no_end);
}

/// An entry as the directory describes it.
struct Listed {
    std::string name;
    uint16_t method;
    uint32_t crc;
    size_t packed;
    size_t unpacked;
    size_t place;
};

Listed read_listed(std::span<const uint8_t> bytes, size_t& at, size_t end) {
    if (end - at < kDirectorySize || number_at(bytes, at, 4) != kDirectoryHeader)
        damaged(problems::zip_directory_unreadable);
    const auto flags = static_cast<uint16_t>(number_at(bytes, at + 8, 2));
    const size_t name = number_at(bytes, at + 28, 2);
    const size_t behind = number_at(bytes, at + 30, 2) + number_at(bytes, at + 32, 2);
    if (end - at - kDirectorySize < name + behind) damaged(problems::zip_directory_cut_off);
    const auto* text = reinterpret_cast<const char*>(bytes.data() + at + kDirectorySize);
    Listed listed{.name = std::string(text, name),
                  .method = static_cast<uint16_t>(number_at(bytes, at + 10, 2)),
                  .crc = number_at(bytes, at + 16, 4),
                  .packed = number_at(bytes, at + 20, 4),
                  .unpacked = number_at(bytes, at + 24, 4),
                  .place = number_at(bytes, at + 42, 4)};
    at += kDirectorySize + name + behind;
    if (flags & kEncrypted) throw Problem(problems::zip_encrypted);
    if (listed.packed == kInZip64 || listed.unpacked == kInZip64 || listed.place == kInZip64)
        throw Problem(problems::zip_too_large);
    if (listed.method != kStored && listed.method != kDeflated) throw Problem(problems::zip_method);
    return listed;
}

/// The bytes of an entry as they are in the archive; they end before the directory begins.
std::span<const uint8_t> packed_bytes(std::span<const uint8_t> bytes, const Listed& listed, size_t end) {
    if (listed.place > end || end - listed.place < kLocalSize ||
        number_at(bytes, listed.place, 4) != kLocalHeader)
        damaged(problems::zip_entry_misplaced);
    const size_t name = number_at(bytes, listed.place + 26, 2);
    const size_t extra = number_at(bytes, listed.place + 28, 2);
    const size_t rest = end - listed.place - kLocalSize;
    if (rest < name + extra || rest - name - extra < listed.packed) damaged(problems::zip_entry_cut_off);
    const bool same_name = name == listed.name.size() && std::memcmp(bytes.data() + listed.place + kLocalSize,
                                                                     listed.name.data(), name) == 0;
    if (!same_name) damaged(problems::zip_entry_names);
    return bytes.subspan(listed.place + kLocalSize + name + extra, listed.packed);
}

/// Takes memory as the data comes: the size that an entry states may be a lie.
std::vector<uint8_t> inflated(std::span<const uint8_t> packed, size_t size) {
    constexpr size_t kPart = 1 << 20;
    std::vector<uint8_t> data;
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
    stream.next_in = const_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    uint8_t nothing = 0;
    int result = Z_OK;
    do {
        pulse();
        const size_t done = data.size();
        const size_t part = std::min(kPart, size - done);
        data.resize(done + part);
        stream.next_out = part == 0 ? &nothing : data.data() + done;
        stream.avail_out = static_cast<uInt>(part);
        result = inflate(&stream, Z_NO_FLUSH);
    } while (result == Z_OK && stream.avail_out == 0 && data.size() < size);
    if (result == Z_OK) {  // all is there; what remains is the mark of the end
        stream.next_out = &nothing;
        stream.avail_out = 0;
        result = inflate(&stream, Z_FINISH);
    }
    const bool whole =
        result == Z_STREAM_END && data.size() == size && stream.avail_out == 0 && stream.avail_in == 0;
    inflateEnd(&stream);
    if (!whole) damaged(problems::zip_entry_packed);
    return data;
}

}  // namespace

std::vector<uint8_t> write_zip(std::span<const ZipEntry> entries) {
    size_t total = kEndSize;
    for (const ZipEntry& entry : entries)
        total += kLocalSize + kDirectorySize + 2 * entry.name.size() + entry.data.size();
    if (total >= size_t{1} << 31) throw Problem(problems::zip_would_be_too_large);
    std::vector<uint8_t> bytes;
    bytes.reserve(total);
    std::vector<size_t> places;
    for (const ZipEntry& entry : entries) {
        places.push_back(bytes.size());
        put(bytes, kLocalHeader, 4);
        put_facts(bytes, entry);
        append(bytes, entry.name);
        bytes.insert(bytes.end(), entry.data.begin(), entry.data.end());
    }
    const size_t directory = bytes.size();
    for (size_t i = 0; i < entries.size(); ++i) {
        put(bytes, kDirectoryHeader, 4);
        put(bytes, kVersion, 2);
        put_facts(bytes, entries[i]);
        put(bytes, 0, 10);  // comment, disk, attributes
        put(bytes, places[i], 4);
        append(bytes, entries[i].name);
    }
    const size_t end = bytes.size();
    put(bytes, kEnd, 4);
    put(bytes, 0, 4);
    put(bytes, entries.size(), 2);
    put(bytes, entries.size(), 2);
    put(bytes, end - directory, 4);
    put(bytes, directory, 4);
    put(bytes, 0, 2);
    return bytes;
}

std::vector<ZipEntry> read_zip(std::span<const uint8_t> bytes, size_t most_entries, size_t most_bytes,
                               void (*check)(const std::vector<std::string>& names)) {
    const Directory directory = find_directory(bytes);
    if (directory.entries > most_entries) {
        throw Problem(problems::zip_too_many_entries, directory.entries, most_entries);
    }
    std::vector<Listed> list;
    std::vector<std::string> names;
    size_t at = directory.begin;
    for (size_t i = 0; i < directory.entries; ++i) {
        list.push_back(read_listed(bytes, at, directory.end));
        names.push_back(list.back().name);
    }
    if (at != directory.end) damaged(problems::zip_directory_too_long);
    if (std::set(names.begin(), names.end()).size() < names.size()) damaged(problems::zip_entry_twice);
    check(names);
    std::vector<ZipEntry> entries;
    size_t total = 0;
    for (const Listed& listed : list) {
        const auto packed = packed_bytes(bytes, listed, directory.begin);
        const bool possible = listed.method == kStored ? listed.unpacked == packed.size()
                                                       : listed.unpacked / kMostRatio <= packed.size();
        if (!possible) damaged(problems::zip_entry_size);
        if (listed.unpacked > most_bytes - total) {
            throw Problem(problems::zip_unpacks_too_large, most_bytes >> 20);
        }
        total += listed.unpacked;
        ZipEntry entry{listed.name, listed.method == kStored
                                        ? std::vector<uint8_t>(packed.begin(), packed.end())
                                        : inflated(packed, listed.unpacked)};
        if (crc_of(entry.data) != listed.crc) damaged(problems::zip_checksum);
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace bp
