// The notes' experiment, or another, by our engine: bench_training FOLDER STEPS EVERY [HIDDEN,HIDDEN…
// [BATCH]] Evaluates on all images before every EVERY steps (never when 0). Prints JSON: seconds of the steps
// and of the evaluations, the last accuracy on the test set.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>

#include "measure.hpp"
#include "network/run.hpp"

namespace {

std::vector<uint8_t> read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<const bp::Dataset> read_set(const std::string& folder, const std::string& part) {
    return std::make_shared<const bp::Dataset>(
        bp::Dataset::from_idx(read(folder + "/" + part + "-images-idx3-ubyte.gz"),
                              read(folder + "/" + part + "-labels-idx1-ubyte.gz")));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 2;
    const std::string folder = argv[1];
    const int steps = std::atoi(argv[2]);
    const int every = std::atoi(argv[3]);
    bp::NetSpec net_spec{.layers = {784}};
    std::istringstream hidden(argc > 4 ? argv[4] : "50");
    for (std::string size; std::getline(hidden, size, ',');) net_spec.layers.push_back(std::stoi(size));
    net_spec.layers.push_back(10);
    auto net = std::make_shared<bp::Network<float>>(net_spec);
    bp::Run<float> run(net, read_set(folder, "train"), read_set(folder, "t10k"),
                       {.batch_size = argc > 5 ? std::atoi(argv[5]) : 100});
    double train = 0;
    double evaluate = 0;
    double test = 0;
    const int part = every > 0 ? every : steps;
    for (int done = 0; done < steps; done += part) {
        if (every > 0) evaluate += bp::bench::time_of([&] { test = run.evaluate().test; });
        // Twenty at a time, as the page's worker does: V8 swaps in optimised code only at the next call.
        train += bp::bench::time_of([&] {
            for (int left = std::min(part, steps - done); left > 0; left -= 20) run.step(std::min(left, 20));
        });
    }
    std::printf("{\"train\": %.6f, \"evaluate\": %.6f, \"test\": %.4f}\n", train * 1e-9, evaluate * 1e-9,
                test);
}
