#include "graph/op.hpp"

namespace bp {

const OpDef op_input{.info = {.key = "input",
                              .glyph = "",
                              .formula = "",
                              .section = "",
                              .arity = 0,
                              .arguments = "",
                              .notation = Notation::none,
                              .derivatives = {},
                              .shelf = Shelf::arithmetic}};

}  // namespace bp
