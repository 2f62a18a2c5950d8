#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace bp {

/// What a graph was made of and where it was opened, as data: each language makes its own sentences of it.
struct Origin {
    enum class Kind {
        sample,   ///< a network on one image of a data set
        drawing,  ///< a network on an image that the user drew
        unit,     ///< one unit of a network, on such an image
        step,     ///< a training step: the network before it, on its batch
        lesson,   ///< the graph of a lesson, or of one of its questions
        hunt      ///< the graph of a bug hunt
    };
    Kind kind = Kind::sample;
    std::string room{};    ///< where it was opened: "mnist"; "" when giving it back shows no other room
    std::string view{};    ///< which of the room's views: "mistakes"; "" when it has none
    std::string data{};    ///< the data set: "mnist", "fashion-mnist", "own"
    std::string set{};     ///< of the image: "test", "train"
    std::string lesson{};  ///< its id: "s03"
    std::string
        question{};       ///< of the lesson, whose situation the graph shows; "" for the lesson's beginning
    std::string graph{};  ///< the key of the hunt's graph: "relu_network"
    std::optional<int> index{};      ///< of the image in its set
    std::optional<int> label{};      ///< the image's class
    std::optional<int> predicted{};  ///< the class that the network gave it
    std::optional<int> step{};       ///< steps that the network was trained for; of a step, its number
    std::optional<int> layer{};      ///< of a unit, from 1
    std::optional<int> unit{};       ///< from 0
    std::optional<int64_t> seed{};   ///< of the hunt

    bool operator==(const Origin&) const = default;
};

}  // namespace bp
