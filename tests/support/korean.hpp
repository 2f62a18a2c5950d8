#pragma once

#include <cctype>
#include <fstream>
#include <iterator>
#include <string>

#include "playground/words/strings.hpp"

namespace bp::test {

/// The Korean texts, which the page fetches as one file.
inline void load_korean() {
    const auto read = [](const char* name) {
        std::ifstream file(std::string("assets/strings/ko/") + name);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    set_texts(Language::ko,
              R"({"canvas":)" + read("canvas.json") + R"(,"problems":)" + read("problems.json") + "}");
}

/// The text without what stands in quotation marks or parentheses: quoted names and formulas stay as they
/// are.
inline std::string own_words(const std::string& text) {
    std::string words;
    bool quoted = false;
    int depth = 0;
    for (const char c : text) {
        if (c == '\'') quoted = !quoted;
        if (c == '(') ++depth;
        if (!quoted && depth == 0) words += c;
        if (c == ')') --depth;
    }
    return words;
}

/// Whether all of an engine's sentence has a translation: another text, without two English words one after
/// another.
inline bool has_korean(const std::string& sentence) {
    [[maybe_unused]] static const bool loaded = (load_korean(), true);
    const std::string text = translated(Language::ko, sentence);
    const std::string words = own_words(text);
    const auto letter = [&](size_t i) {
        return i < words.size() && std::isalpha(static_cast<unsigned char>(words[i])) != 0;
    };
    for (size_t i = 2; i + 2 < words.size(); ++i) {
        if (words[i] == ' ' && letter(i - 2) && letter(i - 1) && letter(i + 1) && letter(i + 2)) return false;
    }
    return text != sentence;
}

}  // namespace bp::test
