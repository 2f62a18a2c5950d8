#pragma once

#include "document/commands.hpp"

// One function for each command (document/commands.hpp): the small ones in commands.cpp, those that change
// the graph in edits.cpp, groups in groups.cpp.
namespace bp {

Document applied(const Document& document, const SetLeaf& command);
Document applied(const Document& document, const SetLeaves& command);
Document applied(const Document& document, const SetConstant& command);
Document applied(const Document& document, const SetFormula& command);
Document applied(const Document& document, const LoadPreset& command);
Document applied(const Document& document, const LoadDocument& command);
Document applied(const Document& document, const NewGraph& command);
Document applied(const Document& document, const AddOp& command);
Document applied(const Document& document, const AddFormula& command);
Document applied(const Document& document, const Connect& command);
Document applied(const Document& document, const Disconnect& command);
Document applied(const Document& document, const Remove& command);
Document applied(const Document& document, const Duplicate& command);
Document applied(const Document& document, const Insert& command);
Document applied(const Document& document, const Rename& command);
Document applied(const Document& document, const SetAttrs& command);
Document applied(const Document& document, const SetOutput& command);
Document applied(const Document& document, const SetUpstream& command);
Document applied(const Document& document, const Move& command);
Document applied(const Document& document, const Tidy& command);
Document applied(const Document& document, const MakeGroup& command);
Document applied(const Document& document, const Ungroup& command);
Document applied(const Document& document, const FoldGroup& command);
Document applied(const Document& document, const RenameGroup& command);
Document applied(const Document& document, const Fold& command);
Document applied(const Document& document, const Unfold& command);

}  // namespace bp
