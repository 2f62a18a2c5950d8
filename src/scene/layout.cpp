#include "scene/layout.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/order.hpp"

// Layered drawing after Sugiyama, Tagawa and Toda (1981). The longest path determines the layers; long edges
// and labels have cells of their own. The order within a layer is by the barycentre of the neighbours; the
// order with the fewest crossings is kept. Places are then as close to the neighbours as the gaps allow, by
// isotonic regression (pooling adjacent violators) in sweeps from side to side. Here u is the coordinate
// along the flow and v the one across it.
namespace bp {
namespace {

constexpr float kTrack = 7;        // between the edges that lead from row to row
constexpr float kRowChannel = 12;  // between rows, without tracks
constexpr float kCorner = 5;
constexpr float kPassing = 4;  // half the space of an edge that passes a layer
constexpr int kSweeps = 8;
constexpr size_t kMostCells = 200'000;  // in larger graphs, long edges have no cells of their own
constexpr size_t kMostBends =
    16;  // in a large graph, an edge over more layers is straight and counts for nothing: nobody follows it
constexpr int kBendSegments = 14;

struct Link {
    size_t cell;
    float port = 0;  // distance from the line of the other cell at which the edge enters it
};

/// Whatever has a place in a layer: a box, a label, or an edge that passes.
struct Cell {
    size_t column = 0;
    float length = 0;  // along the flow
    float above = 0;   // from the line to the cell's sides
    float below = 0;
    float pad = 0;
    float v = 0;                 // of the line
    float u = 0;                 // of the middle
    std::vector<Link> before{};  // in the column before
    std::vector<Link> after{};
};

struct Columns {
    std::vector<Cell> cells;  // the boxes, then labels and passing edges
    std::vector<std::vector<size_t>> column;
    std::vector<std::vector<size_t>> chain;  // by edge: the cells between its ends; none of a straight one
};

std::vector<int> layers(const LayoutProblem& problem, int near_layer) {
    std::vector<int> layer(problem.boxes.size(), 0);
    std::vector<int> first_use(problem.boxes.size(), 0);
    std::vector<char> leaf(problem.boxes.size(), true);
    std::vector<size_t> order(problem.edges.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    sort_by(order, [&](size_t e) { return problem.edges[e].to; });
    for (const size_t e : order) {
        const LayoutEdge& edge = problem.edges[e];
        layer[edge.to] = std::max(layer[edge.to], layer[edge.from] + 1);
        leaf[edge.to] = false;
    }
    for (const LayoutEdge& edge : problem.edges) {
        int& use = first_use[edge.from];
        use = use == 0 ? layer[edge.to] : std::min(use, layer[edge.to]);
    }
    for (size_t i = 0; i < layer.size(); ++i) {
        if (leaf[i] && first_use[i] > near_layer) layer[i] = first_use[i] - 1;
    }
    return layer;
}

float along(Point p, Flow flow) { return flow == Flow::right ? p.x : p.y; }
float across(Point p, Flow flow) { return flow == Flow::right ? p.y : p.x; }
Point point(float u, float v, Flow flow) { return flow == Flow::right ? Point{u, v} : Point{v, u}; }

Cell cell_of(const LayoutBox& box, Flow flow, float pad) {
    const float half = across(box.size, flow) / 2;
    return {.length = along(box.size, flow), .above = half + box.line, .below = half - box.line, .pad = pad};
}

void link(Columns& c, size_t from, size_t to, float port) {
    c.cells[from].after.push_back({to, port});
    c.cells[to].before.push_back({from});
}

Columns make_columns(const LayoutProblem& problem, const LayoutStyle& style) {
    Columns c;
    const std::vector<int> layer = layers(problem, style.near_layer);
    const size_t stride = style.labels ? 2 : 1;
    const auto place = [&](Cell cell, size_t column) {
        if (column >= c.column.size()) c.column.resize(column + 1);
        cell.column = column;
        c.column[column].push_back(c.cells.size());
        c.cells.push_back(std::move(cell));
        return c.cells.size() - 1;
    };
    for (size_t i = 0; i < problem.boxes.size(); ++i)
        place(cell_of(problem.boxes[i], style.flow, style.row_gap / 2),
              static_cast<size_t>(layer[i]) * stride);
    // One path of passing cells for all edges of a source; they separate where they have to.
    std::vector<std::vector<size_t>> trail(problem.boxes.size());
    for (const LayoutEdge& edge : problem.edges) {
        auto& passing = trail[edge.from];
        const size_t first = c.cells[edge.from].column + 1, last = c.cells[edge.to].column;
        const size_t own = style.labels ? 1 : 0;  // the label's cell, right before the end
        const size_t between = last - first - own;
        const bool straight = !style.labels && between > kMostBends;
        auto& chain = c.chain.emplace_back();
        if (straight) continue;
        while (passing.size() < between && c.cells.size() < kMostCells) {
            const size_t from = passing.empty() ? edge.from : passing.back();
            passing.push_back(
                place({.above = kPassing, .below = kPassing, .pad = 2}, first + passing.size()));
            link(c, from, passing.back(), 0);
        }
        if (passing.size() < between) continue;
        size_t from = between > 0 ? passing[between - 1] : edge.from;
        chain.assign(passing.begin(), passing.begin() + static_cast<std::ptrdiff_t>(between));
        if (own > 0) {
            Cell label = cell_of(edge.label, style.flow, 2);
            if (label.length == 0) label.above = label.below = kPassing;
            chain.push_back(place(std::move(label), last - 1));
            link(c, from, chain.back(), 0);
            from = chain.back();
        }
        link(c, from, edge.to, edge.port);
    }
    return c;
}

/// Orders each column by the former places of its boxes; new boxes are placed next to their neighbours.
void order_as_before(Columns& c, const std::vector<std::optional<Point>>& before, Flow flow) {
    std::vector<float> v(c.cells.size(), 0);
    const auto known = [&](size_t cell) { return cell < before.size() && before[cell]; };
    for (const auto& column : c.column) {
        for (const size_t cell : column) {
            if (known(cell)) {
                v[cell] = across(*before[cell], flow);
                continue;
            }
            float sum = 0, count = 0;
            for (const Link& link : c.cells[cell].before) sum += v[link.cell], ++count;
            for (const Link& link : c.cells[cell].after) {
                if (known(link.cell)) sum += across(*before[link.cell], flow) + link.port, ++count;
            }
            v[cell] = count > 0 ? sum / count : 0;
        }
    }
    for (auto& column : c.column) sort_by(column, [&](size_t cell) { return v[cell]; });
}

float mean_v(const Columns& c, const std::vector<Link>& neighbours, float otherwise) {
    if (neighbours.empty()) return otherwise;
    float sum = 0;
    for (const Link& n : neighbours) sum += c.cells[n.cell].v + n.port;
    return sum / static_cast<float>(neighbours.size());
}

/// Places the lines of a column, in its order, as close as possible (least squares) to the wished places,
/// keeping the gaps.
void settle(Columns& c, const std::vector<size_t>& column, const std::vector<float>& wish) {
    if (column.size() == 1) {
        c.cells[column.front()].v = wish.front();
        return;
    }
    struct Pool {
        float sum;
        float count;
    };
    std::vector<Pool> pools;
    std::vector<float> offset(column.size(), 0);
    for (size_t k = 0; k < column.size(); ++k) {
        if (k > 0) {
            const Cell &upper = c.cells[column[k - 1]], &lower = c.cells[column[k]];
            offset[k] = offset[k - 1] + upper.below + upper.pad + lower.pad + lower.above;
        }
        pools.push_back({wish[k] - offset[k], 1});
        while (pools.size() > 1) {
            const Pool last = pools.back();
            Pool& previous = pools[pools.size() - 2];
            if (previous.sum / previous.count <= last.sum / last.count) break;
            previous.sum += last.sum;
            previous.count += last.count;
            pools.pop_back();
        }
    }
    size_t k = 0;
    for (const Pool& pool : pools) {
        for (float n = 0; n < pool.count; ++n, ++k) c.cells[column[k]].v = pool.sum / pool.count + offset[k];
    }
}

/// A part of the columns: one row of the drawing.
struct Span {
    size_t first = 0;
    size_t end = 0;
    size_t size() const { return end - first; }
};

/// One sweep over the columns: each takes the order and the places given by its neighbours on one side.
void sweep(Columns& c, Span row, bool forward, bool reorder) {
    std::vector<std::pair<float, size_t>> wished;
    std::vector<float> wish;
    for (size_t step = 1; step < row.size(); ++step) {
        auto& column = c.column[forward ? row.first + step : row.end - 1 - step];
        wished.clear();
        wish.clear();
        for (const size_t cell : column) {
            const Cell& one = c.cells[cell];
            wished.emplace_back(mean_v(c, forward ? one.before : one.after, one.v), cell);
        }
        if (reorder) sort_by(wished, &std::pair<float, size_t>::first);
        for (size_t k = 0; k < column.size(); ++k) {
            wish.push_back(wished[k].first);
            column[k] = wished[k].second;
        }
        settle(c, column, wish);
    }
}

/// The number of crossings of edges between neighbouring columns: inversions of the order of their ends,
/// counted while merging.
size_t inversions(std::vector<float>& ends) {
    std::vector<float> merged(ends.size());
    size_t count = 0;
    for (size_t width = 1; width < ends.size(); width *= 2) {
        for (size_t low = 0; low < ends.size(); low += 2 * width) {
            const size_t middle = std::min(low + width, ends.size());
            const size_t high = std::min(low + 2 * width, ends.size());
            size_t a = low;
            size_t b = middle;
            for (size_t k = low; k < high; ++k) {
                const bool take_right = a == middle || (b < high && ends[b] < ends[a]);
                if (take_right && a < middle) count += middle - a;
                merged[k] = take_right ? ends[b++] : ends[a++];
            }
        }
        ends.swap(merged);
    }
    return count;
}

size_t crossings(const Columns& c) {
    size_t count = 0;
    for (const auto& column : c.column) {
        if (column.size() < 2) continue;
        std::vector<float> ends;  // by the place of the other end; edges of one cell do not cross each other
        for (const size_t cell : column) {
            const size_t first = ends.size();
            for (const Link& link : c.cells[cell].after) ends.push_back(c.cells[link.cell].v + link.port);
            std::sort(ends.begin() + static_cast<std::ptrdiff_t>(first), ends.end());
        }
        count += inversions(ends);
    }
    return count;
}

void settle_in_order(Columns& c, Span row) {
    for (size_t k = row.first; k < row.end; ++k)
        settle(c, c.column[k], std::vector<float>(c.column[k].size(), 0));
}

/// Orders the columns by sweeping from side to side, and keeps the best order.
void order_columns(Columns& c) {
    const Span all{0, c.column.size()};
    settle_in_order(c, all);
    size_t fewest = crossings(c);
    if (fewest == 0) return;
    Columns best = c;
    for (int i = 0; i < kSweeps && fewest > 0; ++i) {
        sweep(c, all, i % 2 == 0, true);
        const size_t now = crossings(c);
        if (now >= fewest) continue;
        fewest = now;
        best = c;
    }
    c = std::move(best);
}

float length_of(const Columns& c, size_t column) {
    float length = 0;
    for (const size_t cell : c.column[column]) length = std::max(length, c.cells[cell].length);
    return length;
}

/// The gap before a column. Two columns with only passing edges between them are not further apart than
/// neighbours.
float gap_before(const std::vector<float>& lengths, size_t column, Span row, float gap) {
    if (column == row.first) return 0;
    return lengths[column] == 0 && column + 1 < row.end ? gap / 2 : lengths[column - 1] == 0 ? gap / 2 : gap;
}

/// Rows of about equal length, with breaks before columns of labels.
std::vector<Span> rows_of(const Columns& c, const LayoutStyle& style) {
    const size_t count = c.column.size();
    std::vector<float> lengths;
    for (size_t k = 0; k < count; ++k) lengths.push_back(length_of(c, k));
    const auto broken = [&](float most) {
        std::vector<Span> rows{{0, 0}};
        float u = 0;
        for (size_t k = 0; k < count;) {
            // A column of boxes stays with the labels before it.
            const size_t next = k == 0 || !style.labels ? k + 1 : std::min(k + 2, count);
            float more = 0;
            for (size_t i = k; i < next; ++i)
                more += lengths[i] + gap_before(lengths, i, {0, count}, style.gap);
            if (u + more > most && rows.back().size() > 0) {
                rows.push_back({k, k});
                u = 0;
            }
            u += more;
            rows.back().end = k = next;
        }
        return rows;
    };
    const size_t needed = broken(style.row_length).size();
    if (needed == 1) return {{0, count}};
    float low = 0, high = style.row_length;
    for (int i = 0; i < 12; ++i) {
        const float middle = (low + high) / 2;
        (broken(middle).size() <= needed ? high : low) = middle;
    }
    return broken(high);
}

void append(std::vector<Point>& path, const std::vector<Point>& more) {
    for (const Point& p : more) {
        // Coinciding points would turn the arrow's head around.
        if (path.empty() || std::hypot(path.back().x - p.x, path.back().y - p.y) > 0.1f) path.push_back(p);
    }
}

/// How far inside its rectangle a shape with round corners begins, at `off` from its middle.
float inset(float half, float corner, float off) {
    const float into = std::abs(off) - (half - corner);
    if (into <= 0 || corner <= 0) return 0;
    const float rest = corner * corner - std::min(into, corner) * std::min(into, corner);
    return corner - std::sqrt(std::max(rest, 0.0f));
}

/// Places the cells of laid-out rows and draws the edges between them.
class Drawing {
  public:
    Drawing(Columns& columns, const LayoutProblem& problem, const LayoutStyle& style)
        : c_(columns), problem_(problem), style_(style), rows_(rows_of(columns, style)) {}

    Layout draw() {
        for (const Span& row : rows_) {
            if (rows_.size() > 1) settle_in_order(c_, row);
            for (int i = 0; i < kSweeps; ++i) sweep(c_, row, i % 2 == 1, false);
        }
        place_columns();
        find_tracks();
        stack_rows();
        Layout layout;
        for (size_t i = 0; i < problem_.boxes.size(); ++i) {
            const Cell& cell = c_.cells[i];
            layout.centres.push_back(point(cell.u, cell.v, style_.flow));
        }
        for (size_t e = 0; e < problem_.edges.size(); ++e) {
            layout.paths.push_back(path(e));
            const auto& chain = c_.chain[e];
            const bool labelled = style_.labels && !chain.empty();
            const Cell& at = c_.cells[labelled ? chain.back() : problem_.edges[e].to];
            layout.labels.push_back(point(at.u, at.v, style_.flow));
        }
        bound(layout);
        return layout;
    }

  private:
    struct Crossing {  // an edge from the end of a row to the start of the next
        size_t from;
        size_t to;
        size_t rank = 0;  // among those of its two rows, from the top
    };

    void place_columns() {
        begin_.assign(c_.column.size(), 0);
        end_.assign(c_.column.size(), 0);
        row_of_.assign(c_.column.size(), 0);
        std::vector<float> lengths;
        for (size_t k = 0; k < c_.column.size(); ++k) lengths.push_back(length_of(c_, k));
        for (size_t r = 0; r < rows_.size(); ++r) {
            float u = 0;
            for (size_t k = rows_[r].first; k < rows_[r].end; ++k) {
                u += gap_before(lengths, k, rows_[r], style_.gap);
                begin_[k] = u;
                u += lengths[k];
                end_[k] = u;
                row_of_[k] = r;
                for (const size_t cell : c_.column[k]) c_.cells[cell].u = (begin_[k] + end_[k]) / 2;
            }
        }
    }

    void find_tracks() {
        if (rows_.size() == 1) return;
        crossings_.assign(rows_.size() - 1, {});
        for (size_t r = 0; r + 1 < rows_.size(); ++r) {
            for (const size_t cell : c_.column[rows_[r].end - 1]) {
                for (const Link& next : c_.cells[cell].after) crossings_[r].push_back({cell, next.cell});
            }
            // From top to bottom where they begin; from one place, where they end.
            sort_by(crossings_[r], [&](const Crossing& one) { return c_.cells[one.to].v; });
            sort_by(crossings_[r], [&](const Crossing& one) { return c_.cells[one.from].v; });
            for (size_t k = 0; k < crossings_[r].size(); ++k) {
                crossings_[r][k].rank = k;
                rank_[{crossings_[r][k].from, crossings_[r][k].to}] = k;
            }
        }
    }

    /// Places row after row, each so that its highest cell is at its top.
    void stack_rows() {
        float top = 0;
        for (size_t r = 0; r < rows_.size(); ++r) {
            float low = 1e30f, high = -1e30f;
            for (size_t k = rows_[r].first; k < rows_[r].end; ++k) {
                for (const size_t cell : c_.column[k]) {
                    low = std::min(low, c_.cells[cell].v - c_.cells[cell].above);
                    high = std::max(high, c_.cells[cell].v + c_.cells[cell].below);
                }
            }
            if (low > high) continue;
            const float shift = rows_.size() > 1 ? top - low : 0;
            for (size_t k = rows_[r].first; k < rows_[r].end; ++k) {
                for (const size_t cell : c_.column[k]) c_.cells[cell].v += shift;
            }
            bottom_.push_back(high + shift);
            const size_t tracks = r + 1 < rows_.size() ? crossings_[r].size() : 0;
            top = high + shift + kRowChannel + kTrack * static_cast<float>(tracks);
        }
    }

    /// From the end of one row to the start of the next. The highest edge takes the outermost track, so edges
    /// that lead to the next row in the same order do not cross.
    void carriage_return(std::vector<Point>& path, size_t from, size_t to, Point start, Point end) const {
        const size_t row = row_of_[c_.cells[from].column];
        const size_t count = crossings_[row].size(), rank = rank_.at({from, to});
        const float outer = kTrack * static_cast<float>(count - rank),
                    inner = kTrack * static_cast<float>(rank + 1);
        const float right = end_[rows_[row].end - 1] + outer, left = -style_.gap / 2 - inner;
        const float channel = bottom_[row] + kRowChannel / 2 + outer;
        append(path, rounded({start, {right, start.y}, {right, channel}, {left, channel}, {left, end.y}, end},
                             kCorner));
    }

    /// Works in (u, v).
    std::vector<Point> path(size_t e) const {
        const LayoutEdge& edge = problem_.edges[e];
        const LayoutBox &from = problem_.boxes[edge.from], &to = problem_.boxes[edge.to];
        const Cell &start = c_.cells[edge.from], &end = c_.cells[edge.to];
        const auto half = [&](const LayoutBox& box, const Cell& cell) {
            return along(box.inner, style_.flow) > 0 ? along(box.inner, style_.flow) / 2 : cell.length / 2;
        };
        const float wide = (across(to.inner, style_.flow) > 0 ? across(to.inner, style_.flow)
                                                              : across(to.size, style_.flow)) /
                           2;
        const Point tip{end.u - half(to, end) + inset(wide, to.corner, edge.port), end.v + edge.port};
        std::vector<Point> path{{start.u + half(from, start), start.v}};
        size_t at = edge.from;
        const auto lead_to = [&](size_t next, float v, Point last) {
            const Cell &here = c_.cells[at], &there = c_.cells[next];
            const Point leave{end_[here.column], path.back().y}, arrive{begin_[there.column], v};
            if (row_of_[here.column] == row_of_[there.column]) {
                append(path, bend(leave, arrive, Flow::right));
            } else {
                carriage_return(path, at, next, leave, arrive);
            }
            append(path, {last});
            at = next;
        };
        for (const size_t cell : c_.chain[e])
            lead_to(cell, c_.cells[cell].v, {end_[c_.cells[cell].column], c_.cells[cell].v});
        if (c_.chain[e].empty() &&
            end.column > start.column + 1) {  // it passes more layers than are followed
            append(path, {tip});
        } else {
            lead_to(edge.to, tip.y, tip);
        }
        if (style_.flow == Flow::down) {
            for (Point& p : path) std::swap(p.x, p.y);
        }
        return path;
    }

    void bound(Layout& layout) const {
        Point low{1e30f, 1e30f}, high{-1e30f, -1e30f};
        const auto include = [&](Point p) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        };
        for (const Cell& cell : c_.cells) {
            include(point(cell.u - cell.length / 2, cell.v - cell.above, style_.flow));
            include(point(cell.u + cell.length / 2, cell.v + cell.below, style_.flow));
        }
        if (rows_.size() > 1) {
            for (const auto& path : layout.paths) std::ranges::for_each(path, include);
        }
        if (c_.cells.empty()) low = high = {};
        layout.top_left = low;
        layout.bottom_right = high;
    }

    Columns& c_;
    const LayoutProblem& problem_;
    const LayoutStyle& style_;
    std::vector<Span> rows_;
    std::vector<float> begin_, end_;  // of the columns, along the flow
    std::vector<size_t> row_of_;
    std::vector<float> bottom_;  // of the rows
    std::vector<std::vector<Crossing>> crossings_;
    std::map<std::pair<size_t, size_t>, size_t> rank_;
};

}  // namespace

std::vector<Point> rounded(const std::vector<Point>& corners, float radius) {
    std::vector<Point> path;
    for (size_t i = 0; i < corners.size(); ++i) {
        if (i == 0 || i + 1 == corners.size()) {
            append(path, {corners[i]});
            continue;
        }
        const auto toward = [&](Point other) {
            const float dx = other.x - corners[i].x, dy = other.y - corners[i].y;
            const float length = std::hypot(dx, dy);
            const float share = length > 0 ? std::min(radius, length / 2) / length : 0;
            return Point{corners[i].x + dx * share, corners[i].y + dy * share};
        };
        const Point a = toward(corners[i - 1]), b = toward(corners[i + 1]);
        for (const float t : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f}) {
            const float s = 1 - t;
            append(path, {{s * s * a.x + 2 * s * t * corners[i].x + t * t * b.x,
                           s * s * a.y + 2 * s * t * corners[i].y + t * t * b.y}});
        }
    }
    return path;
}

std::vector<Point> bend(Point from, Point to, Flow flow) {
    const float du = along(to, flow) - along(from, flow), dv = across(to, flow) - across(from, flow);
    if (std::abs(dv) < 0.5f && du >= 0) return {from, to};
    std::vector<Point> path;
    const float handle = du > 0 ? du / 2 : 24;
    const float u = along(from, flow), v = across(from, flow);
    for (int i = 0; i <= kBendSegments; ++i) {
        const float t = static_cast<float>(i) / kBendSegments, s = 1 - t;
        const float a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
        path.push_back(point(a * u + b * (u + handle) + c * (u + du - handle) + d * (u + du),
                             (a + b) * v + (c + d) * (v + dv), flow));
    }
    return path;
}

Layout layered_layout(const LayoutProblem& problem, const LayoutStyle& style,
                      const std::vector<std::optional<Point>>& before) {
    Columns c = make_columns(problem, style);
    if (!before.empty()) order_as_before(c, before, style.flow);
    order_columns(c);
    return Drawing(c, problem, style).draw();
}

}  // namespace bp
