#include "base/message.hpp"

#include <cmath>

#include "base/number.hpp"
#include "problem_texts.hpp"

namespace bp {
namespace {

struct Entry {
    std::string_view code;
    std::string_view signature;
    std::string_view english;
};

// Three texts for each id, in the order of the ids: its code, its arguments, its English template. One text,
// as a table of pointers would be a hundredth of the page's download. An id without a template does not
// compile.
#define BP_TEXTS_page(code, arguments, english) code "\0" arguments "\0" english "\0"
#ifdef BP_ENGINE
#define BP_TEXTS_script(code, arguments, english) "\0\0\0"  // it has no page
#else
#define BP_TEXTS_script BP_TEXTS_page
#endif
#ifdef BP_PAGE
#define BP_TEXTS_module(code, arguments, english) \
    code "\0" arguments "\0\0"  // its scripts call the engine rightly
#else
#define BP_TEXTS_module BP_TEXTS_page
#endif
#define BP_TEXTS_machine BP_TEXTS_page
#ifdef __EMSCRIPTEN__
#define BP_TEXTS_cli(code, arguments, english) "\0\0\0"  // where there is no command line
#else
#define BP_TEXTS_cli BP_TEXTS_page
#endif
#define BP_PROBLEM(reach, area, name, ...) \
    BP_TEXTS_##reach(#area "." #name, #__VA_ARGS__, BP_ENGLISH_##area##_##name)
constexpr char kTexts[] =
#include "base/problems.inl"
    ;
#undef BP_PROBLEM

Entry entry_at(const char*& text) {
    const auto next = [&text] {
        const std::string_view found = text;
        text += found.size() + 1;
        return found;
    };
    const std::string_view code = next(), signature = next();
    return {code, signature, next()};
}

Entry entry(ProblemId id) {
    const char* text = kTexts;
    for (auto before = static_cast<size_t>(id); before > 0; --before) entry_at(text);
    return entry_at(text);
}

constexpr Declared declared_in(std::string_view signature, size_t index) {
    for (; index > 0; --index) {
        const size_t comma = signature.find(", ");
        if (comma == std::string_view::npos) return {};
        signature.remove_prefix(comma + 2);
    }
    signature = signature.substr(0, signature.find(','));
    const size_t blank = signature.find(' ');
    if (blank == std::string_view::npos) return {};
    return {signature.substr(0, blank), signature.substr(blank + 1)};
}

/// The text's first hole: "name" and, where a word depends on a number, "one|many". "{ shape, data }" is
/// none.
struct Hole {
    std::string_view name;
    std::string_view words;
    size_t begin;
    size_t end;  // behind the closing brace
};

constexpr Hole next_hole(std::string_view text) {
    size_t begin = text.find('{');
    while (begin != std::string_view::npos && text.substr(begin).starts_with("{ "))
        begin = text.find('{', begin + 1);
    if (begin == std::string_view::npos) return {{}, {}, std::string_view::npos, std::string_view::npos};
    const size_t end = text.find('}', begin);
    if (end == std::string_view::npos) return {{}, {}, std::string_view::npos, std::string_view::npos};
    const std::string_view inside = text.substr(begin + 1, end - begin - 1);
    const size_t colon = inside.find(':');
    return {inside.substr(0, colon), colon == std::string_view::npos ? "" : inside.substr(colon + 1), begin,
            end + 1};
}

constexpr bool has_hole(std::string_view text, std::string_view name) {
    for (Hole hole = next_hole(text); hole.begin != std::string_view::npos; hole = next_hole(text)) {
        if (hole.name == name) return true;
        text.remove_prefix(hole.end);
    }
    return false;
}

constexpr bool is_declared(std::string_view signature, std::string_view name) {
    for (size_t i = 0; !declared_in(signature, i).kind.empty(); ++i) {
        if (declared_in(signature, i).name == name) return true;
    }
    return false;
}

/// Whether the template uses every argument, and nothing else.
constexpr bool fits(const Entry& entry) {
    for (size_t i = 0; !declared_in(entry.signature, i).kind.empty(); ++i) {
        if (!has_hole(entry.english, declared_in(entry.signature, i).name)) return false;
    }
    std::string_view text = entry.english;
    for (Hole hole = next_hole(text); hole.begin != std::string_view::npos; hole = next_hole(text)) {
        if (!is_declared(entry.signature, hole.name)) return false;
        text.remove_prefix(hole.end);
    }
    return true;
}

#define BP_PROBLEM(reach, area, name, ...)                                           \
    static_assert(fits({#area "." #name, #__VA_ARGS__, BP_ENGLISH_##area##_##name}), \
                  #area "." #name ": the English template's holes are not the arguments");
#include "base/problems.inl"
#undef BP_PROBLEM

std::string number_text(double number) {
    constexpr double kGrouped = 9007199254740992;  // 2⁵³: up to there all are exact
    if (std::floor(number) != number || std::abs(number) > kGrouped) return exact(number);
    return grouped(static_cast<int64_t>(number));
}

std::string in_words(const Argument& argument, std::string_view (*template_of)(ProblemId)) {
    switch (argument.kind) {
        case Argument::Kind::code:
            return marked(argument.text);
        case Argument::Kind::number:
            return number_text(argument.number);
        case Argument::Kind::phrase:
            return sentence(Message(argument.phrase, argument.inside), template_of);
        default:
            return argument.text;
    }
}

std::string shape_text(const int* dims, size_t rank) {
    std::string text = "(";
    for (size_t axis = 0; axis < rank; ++axis)
        text.append(axis > 0 ? ", " : "").append(std::to_string(dims[axis]));
    return text + (rank == 1 ? ",)" : ")");
}

std::string_view word(std::string_view words, const Argument& argument) {
    const size_t bar = words.find('|');
    return argument.number == 1 ? words.substr(0, bar) : words.substr(bar + 1);
}

}  // namespace

Message::Message(ProblemId id, problems::Parts parts) : id_(id) {
    arguments_.reserve(parts.size());
    for (const problems::Part* part : parts) arguments_.push_back(kept(*part));
}

Argument kept(const problems::Part& part) {
    using From = problems::Part::From;
    Argument argument;
    switch (part.from) {
        case From::nothing:
            break;
        case From::code:
        case From::text:
            argument.kind = part.from == From::code ? Argument::Kind::code : Argument::Kind::text;
            argument.text.assign(static_cast<const char*>(part.at), part.size);
            break;
        case From::dims:
            argument.kind = Argument::Kind::text;
            argument.text = shape_text(static_cast<const int*>(part.at), part.size);
            break;
        case From::number:
            argument.kind = Argument::Kind::number;
            argument.number = part.number;
            break;
        case From::message: {
            const auto& message = *static_cast<const Message*>(part.at);
            argument.kind = Argument::Kind::phrase;
            argument.phrase = message.id();
            argument.inside = message.arguments();
            break;
        }
        case From::argument:
            return *static_cast<const Argument*>(part.at);
    }
    return argument;
}

std::string_view code(ProblemId id) { return entry(id).code; }
std::string_view english(ProblemId id) {
    const Entry found = entry(id);
    return found.english.empty() ? found.code : found.english;
}
Declared declared(ProblemId id, size_t index) { return declared_in(entry(id).signature, index); }

std::optional<ProblemId> problem_id(std::string_view code) {
    const char* text = kTexts;
    for (size_t i = 0; i < kProblems; ++i) {
        if (entry_at(text).code == code) return static_cast<ProblemId>(i);
    }
    return {};
}

std::string marked(std::string_view code) {
    size_t longest = 0;
    size_t row = 0;
    for (const char c : code) {
        row = c == '`' ? row + 1 : 0;
        longest = row > longest ? row : longest;
    }
    const std::string fence(longest + 1, '`');
    const std::string_view blank = longest > 0 ? " " : "";
    return fence + std::string(blank) + std::string(code) + std::string(blank) + fence;
}

std::string listed(const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) text.append(text.empty() ? "" : ", ").append(marked(code));
    return text;
}

std::string sentence(const Message& message, std::string_view (*template_of)(ProblemId)) {
    std::string_view rest = template_of(message.id());
    std::string text;
    bool scalar = false;  // a shape ()
    for (Hole hole = next_hole(rest); hole.begin != std::string_view::npos; hole = next_hole(rest)) {
        text += rest.substr(0, hole.begin);
        for (size_t i = 0; i < message.arguments().size(); ++i) {
            const Argument& argument = message.arguments()[i];
            if (declared(message.id(), i).name != hole.name) continue;
            scalar = scalar ||
                     (argument.kind == Argument::Kind::text && argument.text.find("()") != std::string::npos);
            if (hole.words.empty()) {
                text += in_words(argument, template_of);
            } else {
                text += word(hole.words, argument);
            }
        }
        rest.remove_prefix(hole.end);
    }
    text += rest;
    if (text.ends_with(' ')) text.pop_back();  // before a phrase that is left out
    if (scalar) text.append(" ").append(template_of(ProblemId::shape_of_scalar));
    return text;
}

}  // namespace bp
