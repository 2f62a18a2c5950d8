#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

// Include once in a program: every allocation by `new` is counted, as the bytes that were asked for.
namespace bp::bench {

inline size_t live_bytes = 0;
inline constexpr size_t kHeader = alignof(std::max_align_t);  // keeps the size in front of each block

}  // namespace bp::bench

void* operator new(size_t size) {
    void* block = std::malloc(size + bp::bench::kHeader);
    if (block == nullptr) throw std::bad_alloc();
    *static_cast<size_t*>(block) = size;
    bp::bench::live_bytes += size;
    return static_cast<char*>(block) + bp::bench::kHeader;
}

void operator delete(void* p) noexcept {
    if (p == nullptr) return;
    void* block = static_cast<char*>(p) - bp::bench::kHeader;
    bp::bench::live_bytes -= *static_cast<size_t*>(block);
    std::free(block);
}

void operator delete(void* p, size_t) noexcept { operator delete(p); }
