#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/fields.hpp"
#include "base/message.hpp"

namespace bp {

/// The languages that everything a user sees exists in.
BP_NAMED_ENUM(Language, en, ko)

/// "en", "ko".
std::string_view code(Language language);

/// Gives a language other than English its texts, {"canvas": {…}, "ops": {…}, "problems": {…}}: the files of
/// assets/strings/<language>. Until then what is said in it is said in English.
void set_texts(Language language, std::string_view json);

/// A text of assets/strings/<language>/canvas.json: text(Language::ko, "graph.undo"). A test checks that
/// every key used exists in both languages; "?" for one that does not.
std::string_view text(Language language, std::string_view key);

/// What stands in the place {name} of a text.
struct Hole {
    std::string_view name;
    std::string_view value;
};

/// The text with its holes filled: fill(language, "mnist.iteration", {{"number", "600"}}).
std::string fill(Language language, std::string_view key, std::initializer_list<Hole> holes);

/// The sentence of a message in the language, by the templates of assets/strings/<language>/problems.json.
std::string sentence(Language language, const Message& message);

/// A sentence without the marks around its code, for places that cannot show them.
std::string unmarked(std::string sentence);

}  // namespace bp
