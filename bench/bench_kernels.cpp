// The kernels alone, in GFLOP/s (a multiplication and an addition are two), beside what the core can do with
// nothing but registers. Prints JSON, one line.
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "base/rng.hpp"
#include "kernels/gemm_kernels.hpp"
#include "kernels/sparse.hpp"
#include "kernels/vector.hpp"
#include "measure.hpp"

using bp::Transpose;
using bp::bench::fastest_time;
using bp::bench::time_of;
using bp::kernels::f32x4;
using bp::kernels::load;
using bp::kernels::splat;
using bp::kernels::store;

namespace {

/// Twelve chains of a multiplication and an addition each.
__attribute__((noinline)) void chains(float* values) {
    f32x4 sum[12];
    for (size_t i = 0; i < 12; ++i) sum[i] = load(values + 4 * i);
    const f32x4 x = splat(values[0]);
    const f32x4 y = splat(values[1]);
    for (int k = 0; k < 1000; ++k) {
        for (f32x4& s : sum) s = s * x + y;
    }
    for (size_t i = 0; i < 12; ++i) store(values + 4 * i, sum[i]);
}

double peak() {
    std::vector<float> values(48, 0.5f);
    const double ns = fastest_time([&] {
        return time_of([&] {
            for (int i = 0; i < 50; ++i) chains(values.data());
        });
    });
    return 50.0 * 1000 * 12 * 4 * 2 / ns;
}

std::vector<float> noise(size_t n) {
    bp::Rng rng(n);
    std::vector<float> result(n);
    for (float& x : result) x = static_cast<float>(rng.normal());
    return result;
}

/// The three products of an affine layer of a batch of m, k inputs and n outputs.
std::array<double, 3> affine(int m, int n, int k) {
    const auto size = [](int rows, int columns) {
        return static_cast<size_t>(rows) * static_cast<size_t>(columns);
    };
    auto x = noise(size(m, k));
    auto w = noise(size(k, n));
    auto y = noise(size(m, n));
    const double flops = 2.0 * m * n * k;
    const int times = static_cast<int>(2e7 / flops) + 1;
    const auto rate = [&](auto f) {
        return flops * times / fastest_time([&] {
                   return time_of([&] {
                       for (int i = 0; i < times; ++i) f();
                   });
               });
    };
    std::vector<float> to(std::max(x.size(), std::max(w.size(), y.size())));
    return {rate([&] { bp::gemm(Transpose::no, Transpose::no, m, n, k, x.data(), w.data(), to.data()); }),
            rate([&] { bp::gemm(Transpose::no, Transpose::yes, m, k, n, y.data(), w.data(), to.data()); }),
            rate([&] { bp::gemm(Transpose::yes, Transpose::no, k, n, m, x.data(), y.data(), to.data()); })};
}

/// Sparse forward and update of 100 rows with a fifth of 784 pixels lit in runs, as digits are, warm.
std::array<double, 2> sparse(size_t n) {
    bp::Rng rng(1);
    std::vector<uint8_t> levels(100 * 784);
    double lit = 0;
    for (size_t i = 0; i < levels.size(); ++i) {
        if (i / 7 % 5 != 2) continue;
        levels[i] = static_cast<uint8_t>(1 + rng.below(255));
        lit += 1;
    }
    const bp::SparseRows x(levels, 784);
    std::vector<uint32_t> samples(100);
    for (uint32_t& sample : samples) sample = rng.below(100);
    auto w = noise(784 * n);
    const auto b = noise(n);
    auto y = noise(100 * n);
    const double flops = 2 * lit * static_cast<double>(n);
    const double forward = fastest_time(
        [&] { return time_of([&] { bp::sparse_affine(x, samples, n, w.data(), b.data(), y.data()); }); });
    const double update = fastest_time(
        [&] { return time_of([&] { bp::sparse_update(x, samples, n, y.data(), 1e-9f, w.data()); }); });
    return {flops / forward, flops / update};
}

}  // namespace

int main() {
    std::printf("{\"kernel\": \"%s\", \"peak\": %.1f", std::string(bp::gemm_kernel()).c_str(), peak());
    for (const auto [m, n, k] : {std::array{100, 50, 784},
                                 {100, 200, 784},
                                 {100, 1000, 784},
                                 {1000, 200, 784},
                                 {100, 10, 50},
                                 {100, 200, 200}}) {
        const auto rates = affine(m, n, k);
        std::printf(", \"%d×%d×%d\": [%.1f, %.1f, %.1f]", m, k, n, rates[0], rates[1], rates[2]);
    }
    for (const size_t n : {size_t{50}, size_t{200}}) {
        const auto rates = sparse(n);
        std::printf(", \"sparse 100×784×%zu\": [%.1f, %.1f]", n, rates[0], rates[1]);
    }
    std::printf("}\n");
}
