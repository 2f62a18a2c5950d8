#pragma once

#include <string>

namespace bp {

/// web/protocol/actions.d.ts: the TypeScript types of all actions, made from their declarations.
std::string action_types();

/// docs/actions.md: the table of all actions, made from their declarations.
std::string action_docs();

}  // namespace bp
