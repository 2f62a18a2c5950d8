#include "playground/align.hpp"

#include <algorithm>

#include "base/order.hpp"
#include "base/problem.hpp"

namespace bp {

std::map<NodeId, Point> aligned(std::vector<PlacedCard> cards, AlignEdge edge) {
    using Edge = AlignEdge;
    if (cards.size() < 2) throw Problem(problems::align_too_few);
    const bool along_x =
        edge == Edge::left || edge == Edge::centre || edge == Edge::right || edge == Edge::spread_x;
    const auto middle = [&](auto& card) -> auto& { return along_x ? card.at.centre.x : card.at.centre.y; };
    const auto half = [&](const PlacedCard& card) { return (along_x ? card.at.size.x : card.at.size.y) / 2; };
    if (edge == Edge::spread_x || edge == Edge::spread_y) {
        sort_by(cards, middle);
        const float first = middle(cards.front());
        const float step = (middle(cards.back()) - first) / static_cast<float>(cards.size() - 1);
        for (size_t k = 0; k < cards.size(); ++k) middle(cards[k]) = first + step * static_cast<float>(k);
    } else {
        const float side = edge == Edge::left || edge == Edge::top       ? -1.0f
                           : edge == Edge::right || edge == Edge::bottom ? 1.0f
                                                                         : 0.0f;
        float line = 0;
        for (size_t k = 0; k < cards.size(); ++k) {
            const float end = middle(cards[k]) + side * half(cards[k]);
            if (side == 0) {
                line += end / static_cast<float>(cards.size());
            } else {
                line = k == 0 ? end : side < 0 ? std::min(line, end) : std::max(line, end);
            }
        }
        for (PlacedCard& card : cards) middle(card) = line - side * half(card);
    }
    std::map<NodeId, Point> places;
    for (const PlacedCard& card : cards) places.emplace(card.node, card.at.centre);
    return places;
}

}  // namespace bp
