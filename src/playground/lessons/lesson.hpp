#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/fields.hpp"
#include "graph/execution.hpp"

namespace bp {

/// Where a number is in the graph: the value or the gradient of a node by name, of a tensor one element.
struct NumberPlace {
    std::string node{};
    bool gradient = false;
    std::vector<int> at{};  ///< the element's place along each axis; empty: all of it

    bool operator==(const NumberPlace&) const = default;
};

/// The arithmetic of a lesson's answers: a number, a number of the graph, or the product or sum of such.
struct Expression {
    enum class Kind { constant, number, product, sum };
    Kind kind = Kind::constant;
    double constant = 0;
    NumberPlace place{};
    std::vector<Expression> parts{};

    bool operator==(const Expression&) const = default;
};

/// What an expression is with the graph's present numbers; nothing where the graph has no such number.
std::optional<double> evaluate(const Expression& expression, Execution<double>& shown);

/// What a typical mistake gives.
struct Mistake {
    std::string hint{};
    Expression answer{};

    static constexpr auto kFields =
        std::tuple{field("hint", &Mistake::hint, "key of the hint for who makes it"),
                   field("answer", &Mistake::answer, "what it gives")};
    bool operator==(const Mistake&) const = default;
};

/// A question: predict a number, or choose one of some sentences.
struct Question {
    std::string id{};
    std::vector<std::string> options{};
    Expression answer{};
    std::vector<Mistake> mistakes{};

    static constexpr auto kFields = std::tuple{
        field("id", &Question::id, "its name"),
        optional_field("options", &Question::options, "keys of the sentences to choose from"),
        field("answer", &Question::answer, "the number that is asked for, or which option is right, from 0"),
        optional_field("mistakes", &Question::mistakes, "what typical mistakes give")};
    bool operator==(const Question&) const = default;
};

BP_NAMED_ENUM(TextNumberKind, value, grad, proof)

/// A number that a lesson's text shows.
struct TextNumber {
    TextNumberKind kind = TextNumberKind::value;
    std::string node{};
    std::vector<int> at{};
    bool exact = false;

    NumberPlace place() const { return {node, kind == TextNumberKind::grad, at}; }

    static constexpr auto kFields = std::tuple{
        field("kind", &TextNumber::kind,
              "the node's value or gradient, or `proof`: the largest difference that a fold of it made"),
        field("node", &TextNumber::node, "its name"),
        optional_field("at", &TextNumber::at, "the place of an element; without it all of them"),
        optional_field("exact", &TextNumber::exact, "all digits instead of six")};
    bool operator==(const TextNumber&) const = default;
};

/// What the playground knows of a lesson; its texts are the page's.
struct Lesson {
    std::string id{};
    std::vector<std::string> leaves{};
    std::vector<TextNumber> numbers{};
    std::vector<Question> questions{};

    static constexpr auto kFields = std::tuple{
        field("id", &Lesson::id, "its name"), field("leaves", &Lesson::leaves, "names of its graph's inputs"),
        field("numbers", &Lesson::numbers, "what its text shows"),
        field("questions", &Lesson::questions, "what it asks")};
    bool operator==(const Lesson&) const = default;
};

/// How good an answer is: right (within half a percent, or the right option), wrong with a hint of the
/// lesson's, close (within five percent), right but for the sign, no option was chosen, the text is no
/// number, or the graph on the canvas does not have the answer.
BP_NAMED_ENUM(Grade, right, hint, close, sign, nothing, not_a_number, other_graph)

struct Graded {
    std::string question{};
    Grade grade = Grade::right;
    std::string hint{};  ///< key of the hint: of a mistake, an option, or "other"
};

/// Grades an answer, as typed or the key of an option, by the graph's present numbers.
Graded graded(const Question& question, std::string_view answer, Execution<double>& shown);

/// A number with at most six digits or exactly, with the sign of mathematics: −0.5; a tensor as nested
/// brackets: [1, −2].
std::string number_text(const View<double>& value, bool exact);

/// The number at a place as text; "" when the graph has none there.
std::string number_text(const NumberPlace& place, bool exact, Execution<double>& shown);

/// The lesson that is open and what its reader answered last.
struct OpenedLesson {
    Lesson lesson;
    std::optional<Graded> graded{};
};

}  // namespace bp
