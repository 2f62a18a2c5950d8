#include <cstdio>
#include <fstream>
#include <string>

#include "playground/protocol/describe_actions.hpp"
#include "playground/protocol/describe_reports.hpp"

// write_protocol ROOT: writes what is made from the declarations of the messages into the repository.
int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: write_protocol ROOT\n", stderr);
        return 2;
    }
    const std::string root = arguments[1];
    std::ofstream(root + "/web/protocol/actions.d.ts") << bp::action_types();
    std::ofstream(root + "/web/protocol/reports.d.ts") << bp::report_types();
    std::ofstream(root + "/docs/actions.md") << bp::action_docs();
    return 0;
}
