#include "files/npy.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/problem.hpp"

namespace bp {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kAlignment = 64;

// --- the header: a Python dictionary

struct Header {
    std::string type;
    bool fortran = false;
    std::vector<int64_t> shape;
};

/// Reads {'descr': '<f4', 'fortran_order': False, 'shape': (784, 50), } with its keys in any order.
class HeaderReader {
  public:
    HeaderReader(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

    Header read() {
        Header header;
        bool has_type = false;
        bool has_order = false;
        bool has_shape = false;
        expect('{');
        while (!take('}')) {
            const std::string key = text();
            expect(':');
            if (key == "descr" && !has_type) {
                header.type = text();
                has_type = true;
            } else if (key == "fortran_order" && !has_order) {
                header.fortran = boolean();
                has_order = true;
            } else if (key == "shape" && !has_shape) {
                header.shape = tuple();
                has_shape = true;
            } else {
                fail();
            }
            if (take(',')) continue;
            expect('}');
            break;
        }
        skip_blanks();
        if (!rest_.empty() || !has_type || !has_order || !has_shape) fail();
        return header;
    }

  private:
    [[noreturn]] void fail() const { throw Problem(problems::npy_header, name_); }

    void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }
    bool take(char wanted) {
        skip_blanks();
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char wanted) {
        if (!take(wanted)) fail();
    }
    std::string text() {
        skip_blanks();
        if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"')) fail();
        const size_t end = rest_.find(rest_[0], 1);
        if (end == std::string_view::npos) fail();
        std::string found(rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return found;
    }
    bool boolean() {
        skip_blanks();
        for (const std::string_view word : {"True", "False"}) {
            if (!rest_.starts_with(word)) continue;
            rest_.remove_prefix(word.size());
            return word == "True";
        }
        fail();
    }
    int64_t number() {
        skip_blanks();
        size_t digits = 0;
        int64_t value = 0;
        for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits) {
            if (digits == 18) fail();
            value = value * 10 + (rest_[digits] - '0');
        }
        if (digits == 0) fail();
        rest_.remove_prefix(digits);
        return value;
    }
    std::vector<int64_t> tuple() {
        std::vector<int64_t> numbers;
        expect('(');
        while (!take(')')) {
            if (numbers.size() == static_cast<size_t>(Shape::kMaxRank)) fail();
            numbers.push_back(number());
            if (take(',')) continue;
            expect(')');
            break;
        }
        return numbers;
    }

    std::string_view rest_;
    const std::string& name_;
};

// --- the numbers

template <class T>
std::vector<double> numbers(std::span<const uint8_t> bytes) {
    std::vector<T> given(bytes.size() / sizeof(T));
    std::memcpy(given.data(), bytes.data(), bytes.size());
    return {given.begin(), given.end()};
}

/// From Fortran order, in which the first axis varies fastest, to C order.
std::vector<double> transposed(const std::vector<double>& from, const Shape& shape) {
    std::vector<double> to(from.size());
    std::vector<int> index(static_cast<size_t>(shape.rank()), 0);
    for (const double x : from) {
        size_t place = 0;
        for (int axis = 0; axis < shape.rank(); ++axis)
            place = place * static_cast<size_t>(shape[axis]) +
                    static_cast<size_t>(index[static_cast<size_t>(axis)]);
        to[place] = x;
        for (int axis = 0; axis < shape.rank(); ++axis) {
            int& i = index[static_cast<size_t>(axis)];
            if (++i < shape[axis]) break;
            i = 0;
        }
    }
    return to;
}

}  // namespace

template <class T>
std::vector<uint8_t> write_npy(const Tensor<T>& tensor) {
    std::string header = std::string("{'descr': '<f") + (sizeof(T) == 8 ? "8" : "4") +
                         "', 'fortran_order': False, 'shape': " + tensor.shape.text() + ", }";
    const size_t before = kMagic.size() + 4;
    header.resize((before + header.size() + 1 + kAlignment - 1) / kAlignment * kAlignment - before - 1, ' ');
    header += '\n';
    std::string text(kMagic);
    for (const size_t byte : {size_t{1}, size_t{0}, header.size() & 0xff, header.size() >> 8})
        text += static_cast<char>(byte);
    text += header;
    std::vector<uint8_t> bytes(text.begin(), text.end());
    const auto* data = reinterpret_cast<const uint8_t*>(tensor.data.data());
    bytes.insert(bytes.end(), data, data + tensor.data.size() * sizeof(T));
    return bytes;
}

Tensor<double> read_npy(std::span<const uint8_t> bytes, const std::string& name) {
    const size_t version_end = kMagic.size() + 2;
    if (bytes.size() < version_end + 4 || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0)
        throw Problem(problems::npy_not_an_array, name);
    const uint8_t version = bytes[kMagic.size()];
    if (version < 1 || version > 3) throw Problem(problems::npy_version, name);
    const size_t length_size = version == 1 ? 2 : 4;
    size_t length = 0;
    for (size_t i = 0; i < length_size; ++i) length |= static_cast<size_t>(bytes[version_end + i]) << (8 * i);
    const auto body = bytes.subspan(version_end + length_size);
    if (length > body.size()) throw Problem(problems::npy_cut_off, name);
    const Header header = HeaderReader({reinterpret_cast<const char*>(body.data()), length}, name).read();
    if (header.type.find('O') != std::string::npos) throw Problem(problems::npy_pickled, name);
    if (header.type.starts_with(">f")) throw Problem(problems::npy_byte_order, name, header.type);
    if (header.type != "<f4" && header.type != "<f8") throw Problem(problems::npy_type, name, header.type);
    std::vector<int> dims;
    int64_t size = 1;
    for (const int64_t dim : header.shape) {
        if (dim == 0) throw Problem(problems::npy_empty, name);
        if (dim > static_cast<int64_t>(Shape::kMaxSize) / size) throw Problem(problems::npy_too_large, name);
        size *= dim;
        dims.push_back(static_cast<int>(dim));
    }
    const Shape shape{std::span<const int>(dims)};
    const auto data = body.subspan(length);
    const size_t width = header.type == "<f4" ? 4 : 8;
    if (data.size() != shape.size() * width) {
        throw Problem(problems::npy_size, name, shape, shape.size() * width, data.size());
    }
    Tensor<double> tensor{shape, width == 4 ? numbers<float>(data) : numbers<double>(data)};
    if (header.fortran) tensor.data = transposed(tensor.data, shape);
    return tensor;
}

template std::vector<uint8_t> write_npy(const Tensor<float>&);
template std::vector<uint8_t> write_npy(const Tensor<double>&);

}  // namespace bp
