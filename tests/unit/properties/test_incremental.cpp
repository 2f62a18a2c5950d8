#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>
#include <string>

#include "unit/properties/property.hpp"

using namespace bp;
using namespace bp::test;

namespace {

bool same_bits(const Tensor<double>& a, const Tensor<double>& b) {
    return a.shape == b.shape &&
           std::memcmp(a.data.data(), b.data.data(), a.data.size() * sizeof(double)) == 0;
}

/// An execution that is changed, and what a fresh one has to be given to be in the same state.
class Session {
  public:
    Session(const RandomCase& random, Rolls& rolls)
        : graph_(random.graph), leaves_(random.leaves), live_(random.execution()), rolls_(rolls) {
        output_ = graph_->output();
    }

    void change() {
        switch (rolls_.below(6)) {
            case 0:
                set_same_shape();
                break;
            case 1:
                set_element();
                break;
            case 2:
                set_other_shape();
                break;
            case 3:
                set_output();
                break;
            case 4:
                set_upstream();
                break;
            default:
                read_one();
        }
    }

    /// Where the changed execution and a fresh one differ in a bit, or "".
    std::string difference() {
        Execution<double> fresh(graph_, leaves_);
        fresh.set_output(output_);
        if (upstream_) fresh.set_upstream(*upstream_);
        for (const Node& node : graph_->nodes()) {
            if (!same_bits(live_.value(node.id).tensor(), fresh.value(node.id).tensor()))
                return "value of " + graph_->label(node.id);
            if (!same_bits(live_.grad(node.id).tensor(), fresh.grad(node.id).tensor()))
                return "gradient of " + graph_->label(node.id);
        }
        return "";
    }

    const std::string& log() const { return log_; }

  private:
    NodeId leaf() {
        return std::next(leaves_.begin(), static_cast<std::ptrdiff_t>(rolls_.below(leaves_.size())))->first;
    }
    NodeId node() { return graph_->nodes()[rolls_.below(graph_->nodes().size())].id; }

    double number() {
        constexpr double kInf = std::numeric_limits<double>::infinity();
        constexpr double kNumbers[] = {0, 1, -0.0, -1, 0.3, 2.5, -7, 1e-300, 1e300, kInf, -kInf};
        return kNumbers[rolls_.below(std::size(kNumbers))];
    }

    void set_same_shape() {
        const NodeId id = leaf();
        Tensor<double> value = random_tensor(rolls_, leaves_.at(id).shape);
        live_.set(id, value);
        leaves_.at(id) = value;
        log_ += "set " + graph_->label(id) + "\n";
    }

    void set_element() {
        const NodeId id = leaf();
        Tensor<double>& value = leaves_.at(id);
        const size_t element = rolls_.below(value.data.size());
        value.data[element] = number();
        live_.set_element(id, element, value.data[element]);
        log_ += "set_element " + graph_->label(id) + " " + exact(value.data[element]) + "\n";
    }

    /// A shape that fits nowhere must be refused and change nothing.
    void set_other_shape() {
        const NodeId id = leaf();
        const std::vector<int> dims(rolls_.below(3), rolls_.between(1, 3));
        const Tensor<double> value = random_tensor(rolls_, Shape(std::span<const int>(dims)));
        const Shape before = live_.shape(output_);
        try {
            live_.set(id, value);
        } catch (const Problem&) {
            log_ += "refused " + graph_->label(id) + " " + value.shape.text() + "\n";
            return;
        }
        leaves_.at(id) = value;
        if (live_.shape(output_) != before) upstream_.reset();
        log_ += "shape " + graph_->label(id) + " " + value.shape.text() + "\n";
    }

    void set_output() {
        output_ = node();
        live_.set_output(output_);
        upstream_.reset();
        log_ += "set_output " + graph_->label(output_) + "\n";
    }

    void set_upstream() {
        upstream_ = random_upstream(rolls_, live_);
        live_.set_upstream(*upstream_);
        log_ += "set_upstream\n";
    }

    /// Reading in between must not matter either.
    void read_one() {
        const NodeId id = node();
        const bool gradient = rolls_.one_in(2);
        if (gradient) {
            live_.grad(id);
        } else {
            live_.value(id);
        }
        log_ += std::string(gradient ? "grad " : "value ") + graph_->label(id) + "\n";
    }

    std::shared_ptr<const Graph> graph_;
    Leaves<double> leaves_;
    Execution<double> live_;
    Rolls& rolls_;
    NodeId output_{};
    std::optional<Tensor<double>> upstream_;
    std::string log_;
};

}  // namespace

TEST_CASE("property: after any changes, values and gradients are those of a fresh execution bit for bit") {
    CHECK(holds("incremental = from scratch", 250, [](const std::vector<uint16_t>& rolls) {
        const RandomCase random = random_case(rolls);
        const std::vector<uint16_t> reversed(rolls.rbegin(), rolls.rend());
        Rolls dice(reversed);
        Session session(random, dice);
        for (int change = 0; change < 24; ++change) {
            session.change();
            if (change % 4 != 3) continue;
            const std::string difference = session.difference();
            RC_LOG() << text(random) << session.log() << difference << "\n";
            RC_ASSERT(difference == "");
        }
    }));
}
