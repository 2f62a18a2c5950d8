#include "unit/properties/random_case.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace bp::test {
namespace {

constexpr double kMargin = 0.06;  // from kinks, ties and the edge of a domain
constexpr size_t kMostElements = 32;

class Builder {
  public:
    explicit Builder(const std::vector<uint16_t>& rolls) : rolls_(rolls) { add_leaf(random_shape()); }

    RandomCase build() {
        while (rolls_.left()) add_random();
        if (rolls_.one_in(2)) graph_.set_output(any());
        return {std::make_shared<const Graph>(std::move(graph_)), std::move(leaves_),
                std::move(class_indices_)};
    }

  private:
    using Inputs = std::vector<NodeId>;

    // --- what there is

    const Tensor<double>& value(NodeId id) const { return values_[graph_.index(id)]; }
    const Shape& shape(NodeId id) const { return value(id).shape; }

    /// Mostly one of the last few, so that graphs become deep; class indices are nobody's input.
    NodeId any() {
        const auto nodes = graph_.nodes();
        const size_t back = rolls_.below(rolls_.one_in(3) ? nodes.size() : std::min<size_t>(nodes.size(), 4));
        for (size_t i = nodes.size() - back; i-- > 0;) {
            if (!class_indices_.contains(nodes[i].id)) return nodes[i].id;
        }
        return nodes.front().id;
    }

    template <class Fits>
    std::optional<NodeId> any_that(Fits fits) {
        for (int tries = 0; tries < 3; ++tries) {
            const NodeId id = any();
            if (fits(shape(id))) return id;
        }
        return {};
    }

    // --- what is new

    Shape random_shape() {
        std::vector<int> dims(rolls_.below(4));
        for (int& dim : dims) dim = rolls_.between(1, 3);
        return Shape(std::span<const int>(dims));
    }

    NodeId keep(NodeId id, Tensor<double> tensor) {
        values_.push_back(std::move(tensor));
        return id;
    }

    NodeId add_leaf(const Shape& of) { return add_leaf(random_tensor(rolls_, of)); }
    NodeId add_leaf(Tensor<double> tensor) {
        const NodeId id = graph_.add_input("leaf" + std::to_string(graph_.nodes().size()));
        leaves_.emplace(id, tensor);
        return keep(id, std::move(tensor));
    }
    NodeId add_constant(const Shape& of) {
        Tensor<double> tensor = random_tensor(rolls_, of);
        return keep(graph_.add_constant(tensor), tensor);
    }
    NodeId fresh(const Shape& of) { return rolls_.one_in(4) ? add_constant(of) : add_leaf(of); }

    /// One that broadcasts with a: another node, or a fresh one with axes of a left out or of length 1.
    NodeId partner(NodeId a) {
        const Shape of = shape(a);
        const auto broadcasts = [&](const Shape& other) {
            for (int i = 1; i <= std::min(of.rank(), other.rank()); ++i) {
                const int x = of[of.rank() - i];
                const int y = other[other.rank() - i];
                if (x != y && x != 1 && y != 1) return false;
            }
            return true;
        };
        if (!rolls_.one_in(3)) {
            if (const auto other = any_that(broadcasts)) return *other;
        }
        const size_t left_out = rolls_.below(static_cast<size_t>(of.rank()) + 1);
        std::vector<int> dims(of.dims().begin() + static_cast<std::ptrdiff_t>(left_out), of.dims().end());
        for (int& dim : dims) {
            if (rolls_.one_in(4)) dim = dim == 1 ? 2 : 1;
        }
        return fresh(Shape(std::span<const int>(dims)));
    }

    /// What a loss compares a with: weights of the classes, or class indices.
    NodeId labels(NodeId a) {
        const Shape of = shape(a);
        if (rolls_.one_in(2)) {
            if (const auto same = any_that([&](const Shape& other) { return other == of; })) return *same;
            return fresh(of);
        }
        Tensor<double> indices = Tensor<double>::filled(of.rank() == 1 ? Shape{} : Shape{of[0]}, 0);
        for (double& index : indices.data) {
            index = static_cast<double>(rolls_.below(static_cast<size_t>(of[of.rank() - 1])));
        }
        const NodeId id = add_leaf(std::move(indices));
        class_indices_.insert(id);
        return id;
    }

    /// Inputs whose shapes fit the op, or none when what came up cannot have any.
    std::optional<Inputs> inputs_for(OpKind op) {
        if (def(op).info.arity == 0) return Inputs{};
        const NodeId a = any();
        const Shape of = shape(a);
        const int last = of.rank() == 0 ? 0 : of[of.rank() - 1];
        switch (op) {
            case OpKind::matmul: {
                if (of.is_scalar()) return {};
                const auto fits = [&](const Shape& w) {
                    return !w.is_scalar() && w.rank() <= 2 && w[0] == last;
                };
                if (const auto w = any_that(fits)) return Inputs{a, *w};
                return Inputs{a, fresh(rolls_.one_in(3) ? Shape{last} : Shape{last, rolls_.between(1, 3)})};
            }
            case OpKind::affine: {
                if (of.is_scalar()) return {};
                const int out = rolls_.between(1, 3);
                const NodeId w = fresh({of.columns(), out});
                return Inputs{a, w, fresh(rolls_.one_in(3) ? Shape{1, out} : Shape{out})};
            }
            case OpKind::softmax:
                if (of.is_scalar()) return {};
                return Inputs{a};
            case OpKind::softmax_with_loss:
            case OpKind::cross_entropy_error:
                if (of.is_scalar() || of.rank() > 2) return {};
                return Inputs{a, labels(a)};
            case OpKind::mean_squared_error: {
                const auto t = any_that([&](const Shape& other) { return other == of; });
                return Inputs{a, t ? *t : fresh(of)};
            }
            default:
                if (def(op).info.arity == 1) return Inputs{a};
                return Inputs{a, partner(a)};
        }
    }

    Attrs attrs_for(Notation notation, const Inputs& inputs) {
        const auto dim = [&] { return rolls_.between(1, 3); };
        switch (notation) {
            case Notation::axis_call: {
                const int rank = shape(inputs[0]).rank();
                if (rank == 0 || rolls_.one_in(3)) return {};
                return {rolls_.between(-rank, rank - 1)};
            }
            case Notation::shape_call: {
                const int size = static_cast<int>(shape(inputs[0]).size());
                int rows = rolls_.between(1, 4);
                while (size % rows != 0) --rows;
                if (rolls_.one_in(3)) return {-1};
                return rolls_.one_in(2) ? Attrs{rows, -1} : Attrs{size / rows, 1, rows};
            }
            case Notation::generator:
                return rolls_.one_in(3) ? Attrs{} : Attrs{dim(), dim()};
            case Notation::seeded:
                return {dim(), rolls_.between(-50, 50)};
            default:
                return {};
        }
    }

    // --- the domain

    /// An op with this argument is smooth for |argument| ≥ kMargin; positive ones only for > 0.
    static bool inside(OpKind op, const std::vector<Tensor<double>>& in, const Shape& out) {
        const auto all = [](const Tensor<double>& t, auto holds) {
            return std::ranges::all_of(t.data, holds);
        };
        const auto positive = [](double x) { return x >= kMargin; };
        const auto off_zero = [](double x) { return std::abs(x) >= kMargin; };
        switch (op) {
            case OpKind::log:
            case OpKind::sqrt:
            case OpKind::pow:
            case OpKind::cross_entropy_error:
                return all(in[0], positive);
            case OpKind::abs:
            case OpKind::relu:
                return all(in[0], off_zero);
            case OpKind::div:
                return all(in[1], off_zero);
            case OpKind::maximum:
            case OpKind::minimum: {
                const Tensor<double> apart = run(OpKind::sub, in, out, {});
                return all(apart, off_zero);
            }
            default:
                return true;
        }
    }

    static Tensor<double> run(OpKind op, const std::vector<Tensor<double>>& in, const Shape& out,
                              const Attrs& attrs) {
        std::array<View<double>, 3> views{};
        for (size_t k = 0; k < in.size(); ++k) views[k] = view(in[k]);
        Tensor<double> result = Tensor<double>::filled(out, 0);
        def(op).f64.forward({{views.data(), in.size()}, {&result.shape, result.data.data()}, attrs});
        return result;
    }

    /// Adds the op unless it leaves the domain or becomes too large.
    std::optional<NodeId> try_op(OpKind op, const Inputs& inputs, const Attrs& attrs) {
        std::vector<Tensor<double>> in;
        std::array<Shape, 3> shapes;
        for (size_t k = 0; k < inputs.size(); ++k) {
            in.push_back(value(inputs[k]));
            shapes[k] = in[k].shape;
        }
        const Shape out = def(op).shape({shapes.data(), inputs.size()}, attrs);
        if (out.size() > kMostElements || !inside(op, in, out)) return {};
        Tensor<double> result = run(op, in, out, attrs);
        if (!std::ranges::all_of(result.data, [](double z) { return std::abs(z) <= RandomCase::kLargest; }))
            return {};
        return keep(graph_.add(op, inputs, attrs), std::move(result));
    }

    /// x · x + 1/2, squashed before: positive, for the ops that need that.
    NodeId positive(NodeId x) {
        const NodeId small = try_op(OpKind::tanh, {x}, {}).value();
        const NodeId square = try_op(OpKind::mul, {small, small}, {}).value();
        const NodeId half = keep(graph_.add_constant(0.5), 0.5);
        return try_op(OpKind::add, {square, half}, {}).value();
    }

    void add_random() {
        const size_t kind = rolls_.below(all_ops().size());
        const auto op = static_cast<OpKind>(kind);
        if (op == OpKind::input || op == OpKind::constant) {
            fresh(random_shape());
            return;
        }
        auto inputs = inputs_for(op);
        if (!inputs) return;
        const Attrs attrs = attrs_for(def(op).info.notation, *inputs);
        if (op == OpKind::log || op == OpKind::sqrt || op == OpKind::pow || op == OpKind::cross_entropy_error)
            inputs->front() = positive(inputs->front());
        if (op == OpKind::div) inputs->back() = positive(inputs->back());
        auto id = try_op(op, *inputs, attrs);
        if (!id && !inputs->empty()) id = try_op(OpKind::sigmoid, {inputs->front()}, {});
        if (id && rolls_.one_in(4)) graph_.rename(*id, "n" + std::to_string(graph_.nodes().size()));
    }

    Rolls rolls_;
    Graph graph_;
    Leaves<double> leaves_;
    std::set<NodeId> class_indices_;
    std::vector<Tensor<double>> values_;  // by position in the graph
};

}  // namespace

Tensor<double> random_tensor(Rolls& rolls, const Shape& shape) {
    // One roll for all elements keeps lists short: a case of 100 rolls is then a graph of ten to twenty ops.
    Tensor<double> tensor = Tensor<double>::filled(shape, 0);
    size_t state = rolls.below(1u << 16);
    for (double& x : tensor.data) {
        x = static_cast<double>(static_cast<int>((state >> 7) % 257) - 128) / 64;
        state = (state * 25173 + 13849) % (1u << 16);
    }
    return tensor;
}

Tensor<double> random_upstream(Rolls& rolls, const Execution<double>& execution) {
    return random_tensor(rolls, execution.shape(execution.output()));
}

RandomCase random_case(const std::vector<uint16_t>& rolls) { return Builder(rolls).build(); }

}  // namespace bp::test
