#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace bp {

/// What can be wrong, and phrases that such sentences are made of: the list is base/problems.inl.
enum class ProblemId : uint16_t {
#define BP_PROBLEM(reach, area, name, ...) area##_##name,
#include "base/problems.inl"
#undef BP_PROBLEM
};

/// How many there are.
constexpr size_t kProblems = 0
#define BP_PROBLEM(reach, area, name, ...) +1  // NOLINT(bugprone-macro-parentheses): a sum
#include "base/problems.inl"
#undef BP_PROBLEM
    ;

class Message;

/// One argument of a message: language-neutral, never a sentence.
struct Argument {
    enum class Kind : uint8_t {
        code,    ///< the user's or the program's own words, shown as they are and marked as code
        number,  ///< formatted by base/number.hpp
        text,    ///< a shape, a list, an expression: finished, the same in every language
        phrase,  ///< another message
        none     ///< a phrase that is left out
    };
    Kind kind = Kind::none;
    ProblemId phrase{};              ///< of a phrase
    double number = 0;               ///< of a number
    std::string text{};              ///< of code and text
    std::vector<Argument> inside{};  ///< of a phrase: its arguments
};

// The kinds that problems.inl gives arguments. They only point at what they are made of, so that a throw is
// little code; the message copies it.
namespace problems {

struct Part {
    enum class From : uint8_t { nothing, code, text, dims, number, message, argument };

    Part() : at(nullptr) {}
    Part(From kind, const void* place, size_t count = 0) : from(kind), size(count), at(place) {}
    explicit Part(double value) : from(From::number), number(value) {}

    From from = From::nothing;
    size_t size = 0;
    union {
        const void* at;
        double number;
    };
};

/// A name, formula text, a file's name, a key.
struct Code : Part {
    Code(std::string_view code) : Part(From::code, code.data(), code.size()) {}
    Code(const std::string& code) : Code(std::string_view(code)) {}
    Code(const char* code) : Code(std::string_view(code)) {}
};

struct Number : Part {
    template <class N>
    requires std::is_arithmetic_v<N> Number(N n) : Part(static_cast<double>(n)) {}
};

/// Finished text that is the same in every language.
struct Text : Part {
    Text(std::string_view words) : Part(From::text, words.data(), words.size()) {}
    Text(const std::string& words) : Text(std::string_view(words)) {}
    Text(const char* words) : Text(std::string_view(words)) {}
};

/// Whatever has dims(): "(2, 3)".
struct Shape : Part {
    template <class S>
    requires requires(const S& shape) { shape.dims(); }
    Shape(const S& shape) : Part(From::dims, shape.dims().data(), shape.dims().size()) {}
};

/// Another message inside the sentence; without one, what it would add is left out.
struct Phrase : Part {
    Phrase() = default;
    Phrase(const Message& message) : Part(From::message, &message) {}
};

/// Code or a phrase, whichever there is: a node's name, or "`mul` (node 3)".
struct Thing : Part {
    Thing(const Part& part) : Part(part) {}
    Thing(const Message& message) : Part(From::message, &message) {}
    Thing(const Argument& argument) : Part(From::argument, &argument) {}
};

using Parts = std::initializer_list<const Part*>;

/// An id together with the kinds of its arguments.
template <class Arguments>
struct Key;
template <class... Kinds>
struct Key<void(Kinds...)> {
    ProblemId id;
};

#define BP_PROBLEM(reach, area, name, ...) \
    inline constexpr Key<void(__VA_ARGS__)> area##_##name{ProblemId::area##_##name};
#include "base/problems.inl"
#undef BP_PROBLEM

}  // namespace problems

/// What there is to say, as data: an id and its arguments. sentence() says it. The compiler checks the number
/// and the kinds of the arguments: Message(problems::shape_broadcast, a, b).
class Message {
  public:
    template <class... Kinds>
    Message(problems::Key<void(Kinds...)> key, const std::type_identity_t<Kinds>&... arguments)
        : Message(key.id, problems::Parts{&arguments...}) {}
    Message(ProblemId id, problems::Parts parts);
    Message(ProblemId id, std::vector<Argument> arguments) : id_(id), arguments_(std::move(arguments)) {}

    ProblemId id() const { return id_; }
    const std::vector<Argument>& arguments() const { return arguments_; }

  private:
    ProblemId id_;
    std::vector<Argument> arguments_;
};

/// An argument that is kept: of a part, or of a message.
Argument kept(const problems::Part& part);

/// The id as it is published, "formula.unknown_function".
std::string_view code(ProblemId id);

/// The id of that code, or nothing.
std::optional<ProblemId> problem_id(std::string_view code);

/// An argument as problems.inl declares it: "Code" and "name"; empty ones past the last.
struct Declared {
    std::string_view kind;
    std::string_view name;
};
Declared declared(ProblemId id, size_t index);

/// The English template of the id, from assets/strings/en/problems.json.
std::string_view english(ProblemId id);

/// Text marked as code: in backticks, more of them where it holds some itself.
std::string marked(std::string_view code);

/// "`a`, `b`".
std::string listed(const std::vector<std::string>& codes);

/// The message in the words of a language's templates. A template's {name} is the argument of that name;
/// {count:element|elements} is a word by a number, the first one for 1; "{ name }" is text. Code stands in
/// backticks.
std::string sentence(const Message& message, std::string_view (*template_of)(ProblemId) = english);

}  // namespace bp
