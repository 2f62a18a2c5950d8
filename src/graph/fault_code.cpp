#include "graph/fault_code.hpp"

#include <array>

namespace bp {
namespace {

struct Code {
    std::optional<OpKind> op;
    std::string_view text;
    std::string_view with_indices = {};  ///< "": the same
};

constexpr std::array kCodes{
    Code{OpKind::add, R"(def forward(self, x, y):
    return x + y
def backward(self, dout):
    return dout, dout)"},
    Code{OpKind::sub, R"(def forward(self, x, y):
    return x - y
def backward(self, dout):
    return dout, -dout)"},
    Code{OpKind::mul, R"(def forward(self, x, y):
    self.x, self.y = x, y
    return x * y
def backward(self, dout):
    return dout * self.y, dout * self.x)"},
    Code{OpKind::exp, R"(def forward(self, x):
    self.x, self.out = x, np.exp(x)
    return self.out
def backward(self, dout):
    return dout * self.out)"},
    Code{OpKind::sigmoid, R"(def forward(self, x):
    self.x, self.out = x, 1 / (1 + np.exp(-x))
    return self.out
def backward(self, dout):
    return dout * self.out * (1.0 - self.out))"},
    Code{OpKind::relu, R"(def forward(self, x):
    self.mask = (x <= 0)
    out = x.copy()
    out[self.mask] = 0
    return out
def backward(self, dout):
    return np.where(self.mask, 0, dout))"},
    Code{OpKind::affine, R"(def forward(self, x):
    self.x = x
    return np.dot(x, self.W) + self.b
def backward(self, dout):
    dx = np.dot(dout, self.W.T)
    self.dW = np.dot(self.x.T, dout)
    self.db = np.sum(dout, axis=0)
    return dx)"},
    Code{OpKind::softmax_with_loss, R"(def forward(self, a, t):
    self.y, self.t = softmax(a), t
    return cross_entropy_error(self.y, t)
def backward(self, dout=1):
    N = len(self.y)
    dx = (self.y - self.t) / N
    return dout * dx)",
         R"(def forward(self, a, t):
    self.y, self.t = softmax(a), t
    return cross_entropy_error(self.y, t)
def backward(self, dout=1):
    N = len(self.y)
    dx = self.y.copy()
    dx[np.arange(N), self.t] -= 1; dx /= N
    return dout * dx)"},
    Code{{}, R"(def backprop(nodes, output, dout=1):
    grad = defaultdict(float)
    grad[output] = dout
    for node in reversed(nodes):
        for x, dx in zip(node.inputs, node.backward(grad[node])):
            grad[x] += dx
    return grad)"},
};

}  // namespace

std::vector<CodeLine> code_of(std::optional<OpKind> op, bool class_indices, const Fault* fault) {
    std::string_view text;
    for (const Code& code : kCodes) {
        if (code.op == op) text = class_indices && !code.with_indices.empty() ? code.with_indices : code.text;
    }
    const bool changed = fault != nullptr && fault->op == op;
    const CodeChange change = !changed        ? CodeChange{}
                              : class_indices ? fault->line_with_indices
                                              : fault->line;
    std::vector<CodeLine> lines;
    auto part = CodeLine::Part::backward;
    while (!text.empty()) {
        const size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (line.ends_with(':')) {
            if (line.starts_with("def "))
                part = line.starts_with("def forward") ? CodeLine::Part::forward : CodeLine::Part::backward;
            lines.push_back({CodeLine::Part::heading, std::string(line)});
            continue;
        }
        const size_t indent = line.find_first_not_of(' ');
        const bool planted = changed && line.substr(indent) == change.right;
        lines.push_back({part,
                         std::string(indent, ' ') + std::string(planted ? change.wrong : line.substr(indent)),
                         planted});
    }
    return lines;
}

bool takes_class_indices(const Node& node, Shapes inputs) {
    return node.op == OpKind::softmax_with_loss && inputs[0] != inputs[1];
}

}  // namespace bp
