#include "ui/canvas/paint_picture.hpp"

#include <algorithm>
#include <cmath>

namespace bp::ui {
namespace {

using Kind = PictureForm::Kind;

constexpr int kTones = 48;            // on each side of 0: more are not told apart
constexpr int kCrossed = kTones + 1;  // not finite
constexpr float kZeroTone = 0.42f;    // of a heat map, on the way from the surface to the full colour
constexpr float kOthers = 0.55f;      // classes that are not the largest
constexpr int kMostStrokes = 40;
constexpr float kLeastCross = 4;  // px of a cell in which a stroke can be seen

/// The colours of a picture: from the surface through the family's own to one with more ink.
struct Shades {
    Colour surface;
    Colour middle;
    Colour full;
    Colour family;
    Colour crossed;

    Colour tone(int tone, bool from_blank) const {
        const float share = static_cast<float>(tone) / kTones;
        if (tone == kCrossed) return crossed;
        if (from_blank) return mixed(surface, full, share);
        return share < 0 ? mixed(middle, surface, -share) : mixed(middle, full, share);
    }
};

Shades shades(const Palette& p, bool gradient) {
    const Colour family = gradient ? p.gradient : p.value;
    return {.surface = p.surface,
            .middle = mixed(p.surface, family, kZeroTone),
            .full = mixed(family, p.text, 0.3f),
            .family = family,
            .crossed = p.problem};
}

int tone_of(float number) {
    return std::isnan(number) ? kCrossed : static_cast<int>(std::lround(number * kTones));
}

class PicturePainter {
  public:
    PicturePainter(const Painter& painter, const Rect& room, const Picture& picture, bool gradient)
        : paint_(painter),
          room_(room),
          picture_(picture),
          places_(picture, room),
          shades_(shades(painter.colours(), gradient)),
          labels_(places_.labels()),
          labelled_(
              std::ranges::any_of(labels_, [](const PictureLabel& label) { return label.on.has_value(); })),
          blank_zero_(picture.form.kind == Kind::image && !picture.minus) {}

    void paint() {
        const bool blank = picture_.scale == 0 || places_.bars || blank_zero_;
        paint_.fill(room_, blank ? shades_.surface : shades_.middle);
        if (places_.bars) {
            paint_bars();
        } else {
            paint_cells();
        }
        paint_more();
        paint_frame();
        paint_stroke();
        paint_labels();
    }

  private:
    /// Neighbours in a row with the same tone are one rectangle, and those with the ground's are none.
    void paint_cells() {
        const size_t columns = picture_.form.columns;
        for (size_t row = 0; row < picture_.cells.size(); row += columns) {
            for (size_t begin = row, end; begin < row + columns; begin = end) {
                const int tone = tone_of(picture_.cells[begin]);
                for (end = begin + 1; end < row + columns && tone_of(picture_.cells[end]) == tone;) ++end;
                if (tone == 0) continue;
                const Rect first = places_.cell(begin), last = places_.cell(end - 1);
                const Rect run{first.x, first.y, last.right() - first.x, first.h};
                if (tone == kCrossed) {
                    cross_out(run);
                } else {
                    paint_.fill(run, shades_.tone(tone, blank_zero_));
                }
            }
        }
        paint_gaps();
    }

    /// Between the images of a strip.
    void paint_gaps() {
        const PictureForm& form = picture_.form;
        for (size_t tile = 1; tile < form.tiles; ++tile) {
            const size_t cells = form.rows * form.columns;
            const float left = places_.cell(tile * cells - 1).right();
            const float right = places_.cell(tile * cells).x;
            paint_.fill({left, places_.plot.y, right - left, places_.plot.h}, paint_.colours().line);
        }
    }

    void paint_bars() {
        const bool classes = picture_.form.kind == Kind::classes;
        const Colour other = classes ? mixed(shades_.surface, shades_.family, kOthers) : shades_.family;
        for (size_t i = 0; i < picture_.cells.size(); ++i) {
            const Rect bar = places_.bar(i);
            if (std::isnan(picture_.cells[i])) {
                cross_out(bar);
            } else {
                paint_.fill(bar, picture_.best == i ? shades_.full : other);
            }
        }
        const Rect& plot = places_.plot;
        const Colour line = paint_.colours().edge;
        if (places_.lying) {
            paint_.fill({places_.zero - 0.5f, plot.y, 1, plot.h}, line);
        } else {
            paint_.fill({plot.x, places_.zero - 0.5f, plot.w, 1}, line);
        }
        if (picture_.best && places_.marks) paint_.disc(places_.beyond(*picture_.best), 1.5f, shades_.full);
    }

    /// Three dots, as many as there is room for.
    void paint_more() {
        const Rect& more = places_.more;
        const float radius = std::min(more.w / 8, 2.0f);
        if (radius < 0.5f) return;
        for (const float x : {0.2f, 0.5f, 0.8f})
            paint_.disc({more.x + x * more.w, more.centre().y}, radius, paint_.colours().quiet);
    }

    void paint_frame() {
        const float thick = picture_.not_finite ? 2 : 1;
        const Colour colour = picture_.not_finite ? shades_.crossed : paint_.colours().edge;
        paint_.fill({room_.x, room_.y, room_.w, thick}, colour);
        paint_.fill({room_.x, room_.bottom() - thick, room_.w, thick}, colour);
        paint_.fill({room_.x, room_.y, thick, room_.h}, colour);
        paint_.fill({room_.right() - thick, room_.y, thick, room_.h}, colour);
    }

    /// Where cells are too small for a stroke of their own, one goes through the picture.
    void paint_stroke() {
        if (!picture_.not_finite || labelled_ || strokes_ > 0) return;
        const Rect in = room_.inset(3);
        const Point low{in.x, in.bottom()}, high{in.right(), in.y};
        paint_.line(low, high, shades_.surface, 4);
        paint_.line(low, high, shades_.crossed, 2);
    }

    void paint_labels() {
        const Palette& p = paint_.colours();
        for (const PictureLabel& label : labels_) {
            const Colour ground = label.on ? ground_of(*label.on) : shades_.surface;
            const Colour ink = label.on ? readable_on(ground) : p.text;
            paint_.text({label.rect.x, label.rect.centre().y}, label.text, label.size, ink, label.weight);
        }
    }

    Colour ground_of(size_t cell) const {
        return picture_.scale == 0 ? shades_.surface
                                   : shades_.tone(tone_of(picture_.cells[cell]), blank_zero_);
    }

    void cross_out(const Rect& rect) {
        paint_.fill(rect, shades_.crossed);
        if (labelled_ || std::min(rect.w, rect.h) < kLeastCross || ++strokes_ > kMostStrokes) return;
        paint_.line({rect.x + 1, rect.bottom() - 1}, {rect.right() - 1, rect.y + 1}, shades_.surface);
    }

    const Painter& paint_;
    Rect room_;
    const Picture& picture_;
    PicturePlaces places_;
    Shades shades_;
    std::vector<PictureLabel> labels_;
    bool labelled_;  ///< numbers say what is not finite
    bool blank_zero_;
    int strokes_ = 0;
};

}  // namespace

void paint_picture(const Painter& painter, const Rect& room, const Picture& picture, bool gradient) {
    constexpr float kLeast = 4;
    if (!finite(room) || room.w < kLeast || room.h < kLeast) return;
    PicturePainter(painter, room, picture, gradient).paint();
}

}  // namespace bp::ui
