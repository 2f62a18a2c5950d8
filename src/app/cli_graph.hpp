#pragma once

#include <string>
#include <vector>

/// The commands on graphs. Each prints its result, returns the program's exit code and throws Problem for bad
/// input.
namespace bp::cli {

struct GraphOptions {
    std::string file;
    std::vector<std::string> settings;  ///< "name=value"
};

struct CheckOptions {
    GraphOptions graph;
    double step = 1e-4;
    /// A leaf passes when max |backprop − numerical| ≤ tolerance · max(1, max |backprop|).
    double tolerance = 1e-6;
};

struct ExportOptions {
    GraphOptions graph;
    std::string format;
    std::string output;  ///< "" for standard output
};

/// Every node with its value and its gradient.
int eval(const GraphOptions& options, bool json);

/// Compares backpropagation with central differences; 1 when they differ too much at some leaf.
int check(const CheckOptions& options);

/// The graph in another format.
int export_graph(const ExportOptions& options);

}  // namespace bp::cli
