#include "playground/lab/hunt_view.hpp"

#include <array>

namespace bp {
namespace {

/// A card or an edge.
template <class Drawn>
void show(Drawn& drawn, const SideBySide& both) {
    drawn.backprop = both.backprop_text();
    drawn.numerical = both.numerical_text();
    drawn.disagrees = both.differs;
}

void show_edges(GraphView& view, std::span<const ProbedEdge> edges) {
    for (const ProbedEdge& edge : edges) {
        for (Wire& wire : view.wires) {
            if (wire.consumer == edge.use.consumer && wire.input == edge.use.input) show(wire, edge.gradient);
        }
    }
}

std::string verdict_text(const Hunt& hunt, const Hunt::Accusation& accusation, Language language) {
    std::string_view key = key_of(accusation.verdict);
    if (accusation.verdict == Verdict::found) {
        if (hunt.phase() == Hunt::Phase::solved) {
            key = "solved";
        } else if (!hunt.guesses.empty()) {
            key = "line_right";
        }
    }
    return std::string(text(language, "hunt." + std::string(key)));
}

}  // namespace

std::string_view key_of(Verdict verdict) {
    constexpr std::array<std::string_view, 6> kKeys{"found", "arrives_wrong", "altered",
                                                    "right", "leaf",          "no_gradient"};
    return kKeys[static_cast<size_t>(verdict)];
}

void show_hunt(GraphView& view, const Hunt& hunt, std::span<const Probe> probes, Language language) {
    for (const Probe& probe : probes) {
        for (Card& card : view.cards) {
            if (card.id == probe.node && !card.group && probe.gradient) show(card, *probe.gradient);
        }
        show_edges(view, probe.arrives);
        show_edges(view, probe.leaves);
    }
    for (const Hunt::Accusation& accusation : hunt.accusations) {
        for (Card& card : view.cards) {
            if (card.id == accusation.node) card.verdict = verdict_text(hunt, accusation, language);
        }
    }
}

}  // namespace bp
