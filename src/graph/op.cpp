#include "graph/op.hpp"

#include <algorithm>
#include <array>

namespace bp {

namespace {

constexpr std::array kOps = {
#define OP(key) &op_##key,
#include "graph/ops/all.inl"
#undef OP
};

constexpr std::array kKinds = {
#define OP(key) OpKind::key,
#include "graph/ops/all.inl"
#undef OP
};

}  // namespace

const OpDef& def(OpKind op) { return *kOps[static_cast<size_t>(op)]; }

std::span<const OpDef* const> all_ops() { return kOps; }

Attrs initial_attrs(const OpInfo& op) {
    Attrs attrs;
    for (const Attribute& attribute : op.attributes)
        attrs.insert(attrs.end(), attribute.initial.begin(),
                     attribute.initial.begin() + static_cast<std::ptrdiff_t>(attribute.initial_count));
    return attrs;
}

std::string argument(const OpInfo& op, size_t k) {
    std::string_view rest = op.arguments;
    for (; k > 0; --k) rest.remove_prefix(std::min(rest.find(',') + 2, rest.size()));
    return std::string(rest.substr(0, rest.find(',')));
}

const OpKind* find_op(std::string_view key) {
    for (const OpKind& kind : kKinds) {
        if (def(kind).info.key == key) return &kind;
    }
    return nullptr;
}

}  // namespace bp
