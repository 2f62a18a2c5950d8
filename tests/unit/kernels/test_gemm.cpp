#include <algorithm>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/rng.hpp"
#include "kernels/gemm_kernels.hpp"

using bp::Transpose;

namespace {

template <class T>
std::vector<T> noise(int n, uint64_t seed) {
    bp::Rng rng(seed);
    std::vector<T> result(static_cast<size_t>(n));
    for (T& x : result) x = static_cast<T>(rng.normal());
    return result;
}

template <class T>
bool same(T x, T y, T tolerance) {
    return std::isnan(x) ? std::isnan(y) : x == y || std::abs(x - y) <= tolerance;
}

/// Every kernel of this build against the formula, with guards around C.
template <class T>
void compare(Transpose ta, Transpose tb, int m, int n, int k, const std::vector<T>& a,
             const std::vector<T>& b) {
    const auto size = static_cast<size_t>(m) * static_cast<size_t>(n);
    std::vector<T> expected(size);
    bp::kernels::gemm_reference(ta, tb, m, n, k, a.data(), b.data(), expected.data());
    // Sums of k products of normal numbers, in another order.
    const T tolerance = 8 * std::numeric_limits<T>::epsilon() * static_cast<T>(k + 1);
    for (const auto& kernel : {&bp::gemm<T>, &bp::kernels::gemm_vector<T>}) {
        std::vector<T> c(size + 2, 77);
        kernel(ta, tb, m, n, k, a.data(), b.data(), c.data() + 1);
        CHECK((c.front() == 77 && c.back() == 77));
        const bool equal = std::equal(expected.begin(), expected.end(), c.begin() + 1,
                                      [&](T x, T y) { return same(x, y, tolerance); });
        CAPTURE(m, n, k, static_cast<int>(ta), static_cast<int>(tb));
        CHECK(equal);
    }
}

}  // namespace

TEST_CASE("the expected kernel is the active one") {
#ifdef __EMSCRIPTEN__
    CHECK(bp::gemm_kernel() == "simd128");
#else
    CHECK(bp::gemm_kernel() == "Eigen");
#endif
}

TEMPLATE_TEST_CASE("gemm is the formula, over odd sizes and every transposition", "", float, double) {
    const auto ta = GENERATE(Transpose::no, Transpose::yes);
    const auto tb = GENERATE(Transpose::no, Transpose::yes);
    for (const int m : {1, 2, 3, 4, 5, 7, 8, 13}) {
        for (const int n : {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 50}) {
            for (const int k : {1, 2, 3, 50, 255, 256, 257, 300})
                compare<TestType>(ta, tb, m, n, k, noise<TestType>(m * k, 1), noise<TestType>(k * n, 2));
        }
    }
    compare<TestType>(ta, tb, 100, 200, 784, noise<TestType>(78400, 1), noise<TestType>(784 * 200, 2));
    compare<TestType>(ta, tb, 784, 50, 100, noise<TestType>(78400, 1), noise<TestType>(5000, 2));
}

TEMPLATE_TEST_CASE("a number that is not finite reaches the elements that use it, and no others", "", float,
                   double) {
    const auto bad =
        GENERATE(std::numeric_limits<TestType>::infinity(), -std::numeric_limits<TestType>::infinity(),
                 std::numeric_limits<TestType>::quiet_NaN());
    constexpr int m = 7;
    constexpr int n = 11;
    constexpr int k = 9;
    for (int at = 0; at < m * k; at += 5) {
        auto a = noise<TestType>(m * k, 1);
        a[static_cast<size_t>(at)] = bad;
        auto b = noise<TestType>(k * n, 2);
        compare<TestType>(Transpose::no, Transpose::no, m, n, k, a, b);
        b[static_cast<size_t>(at)] = bad;
        compare<TestType>(Transpose::yes, Transpose::yes, m, n, k, a, b);
    }
}
