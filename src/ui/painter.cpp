#include "ui/painter.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "imgui.h"
#include "imgui_internal.h"
#include "scene/fitted_text.hpp"
#include "ui/line_pictures.hpp"

namespace bp::ui {

namespace {

ImVec2 vec(Point p) { return {p.x, p.y}; }

/// Whole pixels: every size is a font rasterised anew, and a pinch would make hundreds of them.
float pixel_size(float size) { return std::max(std::round(size), 1.0f); }

/// ImGui's own choice (0) shows corners on screens of several pixels a point.
int round_segments(float radius) {
    return radius < 6 ? 0 : std::clamp(static_cast<int>(radius * 2), 24, 128);
}

constexpr float kCapitals = 0.727f;  // the height of Inter's, in parts of the em
constexpr float kHalfTurn = 3.14159265f;

}  // namespace

ImFont* Painter::font(Weight weight) const {
    ImFont* font = weight == Weight::semibold ? theme_.semibold : theme_.regular;
    return font ? font : ImGui::GetFont();
}

/// Whether the line is for the browser: the font lacks one of its characters.
bool Painter::foreign(std::string_view s, float pixels, Weight weight) const {
    if (!theme_.lines || !theme_.lines->can_draw()) return false;
    ImFontBaked* glyphs = nullptr;
    for (size_t at = 0; at < s.size();) {
        unsigned c = static_cast<unsigned char>(s[at]);
        if (c < 0x80) {
            ++at;
            continue;
        }
        at += static_cast<size_t>(ImTextCharFromUtf8(&c, s.data() + at, s.data() + s.size()));
        if (!glyphs) glyphs = font(weight)->GetFontBaked(pixels);
        if (!glyphs->FindGlyphNoFallback(static_cast<ImWchar>(c))) return true;
    }
    return false;
}

Point Painter::measure(std::string_view s, float size, Weight weight) const {
    const float pixels = pixel_size(size);
    s = drawn_part(s);
    if (s.empty()) return {0, pixels};
    // Hangul is given the room of the Korean font, which is on its way.
    if (foreign(s, pixels, weight)) {
        return {has_advances(s) ? text_width(s, pixels, weight) : theme_.lines->width(s, pixels, weight),
                pixels};
    }
    const ImVec2 extent = font(weight)->CalcTextSizeA(pixels, 1e9f, 0, s.data(), s.data() + s.size());
    return {extent.x, pixels};
}

void Painter::text(Point left, std::string_view s, float size, Colour colour, Weight weight) const {
    if (s.empty() || size < type::kLeastReadable || !finite(left)) return;
    const float pixels = pixel_size(size);
    // Capitals and digits stand in the middle of the line.
    const float ascent = std::round(font(weight)->GetFontBaked(pixels)->Ascent);
    const float top = std::round(left.y + kCapitals / 2 * pixels) - ascent;
    s = drawn_part(s);
    if (foreign(s, pixels, weight)) {
        // Where Dear ImGui would put it: whole pixels, on the font's baseline.
        const float baseline = top + ascent;
        const float widest = measure(s, pixels, weight).x;
        if (theme_.lines->draw(list_, {std::round(left.x), baseline}, s, pixels, colour, weight, widest))
            return;
    }
    list_->AddText(font(weight), pixels, {left.x, top}, colour, s.data(), s.data() + s.size());
}

void Painter::text_centred(Point centre, std::string_view s, float size, Colour colour, Weight weight) const {
    if (size < type::kLeastReadable) return;
    text({centre.x - measure(s, size, weight).x / 2, centre.y}, s, size, colour, weight);
}

void Painter::text_right(Point right, std::string_view s, float size, Colour colour, Weight weight) const {
    if (size < type::kLeastReadable) return;
    text({right.x - measure(s, size, weight).x, right.y}, s, size, colour, weight);
}

void Painter::text_fitted(Point left, float width, std::string_view s, float size, Colour colour,
                          Weight weight) const {
    if (size < type::kLeastReadable) return;
    size = pixel_size(size);
    text(left, bp::text_fitted(s, width, size, weight), size, colour, weight);
}

void Painter::fill(const Rect& r, Colour colour, float radius) const {
    if (finite(r)) list_->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, colour, radius);
}

void Painter::frame(const Rect& r, Colour colour, float radius, float thickness) const {
    if (finite(r)) list_->AddRect({r.x, r.y}, {r.right(), r.bottom()}, colour, radius, 0, thickness);
}

void Painter::shadow(const Rect& r, float radius) const {
    for (const float grow : {1.0f, 2.5f}) {
        fill({r.x - grow, r.y - grow + 1.5f, r.w + 2 * grow, r.h + 2 * grow}, colours().shadow,
             radius + grow);
    }
}

void Painter::disc(Point c, float radius, Colour colour) const {
    if (finite(c) && std::isfinite(radius))
        list_->AddCircleFilled(vec(c), radius, colour, round_segments(radius));
}

void Painter::ring(Point c, float radius, Colour colour, float thickness) const {
    if (finite(c) && std::isfinite(radius))
        list_->AddCircle(vec(c), radius, colour, round_segments(radius), thickness);
}

void Painter::line(Point a, Point b, Colour colour, float thickness) const {
    if (finite(a) && finite(b)) list_->AddLine(vec(a), vec(b), colour, thickness);
}

void Painter::polyline(const std::vector<Point>& points, Colour colour, float thickness,
                       const Rect& area) const {
    const auto flush = [&] { list_->PathStroke(colour, 0, thickness); };  // also empties the path
    bool drawing = false;
    for (size_t i = 1; i < points.size(); ++i) {
        const Point a = points[i - 1], b = points[i];
        if (finite(a) && finite(b) && spanned(a, b).inset(-thickness).overlaps(area)) {
            if (!drawing) list_->PathLineTo(vec(a));
            list_->PathLineTo(vec(b));
            drawing = true;
        } else if (std::exchange(drawing, false)) {
            flush();
        }
    }
    if (drawing) flush();
}

void Painter::arrow_head(Point tip, Point from, float size, Colour colour) const {
    const float dx = tip.x - from.x, dy = tip.y - from.y, length = std::hypot(dx, dy);
    if (!finite(tip) || !(length > 0)) return;
    const float ux = dx / length * size, uy = dy / length * size;
    list_->AddTriangleFilled(vec(tip), {tip.x - ux - uy / 2, tip.y - uy + ux / 2},
                             {tip.x - ux + uy / 2, tip.y - uy - ux / 2}, colour);
}

void Painter::icon(Icon icon, Point c, Colour colour, float scale) const {
    if (!finite(c)) return;
    const float u = scale, thick = 1.6f * scale;
    const auto at = [&](float x, float y) { return ImVec2{c.x + x * u, c.y + y * u}; };
    const auto stroke = [&](ImVec2 a, ImVec2 b) { list_->AddLine(a, b, colour, thick); };
    switch (icon) {
        case Icon::none:
            break;
        case Icon::undo:
        case Icon::redo: {
            const float s = icon == Icon::undo ? 1.0f : -1.0f;
            list_->PathArcTo(at(1.0f * s, 1), 4.5f * u, s > 0 ? -kHalfTurn / 2 : 1.5f * kHalfTurn,
                             kHalfTurn / 2, 16);
            list_->PathStroke(colour, 0, thick);
            stroke(at(1.0f * s, -3.5f), at(-5.5f * s, -3.5f));
            stroke(at(1.0f * s, 5.5f), at(-2.0f * s, 5.5f));
            stroke(at(-5.5f * s, -3.5f), at(-2.5f * s, -6.5f));
            stroke(at(-5.5f * s, -3.5f), at(-2.5f * s, -0.5f));
            break;
        }
        case Icon::plus:
            stroke(at(0, -5), at(0, 5));
            [[fallthrough]];
        case Icon::minus:
            stroke(at(-5, 0), at(5, 0));
            break;
        case Icon::fit:
            for (const float x : {-1.0f, 1.0f}) {
                for (const float y : {-1.0f, 1.0f}) {
                    const ImVec2 corner[] = {at(2.5f * x, 6 * y), at(6 * x, 6 * y), at(6 * x, 2.5f * y)};
                    list_->AddPolyline(corner, 3, colour, 0, thick);
                }
            }
            break;
        case Icon::play:
            list_->AddTriangleFilled(at(-3.5f, -5), at(5, 0), at(-3.5f, 5), colour);
            break;
        case Icon::pause:
            list_->AddRectFilled(at(-4.5f, -5), at(-1.2f, 5), colour, u);
            list_->AddRectFilled(at(1.2f, -5), at(4.5f, 5), colour, u);
            break;
        case Icon::tidy:
            for (const float y : {-4.5f, 4.5f}) {
                list_->AddCircleFilled(at(-5, y), 2.2f * u, colour);
                stroke(at(-3, y), at(3.5f, 0));
            }
            list_->AddCircleFilled(at(5, 0), 2.2f * u, colour);
            break;
        case Icon::area:
            for (const float x : {-1.0f, 1.0f}) {
                for (const float y : {-1.0f, 1.0f}) {
                    const ImVec2 corner[] = {at(3.5f * x, 6 * y), at(6 * x, 6 * y), at(6 * x, 3.5f * y)};
                    list_->AddPolyline(corner, 3, colour, 0, thick);
                }
                stroke(at(6 * x, -1), at(6 * x, 1));
                stroke(at(-1, 6 * x), at(1, 6 * x));
            }
            break;
        case Icon::copy:
            list_->AddRect(at(-6, -6), at(2.5f, 2.5f), colour, 2 * u, 0, thick);
            list_->AddRect(at(-2.5f, -2.5f), at(6, 6), colour, 2 * u, 0, thick);
            break;
        case Icon::trash:
            stroke(at(-6, -4), at(6, -4));
            stroke(at(-2, -6.5f), at(2, -6.5f));
            stroke(at(-4.5f, -4), at(-3.5f, 6));
            stroke(at(4.5f, -4), at(3.5f, 6));
            stroke(at(-3.5f, 6), at(3.5f, 6));
            stroke(at(-1.2f, -1.5f), at(-1.2f, 3.5f));
            stroke(at(1.2f, -1.5f), at(1.2f, 3.5f));
            break;
        case Icon::group:
        case Icon::ungroup:
            if (icon == Icon::group) list_->AddRect(at(-7, -7), at(7, 7), colour, 3 * u, 0, thick);
            list_->AddCircleFilled(at(-2.5f, -2.5f), 2.4f * u, colour);
            list_->AddCircleFilled(at(2.5f, 2.5f), 2.4f * u, colour);
            if (icon == Icon::ungroup) {
                stroke(at(-7, -3.5f), at(-7, -7));
                stroke(at(-7, -7), at(-3.5f, -7));
                stroke(at(7, 3.5f), at(7, 7));
                stroke(at(7, 7), at(3.5f, 7));
            }
            break;
        case Icon::widths:
            for (const auto& [y, wide] :
                 {std::pair{-5.0f, 1.0f}, std::pair{-0.5f, 2.2f}, std::pair{5.0f, 3.6f}})
                list_->AddLine(at(-6, y), at(6, y), colour, wide * u);
            break;
        case Icon::left:
        case Icon::right: {
            const float s = icon == Icon::left ? -1.0f : 1.0f;
            stroke(at(-2 * s, -5), at(3 * s, 0));
            stroke(at(3 * s, 0), at(-2 * s, 5));
            break;
        }
        case Icon::up:
        case Icon::down: {
            const float s = icon == Icon::up ? -1.0f : 1.0f;
            stroke(at(-5, -2 * s), at(0, 3 * s));
            stroke(at(0, 3 * s), at(5, -2 * s));
            break;
        }
        case Icon::reset:
            list_->PathArcTo(at(0, 0), 5 * u, -0.25f * kHalfTurn, 1.4f * kHalfTurn, 20);
            list_->PathStroke(colour, 0, thick);
            list_->AddTriangleFilled(at(6.5f, -1), at(1.0f, -2.0f), at(5.5f, -6.5f), colour);
            break;
    }
}

}  // namespace bp::ui
