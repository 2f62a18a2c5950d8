#pragma once

#include <optional>
#include <string>

#include "playground/playground.hpp"
#include "ui/controls.hpp"

namespace bp::ui {

/// Of a card and of the text field that takes its place: the keyboard stays where it is.
std::string card_key(NodeId id);

/// The text field in which a card's number is typed.
class NumberField {
  public:
    void open(const Card& card);
    /// With what was half-typed at another visit; the keyboard stays where it is.
    void open_again(NodeId id, const std::string& text);
    bool is_open() const { return editing_.has_value(); }
    /// The card whose place the field took in this frame.
    std::optional<NodeId> shown_for() const { return shown_for_; }
    /// Draws the field over its card; what was entered, if it differs from the card's number.
    std::optional<double> run(const Card* card, const Rect& card_on_screen, Frame& frame);
    /// Which card is edited.
    std::optional<NodeId> card() const { return editing_ ? std::optional(editing_->id) : std::nullopt; }
    /// What is typed and not put in; "" when the field is closed.
    std::string text() const { return editing_ ? editing_->text : ""; }
    /// Why what was entered is no number.
    void paint_message(const Frame& frame) const;

  private:
    struct Editing {
        NodeId id{};
        std::string text;
        bool grab_keyboard = true;
        bool wrong = false;
        std::string wrong_text = {};
        std::string name = {};  ///< in the message
    };
    std::optional<double> commit(const Card& card, bool by_enter);

    std::optional<Editing> editing_;
    std::optional<NodeId> shown_for_;
    Rect rect_;
};

}  // namespace bp::ui
