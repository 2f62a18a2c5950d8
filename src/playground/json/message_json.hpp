#pragma once

#include "base/message.hpp"
#include "document/json_text.hpp"

namespace bp {

/// A problem that a worker or the page found: {"code": "fetch.status", "args": {"file": "a.gz", "status":
/// 404}}; an argument that is a phrase is such an object itself, or null. Throws Problem when it is none.
Message message_from(const Json& json);

}  // namespace bp
