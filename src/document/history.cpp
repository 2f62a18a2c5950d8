#include "document/history.hpp"

namespace bp {
namespace {

/// What consecutive commands must share to be one step of undo; "" for none.
std::string merge_key(const Command& command) {
    const auto* set = std::get_if<SetLeaf>(&command);
    if (set == nullptr || set->gesture == 0) return {};
    return std::to_string(set->gesture) + " " + set->name;
}

}  // namespace

History::History(Document start)
    : documents_{std::make_shared<const Document>(std::move(start))}, keys_{std::string()} {}

void History::run(const Command& command) {
    auto next = std::make_shared<const Document>(apply(document(), command));
    std::string key = merge_key(command);
    documents_.resize(at_ + 1);
    keys_.resize(at_ + 1);
    if (!key.empty() && key == keys_.back()) {
        documents_.back() = std::move(next);
        return;
    }
    documents_.push_back(std::move(next));
    keys_.push_back(std::move(key));
    ++at_;
}

bool History::undo() {
    if (!can_undo()) return false;
    --at_;
    return true;
}

bool History::redo() {
    if (!can_redo()) return false;
    ++at_;
    return true;
}

}  // namespace bp
