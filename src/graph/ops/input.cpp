#include "graph/op.hpp"

namespace bp {

const OpDef op_input{
    .info = {.key = "input",
             .glyph = "",
             .formula = "a value that is given",
             .section = "",
             .arity = 0,
             .arguments = "",
             .notation = Notation::none,
             .derivatives = {},
             .backward = {"A leaf: the gradient ends here.", "말단이므로 기울기는 여기서 끝납니다."}}};

}  // namespace bp
