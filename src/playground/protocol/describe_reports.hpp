#pragma once

#include <string>

namespace bp {

/// web/protocol/reports.d.ts: the TypeScript types of the orders to the workers' host and of its reports,
/// made from their declarations.
std::string report_types();

}  // namespace bp
