#include <rapidcheck.h>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstring>

#include "base/problem.hpp"
#include "files/npy.hpp"
#include "files/npz.hpp"
#include "files/zip.hpp"
#include "npy_files.hpp"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using npy_files::Bytes;
using npy_files::npy;
using npy_files::patched;

namespace {

constexpr size_t kPlenty = 1'000'000;

void refused(const Bytes& bytes, const std::string& why) {
    CHECK_THROWS_MATCHES(bp::read_zip(bytes, 10, kPlenty), bp::Problem,
                         MessageMatches(ContainsSubstring(why)));
}

}  // namespace

TEST_CASE("an archive reads back as it was written") {
    CHECK(rc::check([] {
        const auto data = *rc::gen::arbitrary<std::vector<Bytes>>();
        std::vector<bp::ZipEntry> entries;
        for (size_t i = 0; i < data.size(); ++i) entries.push_back({"entry " + std::to_string(i), data[i]});
        if (entries.empty()) return;
        const auto again = bp::read_zip(bp::write_zip(entries), entries.size(), kPlenty);
        RC_ASSERT(again.size() == entries.size());
        for (size_t i = 0; i < entries.size(); ++i) {
            RC_ASSERT(again[i].name == entries[i].name);
            RC_ASSERT(again[i].data == entries[i].data);
        }
    }));
}

TEST_CASE("an archive that lies is refused before memory is taken for it") {
    const Bytes good = bp::write_zip(std::vector<bp::ZipEntry>{{"a", Bytes(100, 7)}});
    const size_t directory = 30 + 1 + 100;
    const size_t end = good.size() - 22;
    CHECK(bp::read_zip(good, 10, kPlenty).size() == 1);
    const Bytes huge{0xf0, 0xff, 0xff, 0x7f};
    refused(patched(good, directory + 24, huge), "size of an entry is impossible");
    refused(patched(patched(good, directory + 10, {8}), directory + 24, huge),
            "size of an entry is impossible");
    refused(patched(good, directory + 10, {9}), "unsupported method");
    refused(patched(good, directory + 8, {1}), "encrypted");
    refused(patched(good, directory + 20, {0xff, 0xff, 0xff, 0xff}), "larger than 4 GB");
    refused(patched(good, directory + 42, {90}), "not where it should be");
    refused(patched(good, directory + 46, {'b'}), "two names");
    refused(patched(good, directory + 16, {0}), "checksum");
    refused(patched(good, end + 8, {2, 0, 2, 0}), "directory cannot be read");
    refused(patched(good, end + 8, {0, 0, 0, 0}), "longer than it says");
    refused(patched(good, end + 4, {1}), "one of several");
    refused(patched(good, end + 16, huge), "directory is not where");
    refused(patched(good, 60, {8}), "checksum");
    refused(Bytes(good.begin(), good.end() - 1), "end is missing");
    CHECK_THROWS_AS(bp::read_zip(good, 0, kPlenty), bp::Problem);
    CHECK_THROWS_MATCHES(bp::read_zip(good, 10, 99), bp::Problem,
                         MessageMatches(ContainsSubstring("unpack to more")));
    const Bytes twice = bp::write_zip(std::vector<bp::ZipEntry>{{"a", {}}, {"a", {}}});
    refused(twice, "same name");
}

TEST_CASE("an array file is read only when its header says what is there") {
    const auto array = [](const std::string& header, size_t data) {
        return bp::read_npy(npy(header, data), "W1");
    };
    CHECK(array("{'shape': (2, 3), 'fortran_order': False, 'descr': '<f4'}\n", 24).shape == bp::Shape{2, 3});
    CHECK(array("{\"descr\":\"<f8\",'fortran_order':True,'shape':(2,),}", 16).shape == bp::Shape{2});
    CHECK(array("{'descr': '<f8', 'fortran_order': False, 'shape': ()}", 8).shape == bp::Shape{});
    for (const char* header :
         {"", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': Falsy, 'shape': (2,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999, 99999999)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,2)}",
          "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
          "{'descr': '>f4', 'fortran_order': False, 'shape': (2,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
          "{'descr': '<f4', 'fortran_order': False, 'shape': (0,)}", "{'descr': '<f4"}) {
        CHECK_THROWS_AS(array(header, 8), bp::Problem);
    }
    Bytes cut = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 8);
    for (size_t size = 0; size < cut.size(); ++size)
        CHECK_THROWS_AS(bp::read_npy(std::span(cut).first(size), "W1"), bp::Problem);
}

TEST_CASE("Fortran order is put right") {
    const bp::Tensor<double> tensor{{2, 3}, {1, 2, 3, 4, 5, 6}};
    Bytes file = bp::write_npy(bp::Tensor<double>{{2, 3}, {1, 4, 2, 5, 3, 6}});
    const std::string text(file.begin(), file.end());
    file = patched(file, text.find("False"), {'T', 'r', 'u', 'e', ' '});
    CHECK(bp::read_npy(file, "W1") == tensor);
}

TEMPLATE_TEST_CASE("a network's parameters come back from npz bit for bit", "", float, double) {
    bp::Network<TestType> from({.layers = {4, 7, 1, 3}, .init = {bp::WeightInit::Rule::he}, .seed = 5});
    bp::Network<TestType> to({.layers = {4, 7, 1, 3}});
    const Bytes file = bp::to_npz(from.params());
    CHECK(bp::npz_layers(file) == from.spec().layers);
    bp::load_npz(to, file);
    for (size_t i = 0; i < 6; ++i) CHECK(to.params()[i].value == from.params()[i].value);
    bp::Network<TestType> other({.layers = {4, 3}});
    CHECK_THROWS_AS(bp::load_npz(other, file), bp::Problem);
}

TEST_CASE("a number that float32 cannot hold is refused for a float network") {
    bp::Network<double> from({.layers = {1, 2}});
    from.set_params({{"b1", {bp::Shape{2}, {1e300, 0}}}});
    bp::Network<float> to({.layers = {1, 2}});
    CHECK_THROWS_MATCHES(bp::load_npz(to, bp::to_npz(from.params())), bp::Problem,
                         MessageMatches(ContainsSubstring("too large for `float32`")));
}

TEST_CASE("what a file has instead of a network's parameters is named, with what is likely") {
    const auto refusal = [](const std::vector<bp::ZipEntry>& entries) -> std::string {
        try {
            bp::npz_layers(bp::write_zip(entries));
        } catch (const bp::Problem& problem) {
            return problem.what();
        }
        return "accepted";
    };
    const auto array = [](const std::string& type, const std::string& shape, size_t bytes) {
        return npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + "}", bytes);
    };
    const auto one = [&](const std::string& type) {
        return refusal({{"W1.npy", array(type, "(1, 2)", 16)}, {"b1.npy", array("<f8", "(2,)", 16)}});
    };
    CHECK(one("<f8") == "accepted");
    CHECK_THAT(one("|O"), ContainsSubstring("pickled"));
    CHECK_THAT(one(">f8"), ContainsSubstring("big-endian"));
    for (const char* type : {"<i8", "<f2", "<c16", "|b1", "<U4"})
        CHECK_THAT(one(type), ContainsSubstring(type) && ContainsSubstring("astype"));
    CHECK_THAT(refusal({{"W1.npy", array("<f4", "(1000000, 1000000)", 8)}}),
               ContainsSubstring("more elements"));
    CHECK_THAT(refusal({{"W1.npy", array("<f4", "(1000000000000,)", 8)}}),
               ContainsSubstring("more elements"));
    CHECK_THAT(refusal({{"fc1.weight.npy", {}}, {"fc1.bias.npy", {}}}),
               ContainsSubstring("`fc1.weight`, `fc1.bias`"));
    CHECK_THAT(refusal({{"Wx.npy", {}}}), ContainsSubstring("`Wx`"));
    CHECK_THAT(refusal({{"archive/data.pkl", {}}}), ContainsSubstring("`archive/data.pkl`"));
    CHECK(refusal({{"W1.npy", array("<f4", "(5, 7)", 140)}, {"b1.npy", array("<f4", "(5,)", 20)}}) ==
          "`W1` has the shape (5, 7), but `b1` has 5 values: it seems to be transposed. Rows are inputs, "
          "columns "
          "are neurons; save its transpose (`.T`).");
    CHECK_THROWS_MATCHES(bp::npz_layers(array("<f4", "(2,)", 8)), bp::Problem,
                         MessageMatches(ContainsSubstring("it contains a NumPy array (`.npy`)")));
}
