#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "base/problem.hpp"
#include "idx_files.hpp"
#include "network/dataset.hpp"

using Catch::Matchers::Message;

TEST_CASE("a data set knows its size, image shape, classes, images and labels") {
    const auto set =
        bp::Dataset::from_idx(idx_files::columns_images(5), idx_files::gzip(idx_files::columns_labels(5)));
    CHECK(set.size() == 5);
    CHECK(set.image_shape() == std::array{2, 3});
    CHECK(set.pixels() == 6);
    CHECK(set.classes() == 3);
    CHECK(set.label(4) == 1);
    const auto image = set.image(1);
    CHECK(std::vector<int>(image.begin(), image.end()) == std::vector<int>{1, 201, 1, 1, 201, 1});
}

TEST_CASE("a batch holds grey levels divided by 255, and labels") {
    const auto set = bp::Dataset::from_idx(idx_files::columns_images(5), idx_files::columns_labels(5));
    std::vector<double> x(12);
    std::vector<double> t(2);
    set.gather<double>(std::vector<uint32_t>{4, 0}, x.data(), t.data());
    CHECK(x == std::vector<double>{4 / 255.0, 204 / 255.0, 4 / 255.0, 4 / 255.0, 204 / 255.0, 4 / 255.0,  //
                                   200 / 255.0, 0, 0, 200 / 255.0, 0, 0});
    CHECK(t == std::vector<double>{1, 0});
}

TEST_CASE("as many labels as images are needed") {
    CHECK_THROWS_MATCHES(bp::Dataset::from_idx(idx_files::columns_images(5), idx_files::columns_labels(4)),
                         bp::Problem, Message("There are 5 images, but 4 labels."));
}
