#pragma once

#include <optional>

#include "base/message.hpp"
#include "document/document.hpp"

namespace bp {

/// What there is to say of an input's name that may not be what the user meant.
struct NameRemark {
    Message message;
    NodeId leaf{};
    bool until_set = false;  ///< a value that the user gave would show that the name is meant
};

/// Of the inputs that `now` has and `before` has not: whether a name is nearly one that there is or was
/// (aple, apple), is e, or looks like another because of a letter of a different script.
std::optional<NameRemark> about_new_names(const Graph& before, const Document& now);

/// Whether the remark still holds.
bool holds(const NameRemark& remark, const Document& now);

}  // namespace bp
