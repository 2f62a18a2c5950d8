#include "document/origin_json.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "document/json_checks.hpp"

namespace bp {
namespace {

constexpr std::array<std::string_view, 6> kKinds{"sample", "drawing", "unit", "step", "lesson", "hunt"};

constexpr std::array<std::pair<const char*, std::string Origin::*>, 7> kTexts{
    {{"room", &Origin::room},
     {"view", &Origin::view},
     {"data", &Origin::data},
     {"set", &Origin::set},
     {"lesson", &Origin::lesson},
     {"question", &Origin::question},
     {"graph", &Origin::graph}}};

constexpr std::array<std::pair<const char*, std::optional<int> Origin::*>, 6> kNumbers{
    {{"index", &Origin::index},
     {"label", &Origin::label},
     {"predicted", &Origin::predicted},
     {"step", &Origin::step},
     {"layer", &Origin::layer},
     {"unit", &Origin::unit}}};

}  // namespace

void write_fields(JsonWriter& json, const Origin& origin) {
    json.field("kind", kKinds[static_cast<size_t>(origin.kind)]);
    for (const auto& [key, member] : kTexts) {
        if (!(origin.*member).empty()) json.field(key, origin.*member);
    }
    for (const auto& [key, member] : kNumbers) {
        if (origin.*member) json.field(key, *(origin.*member));
    }
    if (origin.seed) json.field("seed", *origin.seed);
}

Origin origin_from(const Json& json) {
    const std::string what = "origin";
    check_keys(json, what,
               {"kind", "room", "view", "data", "set", "lesson", "question", "graph", "index", "label",
                "predicted", "step", "layer", "unit", "seed"});
    Origin origin;
    const std::string kind = text_at(json, what, "kind");
    const auto at = static_cast<size_t>(std::ranges::find(kKinds, kind) - kKinds.begin());
    if (at == kKinds.size()) throw Problem(problems::file_unknown_kind, "origin.kind", kind);
    origin.kind = static_cast<Origin::Kind>(at);
    constexpr size_t kLongest = 64;
    for (const auto& [key, member] : kTexts) {
        if (!json.contains(key)) continue;
        origin.*member = text_at(json, what, key);
        if ((origin.*member).size() > kLongest) throw Problem(problems::file_text_too_long, below(what, key));
    }
    for (const auto& [key, member] : kNumbers) {
        if (!json.contains(key)) continue;
        const int number = integer(json[key], below(what, key));
        if (number < 0) throw Problem(problems::file_negative, below(what, key));
        origin.*member = number;
    }
    if (json.contains("seed")) {
        const Json& seed = json["seed"];
        if (!seed.is_number_integer() || seed.get<double>() < 0 || seed.get<double>() > 9e15)
            throw Problem(problems::file_not_an_integer, below(what, "seed"));
        origin.seed = seed.get<int64_t>();
    }
    return origin;
}

}  // namespace bp
