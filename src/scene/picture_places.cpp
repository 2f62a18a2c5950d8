#include "scene/picture_places.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"

namespace bp {
namespace {

using Kind = PictureForm::Kind;

constexpr float kFrame = 1;
constexpr float kLong = 42;  // sides of heat maps and bars, without frame
constexpr float kHigh = 28;
constexpr float kShort = 14;
constexpr float kBar = 8;              // the largest slot of a bar
constexpr float kImage = 56;           // twice MNIST's 28
constexpr float kTileGap = 3.0f / 28;  // of a tile's height
constexpr float kMoreRoom = 10.0f / 28;

constexpr float kText = 11;  // the smallest size that is drawn
constexpr float kLargeText = 14;
constexpr float kLine = 1.2f;     // of the font's size
constexpr float kShortName = 16;  // names that are written below their bars
constexpr float kLongName = 72;
constexpr float kNameGap = 4;
constexpr float kNameShare = 0.62f;  // of the width, at most
constexpr float kOff = 2.5f;         // of a mark from its bar
constexpr float kMarkRoom = 5;       // beyond a bar
constexpr float kNumberGap = 4;
constexpr float kNumber = 30;      // "0.123" and what keeps it clear
constexpr size_t kMostRows = 12;   // of named bars, one below the other
constexpr size_t kMostNames = 16;  // side by side

float count(size_t n) { return static_cast<float>(n); }

float widest(std::span<const std::string> names) {
    float width = 0;
    for (const std::string& name : names) width = std::max(width, text_width(name, kText, Weight::semibold));
    return width;
}

/// As much of the text as fits the width, with an ellipsis if some is missing.
std::string cut(std::string text, float width, float size, Weight weight) {
    constexpr float kRounding = 0.01f;
    if (text_width(text, size, weight) <= width + kRounding) return text;
    while (!text.empty() && text_width(text + "…", size, weight) > width) {
        while (text.size() > 1 && (text.back() & 0xC0) == 0x80) text.pop_back();  // whole UTF-8 characters
        text.pop_back();
    }
    return text.empty() ? text : text + "…";
}

/// The numbers with three digits each, or else two; nothing if they do not all fit the width.
std::vector<std::string> fitting(const std::vector<double>& numbers, float width) {
    for (const int digits : {3, 2}) {
        std::vector<std::string> texts;
        for (const double x : numbers) {
            texts.push_back(brief(x, digits));
            if (text_width(texts.back(), kText) > width) break;
        }
        if (text_width(texts.back(), kText) <= width) return texts;
    }
    return {};
}

Point with_frame(float w, float h) { return {w + 2 * kFrame, h + 2 * kFrame}; }

Point image_size(const PictureForm& form, bool small) {
    const float shape = std::clamp(count(form.tile_columns) / count(form.tile_rows), 0.25f, 4.0f);
    if (form.tiles == 1) {
        const float side = small ? kImage / 2 : kImage;
        return with_frame(shape > 1 ? side : side * shape, shape > 1 ? side / shape : side);
    }
    const float high = small ? kImage / 4 : kImage / 2;
    const float gaps = count(form.tiles - 1) * kTileGap + (form.more ? kMoreRoom : 0);
    return with_frame(high * (count(form.tiles) * shape + gaps), high);
}

Point classes_size(std::span<const std::string> names) {
    const float wide = widest(names), n = count(names.size());
    if (wide <= kShortName && names.size() <= kMostNames)
        return with_frame(n * std::max(wide + 2, kBar) + 2, kHigh + 4 + kLine * kText);
    if (wide > kShortName && names.size() <= kMostRows)
        return with_frame(std::min(wide, kLongName) + 1.5f * kNameGap + kLong + 2, n * (kText + 2) + 4);
    return {};
}

}  // namespace

Point picture_size(const Shape& shape, const std::optional<Display>& display,
                   std::span<const std::string> names, bool small) {
    const auto form = picture_form(shape, display);
    if (!form) return {};
    if (form->kind == Kind::image) return image_size(*form, small);
    const float rows = count(form->rows), columns = count(form->columns);
    if (form->kind == Kind::heat_map) {
        // In the matrix's proportions as far as possible, with space for each cell.
        const float ratio = count(form->tile_columns) / count(form->tile_rows);
        return with_frame(std::max(columns, std::clamp(kHigh * ratio, kShort, kLong)),
                          std::max(rows, std::clamp(kLong / ratio, kShort, kHigh)));
    }
    if (form->kind == Kind::classes && !small && names.size() == form->columns) {
        const Point named = classes_size(names);
        if (named.x > 0) return named;
    }
    return with_frame(std::clamp(kBar * columns, kHigh, kLong), kHigh - 2);
}

PicturePlaces::PicturePlaces(const Picture& of, const Rect& room) : picture(of), plot(room.inset(kFrame)) {
    const PictureForm& form = picture.form;
    bars = form.kind == Kind::bars || form.kind == Kind::classes;
    if (form.more) {
        const float wide = kMoreRoom * plot.h;
        plot.w -= wide;
        more = {plot.right(), plot.y, wide, plot.h};
    }
    if (!bars) return;
    plot = {plot.x + 1, plot.y + 2, plot.w - 2, plot.h - 4};
    if (form.kind == Kind::classes) place_names();
    middle_ = form.kind == Kind::bars || picture.minus;
    if (form.kind == Kind::classes) {
        const Rect slot = cell(0);
        numbers_ = !middle_ && (lying ? plot.w >= 3 * kNumber : slot.w >= kNumber && plot.h >= 3 * kText);
        head_ = kMarkRoom + (!numbers_ ? 0 : lying ? kNumber : kText * kLine);
        const float most = (lying ? plot.w : plot.h) / (middle_ ? 4 : 2);
        marks = head_ <= most;
        head_ = std::min(head_, most);
    }
    zero = lying ? (middle_ ? plot.centre().x : plot.x) : (middle_ ? plot.centre().y : plot.bottom());
}

void PicturePlaces::place_names() {
    if (picture.names.size() != picture.form.columns) return;
    const float n = count(picture.names.size()), wide = widest(picture.names);
    const auto size_for = [](float times) {
        return times < 1 ? 0 : std::min(std::floor(kText * times), kLargeText);
    };
    if (wide <= kShortName) {
        name_size = size_for(std::min(plot.w / n / (wide + 2), plot.h / (kLine * kText + kShort)));
        plot.h -= kLine * name_size;
        return;
    }
    const float cut_off = std::min(wide, kLongName);
    name_size = size_for(std::min(plot.h / n / (kText + 1), plot.w / (cut_off + 1.5f * kNameGap + kShort)));
    if (name_size == 0) return;
    lying = true;
    const float left = kNameGap / 2;
    name_width_ = std::min(cut_off * name_size / kText, kNameShare * plot.w);
    plot.x += left + name_width_ + kNameGap;
    plot.w -= left + name_width_ + kNameGap;
}

Rect PicturePlaces::cell(size_t cell) const {
    const PictureForm& form = picture.form;
    if (lying) {
        const float high = plot.h / count(form.columns);
        return {plot.x, plot.y + high * count(cell), plot.w, high};
    }
    const size_t tile = cell / (form.rows * form.columns);
    const float gap = form.tiles > 1 ? kTileGap * plot.h : 0;
    const float tile_width = (plot.w - gap * count(form.tiles - 1)) / count(form.tiles);
    const float wide = tile_width / count(form.columns), high = plot.h / count(form.rows);
    return {plot.x + count(tile) * (tile_width + gap) + wide * count(cell % form.columns),
            plot.y + high * count(cell / form.columns % form.rows), wide, high};
}

Rect PicturePlaces::bar(size_t which) const {
    Rect bar = cell(which);
    const float across = lying ? bar.h : bar.w;
    const float gap = across < 3 ? 0 : std::min(0.2f * across, 4.0f);
    if (lying) {
        bar = {bar.x, bar.y + gap / 2, bar.w, bar.h - gap};
    } else {
        bar = {bar.x + gap / 2, bar.y, bar.w - gap, bar.h};
    }
    const float number = picture.cells[which];
    if (std::isnan(number)) return bar;
    const float full = (lying ? plot.w : plot.h) / (middle_ ? 2 : 1) - head_;
    const float length = std::abs(number) * full;
    if (lying) return {number < 0 ? zero - length : zero, bar.y, length, bar.h};
    return {bar.x, number < 0 ? zero : zero - length, bar.w, length};
}

Point PicturePlaces::beyond(size_t which) const {
    const Rect end = bar(which);
    const bool minus = picture.cells[which] < 0;
    if (lying) return {minus ? end.x - kOff : end.right() + kOff, end.centre().y};
    return {end.centre().x, minus ? end.bottom() + kOff : end.y - kOff};
}

std::optional<size_t> PicturePlaces::at(Point point) const {
    const PictureForm& form = picture.form;
    const auto index = [](float share, size_t size) {
        return static_cast<size_t>(std::clamp(share * count(size), 0.0f, count(size - 1)));
    };
    if (!finite(point) || more.contains(point) || !(plot.w > 0) || !(plot.h > 0)) return {};
    const float x = (point.x - plot.x) / plot.w, y = (point.y - plot.y) / plot.h;
    if (lying) return index(y, form.columns);
    if (bars) return index(x, form.columns);
    const size_t tile = index(x, form.tiles);
    // The gap between two images belongs to both.
    const size_t tile_cells = form.rows * form.columns;
    const Rect first = cell(tile * tile_cells);
    const float in_tile = (point.x - first.x) / (first.w * count(form.columns));
    return tile * tile_cells + index(y, form.rows) * form.columns + index(in_tile, form.columns);
}

std::vector<PictureLabel> PicturePlaces::labels() const {
    std::vector<PictureLabel> labels;
    if (name_size > 0) add_names(labels);
    if (picture.form.whole()) add_numbers(labels);
    return labels;
}

void PicturePlaces::add_names(std::vector<PictureLabel>& labels) const {
    for (size_t i = 0; i < picture.names.size(); ++i) {
        const Weight weight = picture.best == i ? Weight::semibold : Weight::regular;
        const Rect slot = cell(i);
        const std::string text =
            lying ? cut(picture.names[i], name_width_, name_size, weight) : picture.names[i];
        if (text.empty()) continue;
        const float wide = text_width(text, name_size, weight);
        const float x = lying ? plot.x - kNameGap - name_width_ : slot.centre().x - wide / 2;
        const float y = lying ? slot.centre().y - name_size / 2 : plot.bottom() + (kLine - 1) * name_size / 2;
        labels.push_back({text, name_size, weight, {x, y, wide, name_size}, {}});
    }
}

void PicturePlaces::add_numbers(std::vector<PictureLabel>& labels) const {
    const Rect slot = cell(0);
    const float wide = (lying ? (middle_ ? slot.w / 2 : kNumber) : slot.w) - kNumberGap;
    const float high = bars && !lying && middle_ ? slot.h / 2 : slot.h;
    if (wide < kText || high < kText + 1 || (bars && !middle_ && !numbers_)) return;
    const std::vector<std::string> texts = fitting(picture.low, wide);
    for (size_t i = 0; i < texts.size(); ++i) {
        const float width = text_width(texts[i], kText);
        const bool beside = bars && !std::isnan(picture.cells[i]);
        const Point centre = beside ? beside_bar(i, width) : cell(i).centre();
        const Rect rect{centre.x - width / 2, centre.y - kText / 2, width, kText};
        labels.push_back({texts[i], kText, Weight::regular, rect, beside ? std::nullopt : std::optional(i)});
    }
}

/// The middle of a bar's number: beyond the bar's end or, if bars grow to both sides, on the other side of
/// the zero line.
Point PicturePlaces::beside_bar(size_t which, float width) const {
    const Point centre = cell(which).centre(), end = beyond(which);
    const float side = picture.cells[which] < 0 ? -1 : 1;
    if (lying) {
        const float off = kNumberGap + width / 2;
        return {middle_ ? zero - side * off : end.x + off, centre.y};
    }
    const float off = kText / 2 + 1;
    return {centre.x, middle_ ? zero + side * off : end.y - kOff - off};
}

std::optional<PictureSpot> picture_spot(const Picture& picture, const Rect& room, Point at) {
    if (!room.contains(at)) return {};
    const auto cell = PicturePlaces(picture, room).at(at);
    if (!cell) return {};
    const PictureForm& form = picture.form;
    const PictureForm::Block block = form.block(*cell);
    const size_t first = block.start + block.first_row * form.tile_columns + block.first_column;
    const size_t last = block.start + (block.end_row - 1) * form.tile_columns + block.end_column - 1;
    const auto index = [&](size_t element) { return "[" + index_text(form.shape, element) + "]"; };
    const double low = picture.low[*cell], high = picture.high[*cell];
    const std::string number = low < high ? brief(low) + " … " + brief(high) : brief(low);
    if (first != last) return PictureSpot{*cell, index(first) + " … " + index(last) + ": " + number};
    const std::string name = picture.names.empty() ? "" : picture.names[first % picture.names.size()] + " ";
    return PictureSpot{*cell, name + index(first) + " = " + number};
}

}  // namespace bp
