#pragma once

#include <string>
#include <vector>

#include "document/document.hpp"
#include "playground/words/strings.hpp"

namespace bp {

/// Everything there is to say of one node, in finished texts: canvas, HTML side and API show the same.
struct Explanation {
    /// What the node sends to one of its inputs: upstream × local = downstream.
    struct Term {
        NodeId node{};           ///< the input
        size_t index = 0;        ///< which input of the op
        std::string input;       ///< what the graph calls it: "apple", "apple × 2"
        std::string derivative;  ///< "∂z/∂x = y"
        std::string upstream;
        std::string local;       ///< "" when it is no number
        std::string downstream;  ///< of a large tensor its shape and range
        std::string sentence;    ///< "1.1 × 2 = 2.2", "" when local is no number
    };
    /// One part of the node's own gradient at a fan-out.
    struct Part {
        std::string from;  ///< what the graph calls the consumer
        std::string value;
    };

    NodeId node{};
    std::string title;    ///< "price · ×"
    std::string formula;  ///< "z = x · y"
    std::string forward;  ///< "100 × 2 = 200"; of large tensors, a sentence
    std::string value;
    std::string gradient;  ///< "" when none reaches the node
    std::string backward;  ///< the sentence on what backward does
    std::vector<Term> terms;
    std::vector<Part> parts;  ///< of the gradient, when more than one consumer sends some
    std::string sum;          ///< "3 + (−1) = 2", "" without parts
};

/// The document says what its tensors stand for: images, a number for each class.
Explanation explain(Execution<double>& execution, const Document& document, NodeId id,
                    Language language = Language::en);

}  // namespace bp
