#pragma once

#include <string>
#include <string_view>

/// Files of the command line. What cannot be read or written becomes a Problem that names the file and the
/// cause.
namespace bp::cli {

/// The bytes of a file, or of standard input for "-"; at most `most`.
std::string read_file(const std::string& path, size_t most);

/// The file's name in messages.
std::string shown(const std::string& path);

/// Puts the bytes in place of the file, all of them or none. What is no plain file (a device, a pipe) is
/// written to.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace bp::cli
