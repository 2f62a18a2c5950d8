// The command line: options and exit codes. docs/command-line.md describes it.
#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <new>
#include <string>

#include "app/cli_graph.hpp"
#include "app/cli_text.hpp"
#include "app/cli_train.hpp"
#include "base/number.hpp"
#include "base/problem.hpp"
#include "base/typed_number.hpp"

namespace bp::cli {
namespace {

constexpr int kBadInput = 2;
constexpr const char* kVersion = "backprop " BP_VERSION;
constexpr double kMostIterations = 1e9;
constexpr double kMostUnits = 1 << 20;
constexpr double kMostSeed = 9007199254740992;  // 2⁵³, as on the page
constexpr double kMostBetweenEvaluations = 1e6;

/// Numbers of options are read as everywhere (base/typed_number.hpp).
const CLI::Validator kNumber(
    [](std::string& text) -> std::string {
        const auto number = typed_number(text);
        if (!number) return sentence(about_typed(text));
        text = exact(*number);
        return {};
    },
    "");

/// A whole number within the bounds as its digits; what was typed is named.
CLI::Validator whole(double low, double high) {
    return CLI::Validator(
        [low, high](std::string& text) -> std::string {
            const auto number = typed_number(text);
            if (!number || *number != std::floor(*number) || *number < low || *number > high)
                return Problem(problems::cli_whole_number, text, low, high).what();
            text = std::to_string(static_cast<int64_t>(*number));
            return {};
        },
        "");
}

/// Sizes of layers: 50, or 100,50.
void add_hidden(CLI::App& command, std::vector<int>& sizes) {
    command
        .add_option_function<std::vector<std::string>>(
            "--hidden",
            [&sizes](const std::vector<std::string>& given) {
                sizes.clear();
                for (const std::string& list : given) {
                    for (size_t at = 0; at <= list.size();) {
                        const size_t end = std::min(list.find(',', at), list.size());
                        std::string size =
                            end == at ? list : list.substr(at, end - at);  // a gap names the list
                        const std::string wrong = whole(1, kMostUnits)(size);
                        if (!wrong.empty()) throw CLI::ValidationError("--hidden", wrong);
                        sizes.push_back(std::stoi(size));
                        at = end + 1;
                    }
                }
            },
            "Sizes of the hidden layers: 50, or 100,50 (repeatable)")
        ->default_str("50")
        ->type_name("INT")
        ->take_all()
        ->allow_extra_args(false);
}

void add_graph_options(CLI::App& command, GraphOptions& options) {
    command.add_option("FILE", options.file, "Formula text or a JSON document; - is standard input")
        ->required();
    command
        .add_option("--set", options.settings,
                    "An input's value: a number or an array, W='[[1, 2], [3, 4]]' (repeatable)")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
}

void add_eval(CLI::App& app, GraphOptions& options, bool& json) {
    CLI::App* command = app.add_subcommand("eval", "Print every node's value and gradient");
    add_graph_options(*command, options);
    command->add_flag("--json", json, "Print a JSON array of the nodes instead of a table");
}

void add_check(CLI::App& app, CheckOptions& options) {
    CLI::App* command =
        app.add_subcommand("check", "Compare backpropagation with central differences at every input");
    add_graph_options(*command, options.graph);
    command->add_option("--step", options.step, "h of (f(x + h) - f(x - h)) / 2h")
        ->capture_default_str()
        ->transform(kNumber);
    command
        ->add_option("--tolerance", options.tolerance,
                     "T: an input passes when max |difference| <= T * max(1, max |gradient|)")
        ->capture_default_str()
        ->transform(kNumber);
}

void add_export(CLI::App& app, ExportOptions& options) {
    CLI::App* command = app.add_subcommand("export", "Write the graph in another format");
    add_graph_options(*command, options.graph);
    command->add_option("--to", options.format, "dot (for Graphviz) or json")
        ->required()
        ->type_name("FORMAT");
    command->add_option("-o,--output", options.output, "The file to write instead of standard output")
        ->type_name("FILE");
}

void add_train(CLI::App& app, TrainOptions& options) {
    CLI::App* command = app.add_subcommand("train", "Train a network on images such as MNIST's");
    const auto add = [command](const char* name, auto& value, const char* help) {
        CLI::Option* option = command->add_option(name, value, help)->capture_default_str()->take_last();
        if constexpr (std::is_floating_point_v<std::remove_reference_t<decltype(value)>>)
            option->transform(kNumber);
        return option;
    };
    add("--data", options.data, "Folder of the four IDX files, raw or .gz")->required()->type_name("DIR");
    add("--iterations", options.iterations, "Steps in all")->transform(whole(0, kMostIterations));
    add("--every", options.every, "Iterations between evaluations")
        ->transform(whole(1, kMostBetweenEvaluations));
    add("--batch", options.batch, "Images a step")->transform(whole(1, 65536));
    add("--lr", options.learning_rate, "Learning rate");
    add_hidden(*command, options.hidden);
    add("--activation", options.activation, "relu, sigmoid or tanh")->type_name("NAME");
    add("--weight-init", options.weight_init, "Standard deviation of the initial weights, he or xavier")
        ->type_name("RULE");
    add("--optimizer", options.optimizer, "sgd, momentum, adagrad or adam")->type_name("NAME");
    add("--seed", options.seed, "Of the first weights and the batches")->transform(whole(0, kMostSeed));
    add("--csv", options.csv, "Write iteration, loss, train, test to this file")->type_name("FILE");
    add("--checkpoint", options.checkpoint, "Save the training's state to this file")->type_name("FILE");
    add("--resume", options.resume, "Go on from a checkpoint, up to --iterations")->type_name("FILE");
    add("--save", options.save, "Save the weights as NumPy's .npz, W1 b1 W2 b2 …")->type_name("FILE");
}

int run(int argc, char** argv) {
    CLI::App app("Computational graphs and backpropagation on the command line", "backprop");
    app.set_version_flag("--version", kVersion);
    app.require_subcommand(0, 1);
    app.failure_message([](const CLI::App*, const CLI::Error& error) {
        return "backprop: " + printable(error.what()) + " (backprop --help says more)\n";
    });
    GraphOptions eval_options;
    bool json = false;
    CheckOptions check_options;
    ExportOptions export_options;
    TrainOptions train_options;
    add_eval(app, eval_options, json);
    add_check(app, check_options);
    add_train(app, train_options);
    add_export(app, export_options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kBadInput;
    }
    if (app.got_subcommand("eval")) return eval(eval_options, json);
    if (app.got_subcommand("check")) return check(check_options);
    if (app.got_subcommand("train")) return train(train_options);
    if (app.got_subcommand("export")) return export_graph(export_options);
    throw Problem(problems::cli_no_command);
}

int guarded(int argc, char** argv) {
    try {
        const int code = run(argc, argv);
        if (!std::cout.flush()) throw Problem(problems::cli_output);
        return code;
    } catch (const Problem& problem) {
        std::cerr << "backprop: " << printable(problem.what()) << "\n";
    } catch (const std::bad_alloc&) {
        std::cerr << "backprop: " << sentence(problems::memory_exhausted) << "\n";
    }
    return kBadInput;
}

}  // namespace
}  // namespace bp::cli

int main(int argc, char** argv) { return bp::cli::guarded(argc, argv); }
