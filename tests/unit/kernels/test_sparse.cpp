#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/rng.hpp"
#include "kernels/sparse.hpp"

namespace {

struct Levels {
    size_t rows;
    size_t columns;
    std::vector<uint8_t> all;

    Levels(size_t r, size_t c, uint32_t lit_in_8, uint64_t seed = 1) : rows(r), columns(c), all(r * c) {
        bp::Rng rng(seed);
        for (uint8_t& level : all)
            level = rng.below(8) < lit_in_8 ? static_cast<uint8_t>(1 + rng.below(255)) : uint8_t{0};
    }
    double at(size_t row, size_t column) const { return all[row * columns + column] / 255.0; }
};

std::vector<float> noise(size_t n, uint64_t seed) {
    bp::Rng rng(seed);
    std::vector<float> result(n);
    for (float& x : result) x = static_cast<float>(rng.normal());
    return result;
}

}  // namespace

TEST_CASE("sparse affine and update are the dense formula, over odd sizes") {
    const size_t columns =
        GENERATE(size_t{1}, size_t{35}, size_t{144}, size_t{145}, size_t{257}, size_t{784});
    const uint32_t lit = GENERATE(0u, 2u, 8u);
    const Levels levels(6, columns, lit);
    const bp::SparseRows x(levels.all, columns);
    const std::vector<uint32_t> samples{5, 0, 3, 3};
    for (const int width : {1, 2, 3, 4, 5, 7, 8, 10, 50, 51, 52, 53, 57, 100, 113, 200}) {
        const auto n = static_cast<size_t>(width);
        CAPTURE(columns, lit, n);
        const auto w = noise(columns * n + 1, n);
        const auto b = noise(n, 3);
        std::vector<float> y(samples.size() * n + 1, 77);
        bp::sparse_affine(x, samples, n, w.data(), b.data(), y.data());
        bool good = y.back() == 77;
        for (size_t i = 0; i < samples.size(); ++i) {
            for (size_t j = 0; j < n; ++j) {
                double expected = static_cast<double>(b[j]);
                for (size_t p = 0; p < columns; ++p)
                    expected += levels.at(samples[i], p) * static_cast<double>(w[p * n + j]);
                good = good && std::abs(static_cast<double>(y[i * n + j]) - expected) < 1e-4;
            }
        }
        CHECK(good);

        const auto dy = noise(samples.size() * n, 5);
        auto updated = w;
        bp::sparse_update(x, samples, n, dy.data(), -0.25f, updated.data());
        good = updated.back() == w.back();
        for (size_t p = 0; p < columns; ++p) {
            for (size_t j = 0; j < n; ++j) {
                double expected = static_cast<double>(w[p * n + j]);
                for (size_t i = 0; i < samples.size(); ++i)
                    expected -= 0.25 * levels.at(samples[i], p) * static_cast<double>(dy[i * n + j]);
                good = good && std::abs(static_cast<double>(updated[p * n + j]) - expected) < 1e-5;
            }
        }
        CHECK(good);
    }
}

TEST_CASE("what a pixel that is not 0 meets goes through, infinite or NaN, and touches nothing else") {
    const std::vector<uint8_t> levels{0, 255, 0};
    const bp::SparseRows x(levels, 3);
    const std::vector<uint32_t> samples{0};
    for (const size_t n : {size_t{2}, size_t{6}, size_t{54}}) {
        for (size_t j = 0; j < n; ++j) {
            std::vector<float> w(3 * n, 1);
            w[j] = std::numeric_limits<float>::infinity();
            w[n + j] = std::numeric_limits<float>::quiet_NaN();
            const std::vector<float> b(n);
            std::vector<float> y(n);
            bp::sparse_affine(x, samples, n, w.data(), b.data(), y.data());
            for (size_t k = 0; k < n; ++k) CHECK((k == j ? std::isnan(y[k]) : y[k] == 1));
        }
    }
}

TEST_CASE("the rows are the same from any address of the weights") {
    const Levels levels(3, 40, 3);
    const bp::SparseRows x(levels.all, 40);
    const std::vector<uint32_t> samples{0, 1, 2};
    const auto w = noise(40 * 13 + 3, 4);
    const std::vector<float> b(13);
    for (size_t shift = 0; shift < 4; ++shift) {
        std::vector<float> y(39);
        std::vector<float> z(39 + shift);
        const std::vector<float> moved(w.begin() + static_cast<std::ptrdiff_t>(shift), w.end());
        bp::sparse_affine(x, samples, 13, w.data() + shift, b.data(), z.data() + shift);
        bp::sparse_affine(x, samples, 13, moved.data(), b.data(), y.data());
        CHECK(std::equal(y.begin(), y.end(), z.begin() + static_cast<std::ptrdiff_t>(shift)));
    }
}
