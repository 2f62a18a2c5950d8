#include "document/history.hpp"

namespace bp {
namespace {

/// The key that consecutive commands must share to be one step of undo; "" for none.
struct MergeKey {
    std::string operator()(const SetLeaf& c) const { return key(c.gesture, "leaf " + c.name); }
    std::string operator()(const SetConstant& c) const {
        return key(c.gesture, "constant " + std::to_string(number(c.node)));
    }
    std::string operator()(const SetUpstream& c) const { return key(c.gesture, "upstream"); }
    std::string operator()(const SetFormula& c) const { return key(c.gesture, "formula"); }
    std::string operator()(const Move& c) const { return key(c.gesture, "move"); }
    template <class Other>
    std::string operator()(const Other&) const {
        return {};
    }
    static std::string key(int gesture, const std::string& what) {
        return gesture == 0 ? std::string() : std::to_string(gesture) + " " + what;
    }
};

}  // namespace

History::History(Document start)
    : documents_{std::make_shared<const Document>(std::move(start))}, keys_{std::string()} {}

void History::run(const Command& command) {
    std::string key = std::visit(MergeKey{}, command);
    const bool goes_on = !key.empty() && key == keys_[at_];
    const auto* const typed = std::get_if<SetFormula>(&command);
    const Document& from = goes_on && typed != nullptr ? *documents_[at_ - 1] : document();
    const bool as_before = goes_on && typed != nullptr && typed->text == from.formula;
    auto next = std::make_shared<const Document>(apply(from, command));
    documents_.resize(at_ + 1);
    keys_.resize(at_ + 1);
    if (as_before) {
        undo();
        return;
    }
    if (goes_on) {
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
