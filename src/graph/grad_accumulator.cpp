#include "graph/grad_accumulator.hpp"

namespace bp {

void GradAccumulator::backward(Execution<double>& execution) {
    const auto nodes = execution.graph().nodes();
    const bool first = sums_.empty();
    for (size_t i = 0; i < sums_.size(); ++i) {
        if (sums_[i].shape != execution.shape(nodes[i].id)) {
            throw Problem(problems::graph_accumulated_shape, execution.graph().reference(nodes[i].id));
        }
    }
    for (size_t i = 0; i < nodes.size(); ++i) {
        const View<double> grad = execution.grad(nodes[i].id);
        if (first) sums_.push_back(Tensor<double>::filled(*grad.shape, 0));
        for (size_t k = 0; k < grad.size(); ++k) sums_[i].data[k] += grad[k];
    }
    backwards_ = first ? 1 : backwards_ + 1;
}

Tensor<double> GradAccumulator::grad(const Execution<double>& execution, NodeId id) const {
    if (sums_.empty()) return Tensor<double>::filled(execution.shape(id), 0);
    return sums_[execution.graph().index(id)];
}

}  // namespace bp
