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
    CHECK_THAT(refusal({}), ContainsSubstring("The file of `images` is empty."));
    CHECK_THAT(refusal({0, 0, 8}), ContainsSubstring("header: expected 4 bytes, found 3"));
    CHECK_THAT(refusal({'<', '!', 'D', 'O', 'C'}),
               ContainsSubstring("0x00000803") && ContainsSubstring("0x3c21444f"));
    CHECK_THAT(refusal(idx_files::columns_labels(4)), ContainsSubstring("its magic number is `0x00000801`"));
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
    packed.push_back(0);
    CHECK_THAT(refusal(packed), ContainsSubstring("1 byte follows"));
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
