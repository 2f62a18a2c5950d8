#include "app/cli_files.hpp"

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <system_error>

#include "base/problem.hpp"

namespace bp::cli {
namespace {

namespace fs = std::filesystem;

std::string last_error() { return std::generic_category().message(errno); }

using Refusal = problems::Key<void(problems::Code, problems::Thing)>;
constexpr Refusal kRead = problems::cli_cannot_read;
constexpr Refusal kWrite = problems::cli_cannot_write;

[[noreturn]] void fail(Refusal what, const std::string& path, const problems::Thing& why) {
    throw Problem(what, shown(path), why);
}

[[noreturn]] void fail_by_system(Refusal what, const std::string& path, const std::string& why) {
    fail(what, path, problems::Text(why));
}

std::string read_stream(std::istream& from, const std::string& path, size_t most) {
    std::string bytes;
    std::array<char, 1 << 16> piece;
    while (from) {
        from.read(piece.data(), piece.size());
        bytes.append(piece.data(), static_cast<size_t>(from.gcount()));
        if (bytes.size() > most) {
            fail(kRead, path, Message(problems::cli_too_large, most));
        }
    }
    if (from.bad()) fail(kRead, path, Message(problems::cli_file_system));
    return bytes;
}

void write_through(const std::string& path, const fs::path& to, std::string_view bytes) {
    errno = 0;
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    if (!out) fail_by_system(kWrite, path, last_error());
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) fail_by_system(kWrite, path, last_error());
}

/// A name beside the file that no other run takes.
fs::path part_name(const fs::path& file) {
    std::random_device random;
    return fs::path(file).concat(".part" + std::to_string(random()));
}

}  // namespace

std::string shown(const std::string& path) { return path == "-" ? "standard input" : path; }

std::string read_file(const std::string& path, size_t most) {
    if (path == "-") return read_stream(std::cin, path, most);
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) fail(kRead, path, Message(problems::cli_is_folder));
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) fail_by_system(kRead, path, last_error());
    return read_stream(file, path, most);
}

void write_file(const std::string& path, std::string_view bytes) {
    std::error_code error;
    const fs::file_status before = fs::status(path, error);
    if (fs::is_directory(before)) fail(kWrite, path, Message(problems::cli_is_folder));
    if (fs::exists(before) && !fs::is_regular_file(before)) return write_through(path, path, bytes);

    // A link stays a link: what it points to is replaced.
    fs::path target = path;
    if (fs::exists(before)) target = fs::canonical(path, error);
    if (error && fs::exists(before)) fail_by_system(kWrite, path, error.message());
    const fs::path part = part_name(target);
    try {
        write_through(path, part, bytes);
        if (fs::exists(before)) fs::permissions(part, before.permissions());
        fs::rename(part, target);
    } catch (const fs::filesystem_error& problem) {
        fs::remove(part, error);
        fail_by_system(kWrite, path, problem.code().message());
    } catch (const Problem&) {
        fs::remove(part, error);
        throw;
    }
}

}  // namespace bp::cli
