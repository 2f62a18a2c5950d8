#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/dataset.hpp"
#include "network/network.hpp"

// What a trained network makes of a whole data set.
namespace bp {

/// What a network makes of a whole data set.
struct Assessment {
    double accuracy = 0;                   ///< the share of samples classified correctly, 0 … 1
    int classes = 0;                       ///< of the network
    std::vector<uint32_t> confusion = {};  ///< classes × classes: row = label, column = predicted
    std::vector<uint8_t> labels = {};      ///< by sample
    std::vector<uint8_t> predicted = {};   ///< by sample
    std::vector<float> losses = {};        ///< by sample: −ln p(label)
};

/// Throws Problem when the set's images or labels do not fit the network, or it has more than 256 classes.
template <class T>
Assessment assess(Network<T>& network, const Dataset& set);

/// Throws Problem when the `name` ("test") set's images or labels do not fit such a network.
void expect_fit(const Dataset& set, const std::string& name, int inputs, int classes);

/// How many samples a class has, and how many of them are classified correctly.
struct ClassCount {
    uint32_t size = 0;
    uint32_t right = 0;
    /// NaN without samples.
    double accuracy() const { return static_cast<double>(right) / static_cast<double>(size); }
};
/// By class.
std::vector<ClassCount> class_counts(const Assessment& assessment);

/// How strongly to show each number of the confusion matrix, 0 … 1: on the diagonal the class's accuracy;
/// beside it √(count / largest count beside it), so that rare mistakes are seen too.
std::vector<float> confusion_tones(const Assessment& assessment);

/// Samples by number: those that are classified wrongly, the largest loss first.
std::vector<uint32_t> mistakes(const Assessment& assessment);
/// The same for one cell of the confusion matrix, on its diagonal too.
std::vector<uint32_t> cell_members(const Assessment& assessment, int label, int predicted);

extern template Assessment assess(Network<float>&, const Dataset&);
extern template Assessment assess(Network<double>&, const Dataset&);

}  // namespace bp
