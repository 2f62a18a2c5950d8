#pragma once

#include <cstdint>
#include <span>

#include "base/message.hpp"

namespace bp {

/// What a file seems to be, by its first bytes: a phrase for messages about files that are something else
/// than expected.
Message kind_of_file(std::span<const uint8_t> head);

}  // namespace bp
