#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "graph/execution.hpp"

namespace bp::cli {

/// A graph from a file, with the values that the command line gives to its inputs.
class GraphFile {
  public:
    /// Reads formula text or a JSON document from the path ("-": standard input). A setting is "name=value",
    /// where the value is a number, an array, or any expression without names; it goes before the file's own
    /// values. Throws Problem with the file's name and, where it is known, line and column.
    GraphFile(const std::string& path, const std::vector<std::string>& settings);

    /// Throws Problem naming all inputs without a value, or the place where shapes do not fit.
    Execution<double> execution() const;

    /// The graph and its values as a document. To be called when execution() has not thrown.
    Document document() const;

  private:
    void set(const std::string& setting);
    void expect_all_values() const;
    std::string input_names() const;
    [[noreturn]] void fail(const Message& why, const std::optional<SourceSpan>& where = {}) const;

    std::string path_;
    std::string formula_;
    std::shared_ptr<const Graph> graph_;
    std::map<NodeId, SourceSpan> spans_;  // empty for a document
    Leaves<double> leaves_;
    Leaves<double> given_;
};

}  // namespace bp::cli
