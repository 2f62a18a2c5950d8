// Lists of JavaScript, looked through there.
#include "app/bindings_values.hpp"

#include <emscripten/em_js.h>

// clang-format off
EM_JS_DEPS(bp_values, "$Emval");
EM_JS(emscripten::EM_VAL, bp_flatten, (emscripten::EM_VAL handle), {
    const isList = (part) => Array.isArray(part) || (ArrayBuffer.isView(part) && !(part instanceof DataView));
    const nested = Emval.toValue(handle);
    const shape = [];
    for (let part = nested; isList(part) && shape.length < 8; part = part[0]) shape.push(part.length);
    const data = [];
    const walk = (part, axis) => {
        if (axis === shape.length) return typeof part === 'number' && data.push(part) > 0;
        if (!isList(part) || part.length !== shape[axis]) return false;
        for (let i = 0; i < part.length; ++i) if (!walk(part[i], axis + 1)) return false;
        return true;
    };
    return Emval.toHandle(walk(nested, 0) ? { shape, data } : null);
});
EM_JS(bool, bp_is_numbers, (emscripten::EM_VAL handle), {
    const list = Emval.toValue(handle);
    if (ArrayBuffer.isView(list)) return 'length' in list && typeof list[0] !== 'bigint';
    return Array.isArray(list) && list.findIndex((element) => typeof element !== 'number') < 0;
});
// clang-format on
