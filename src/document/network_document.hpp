#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "network/network.hpp"

// A network's computation as a graph on the canvas. The numbers of a float network become the doubles with
// the shortest decimals that read back as the same floats. The documents keep the limits of the file format
// (docs/file-format.md).
namespace bp {

/// What is known about a computation beside its numbers.
struct About {
    std::string layer_name = "layer";  ///< the word before a layer's number
    int rows = 0;  ///< of the images that x is made of; 0: a matrix x is one, a vector none
    int columns = 0;
    std::vector<std::string> classes{};  ///< names of the network's classes; none if they are only numbers
    std::optional<Origin> origin{};
};

/// What the network computes from x and t, as in Network::loss. x, t and the parameters are leaves; each
/// layer's parameters, sums and activation are a folded group "layer 1", … . A single sample becomes vectors,
/// and its label becomes one-hot. The document says which tensors are images and which have a number for each
/// class. Throws Problem if shapes, images or class names do not fit, or if it would have more numbers than a
/// document may have.
template <class T>
Document network_document(const Network<T>& network, const Tensor<T>& x, const Tensor<T>& t,
                          const About& about = {});

/// The same for one unit j of layer l (both as in the parameters' shapes: layer 1 … , unit 0 …). Everything
/// that the unit does not influence is combined into leaves:
///
///     u = sum(x * w) + b         x what the layer takes (its own shape, for an image), w its column of W
///     z = relu(u)
///     a2 = z * w_out + rest      w_out its row of the next W; rest is what all other units and b send there
///     …                          the layers after that, folded, to the loss L
///
/// For a unit of the last layer the scores are u * place + rest, where place is 1 at the unit. L and its
/// gradients for w, b and w_out are those of the whole network. For a batch x is (N, n), and u = x @ w + b is
/// (N, 1).
template <class T>
Document unit_document(const Network<T>& network, const Tensor<T>& x, const Tensor<T>& t, int layer, int unit,
                       const About& about = {});

#define BP_NETWORK_DOCUMENT(T)                                                                              \
    extern template Document network_document(const Network<T>&, const Tensor<T>&, const Tensor<T>&,        \
                                              const About&);                                                \
    extern template Document unit_document(const Network<T>&, const Tensor<T>&, const Tensor<T>&, int, int, \
                                           const About&);
BP_NETWORK_DOCUMENT(float)
BP_NETWORK_DOCUMENT(double)
#undef BP_NETWORK_DOCUMENT

}  // namespace bp
