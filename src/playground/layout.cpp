#include "playground/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

// Layered drawing after Sugiyama, Tagawa and Toda (1981): columns by longest path, places on long edges held
// by waypoints, order within a column by the neighbours' mean, then heights as near to the neighbours as the
// gaps allow.
namespace bp {
namespace {

constexpr float kColumnGap = 112;
constexpr float kRowGap = 36;
constexpr float kWaypointHeight = 12;
constexpr int kNearLayer = 3;  // leaves used up to here stand in the first column, as in the book's figures
constexpr int kSweeps = 8;
constexpr size_t kMostCells = 200'000;  // beyond, long edges are not held apart

struct Cell {
    int layer = 0;
    float height = 0;
    float width = 0;
    float y = 0;
    std::vector<size_t> before{};  // cells in the column to the left
    std::vector<size_t> after{};
};

struct Columns {
    std::vector<Cell> cells;  // the nodes, then the waypoints
    std::vector<std::vector<size_t>> column;
};

std::vector<int> layers(const Graph& graph) {
    const auto nodes = graph.nodes();
    std::vector<int> layer(nodes.size(), 0);
    std::vector<int> first_use(nodes.size(), 0);
    for (size_t i = 0; i < nodes.size(); ++i) {
        for (const NodeId input : nodes[i].inputs())
            layer[i] = std::max(layer[i], layer[graph.index(input)] + 1);
        for (const NodeId input : nodes[i].inputs()) {
            int& use = first_use[graph.index(input)];
            use = use == 0 ? layer[i] : std::min(use, layer[i]);
        }
    }
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].arity == 0 && first_use[i] > kNearLayer) layer[i] = first_use[i] - 1;
    }
    return layer;
}

Columns make_columns(const Graph& graph, const std::vector<Point>& sizes) {
    Columns c;
    const auto nodes = graph.nodes();
    const std::vector<int> layer = layers(graph);
    c.cells.resize(nodes.size());
    c.column.resize(nodes.empty() ? 0 : static_cast<size_t>(*std::ranges::max_element(layer)) + 1);
    const auto place = [&c](size_t cell, int in) {
        c.cells[cell].layer = in;
        c.column[static_cast<size_t>(in)].push_back(cell);
    };
    for (size_t i = 0; i < nodes.size(); ++i) {
        c.cells[i].width = sizes[i].x;
        c.cells[i].height = sizes[i].y;
        place(i, layer[i]);
    }
    // The edges that leave one node share their waypoints: trail[k] stands k + 1 columns to its right.
    std::vector<std::vector<size_t>> trail(nodes.size());
    const auto link = [&c](size_t from, size_t to) {
        c.cells[from].after.push_back(to);
        c.cells[to].before.push_back(from);
    };
    for (size_t i = 0; i < nodes.size(); ++i) {
        for (const NodeId input : nodes[i].inputs()) {
            const size_t source = graph.index(input);
            auto& waypoints = trail[source];
            const auto between = static_cast<size_t>(layer[i] - layer[source] - 1);
            while (waypoints.size() < between && c.cells.size() < kMostCells) {
                const size_t from = waypoints.empty() ? source : waypoints.back();
                waypoints.push_back(c.cells.size());
                c.cells.push_back({.height = kWaypointHeight});
                place(waypoints.back(), layer[source] + static_cast<int>(waypoints.size()));
                link(from, waypoints.back());
            }
            const bool held = between > 0 && waypoints.size() >= between;
            if (held || between == 0) link(between == 0 ? source : waypoints[between - 1], i);
        }
    }
    return c;
}

float mean_y(const Columns& c, const std::vector<size_t>& neighbours, float otherwise) {
    if (neighbours.empty()) return otherwise;
    float sum = 0;
    for (const size_t n : neighbours) sum += c.cells[n].y;
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
                offset[k - 1] + kRowGap + (c.cells[column[k - 1]].height + c.cells[column[k]].height) / 2;
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

}  // namespace

std::vector<Point> layered_layout(const Graph& graph, const std::vector<Point>& sizes) {
    Columns c = make_columns(graph, sizes);
    for (const auto& column : c.column) settle(c, column, std::vector<float>(column.size(), 0));
    for (int i = 0; i < kSweeps; ++i) sweep(c, i % 2 == 0, true);
    for (int i = 0; i < kSweeps; ++i) sweep(c, i % 2 == 1, false);

    std::vector<Point> places(graph.nodes().size());
    float left = 0;
    for (const auto& column : c.column) {
        float width = 0;
        for (const size_t cell : column) width = std::max(width, c.cells[cell].width);
        for (const size_t cell : column) {
            if (cell < places.size()) places[cell] = {left + width / 2, c.cells[cell].y};
        }
        left += width + kColumnGap;
    }
    return places;
}

}  // namespace bp
