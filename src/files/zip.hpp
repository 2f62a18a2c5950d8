#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace bp {

/// One file in a zip archive.
struct ZipEntry {
    std::string name;
    std::vector<uint8_t> data;
};

/// A zip archive (PKWARE APPNOTE 6.3) whose entries are stored without compression, as np.savez writes it,
/// dated 1980-01-01, so that the same entries give the same bytes. Throws Problem if it would exceed 2 GB.
std::vector<uint8_t> write_zip(std::span<const ZipEntry> entries);

/// The entries of an archive, stored or deflated, in the order of its directory. Throws Problem when the
/// bytes are no zip archive, damaged, encrypted, of several disks, or would unpack to more than `most_bytes`
/// or more than `most_entries` entries; memory is taken only for what has been checked. `check` is given the
/// names before anything is unpacked, and may throw.
std::vector<ZipEntry> read_zip(
    std::span<const uint8_t> bytes, size_t most_entries, size_t most_bytes,
    void (*check)(const std::vector<std::string>& names) = [](const auto&) {});

}  // namespace bp
