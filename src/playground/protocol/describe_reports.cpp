#include "playground/protocol/describe_reports.hpp"

#include <variant>

#include "playground/protocol/interfaces.hpp"
#include "playground/training/orders.hpp"
#include "playground/training/reports.hpp"

namespace bp {
namespace {

/// The messages of a variant, and a type that is any of them.
template <class Variant>
struct Messages;

template <class... Message>
struct Messages<std::variant<Message...>> {
    static std::string types(const char* name, const char* about) {
        std::string text = (interface_of<Message>() + ...);
        text += std::string("\n/** ") + about + " */\nexport type " + name + " =";
        ((text += "\n  | " + name_of_interface<Message>()), ...);
        return text + ";\n";
    }
};

}  // namespace

std::string report_types() {
    return "// Made by `npm run docs` from the declarations of the messages in "
           "src/playground/training/orders.hpp "
           "and reports.hpp.\n\nimport type { ProblemData } from '../workers/problem.mjs';\n" +
           interface_of<TrainingSettings>() + interface_of<Evaluation>() + interface_of<Divergence>() +
           interface_of<TrainingRun>() +
           Messages<HostOrder>::types("Order", "What the playground orders of the host of the workers.") +
           Messages<HostReport>::types("Report", "What the host and its workers report to the playground.");
}

}  // namespace bp
