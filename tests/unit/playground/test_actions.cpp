#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "document/json.hpp"
#include "document/json_text.hpp"
#include "playground/protocol/action_json.hpp"
#include "playground/protocol/describe_actions.hpp"
#include "playground/protocol/describe_reports.hpp"
#include "support/any_action.hpp"

using namespace bp;

namespace {

template <class T>
bool same(const T& a, const T& b) {
    return a == b;
}
bool same(const WeightInit& a, const WeightInit& b) {
    return a.rule == b.rule && a.standard_deviation == b.standard_deviation;
}
bool same(const std::optional<WeightInit>& a, const std::optional<WeightInit>& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}
bool same(const std::shared_ptr<const Document>& a, const std::shared_ptr<const Document>& b) {
    return to_json(*a) == to_json(*b);
}
bool same(const std::optional<std::shared_ptr<const Document>>& a,
          const std::optional<std::shared_ptr<const Document>>& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

template <class A>
bool same_fields(const A& a, const A& b) {
    bool all = true;
    for_each_field<A>([&](auto number) {
        constexpr auto field = std::get<number>(A::kFields);
        all = all && same(a.*field.member, b.*field.member);
    });
    return all;
}

template <class A>
const A* get_action(const Action& action) {
    if constexpr (kIsCommand<A>) {
        const auto* command = std::get_if<Command>(&action);
        return command == nullptr ? nullptr : std::get_if<A>(command);
    } else {
        return std::get_if<A>(&action);
    }
}

std::string file(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("actions: what is written as JSON is read as the same action, for every kind") {
    std::mt19937 random(7);
    for_each_action([&]<class A>() {
        for (int k = 0; k < 50; ++k) {
            std::vector<uint8_t> raw(64);
            for (uint8_t& byte : raw) byte = static_cast<uint8_t>(random());
            test::Bytes bytes(raw);
            A action = test::make_action<A>(bytes);
            if constexpr (requires { A::kOneOf; }) action.nodes.push_back(NodeId{1});
            const std::string text = action_json(Action(action));
            INFO(text);
            const Action again = parse_action(text);
            REQUIRE(get_action<A>(again) != nullptr);
            CHECK(same_fields(*get_action<A>(again), action));
        }
    });
}

TEST_CASE("actions: each has a type of its own") {
    std::set<std::string> types;
    for_each_action([&]<class A>() { CHECK(types.insert(A::kType).second); });
}

TEST_CASE("actions: a required field that is missing is refused by its name") {
    for_each_action([&]<class A>() {
        for_each_field<A>([&](auto number) {
            constexpr auto field = std::get<number>(A::kFields);
            if (!field.required) return;
            test::Bytes none({});
            Json json = parse_json(action_json(Action(test::make_action<A>(none))));
            json.erase(field.key);
            INFO(json_text(json));
            try {
                parse_action(json_text(json));
                FAIL("was not refused");
            } catch (const Problem& problem) {
                CHECK(std::string(problem.what()).find(field.key) != std::string::npos);
            }
        });
    });
}

TEST_CASE("actions: docs and TypeScript types are what the declarations say: npm run docs") {
    CHECK(file("docs/actions.md") == action_docs());
    CHECK(file("web/protocol/actions.d.ts") == action_types());
    CHECK(file("web/protocol/reports.d.ts") == report_types());
}
