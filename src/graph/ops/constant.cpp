#include "graph/op.hpp"

namespace bp {

const OpDef op_constant{.info = {.key = "constant",
                                 .glyph = "",
                                 .formula = "a number written in the formula",
                                 .section = "",
                                 .arity = 0,
                                 .arguments = "",
                                 .notation = Notation::none,
                                 .derivatives = {},
                                 .backward = {"A constant: nothing asks for its gradient.",
                                              "상수이므로 기울기를 구하지 않습니다."}}};

}  // namespace bp
