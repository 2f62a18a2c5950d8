#include "network/file_kind.hpp"

#include <algorithm>
#include <string_view>

#include "base/problem.hpp"

namespace bp {
namespace {

using namespace std::string_view_literals;

struct Beginning {
    std::string_view bytes;
    ProblemId kind;
};

constexpr Beginning kBeginnings[] = {
    {"\x1f\x8b"sv, ProblemId::found_gzip},
    {"PK\x03\x04"sv, ProblemId::found_zip},
    {"PK\x05\x06"sv, ProblemId::found_zip},
    {"\x89PNG"sv, ProblemId::found_picture},
    {"\xff\xd8\xff"sv, ProblemId::found_picture},
    {"GIF8"sv, ProblemId::found_picture},
    {"BM"sv, ProblemId::found_picture},
    {"RIFF"sv, ProblemId::found_picture},
    {"II*\0"sv, ProblemId::found_picture},
    {"MM\0*"sv, ProblemId::found_picture},
    {"%PDF"sv, ProblemId::found_pdf},
    {"\x93NUMPY"sv, ProblemId::found_npy},
    {"\x89HDF"sv, ProblemId::found_hdf5},
    {"BPCK"sv, ProblemId::found_checkpoint},
    {"BZh"sv, ProblemId::found_archive},
    {"\xfd"
     "7zXZ"sv,
     ProblemId::found_archive},
    {"7z\xbc\xaf"sv, ProblemId::found_archive},
    {"\x28\xb5\x2f\xfd"sv, ProblemId::found_archive},
    {"Rar!"sv, ProblemId::found_archive},
    {"version https://git-lfs"sv, ProblemId::found_lfs},
    {"\0\0\x08\x01"sv, ProblemId::found_labels},
    {"\0\0\x08\x03"sv, ProblemId::found_images},
    {"\0\0\x08"sv, ProblemId::found_other_idx},
    {"\0\0\x09"sv, ProblemId::found_other_idx},
    {"\0\0\x0b"sv, ProblemId::found_other_idx},
    {"\0\0\x0c"sv, ProblemId::found_other_idx},
    {"\0\0\x0d"sv, ProblemId::found_other_idx},
    {"\0\0\x0e"sv, ProblemId::found_other_idx},
};

/// A pickle of protocol 2 to 5 says so, and one of protocol 0 begins as a list or dictionary.
bool is_pickle(std::string_view text) {
    return text.size() > 2 && ((text[0] == '\x80' && text[1] >= 2 && text[1] <= 5) ||
                               text.starts_with("(dp") || text.starts_with("(lp"));
}

bool is_text(std::string_view text) {
    return std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    });
}

ProblemId kind_of_text(std::string_view text) {
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \r\n\t"), text.size()));
    if (text.starts_with('<')) return ProblemId::found_html;
    return text.starts_with('{') || text.starts_with("[{") ? ProblemId::found_json : ProblemId::found_text;
}

ProblemId kind(std::string_view text) {
    if (text.empty()) return ProblemId::found_nothing;
    for (const Beginning& beginning : kBeginnings) {
        if (text.starts_with(beginning.bytes)) return beginning.kind;
    }
    if (text.size() > 262 && text.substr(257, 5) == "ustar") return ProblemId::found_archive;
    if (is_pickle(text)) return ProblemId::found_pickle;
    if (std::ranges::all_of(text, [](char c) { return c == 0; })) return ProblemId::found_zeros;
    return is_text(text) ? kind_of_text(text) : ProblemId::found_bytes;
}

}  // namespace

Message kind_of_file(std::span<const uint8_t> head) {
    constexpr size_t kMost = 1024;
    const auto part = head.first(std::min(head.size(), kMost));
    return {kind({reinterpret_cast<const char*>(part.data()), part.size()}), std::vector<Argument>{}};
}

}  // namespace bp
