#include "network/network.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "base/rng.hpp"
#include "graph/ops/labels.hpp"
#include "network/numerical_gradient.hpp"

namespace bp {
namespace {

/// Rows that are evaluated at a time; limits the memory for the scores of a whole data set.
constexpr int kChunk = 500;

/// W1, b2 and the like.
std::string numbered(char letter, size_t layer) { return std::string(1, letter) + std::to_string(layer); }

}  // namespace

OpKind op_of(Activation activation) {
    switch (activation) {
        case Activation::sigmoid:
            return OpKind::sigmoid;
        case Activation::tanh:
            return OpKind::tanh;
        case Activation::relu:
            break;
    }
    return OpKind::relu;
}

template <class T>
Network<T>::Network(NetSpec spec) : spec_(std::move(spec)) {
    spec_.check();
    build_graph();
    draw_params();
}

template <class T>
void Network<T>::build_graph() {
    auto graph = std::make_shared<Graph>();
    const auto named = [&](NodeId id, std::string name) {
        graph->rename(id, std::move(name));
        return id;
    };
    NodeId signal = x_ = graph->add_input("x");
    const size_t last = spec_.layers.size() - 1;
    for (size_t layer = 1; layer <= last; ++layer) {
        const NodeId w = graph->add_input(numbered('W', layer));
        const NodeId b = graph->add_input(numbered('b', layer));
        param_ids_.insert(param_ids_.end(), {w, b});
        signal = named(graph->add(OpKind::affine, {signal, w, b}), numbered('a', layer));
        if (layer < last) signal = named(graph->add(op_of(spec_.activation), {signal}), numbered('z', layer));
    }
    scores_ = signal;
    t_ = graph->add_input("t");
    loss_ = named(graph->add(OpKind::softmax_with_loss, {scores_, t_}), "L");
    graph->set_output(loss_);
    graph_ = std::move(graph);
}

template <class T>
void Network<T>::draw_params() {
    Rng rng(spec_.seed);
    for (size_t layer = 1; layer < spec_.layers.size(); ++layer) {
        const int inputs = spec_.layers[layer - 1];
        const int outputs = spec_.layers[layer];
        auto weights = Tensor<T>::filled(Shape{inputs, outputs}, T{0});
        const double scale = spec_.init.of_layer(inputs);
        for (T& w : weights.data) w = static_cast<T>(scale * rng.normal());
        params_.push_back({numbered('W', layer), std::move(weights)});
        params_.push_back({numbered('b', layer), Tensor<T>::filled(Shape{outputs}, T{0})});
    }
}

template <class T>
void Network<T>::set_params(const Parameters<T>& values) {
    std::vector<NamedTensor<T>*> targets;
    for (const auto& [name, value] : values) {
        const auto target = std::find_if(params_.begin(), params_.end(),
                                         [&name = name](const auto& p) { return p.name == name; });
        if (target == params_.end()) {
            throw Problem(problems::network_unknown_parameter, name, params_.size() / 2);
        }
        if (target->value.shape != value.shape) {
            throw Problem(problems::network_parameter_shape, name, target->value.shape, value.shape);
        }
        targets.push_back(&*target);
    }
    for (size_t i = 0; i < values.size(); ++i) targets[i]->value = values[i].value;
    ++params_revision_;
}

template <class T>
std::span<NamedTensor<T>> Network<T>::edit_params() {
    ++params_revision_;
    return params_;
}

/// One sample in its own shape: not a batch with rows of the right length, but as many elements as the
/// network takes.
template <class T>
bool Network<T>::is_one_sample(const Shape& x) const {
    if (x.size() != static_cast<size_t>(inputs())) return false;
    return x.rank() < 2 || x.columns() != inputs();
}

template <class T>
Tensor<T> Network<T>::as_batch(const Tensor<T>& x) const {
    if (is_one_sample(x.shape)) return {Shape{1, inputs()}, x.data};
    if (x.shape.rank() < 2 || x.shape.columns() != inputs()) {
        throw Problem(problems::network_batch_shape, x.shape, inputs());
    }
    return {Shape{x.shape.rows(), inputs()}, x.data};
}

template <class T>
Tensor<T> Network<T>::as_labels(const Tensor<T>& t, int samples) const {
    const auto length = static_cast<size_t>(samples);
    const Shape one_hot{samples, classes()};
    const bool is_one_hot =
        t.shape == one_hot || (samples == 1 && t.shape == Shape{classes()} && classes() > 1);
    if (!is_one_hot && (t.data.size() != length || t.shape.rank() > 1)) {
        throw Problem(problems::network_labels_shape, t.shape, samples, one_hot);
    }
    Tensor<T> labels{is_one_hot ? one_hot : Shape{samples}, t.data};
    if (const auto problem = label_problem(View<T>{&one_hot, nullptr}, view(labels))) throw Problem(*problem);
    return labels;
}

template <class T>
typename Network<T>::Slot& Network<T>::slot_for(const Tensor<T>& x, const Tensor<T>& t) {
    for (const auto& slot : slots_) {
        if (slot->execution.shape(x_) == x.shape && slot->execution.shape(t_) == t.shape) return *slot;
    }
    Leaves<T> leaves{{x_, x}, {t_, t}};
    for (size_t i = 0; i < params_.size(); ++i) leaves.emplace(param_ids_[i], params_[i].value);
    auto slot = std::make_unique<Slot>(Slot{Execution<T>(graph_, leaves), params_revision_, 0});
    slot->execution.track_only(param_ids_);
    if (slots_.size() == kMaxSlots) {
        slots_.erase(std::min_element(slots_.begin(), slots_.end(), [](const auto& a, const auto& b) {
            return a->last_use < b->last_use;
        }));
    }
    return *slots_.emplace_back(std::move(slot));
}

template <class T>
Execution<T>& Network<T>::run(const Tensor<T>& x, const Tensor<T>& t) {
    Slot& slot = slot_for(x, t);
    slot.last_use = ++uses_;
    slot.execution.set(x_, x);
    slot.execution.set(t_, t);
    if (slot.params_revision != params_revision_) {
        for (size_t i = 0; i < params_.size(); ++i) slot.execution.set(param_ids_[i], params_[i].value);
        slot.params_revision = params_revision_;
    }
    return slot.execution;
}

/// Calls use(scores, rows) for all rows of the batch x, one chunk at a time.
template <class T>
template <class Use>
void Network<T>::for_scores(const Tensor<T>& x, Use use) {
    const int rows = x.shape[0];
    if (rows <= kChunk) {
        // Scores do not depend on labels; class 0 exists in every network.
        use(run(x, Tensor<T>::filled(Shape{rows}, T{0})).value(scores_), rows);
        return;
    }
    const auto row_size = static_cast<size_t>(inputs());
    const auto labels = Tensor<T>::filled(Shape{kChunk}, T{0});
    auto chunk = Tensor<T>::filled(Shape{kChunk, inputs()}, T{0});
    for (int first = 0; first < rows; first += kChunk) {
        // The last chunk, if it is not full, keeps rows of the one before, so that the same plan serves all
        // chunks.
        const int count = std::min(kChunk, rows - first);
        std::copy_n(x.data.data() + static_cast<size_t>(first) * row_size,
                    static_cast<size_t>(count) * row_size, chunk.data.data());
        use(run(chunk, labels).value(scores_), count);
    }
}

template <class T>
Tensor<T> Network<T>::predict(const Tensor<T>& x) {
    const Tensor<T> batch = as_batch(x);
    Tensor<T> scores{is_one_sample(x.shape) ? Shape{classes()} : Shape{batch.shape[0], classes()}, {}};
    scores.data.reserve(scores.shape.size());
    for_scores(batch, [&](const View<T>& chunk, int rows) {
        scores.data.insert(scores.data.end(), chunk.data,
                           chunk.data + static_cast<size_t>(rows) * static_cast<size_t>(classes()));
    });
    return scores;
}

template <class T>
void Network<T>::classify(const Tensor<T>& x, std::vector<int>& classes_of) {
    classes_of.clear();
    for_scores(x, [&](const View<T>& chunk, int rows) {
        for (int row = 0; row < rows; ++row)
            classes_of.push_back(predicted_class(chunk.data + row * classes(), classes()));
    });
}

template <class T>
T Network<T>::loss(const Tensor<T>& x, const Tensor<T>& t) {
    const Tensor<T> batch = as_batch(x);
    return run(batch, as_labels(t, batch.shape[0])).value(loss_)[0];
}

template <class T>
double Network<T>::accuracy(const Tensor<T>& x, const Tensor<T>& t) {
    const Tensor<T> batch = as_batch(x);
    const Tensor<T> labels = as_labels(t, batch.shape[0]);
    std::vector<int> found;
    classify(batch, found);
    size_t correct = 0;
    for (size_t i = 0; i < found.size(); ++i) {
        const int truth =
            labels.shape.rank() == 1
                ? static_cast<int>(labels.data[i])
                : predicted_class(labels.data.data() + i * static_cast<size_t>(classes()), classes());
        correct += found[i] == truth;
    }
    return static_cast<double>(correct) / static_cast<double>(found.size());
}

template <class T>
T Network<T>::backward(const Tensor<T>& x, const Tensor<T>& t, std::span<View<T>> grads) {
    Execution<T>& execution = run(x, t);
    const T loss = execution.value(loss_)[0];
    for (size_t i = 0; i < grads.size(); ++i) grads[i] = execution.grad(param_ids_[i]);
    return loss;
}

template <class T>
Parameters<T> Network<T>::gradient(const Tensor<T>& x, const Tensor<T>& t) {
    const Tensor<T> batch = as_batch(x);
    std::vector<View<T>> grads(params_.size());
    backward(batch, as_labels(t, batch.shape[0]), grads);
    Parameters<T> result;
    for (size_t i = 0; i < grads.size(); ++i) result.push_back({params_[i].name, grads[i].tensor()});
    return result;
}

template <class T>
Execution<double> Network<T>::execution(const Tensor<T>& x, const Tensor<T>& t) const {
    const Tensor<T> batch = as_batch(x);
    Leaves<double> leaves{{x_, converted<double>(batch)},
                          {t_, converted<double>(as_labels(t, batch.shape[0]))}};
    for (size_t i = 0; i < params_.size(); ++i)
        leaves.emplace(param_ids_[i], converted<double>(params_[i].value));
    return {graph_, leaves};
}

template <class T>
Execution<T>& Network<T>::at(const Tensor<T>& x, const Tensor<T>& t) {
    const Tensor<T> batch = as_batch(x);
    return run(batch, as_labels(t, batch.shape[0]));
}

template <class T>
NumericalGradient Network<T>::central_differences(const Tensor<T>& x, const Tensor<T>& t) const {
    const Tensor<T> batch = as_batch(x);
    std::vector<Tensor<double>> parameters;
    for (const auto& param : params_) parameters.push_back(converted<double>(param.value));
    return {spec_, converted<double>(batch), converted<double>(as_labels(t, batch.shape[0])),
            std::move(parameters)};
}

template <class T>
Parameters<T> Network<T>::numerical_gradient(const Tensor<T>& x, const Tensor<T>& t, double step) const {
    NumericalGradient numerical = central_differences(x, t);
    Parameters<T> result = params_;
    for (size_t i = 0; i < result.size(); ++i) {
        for (size_t k = 0; k < result[i].value.data.size(); ++k)
            result[i].value.data[k] = static_cast<T>(numerical.central(i, k, step));
    }
    return result;
}

template <class T>
std::vector<GradCheckRow> Network<T>::grad_check(const Tensor<T>& x, const Tensor<T>& t, double step,
                                                 size_t most) const {
    Execution<double> backprop = execution(x, t);
    backprop.track_only(param_ids_);
    NumericalGradient numerical = central_differences(x, t);
    std::vector<GradCheckRow> rows;
    for (size_t i = 0; i < param_ids_.size(); ++i) {
        rows.push_back(compare_gradients(param_ids_[i], backprop.grad(param_ids_[i]), most,
                                         [&](size_t k) { return numerical.central(i, k, step); }));
    }
    return rows;
}

template class Network<float>;
template class Network<double>;

}  // namespace bp
