#pragma once

#include <cctype>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "playground/words/strings.hpp"

namespace bp::test {

/// The Korean texts, which the page fetches as one file.
inline void load_korean() {
    const auto read = [](const char* name) {
        std::ifstream file(std::string("assets/strings/ko/") + name);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    set_texts(Language::ko, R"({"canvas":)" + read("canvas.json") + R"(,"ops":)" + read("ops.json") +
                                R"(,"problems":)" + read("problems.json") + "}");
}

/// The text without code (between backticks) and without shapes and expressions in parentheses, which are
/// the same in every language.
inline std::string own_words(const std::string& text) {
    std::string words;
    bool code = false;
    for (const char c : text) {
        if (c == '`') code = !code;
        if (!code && c != '`') words += c;
    }
    return words;
}

/// Names and units that Korean texts write in Latin letters.
inline bool is_known_name(const std::string& word) {
    static const std::set<std::string> kKnown{"Backprop", "Playground", "NumPy", "JSON", "IDX",
                                              "MNIST",    "UTF",        "MB",    "GB",   "SHA",
                                              "NaN",      "gzip",       "zip",   "h"};
    return kKnown.contains(word);
}

/// Whether all of a problem is said in Korean: Korean letters, and outside code no other words than known
/// names.
inline bool has_korean(const Message& message) {
    [[maybe_unused]] static const bool loaded = (load_korean(), true);
    const std::string text = sentence(Language::ko, message);
    std::string word;
    for (const char c : own_words(text) + " ") {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
            word += c;
        } else {
            const bool call = c == '(';  // exp(1000)
            if (!word.empty() && !call && !is_known_name(word)) return false;
            word.clear();
        }
    }
    return text.find("니다") != std::string::npos || text.find("세요") != std::string::npos;
}

}  // namespace bp::test
