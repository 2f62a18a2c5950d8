// Numbers as people read them, for the page's scripts and its workers: web/widgets/numbers.mjs has no formats
// of its own.
#include <emscripten/bind.h>

#include <cmath>
#include <string>

#include "base/number.hpp"
#include "base/typed_number.hpp"

EMSCRIPTEN_BINDINGS(numbers) {
    using emscripten::function;
    function("brief", &bp::brief);
    function("signedBrief", &bp::signed_brief);
    function(
        "grouped", +[](double number) { return bp::grouped(std::llround(number)); });
    function("percent", &bp::percent);
    function(
        "typedNumber",
        +[](const std::string& text) { return bp::exact(bp::typed_number(text).value_or(std::nan(""))); });
    function("duration", &bp::duration);
}
