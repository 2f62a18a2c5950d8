#pragma once

#include <memory>
#include <string>
#include <vector>

#include "document/commands.hpp"
#include "document/document.hpp"

namespace bp {

/// The documents so far. Undo and redo swap pointers; what documents share is not copied.
class History {
  public:
    explicit History(Document start);

    const Document& document() const { return *documents_[at_]; }
    /// What it began with: where undo ends.
    const Document& base() const { return *documents_.front(); }
    /// Applies a command. One drag (SetLeaf with the same gesture) is one entry, and so is
    /// what is typed in one go (SetFormula): it is made of the document before it. Throws Problem, changing
    /// nothing.
    void run(const Command& command);
    bool undo();
    bool redo();
    bool can_undo() const { return at_ > 0; }
    bool can_redo() const { return at_ + 1 < documents_.size(); }

  private:
    std::vector<std::shared_ptr<const Document>> documents_;
    std::vector<std::string> keys_;  // merge key of the command that made each document, "" for none
    size_t at_ = 0;
};

}  // namespace bp
