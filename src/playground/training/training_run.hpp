#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/fields.hpp"
#include "playground/training/settings.hpp"

namespace bp {

/// Steps and samples that a message may name.
constexpr Bounds kCounts{0, 1e7};

/// The book counts iterations from 0 (5.7.4): it evaluates at iteration 600, right after step 601. For
/// display only.
constexpr int book_iteration(int steps) { return steps - 1; }

/// Shares of all images classified correctly, 0 … 1.
struct Evaluation {
    int steps = 0;  ///< done when it was made
    double train = 0;
    double test = 0;

    static constexpr const char* kName = "Evaluation";
    static constexpr std::string_view kAbout = "Shares of all images classified correctly, 0 … 1.";
    static constexpr auto kFields =
        std::tuple{field("steps", &Evaluation::steps, "done when it was made", kCounts),
                   field("train", &Evaluation::train, "of training images", {0, 1}),
                   field("test", &Evaluation::test, "of test images", {0, 1})};
    bool operator==(const Evaluation&) const = default;
};

/// What made a run diverge: the first number that is not finite.
struct Divergence {
    std::string node;  ///< of the network, like a2
    std::string op;
    std::string value;  ///< inf or nan

    static constexpr const char* kName = "Divergence";
    static constexpr std::string_view kAbout = "The first number that is not finite.";
    static constexpr auto kFields = std::tuple{field("node", &Divergence::node, "of the network, like a2"),
                                               field("op", &Divergence::op, "the node's"),
                                               field("value", &Divergence::value, "inf, -inf or nan")};
};

/// What a run has done so far.
struct TrainingRun {
    TrainingSettings settings{};           ///< it was begun with; what acts at once, as it is now
    int steps = 0;                         ///< done
    double seconds = 0;                    ///< spent in training steps
    std::string path{};                    ///< how the first layer is computed: "sparse" or "dense"
    std::vector<float> losses{};           ///< one for each step
    std::vector<Evaluation> accuracies{};  ///< by steps

    static constexpr const char* kName = "TrainingRun";
    static constexpr std::string_view kAbout = "What a run has done so far.";
    static constexpr auto kFields = std::tuple{
        field("settings", &TrainingRun::settings,
              "it was begun with, learning rate and iterations as they are now"),
        field("steps", &TrainingRun::steps, "done", kCounts),
        field("seconds", &TrainingRun::seconds, "spent in training steps", {0, 1e9}),
        optional_field("path", &TrainingRun::path, "how the first layer is computed"),
        field("losses", &TrainingRun::losses, "one for each step; null for one that is not finite"),
        field("accuracies", &TrainingRun::accuracies, "of the evaluations")};

    /// Adds an evaluation, or replaces the one of its steps.
    void add(const Evaluation& evaluation);
    /// Steps were done, with these losses; `done` since the start.
    void add(int done, const std::vector<float>& more);
    /// Back to what it was after that many steps.
    void rewind(int to);
};

/// Images the user brought.
struct OwnData {
    std::string name;
    int rows = 0;
    int columns = 0;
    int classes = 0;
    int train = 0;  ///< number of training images
    int test = 0;

    static constexpr const char* kType = "own";
    static constexpr std::string_view kAbout = "The user opened images.";
    static constexpr auto kFields =
        std::tuple{field("name", &OwnData::name, "of the file with the images"),
                   field("rows", &OwnData::rows, "pixels", kCounts),
                   field("columns", &OwnData::columns, "pixels", kCounts),
                   field("classes", &OwnData::classes, "of the labels", kCounts),
                   field("train", &OwnData::train, "number of training images", kCounts),
                   field("test", &OwnData::test, "number of test images", kCounts)};
};

}  // namespace bp
