#include <algorithm>
#include <vector>

#include "base/order.hpp"
#include "document/json_text.hpp"
#include "playground/words/particles.hpp"
#include "playground/words/strings.hpp"
#include "playground/words/strings_data.hpp"

namespace bp {
namespace {

/// "there is no node {id}" taken apart: pieces "there is no node ", "" and the hole "id" between them.
struct Pattern {
    std::vector<std::string> pieces;
    std::vector<std::string> holes;
    std::string korean;

    size_t letters() const {
        size_t sum = 0;
        for (const std::string& piece : pieces) sum += piece.size();
        return sum;
    }
};

using Values = std::vector<std::string_view>;

Pattern taken_apart(std::string_view english, std::string korean) {
    Pattern pattern;
    pattern.korean = std::move(korean);
    size_t from = 0;
    for (size_t open = english.find('{'); open != english.npos; open = english.find('{', from)) {
        const size_t close = english.find('}', open);
        if (close == english.npos) break;
        pattern.pieces.emplace_back(english.substr(from, open - from));
        pattern.holes.emplace_back(english.substr(open + 1, close - open - 1));
        from = close + 1;
    }
    pattern.pieces.emplace_back(english.substr(from));
    return pattern;
}

/// The most telling ones first.
std::vector<Pattern> patterns;

/// Whether `rest` is what follows piece number `hole`; each hole takes as little as it can.
bool fits(const Pattern& pattern, size_t hole, std::string_view rest, Values& values) {
    if (hole == pattern.holes.size()) return rest.empty();
    const std::string& next = pattern.pieces[hole + 1];
    if (hole + 1 == pattern.holes.size()) {
        if (!rest.ends_with(next)) return false;
        values[hole] = rest.substr(0, rest.size() - next.size());
        return true;
    }
    for (size_t at = rest.find(next); at != rest.npos; at = rest.find(next, at + 1)) {
        values[hole] = rest.substr(0, at);
        if (fits(pattern, hole + 1, rest.substr(at + next.size()), values)) return true;
    }
    return false;
}

std::string put_in(const Pattern& pattern, const Values& values) {
    std::string text;
    size_t from = 0;
    for (size_t open = pattern.korean.find('{'); open != pattern.korean.npos;
         open = pattern.korean.find('{', from)) {
        const size_t close = std::min(pattern.korean.find('}', open), pattern.korean.size() - 1);
        const std::string_view name = std::string_view(pattern.korean).substr(open + 1, close - open - 1);
        text.append(pattern.korean, from, open - from);
        const auto hole = std::ranges::find(pattern.holes, name);
        if (hole != pattern.holes.end()) {
            // A hole may hold a phrase: "the end of the line", "node 3".
            text += translated(Language::ko, values[static_cast<size_t>(hole - pattern.holes.begin())]);
        }
        from = close + 1;
    }
    return with_particles(text.append(pattern.korean, from));
}

}  // namespace

void set_problems(const nlohmann::ordered_json& problems) {
    patterns.clear();
    for (const auto& [english, korean] : problems.items())
        patterns.push_back(taken_apart(english, korean.get<std::string>()));
    sort_by(patterns, [](const Pattern& pattern) { return -static_cast<double>(pattern.letters()); });
}

std::string translated(Language language, std::string_view sentence) {
    constexpr size_t kLongest = 4000;  // longer ones quote somebody's data
    if (language == Language::en || sentence.size() > kLongest) return std::string(sentence);
    for (const Pattern& pattern : patterns) {
        Values values(pattern.holes.size());
        const std::string& first = pattern.pieces.front();
        if (sentence.starts_with(first) && fits(pattern, 0, sentence.substr(first.size()), values))
            return put_in(pattern, values);
    }
    return std::string(sentence);
}

}  // namespace bp
