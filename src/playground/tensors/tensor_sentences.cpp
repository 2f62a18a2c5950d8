#include "playground/tensors/tensor_sentences.hpp"

#include <cmath>

#include "base/number.hpp"
#include "playground/words/wording.hpp"

namespace bp {
namespace {

constexpr size_t kMostWritten = 8;

using Size = std::pair<size_t, size_t>;

std::string text(size_t rows, size_t columns) {
    return "(" + std::to_string(rows) + ", " + std::to_string(columns) + ")";
}

/// How many products of a and b, in either order, transposed or not, have the wanted shape.
int count_fitting(Size a, Size b, Size wanted) {
    const auto turned = [](Size size) { return Size{size.second, size.first}; };
    int fitting = 0;
    for (const Size& x : {a, turned(a)}) {
        for (const Size& y : {b, turned(b)}) {
            fitting += x.second == y.first && Size{x.first, y.second} == wanted;
            fitting += y.second == x.first && Size{y.first, x.second} == wanted;
        }
    }
    return fitting;
}

/// What a formula assigns to; "z" for one in words.
std::string left_side(std::string_view formula) {
    return formula.empty() ? "z" : std::string(formula.substr(0, formula.find(' ')));
}

}  // namespace

TensorNames::TensorNames(const Graph& graph, const Node& node) : arity(node.arity) {
    const OpInfo& op = def(node.op).info;
    for (size_t k = 0; k < arity; ++k) {
        const std::string& name = graph.node(node.input[k]).name;
        in[k] = name.empty() ? argument(op, k) : name;
    }
    out = !node.name.empty() ? node.name : arity == 0 ? graph.label(node.id) : left_side(op.formula);
}

std::string TensorNames::product() const { return in[0] + "·" + in[1] + (arity == 3 ? " + " + in[2] : ""); }

std::string TensorNames::forward(const OpInfo& op) const {
    const std::string glyph(op.glyph);
    if (op.matrix_product) return out + " = " + product();
    if (op.notation == Notation::symbol && arity == 2) return out + " = " + in[0] + " " + glyph + " " + in[1];
    if (op.notation == Notation::symbol) return out + " = " + glyph + in[0];
    std::string text = out + " = " + std::string(op.key);
    for (size_t k = 0; k < arity; ++k) text += (k == 0 ? "(" : ", ") + in[k];
    return text + ")";
}

std::string TensorNames::backward(const OpInfo& op, size_t k) const {
    if (!op.matrix_product) return {};
    if (k == 0) return d_out() + "·" + in[1] + "ᵀ";
    return k == 1 ? in[0] + "ᵀ·" + d_out() : "Σ " + d_out();
}

std::string element_name(const std::string& tensor, const Shape& shape, size_t element) {
    return shape.is_scalar() ? tensor : tensor + "[" + index_text(shape, element) + "]";
}

void ProductSum::add(const Product& product) {
    if (count_ == 0) first_ = symbols(product);
    if (count_++ >= kMostWritten) return;
    const bool minus = product.kind == Product::Kind::product && product.scale == -1;
    text_ += count_ > 1 ? (minus ? " − " : " + ") : minus ? "−" : "";
    text_ += digits(product);
}

std::string ProductSum::digits(const Product& product) const {
    const auto number = [](double x) { return factor(brief(x)); };
    const OpInfo& op = def(node_.op).info;
    const bool pair = product.second.of != Product::Factor::kNone;
    switch (product.kind) {
        case Product::Kind::local:
            return number(sums_.value(product.first)) + " × " + number(product.scale);
        case Product::Kind::function: {
            const std::string x = number(sums_.value(product.first));
            if (!pair) return std::string(op.key) + "(" + brief(sums_.value(product.first)) + ")";
            const std::string y = number(sums_.value(product.second));
            if (op.notation == Notation::symbol) return x + " " + std::string(op.glyph) + " " + y;
            return std::string(op.key) + "(" + brief(sums_.value(product.first)) + ", " +
                   brief(sums_.value(product.second)) + ")";
        }
        default:
            return (std::abs(product.scale) == 1 ? "" : number(product.scale) + " × ") +
                   number(sums_.value(product.first)) +
                   (pair ? " × " + number(sums_.value(product.second)) : "");
    }
}

std::string ProductSum::symbol(const Product::Factor& which) const {
    if (which.of == Product::Factor::kUpstream)
        return element_name(names_.d_out(), execution_.shape(node_.id), which.element);
    const auto k = static_cast<size_t>(which.of);
    return element_name(names_.in[k], execution_.shape(node_.input[k]), which.element);
}

std::string ProductSum::symbols(const Product& product) const {
    const std::string first = symbol(product.first);
    if (product.kind == Product::Kind::function) return {};
    if (product.kind == Product::Kind::local)
        return first + " × ∂" + names_.out + "/∂" + names_.in[input_.value_or(0)];
    if (product.second.of != Product::Factor::kNone) return first + " × " + symbol(product.second);
    return product.scale == 1    ? first
           : product.scale == -1 ? "−" + first
                                 : brief(product.scale) + " × " + first;
}

std::string ProductSum::sentence(Language language, const std::string& name, const std::string& whole,
                                 double number) const {
    std::string begin = name + " = ";
    if (!whole.empty()) {
        begin += whole + " = ";
    } else if (count_ == 1 && !first_.empty()) {
        begin += first_ + " = ";
    }
    const std::string end = brief(number);
    if (count_ == 1 && text_ == factor(end)) return begin + end;
    begin += text_;
    if (count_ > kMostWritten) {
        begin = fill(language, "tensor.more",
                     {{"sum", begin}, {"count", grouped(static_cast<int64_t>(count_ - kMostWritten))}});
    }
    return begin + " = " + end;
}

std::string just(const std::string& name, double number) { return name + " = " + brief(number); }

std::string parts_sentence(const std::string& name, const std::vector<std::pair<std::string, double>>& parts,
                           double number) {
    std::string text = name + " = ";
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += " + ";
        text += factor(brief(parts[i].second)) + " (" + parts[i].first + ")";
    }
    return text + " = " + brief(number);
}

std::string why_forward(Language language, const TensorNames& names, const ProductShapes& s) {
    std::string why = fill(language, "tensor.why.forward",
                           {{"y", names.out},
                            {"y_shape", text(s.m, s.n)},
                            {"product", text(s.m, s.k) + "·" + text(s.k, s.n)},
                            {"k", grouped(static_cast<int64_t>(s.k))},
                            {"x", names.in[0]},
                            {"w", names.in[1]}});
    if (names.arity == 3) why += " " + fill(language, "tensor.why.bias_added", {{"b", names.in[2]}});
    return why;
}

std::string why_product(Language language, const TensorNames& names, const ProductShapes& s, size_t k) {
    const std::string rows = grouped(static_cast<int64_t>(s.m));
    const std::string d = names.d_in(k);
    const std::string up = names.d_out();
    if (k == 2) {
        return fill(language, s.m == 1 ? "tensor.why.bias_once" : "tensor.why.bias",
                    {{"b", names.in[2]}, {"d", d}, {"up", up}, {"m", rows}, {"shape", s.in[2].text()}});
    }
    const Size x{s.m, s.k};
    const Size w{s.k, s.n};
    const Size& own = k == 0 ? x : w;
    const Size& other = k == 0 ? w : x;
    const std::string& name = names.in[1 - k];
    const bool only = count_fitting({s.m, s.n}, other, own) == 1;
    const std::string why = fill(
        language, only ? "tensor.why.fits_only" : "tensor.why.fits",
        {{"d", d},
         {"self", names.in[k]},
         {"shape", text(own.first, own.second)},
         {"up", up},
         {"up_shape", text(s.m, s.n)},
         {"other", name},
         {"other_shape", text(other.first, other.second)},
         {"product", k == 0 ? up + "·" + name + "ᵀ" : name + "ᵀ·" + up},
         {"sizes", k == 0 ? text(s.m, s.n) + "·" + text(s.n, s.k) : text(s.k, s.m) + "·" + text(s.m, s.n)}});
    const std::string_view summed = k == 0 ? (s.n == 1 ? "tensor.why.output" : "tensor.why.outputs")
                                           : (s.m == 1 ? "tensor.why.sample" : "tensor.why.batch");
    return why + " " +
           fill(language, summed,
                {{"self", names.in[k]}, {"n", grouped(static_cast<int64_t>(s.n))}, {"m", rows}});
}

std::string how_read(Language language, const TensorNames& names, const ProductShapes& s) {
    std::string read;
    const auto say = [&](const std::string& name, const Shape& shape, const std::string& matrix) {
        if (shape.rank() == 2) return;
        read += (read.empty() ? "" : " ") + fill(language, "tensor.why.matrix",
                                                 {{"x", name}, {"shape", shape.text()}, {"matrix", matrix}});
    };
    say(names.in[0], s.in[0], text(s.m, s.k));
    say(names.in[1], s.in[1], text(s.k, s.n));
    return read;
}

std::string why_stretched(Language language, const TensorNames& names, size_t k, const Shape& in,
                          const Shape& out) {
    return fill(language, in == out ? "tensor.why.same" : "tensor.why.stretched",
                {{"x", names.in[k]},
                 {"d", names.d_in(k)},
                 {"up", names.d_out()},
                 {"shape", in.text()},
                 {"out", out.text()},
                 {"times", grouped(static_cast<int64_t>(out.size() / in.size()))}});
}

std::string why_upstream(Language language, const TensorNames& names, const Shape& out) {
    return fill(language, out.size() == 1 ? "tensor.why.upstream_number" : "tensor.why.upstream",
                {{"y", names.out}});
}

}  // namespace bp
