#include "support/canvas_sizes.hpp"

#include <fstream>
#include <iterator>

#include "document/json_text.hpp"

namespace bp::test {

std::vector<CanvasSizes> canvas_sizes() {
    std::ifstream file("tests/support/canvas_sizes.json");
    const Json windows = parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
    const auto point = [](const Json& pair) {
        return Point{pair.at(0).get<float>(), pair.at(1).get<float>()};
    };
    std::vector<CanvasSizes> sizes;
    for (const Json& one : windows) {
        sizes.push_back({point(one.at("window")), point(one.at("graph")), point(one.at("lessons")),
                         point(one.at("check"))});
    }
    return sizes;
}

}  // namespace bp::test
