#include <cstdio>
#include <cstdlib>
#include <string>

#include "bounded.hpp"
#include "document/json.hpp"

// Any bytes as a document's file: refused with a Problem, or a document whose file gives the same file again.

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    bp::Document document;
    try {
        document = bp::from_json({reinterpret_cast<const char*>(data), size});
    } catch (const bp::Problem&) {
        return 0;
    }
    const std::string written = bp::to_json(document);
    const bp::Document back = bp::from_json(written);
    if (bp::to_json(back) != written) {
        std::fprintf(stderr, "written: %s\nagain: %s\n", written.c_str(), bp::to_json(back).c_str());
        std::abort();
    }
    bp::fuzz::compute(document.graph, document.leaf_values());
    return 0;
}
