#include "playground/protocol/describe_actions.hpp"

#include "playground/protocol/every_action.hpp"
#include "playground/protocol/interfaces.hpp"

namespace bp {
namespace {

constexpr const char* kMadeFrom =
    "by `npm run docs` from the declarations of the actions in src/document/commands.hpp and "
    "src/playground/actions.hpp";

/// What the types of the fields are made of. A document is as docs/file-format.md says.
constexpr const char* kSharedTypes = R"(
export type NodeId = number;
export type GroupId = number;
/** An operation's key in formulas and files: 'add', 'affine', … */
export type OpKey = string;
/** x and y in canvas units: CSS pixels at zoom 1. */
export type Point = [number, number];
/** A number, a text that spells one ('inf'), or a tensor in row-major order. */
export type TensorValue = number | string | { shape: number[]; data: (number | string)[] };
/** A document, as docs/file-format.md says, or the text of its file. */
export type DocumentFile = Record<string, unknown> | string;
/** A number, or one of the graph's, or the product or sum of such. */
export type Expression =
  | number
  | { value: string; at?: number[] }
  | { gradient: string; at?: number[] }
  | { times: Expression[] }
  | { plus: Expression[] };
/** What a graph was made of and where it was opened. */
export interface Origin {
  kind: 'sample' | 'drawing' | 'unit' | 'step' | 'lesson' | 'hunt';
  room?: Show['room'];
  view?: Show['view'];
  data?: string;
  set?: string;
  lesson?: string;
  question?: string;
  graph?: string;
  index?: number;
  label?: number;
  predicted?: number;
  step?: number;
  layer?: number;
  unit?: number;
  seed?: number;
}
)";

template <class A>
std::string row_of() {
    std::string fields;
    for_each_typed_field<A>([&](const auto& field, std::string type) {
        for (size_t at = 0; (at = type.find('|', at)) != std::string::npos; at += 2) type.insert(at, "\\");
        fields += (fields.empty() ? "" : "<br>") + std::string("`") + field.key + "`" +
                  (field.required ? "" : " (optional)") + ": " + std::string(field.about) + "; `" + type +
                  "`";
    });
    return "| `" + std::string(A::kType) + "` | " + std::string(A::kAbout) + " | " + fields + " |\n";
}

}  // namespace

std::string action_types() {
    std::string interfaces;
    std::string names;
    for_each_action([&]<class A>() {
        interfaces += interface_of<A>();
        names += "\n  | " + interface_name(A::kType);
    });
    return std::string("// Made ") + kMadeFrom + ".\n" + kSharedTypes + interfaces +
           "\n/** What `playground.dispatch` takes. */\nexport type Action =" + names + ";\n";
}

std::string action_docs() {
    std::string commands;
    std::string others;
    for_each_action([&]<class A>() { (kIsCommand<A> ? commands : others) += row_of<A>(); });
    const std::string head = "| action | what it does | fields |\n|---|---|---|\n";
    return std::string("# Actions\n\nMade ") + kMadeFrom +
           "; a test compares the two.\n\n`playground.dispatch({ type: 'set_leaf', name: 'apple', value: 120 "
           "})` applies "
           "an action and returns whether it succeeded; on failure\nnothing changes and "
           "`playground.snapshot().notice` "
           "gives the reason. Fields that an action does not have are ignored. The types are those of\n"
           "[actions.d.ts](../web/protocol/actions.d.ts).\n\n## Commands\nThey change the document, and undo "
           "takes them "
           "back.\n\n" +
           head + commands + "\n## Other actions\n\n" + head + others;
}

}  // namespace bp
