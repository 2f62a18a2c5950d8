#include "playground/words/strings.hpp"

#include <array>
#include <functional>
#include <map>
#include <vector>

#include "document/json_text.hpp"
#include "playground/words/josa.hpp"
#include "playground/words/strings_data.hpp"

namespace bp {
namespace {

using Table = std::map<std::string, std::string, std::less<>>;

/// {"graph": {"undo": "Undo"}} becomes "graph.undo": "Undo".
void flatten(const Json& json, const std::string& prefix, Table& table) {
    for (const auto& [key, value] : json.items()) {
        if (value.is_object()) {
            flatten(value, prefix + key + ".", table);
        } else if (value.is_string()) {
            table[prefix + key] = value.get<std::string>();
        }
    }
}

Table flat(const Json& json) {
    Table table;
    flatten(json, "", table);
    return table;
}

Table texts_of(const Json& canvas, const Json& ops) {
    Table table = flat(canvas);
    flatten(ops, "op.", table);
    return table;
}

/// By language; a table without texts is one that has not been given yet.
Table& table(Language language) {
    static std::array<Table, 2> tables{texts_of(parse_json(kCanvasEn), parse_json(kOpsEn)), Table()};
    return tables[static_cast<size_t>(language)];
}

}  // namespace

namespace {

/// The templates of Korean by id; none where they have not been given yet.
std::vector<std::string> korean_problems;

std::string_view korean(ProblemId id) {
    const auto at = static_cast<size_t>(id);
    return at < korean_problems.size() ? std::string_view(korean_problems[at]) : english(id);
}

void set_korean_problems(const Table& templates) {
    korean_problems.clear();
    for (size_t i = 0; i < kProblems; ++i) {
        const auto id = static_cast<ProblemId>(i);
        const auto found = templates.find(bp::code(id));
        korean_problems.emplace_back(found == templates.end() ? english(id)
                                                              : std::string_view(found->second));
    }
}

}  // namespace

std::string sentence(Language language, const Message& message) {
    if (language == Language::en) return bp::sentence(message);
    return with_josa(bp::sentence(message, korean));
}

std::string unmarked(std::string sentence) {
    std::erase(sentence, '`');
    return sentence;
}

std::string_view code(Language language) { return language == Language::ko ? "ko" : "en"; }

void set_texts(Language language, std::string_view json) {
    const Json texts = parse_json(json);
    const auto section = [&](const char* name) {
        return texts.is_object() ? texts.value(name, Json()) : Json();
    };
    table(language) = texts_of(section("canvas"), section("ops"));
    set_korean_problems(flat(section("problems")));
}

std::string_view text(Language language, std::string_view key) {
    const Table& texts = table(language);
    const auto found = texts.find(key);
    if (found != texts.end()) return found->second;
    return language == Language::en ? "?" : text(Language::en, key);
}

std::string fill(Language language, std::string_view key, std::initializer_list<Hole> holes) {
    const std::string_view pattern = text(language, key);
    std::string filled;
    size_t done = 0;
    for (size_t open = pattern.find('{'); open != std::string_view::npos;
         open = pattern.find('{', open + 1)) {
        for (const Hole& hole : holes) {
            const size_t close = open + 1 + hole.name.size();
            if (!pattern.substr(open + 1).starts_with(hole.name) || !pattern.substr(close).starts_with('}'))
                continue;
            filled.append(pattern.substr(done, open - done)).append(hole.value);
            done = close + 1;
        }
    }
    filled.append(pattern.substr(done));
    return language == Language::ko ? with_josa(std::move(filled)) : filled;
}

}  // namespace bp
