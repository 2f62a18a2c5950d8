#include "scene/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

// Layered drawing after Sugiyama, Tagawa and Toda (1981): columns by longest path, places on long edges held
// by waypoints, order within a column by the neighbours' mean, then heights as near to the neighbours as the
// gaps allow.
namespace bp {
namespace {

constexpr float kWaypointHeight = 12;
constexpr float kPortGap = 16;
constexpr int kNearLayer = 3;  // leaves used up to here stand in the first column, as in the book's figures
constexpr int kSweeps = 8;
constexpr size_t kMostVia = 16;         // an edge over more columns goes straight: nobody follows it by eye
constexpr size_t kMostCells = 200'000;  // beyond, long edges are not held apart

/// The other end of an edge. `port` is how far from a node's middle the edge enters it.
struct Link {
    size_t cell;
    float port = 0;
};

struct Cell {
    int layer = 0;
    float height = 0;
    float width = 0;
    float y = 0;
    std::vector<Link> before{};  // in the column to the left
    std::vector<Link> after{};
};

struct Columns {
    std::vector<Cell> cells;  // the nodes, then the waypoints
    std::vector<std::vector<size_t>> column;
    float row_gap = 0;
};

std::vector<int> layers(const Diagram& diagram) {
    std::vector<int> layer(diagram.items.size(), 0);
    std::vector<int> first_use(diagram.items.size(), 0);
    std::vector<bool> leaf(diagram.items.size(), true);
    for (const Diagram::Link& link : diagram.links) {  // in topological order of their ends
        layer[link.to] = std::max(layer[link.to], layer[link.from] + 1);
        leaf[link.to] = false;
    }
    for (const Diagram::Link& link : diagram.links) {
        int& use = first_use[link.from];
        use = use == 0 ? layer[link.to] : std::min(use, layer[link.to]);
    }
    for (size_t i = 0; i < layer.size(); ++i) {
        if (leaf[i] && first_use[i] > kNearLayer) layer[i] = first_use[i] - 1;
    }
    return layer;
}

/// The columns, and for each link the waypoints it goes through.
Columns make_columns(const Diagram& diagram, const std::vector<Point>& sizes,
                     std::vector<std::vector<size_t>>& through) {
    Columns c;
    const std::vector<int> layer = layers(diagram);
    const size_t items = diagram.items.size();
    c.cells.resize(items);
    c.column.resize(items == 0 ? 0 : static_cast<size_t>(*std::ranges::max_element(layer)) + 1);
    const auto place = [&c](size_t cell, int in) {
        c.cells[cell].layer = in;
        c.column[static_cast<size_t>(in)].push_back(cell);
    };
    for (size_t i = 0; i < items; ++i) {
        c.cells[i].width = sizes[i].x;
        c.cells[i].height = sizes[i].y;
        place(i, layer[i]);
    }
    // The edges that leave one item share their waypoints: trail[k] stands k + 1 columns to its right.
    std::vector<std::vector<size_t>> trail(items);
    const auto link = [&c](size_t from, size_t to, float port) {
        c.cells[from].after.push_back({to, port});
        c.cells[to].before.push_back({from});
    };
    for (const Diagram::Link& edge : diagram.links) {
        const float port =
            kPortGap * (static_cast<float>(edge.port) - static_cast<float>(edge.ports - 1) / 2);
        auto& waypoints = trail[edge.from];
        const auto between = static_cast<size_t>(layer[edge.to] - layer[edge.from] - 1);
        while (waypoints.size() < between && c.cells.size() < kMostCells) {
            const size_t from = waypoints.empty() ? edge.from : waypoints.back();
            waypoints.push_back(c.cells.size());
            c.cells.push_back({.height = kWaypointHeight});
            place(waypoints.back(), layer[edge.from] + static_cast<int>(waypoints.size()));
            link(from, waypoints.back(), 0);
        }
        const bool held = between > 0 && waypoints.size() >= between;
        if (held || between == 0) link(between == 0 ? edge.from : waypoints[between - 1], edge.to, port);
        through.emplace_back();
        if (held)
            through.back().assign(waypoints.begin(),
                                  waypoints.begin() + static_cast<std::ptrdiff_t>(between));
    }
    return c;
}

/// Orders each column by where its cards stood before; what is new stands by its neighbours.
void order_as_before(Columns& c, const std::vector<std::optional<Point>>& before) {
    std::vector<float> y(c.cells.size(), 0);
    for (const auto& column : c.column) {
        for (const size_t cell : column) {
            if (cell < before.size() && before[cell]) {
                y[cell] = before[cell]->y;
                continue;
            }
            float sum = 0, count = 0;
            for (const Link& link : c.cells[cell].before) sum += y[link.cell], ++count;
            for (const Link& link : c.cells[cell].after) {
                if (link.cell < before.size() && before[link.cell])
                    sum += before[link.cell]->y + link.port, ++count;
            }
            y[cell] = count > 0 ? sum / count : 0;
        }
    }
    for (auto& column : c.column) std::ranges::stable_sort(column, {}, [&](size_t cell) { return y[cell]; });
}

float mean_y(const Columns& c, const std::vector<Link>& neighbours, float otherwise) {
    if (neighbours.empty()) return otherwise;
    float sum = 0;
    for (const Link& n : neighbours) sum += c.cells[n.cell].y + n.port;
    return sum / static_cast<float>(neighbours.size());
}

/// Heights in a column, in its order, as near as possible (least squares) to what is wished, keeping the
/// gaps: a regression to a monotone sequence, by pooling adjacent violators.
void settle(Columns& c, const std::vector<size_t>& column, const std::vector<float>& wish) {
    struct Pool {
        float sum;
        float count;
    };
    std::vector<Pool> pools;
    std::vector<float> offset(column.size(), 0);
    for (size_t k = 0; k < column.size(); ++k) {
        if (k > 0) {
            offset[k] =
                offset[k - 1] + c.row_gap + (c.cells[column[k - 1]].height + c.cells[column[k]].height) / 2;
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
        for (float n = 0; n < pool.count; ++n, ++k) c.cells[column[k]].y = pool.sum / pool.count + offset[k];
    }
}

/// One sweep over the columns: each takes the order and the heights its neighbours on one side ask for.
void sweep(Columns& c, bool forward, bool reorder) {
    for (size_t step = 1; step < c.column.size(); ++step) {
        auto& column = c.column[forward ? step : c.column.size() - 1 - step];
        const auto wished = [&](size_t cell) {
            return mean_y(c, forward ? c.cells[cell].before : c.cells[cell].after, c.cells[cell].y);
        };
        if (reorder) {
            std::vector<std::pair<float, size_t>> keyed;
            for (const size_t cell : column) keyed.emplace_back(wished(cell), cell);
            std::ranges::stable_sort(keyed, {}, &std::pair<float, size_t>::first);
            std::ranges::transform(keyed, column.begin(), &std::pair<float, size_t>::second);
        }
        std::vector<float> wish;
        for (const size_t cell : column) wish.push_back(wished(cell));
        settle(c, column, wish);
    }
}

/// How often edges between neighbouring columns cross: inversions of their ends' order, counted while
/// merging.
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
        std::vector<float> ends;  // by the height of the other end; edges of one cell do not cross each other
        for (const size_t cell : column) {
            const size_t first = ends.size();
            for (const Link& link : c.cells[cell].after) ends.push_back(c.cells[link.cell].y + link.port);
            std::sort(ends.begin() + static_cast<std::ptrdiff_t>(first), ends.end());
        }
        count += inversions(ends);
    }
    return count;
}

/// Orders the columns by sweeping from side to side, and keeps the best order it came through.
void order_columns(Columns& c) {
    Columns best = c;
    size_t fewest = crossings(c);
    for (int i = 0; i < kSweeps && fewest > 0; ++i) {
        sweep(c, i % 2 == 0, true);
        const size_t now = crossings(c);
        if (now >= fewest) continue;
        fewest = now;
        best = c;
    }
    c = std::move(best);
}

}  // namespace

Layout layered_layout(const Diagram& diagram, const std::vector<Point>& sizes, Point gap,
                      const std::vector<std::optional<Point>>& before) {
    std::vector<std::vector<size_t>> through;
    Columns c = make_columns(diagram, sizes, through);
    c.row_gap = gap.y;
    if (!before.empty()) order_as_before(c, before);
    for (const auto& column : c.column) settle(c, column, std::vector<float>(column.size(), 0));
    order_columns(c);
    for (int i = 0; i < kSweeps; ++i) sweep(c, i % 2 == 1, false);

    std::vector<Point> at(c.cells.size());
    float left = 0;
    for (const auto& column : c.column) {
        float width = 0;
        for (const size_t cell : column) width = std::max(width, c.cells[cell].width);
        for (const size_t cell : column) at[cell] = {left + width / 2, c.cells[cell].y};
        left += width + gap.x;
    }
    Layout layout{.centres = {at.begin(), at.begin() + static_cast<std::ptrdiff_t>(diagram.items.size())},
                  .via = {}};
    for (const auto& cells : through) {
        layout.via.emplace_back();
        if (cells.size() > kMostVia) continue;
        for (const size_t cell : cells) layout.via.back().push_back(at[cell]);
    }
    return layout;
}

}  // namespace bp
