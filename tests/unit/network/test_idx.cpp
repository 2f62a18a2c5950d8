#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "base/problem.hpp"
#include "idx_files.hpp"
#include "network/idx.hpp"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using idx_files::Bytes;

namespace {

const Bytes kPixels{0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255};
const Bytes kImages = idx_files::file({2, 2, 3}, kPixels);

/// The sentence with which the bytes are refused as a file of images.
std::string refusal(const Bytes& bytes) {
    try {
        bp::parse_idx(bytes, 3, "images");
    } catch (const bp::Problem& problem) {
        return problem.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("an IDX file gives its dimensions and bytes") {
    const bp::Idx idx = bp::parse_idx(kImages, 3, "images");
    CHECK(idx.dims == std::vector<int>{2, 2, 3});
    CHECK(idx.data == kPixels);
}

TEST_CASE("an IDX file packed with gzip gives the same") {
    const bp::Idx idx = bp::parse_idx(idx_files::gzip(kImages), 3, "images");
    CHECK(idx.dims == std::vector<int>{2, 2, 3});
    CHECK(idx.data == kPixels);
}

TEST_CASE("another kind of file is refused by its magic number") {
    CHECK_THAT(refusal({}), ContainsSubstring("`images` is empty."));
    CHECK_THAT(refusal({0, 0, 8}), ContainsSubstring("header: expected 4 bytes, found 3"));
    CHECK(refusal(idx_files::columns_labels(4)) ==
          "`images` must be an IDX file of unsigned bytes with 3 dimensions (magic number `0x00000803`), but "
          "it "
          "contains labels (magic number `0x00000801`).");
}

TEST_CASE("unsigned bytes of another number of dimensions are refused with their dimensions") {
    for (const int rank : {0, 2, 4, 5, 255}) {
        for (const bool packed : {false, true}) {
            CAPTURE(rank, packed);
            Bytes bytes{0, 0, 8, static_cast<uint8_t>(rank)};
            bytes.resize(64, 1);
            const std::string found = refusal(packed ? idx_files::gzip(bytes) : bytes);
            CHECK_THAT(found, ContainsSubstring("unsigned bytes with " + std::to_string(rank) +
                                                " dimensions (magic"));
            CHECK(found.find("another kind") == std::string::npos);
        }
    }
    CHECK_THAT(refusal({0, 0, 9, 3, 0, 0, 0, 1}), ContainsSubstring("numbers of another kind"));
}

TEST_CASE("a file of any other kind is refused with what it contains, as it is, packed and packed twice") {
    const auto bytes = [](std::string_view text) { return Bytes(text.begin(), text.end()); };
    using namespace std::string_view_literals;
    const std::pair<Bytes, std::string> kinds[] = {
        {bytes("<!DOCTYPE html><title>404</title>"), "an HTML page, perhaps the error page of a server"},
        {bytes("\n  <html>"), "an HTML page, perhaps the error page of a server"},
        {bytes("\xef\xbb\xbf{\"error\": 1}"), "JSON text"},
        {bytes("label,1x1,1x2\n5,0,0\n"), "text, such as CSV"},
        {bytes("PK\x03\x04...."sv), "a zip archive"},
        {bytes("\x89PNG\r\n\x1a\n"sv), "a picture"},
        {bytes("\xff\xd8\xff\xe0"sv), "a picture"},
        {bytes("%PDF-1.7"), "a PDF document"},
        {bytes("\x93NUMPY\x01\0"sv), "a NumPy array (`.npy`)"},
        {bytes("\x80\x04\x95...."), "a Python pickle"},
        {bytes("\x89HDF\r\n"), "HDF5 data"},
        {bytes("version https://git-lfs.github.com/spec/v1\n"), "a Git LFS pointer instead of the data"},
        {bytes("BZh91AY"), "an archive of another kind"},
        {bytes("\x01\x02\x03\x04\x05\x06"), "bytes of an unknown kind"},
    };
    for (const auto& [file, kind] : kinds) {
        CAPTURE(kind);
        const Bytes once = idx_files::gzip(file);
        CHECK(refusal(file) == "`images` is not an IDX file of images or labels: it contains " + kind + ".");
        CHECK_THAT(refusal(once), ContainsSubstring("it contains gzip data of " + kind + "."));
        CHECK_THAT(refusal(idx_files::gzip(once)), ContainsSubstring("gzip data of gzip data."));
    }
    CHECK_THAT(refusal({0, 0, 0x0d, 3, 0, 0, 0, 1}), ContainsSubstring("numbers of another kind"));
}

TEST_CASE("a header in the other byte order is named, whichever of its numbers show it") {
    CHECK_THAT(refusal({3, 8, 0, 0, 2, 0, 0, 0}), ContainsSubstring("wrong order"));
    CHECK_THAT(refusal(idx_files::file({0x02000000, 0x02000000, 0x03000000}, kPixels)),
               ContainsSubstring("wrong order"));
    CHECK_THAT(refusal(idx_files::file({2, 2, 0x03000000}, kPixels)), ContainsSubstring("wrong order"));
}

TEST_CASE("a gzip file of several members is read whole, wherever it is split") {
    for (std::ptrdiff_t cut = 0; cut <= static_cast<std::ptrdiff_t>(kImages.size()); ++cut) {
        Bytes members = idx_files::gzip(Bytes(kImages.begin(), kImages.begin() + cut));
        const Bytes rest = idx_files::gzip(Bytes(kImages.begin() + cut, kImages.end()));
        members.insert(members.end(), rest.begin(), rest.end());
        CHECK(bp::parse_idx(members, 3, "images").data == kPixels);
        members.push_back('x');
        CHECK_THAT(refusal(members), ContainsSubstring("1 byte follows"));
    }
}

TEST_CASE("the beginning of a file tells its dimensions, or what the whole file would be refused for") {
    const auto dims = [](const Bytes& head, size_t bytes) { return bp::idx_dims(head, bytes, "images"); };
    const Bytes large = idx_files::file({60000, 28, 28}, {});
    CHECK(dims(large, large.size() + 60000 * 784) == std::vector<int>{60000, 28, 28});
    CHECK(dims(idx_files::file({5}, {}), 13) == std::vector<int>{5});
    CHECK(dims(idx_files::gzip(large), 60000 * 784) == std::vector<int>{60000, 28, 28});
    CHECK_THROWS_AS(dims(large, 5000), bp::Problem);
    CHECK_THROWS_AS(dims(Bytes(2000, 'a'), size_t{1} << 28), bp::Problem);
}

TEST_CASE("every cut of an IDX file is refused, raw and packed") {
    const Bytes packed = idx_files::gzip(kImages);
    for (size_t length = 0; length < kImages.size(); ++length) {
        CHECK(refusal(Bytes(kImages.begin(), kImages.begin() + static_cast<std::ptrdiff_t>(length))) !=
              "accepted");
    }
    for (size_t length = 0; length < packed.size(); ++length) {
        CHECK(refusal(Bytes(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(length))) !=
              "accepted");
    }
    CHECK_THAT(refusal(Bytes(kImages.begin(), kImages.end() - 1)),
               ContainsSubstring("announces 12 bytes of data, found 11"));
    CHECK_THAT(refusal(Bytes(packed.begin(), packed.end() - 1)), ContainsSubstring("cut off"));
}

TEST_CASE("bytes after the data are refused, raw, packed and after the gzip data") {
    Bytes longer = kImages;
    longer.push_back(0);
    CHECK_THAT(refusal(longer), ContainsSubstring("goes on after the data"));
    CHECK_THAT(refusal(idx_files::gzip(longer)), ContainsSubstring("goes on after the data"));
    Bytes packed = idx_files::gzip(kImages);
    packed.push_back(7);
    CHECK_THAT(refusal(packed), ContainsSubstring("1 byte follows"));
    packed.insert(packed.end() - 1, 3, 0);
    CHECK_THAT(refusal(packed), ContainsSubstring("4 bytes follow"));
}

TEST_CASE("zeros after the gzip data pad it, as for gunzip") {
    for (const size_t padding : {1u, 100u, 5000u}) {
        Bytes packed = idx_files::gzip(kImages);
        packed.resize(packed.size() + padding, 0);
        CHECK(bp::parse_idx(packed, 3, "images").data == kPixels);
    }
}

TEST_CASE("a damaged gzip file is refused by its checksum") {
    Bytes packed = idx_files::gzip(kImages);
    packed[packed.size() - 6] ^= 0xff;
    CHECK_THAT(refusal(packed), ContainsSubstring("damaged"));
}

TEST_CASE("a header that announces too much is refused before anything is allocated") {
    CHECK_THAT(refusal(idx_files::file({0xffffffff, 28, 28}, {})), ContainsSubstring("are allowed"));
    CHECK_THAT(refusal(idx_files::file({1u << 20, 1u << 20, 1u << 20}, {})),
               ContainsSubstring("are allowed"));
    CHECK_THAT(refusal(idx_files::file({200000, 28, 28}, {1, 2, 3})), ContainsSubstring("cut off"));
    CHECK_THAT(refusal(idx_files::gzip(idx_files::file({200000, 28, 28}, {1, 2, 3}))),
               ContainsSubstring("cut off"));
    CHECK_THAT(refusal(idx_files::file({0, 28, 28}, {})), ContainsSubstring("dimension 1 is 0"));
}

TEST_CASE("a gzip file that unpacks to far more than its header announces is stopped at once") {
    Bytes bomb = idx_files::file({1, 2, 3}, Bytes(size_t{8} << 20));
    CHECK_THAT(refusal(idx_files::gzip(bomb)), ContainsSubstring("goes on after the data"));
}
