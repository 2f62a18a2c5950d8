#include "graph/node_sums.hpp"

namespace bp {

NodeSums::NodeSums(Execution<double>& execution, NodeId node)
    : node_(&execution.graph().node(node)), out_(execution.value(node)), upstream_(execution.grad(node)) {
    for (size_t k = 0; k < node_->arity; ++k) in_[k] = execution.value(node_->input[k]);
}

bool NodeSums::forward(size_t element, const ProductVisitor& visit) const {
    const auto sum = def(node_->op).forward_sum;
    if (sum == nullptr || element >= out_.size()) return false;
    sum(local(), element, visit);
    return true;
}

bool NodeSums::backward(size_t input, size_t element, const ProductVisitor& visit) const {
    if (input >= node_->arity || element >= in_[input].size()) return false;
    const OpDef& op = def(node_->op);
    if (op.backward_sum == nullptr) return backward_of_number(input, element, visit);
    op.backward_sum(local(), input, element, visit);
    return true;
}

/// If the value is one number, each element of the inputs has one local derivative: what backward sends for
/// an upstream gradient of 1.
bool NodeSums::backward_of_number(size_t input, size_t element, const ProductVisitor& visit) const {
    if (out_.size() != 1) return false;
    const double one = 1;
    std::vector<double> sent(in_[input].size());
    std::array<MutableView<double>, 3> to{};
    for (size_t k = 0; k < node_->arity; ++k) to[k] = {in_[k].shape, nullptr};
    to[input].data = sent.data();
    def(node_->op).f64.backward(
        {{in_.data(), node_->arity}, out_, {out_.shape, &one}, {to.data(), node_->arity}, node_->attrs});
    visit({.first = {Product::Factor::kUpstream, 0}, .scale = sent[element], .kind = Product::Kind::local});
    return true;
}

double NodeSums::value(const Product::Factor& factor) const {
    if (factor.of == Product::Factor::kNone) return 1;
    return factor.of == Product::Factor::kUpstream ? upstream_[factor.element]
                                                   : in_[static_cast<size_t>(factor.of)][factor.element];
}

double NodeSums::value(const Product& product) const {
    switch (product.kind) {
        case Product::Kind::function:
            return product.scale;
        case Product::Kind::local:
            return value(product.first) * product.scale;
        default:
            return product.scale * value(product.first) * value(product.second);
    }
}

}  // namespace bp
