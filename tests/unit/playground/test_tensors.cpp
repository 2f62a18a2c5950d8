#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "document/json.hpp"
#include "playground/playground.hpp"
#include "support/korean.hpp"

using namespace bp;
using Json = nlohmann::json;

namespace {

/// Dispatches, and says why when it is refused.
std::string told(Playground& playground, const Json& action) {
    return playground.dispatch_json(action.dump()) ? "" : playground.notice()->text;
}

Json tensor(std::vector<int> shape, std::vector<double> data) { return {{"shape", shape}, {"data", data}}; }

/// Y = affine(X, W, B), opened.
Playground affine() {
    Playground playground;
    playground.dispatch(SetFormula{"s = sum(X) + sum(W) + sum(B)"});
    CHECK(told(playground, {{"type", "set_leaves"},
                            {"values",
                             {{"X", tensor({2, 2}, {0.3, 1, -0.2, 2})},
                              {"W", tensor({2, 3}, {1, 2, 3, 4, 5, 6})},
                              {"B", tensor({3}, {10, 20, 30})}}}}) == "");
    CHECK(playground.dispatch(SetFormula{"Y = affine(X, W, B); L = sum(Y * Y)"}));
    CHECK(playground.dispatch(Select{.node = playground.document().graph->find("Y")}));
    return playground;
}

uint32_t id(Playground& playground, std::string_view name) {
    return number(playground.document().graph->find(name).value());
}

Json tensors(Playground& playground) { return Json::parse(playground.snapshot())["tensors"]; }

Json table(const Json& story, std::string_view name) {
    for (const Json& one : story["tables"]) {
        if (one["name"] == name) return one;
    }
    FAIL("no table " << name << " in " << story["tables"].dump());
    return {};
}

/// Types or pastes into the cells of affine()'s W, which has three columns; what the page says to it.
std::string paste_into_w(Playground& playground, size_t element, const std::string& text) {
    return told(playground,
                {{"type", "set_cells"}, {"name", "W"}, {"element", element}, {"columns", 3}, {"text", text}});
}

auto w_of(Playground& playground) {
    return playground.execution().value(NodeId{id(playground, "W")}).tensor().data;
}

}  // namespace

TEST_CASE("numbers have no tensors to show, but an output's upstream gradient") {
    Playground playground;
    CHECK(tensors(playground).is_null());
    playground.dispatch(Select{.node = playground.document().graph->find("apple")});
    CHECK(tensors(playground).is_null());
    playground.dispatch(Select{.node = playground.document().graph->find("price")});
    const Json story = tensors(playground);
    CHECK(story["view"] == "gradient");
    CHECK(table(story, "dprice")["edits"]["upstream"] == true);
}

TEST_CASE("a matrix product's tables stand where rows and columns meet") {
    Playground playground = affine();
    const Json story = tensors(playground);
    CHECK(story["product"] == true);
    CHECK(story["view"] == "value");
    CHECK(story["views"][0]["title"] == "Y = X·W + B");
    CHECK(story["views"][1]["title"] == "dX = dY·Wᵀ");
    CHECK(story["views"][2]["title"] == "dW = Xᵀ·dY");
    CHECK(story["views"][3]["title"] == "dB = Σ dY");
    CHECK(table(story, "X")["place"] == "left");
    CHECK(table(story, "W")["place"] == "top");
    CHECK(table(story, "Y")["place"] == "result");
    CHECK(table(story, "X")["edits"]["name"] == "X");
    CHECK(table(story, "X")["exact"][0] == "0.3");
    CHECK(table(story, "Y")["edits"].is_null());
    CHECK(table(story, "X")["tones"] == Json({15, 50, -10, 100}));
}

TEST_CASE("an element of dW shows the elements of X and dY that made it, and their sum") {
    Playground playground = affine();
    CHECK(told(playground, {{"type", "look_at"},
                            {"node", id(playground, "Y")},
                            {"what", "gradient"},
                            {"input", 1},
                            {"element", 5}}) == "");
    const Json story = tensors(playground);
    CHECK(story["view"] == "input1");
    CHECK(story["looked"] == "dW[1,2]");
    // dY = 2 Y; Y[:, 2] = 0.3·3 + 6 + 30, −0.2·3 + 12 + 30
    CHECK(story["sums"][0] == "dW[1,2] = Xᵀ·dY = 1 × 73.8 + 2 × 82.8 = 239.4");
    CHECK(story["why"].get<std::string>().starts_with(
        "`dW` must have `W`’s shape (2, 3). `dY` is (2, 3) and `X` is (2, 2), so"));
    const Json x = table(story, "Xᵀ");
    CHECK(x["transposed"] == true);
    CHECK(x["edits"].is_null());
    CHECK(x["marks"] == Json({0, 0, 1, 1}));  // second row of Xᵀ: second column of X
    CHECK(x["texts"] == Json({"0.3", "−0.2", "1", "2"}));
    CHECK(table(story, "dY")["marks"] == Json({0, 0, 1, 0, 0, 1}));
    CHECK(table(story, "dW")["marks"] == Json({0, 0, 0, 0, 0, 2}));
    CHECK(table(story, "dW")["texts"][5] == "239");
    const auto sent = playground.execution().contribution(*playground.selected(), 1);
    CHECK(Json::parse(story["exact"].get<std::string>()) == sent.data[5]);

    // The same said by the input's own gradient; then a cell of a factor, in the same view.
    CHECK(told(playground,
               {{"type", "look_at"}, {"node", id(playground, "W")}, {"what", "gradient"}, {"element", 0}}) ==
          "");
    CHECK(tensors(playground)["looked"] == "dW[0,0]");
    CHECK(told(playground, {{"type", "look_at"},
                            {"node", id(playground, "X")},
                            {"what", "value"},
                            {"element", 2},
                            {"view", "input1"}}) == "");
    CHECK(tensors(playground)["view"] == "input1");
    CHECK(tensors(playground)["sums"][0] == "X[1,0] = −0.2");
    CHECK(table(tensors(playground), "Xᵀ")["marks"] == Json({0, 2, 0, 0}));
}

TEST_CASE("the other sums of an affine: its value, dX, the sum over the batch, and a gradient's parts") {
    Playground playground = affine();
    const auto look = [&](Json action) {
        action["type"] = "look_at";
        action["node"] = id(playground, "Y");
        CHECK(told(playground, action) == "");
        return tensors(playground)["sums"];
    };
    CHECK(look({{"what", "value"}, {"element", 4}})[0] ==
          "Y[1,1] = X·W + B = (−0.2) × 2 + 2 × 5 + 20 = 29.6");
    CHECK(look({{"what", "gradient"}, {"input", 0}, {"element", 0}})[0] ==
          "dX[0,0] = dY·Wᵀ = 28.6 × 1 + 51.2 × 2 + 73.8 × 3 = 352.4");
    CHECK(look({{"what", "gradient"}, {"input", 2}, {"element", 2}})[0] ==
          "dB[2] = Σ dY = 73.8 + 82.8 = 156.6");
    test::load_korean();
    playground.dispatch(SetLanguage{Language::ko});
    CHECK(tensors(playground)["why"] ==
          "`B`는 2개의 행에 모두 더해졌으므로 각 행이 기울기를 돌려보냅니다. 그래서 `dB`는 `dY`를 배치에 "
          "대해 더한 "
          "것이고, "
          "형상은 `B`의 형상 (3,)입니다.");
    playground.dispatch(SetLanguage{});
    const Json parts = look({{"what", "gradient"}, {"element", 2}});
    CHECK(parts[0].get<std::string>().starts_with("dY[0,2] = 36.9 (mul"));
    CHECK(parts.size() == 3);
    CHECK(parts[1].get<std::string>().ends_with("= 1 × 36.9 = 36.9"));
}

TEST_CASE("long sums are cut short; a leaf says what its use sends") {
    Playground playground;
    playground.dispatch(SetFormula{"z = sum(x)"});
    Json data = Json::array();
    for (int i = 0; i < 50; ++i) data.push_back(i);
    CHECK(told(playground,
               {{"type", "set_leaf"}, {"name", "x"}, {"value", {{"shape", {50}}, {"data", data}}}}) == "");
    CHECK(told(playground, {{"type", "select"}, {"node", id(playground, "z")}}) == "");
    CHECK(told(playground,
               {{"type", "look_at"}, {"node", id(playground, "z")}, {"what", "value"}, {"element", 0}}) ==
          "");
    CHECK(tensors(playground)["sums"][0] == "z = 0 + 1 + 2 + 3 + 4 + 5 + 6 + 7 + … (42 more) = 1,225");
    test::load_korean();
    playground.dispatch(SetLanguage{Language::ko});
    CHECK(tensors(playground)["sums"][0] == "z = 0 + 1 + 2 + 3 + 4 + 5 + 6 + 7 + … (42개 더) = 1,225");
    playground.dispatch(Select{.node = playground.document().graph->find("x")});
    CHECK(told(playground,
               {{"type", "look_at"}, {"node", id(playground, "x")}, {"what", "gradient"}, {"element", 49}}) ==
          "");
    CHECK(tensors(playground)["sums"][0] == "dx[49] = dz = 1");
}

TEST_CASE("large tensors have a window that moves and a picture of the whole") {
    Playground playground;
    playground.dispatch(SetFormula{"y = randn([300, 40], 1) * x"});
    playground.dispatch(Select{.node = playground.document().graph->find("y")});
    Json y = table(tensors(playground), "y");
    CHECK(y["texts"].size() == 24 * 24);
    CHECK(y["picture"]["rows"] == 100);
    CHECK(y["picture"]["columns"] == 40);
    CHECK(y["picture"]["tones"].get<std::string>().size() == (4000 + 2) / 3 * 4);
    CHECK(told(playground,
               {{"type", "move_window"}, {"node", id(playground, "y")}, {"row", 290}, {"column", 5}}) == "");
    y = table(tensors(playground), "y");
    CHECK(y["window"]["row"] == 276);
    CHECK(y["window"]["column"] == 5);
    CHECK(y["rowLabels"][0] == "276");
    CHECK(y["columnLabels"][23] == "28");
}

TEST_CASE("a walk shows no table before its time") {
    Playground playground = affine();
    playground.dispatch(MoveWalk{});
    CHECK(playground.selected() == playground.document().graph->find("Y"));
    CHECK(tensors(playground)["views"].size() == 1);
    playground.dispatch(MoveWalk{MoveWalk::Move::end});
    CHECK(tensors(playground)["views"].size() == 5);
}

TEST_CASE("looks at nothing that is not there") {
    Playground playground = affine();
    const uint32_t y = id(playground, "Y");
    const auto refused = [&](Json action) {
        action["type"] = "look_at";
        return !told(playground, action).empty();
    };
    CHECK(refused({{"node", 99}, {"what", "value"}}));
    CHECK(refused({{"node", y}, {"what", "soul"}}));
    CHECK(refused({{"node", y}, {"what", "value"}, {"element", 6}}));
    CHECK(refused({{"node", y}, {"what", "value"}, {"input", 0}}));
    CHECK(refused({{"node", y}, {"what", "gradient"}, {"input", 0}, {"element", 4}}));
    CHECK(refused({{"node", id(playground, "L")}, {"what", "value"}}));
    CHECK(!refused({{"node", y}, {"what", "gradient"}, {"input", 2}, {"element", 2}}));
    // A look outlives the shape it was made for without harm.
    playground.dispatch(SetFormula{"Y = sum(X)"});
    CHECK(tensors(playground).is_null());
    playground.dispatch(Select{.node = NodeId{y}});
    CHECK(!playground.snapshot().empty());
}

TEST_CASE("cells are edited one by one or pasted as a rectangle, each one step of undo") {
    Playground playground = affine();
    const auto paste = [&](size_t element, const std::string& text) {
        return paste_into_w(playground, element, text);
    };
    const auto w = [&] { return w_of(playground); };
    CHECK(paste(4, " 0.5 ") == "");
    CHECK(w() == std::vector<double>{1, 2, 3, 4, 0.5, 6});
    CHECK(paste(1, "7\t8\r\n-9\t1e1\r\n") == "");
    CHECK(w() == std::vector<double>{1, 7, 8, 4, -9, 10});
    CHECK(paste(0, "[[1, 2, 3],\n [4, 5, 6]]") == "");
    CHECK(w() == std::vector<double>{1, 2, 3, 4, 5, 6});
    CHECK(paste(4, "1 2 3") == "1 × 3 numbers do not fit into (2, 3) at row 1, column 1.");
    CHECK(paste(0, "1\n2\n3").find("do not fit") != std::string::npos);
    CHECK(paste(0, "one").starts_with("`W`: `one` is not a number."));
    CHECK(paste(0, " ") == "`W`: The text has no numbers in it.");
    CHECK(paste(6, "1").find("no such cell") != std::string::npos);
    CHECK(w() == std::vector<double>{1, 2, 3, 4, 5, 6});
    playground.dispatch(Undo{});
    playground.dispatch(Undo{});
    CHECK(w() == std::vector<double>{1, 2, 3, 4, 0.5, 6});
}

TEST_CASE("tensors: pasted blocks keep their shape, whatever separates their numbers") {
    Playground playground = affine();
    const auto paste = [&](size_t element, const std::string& text) {
        return paste_into_w(playground, element, text);
    };
    const auto w = [&] { return w_of(playground); };
    for (const char* text : {
             "1\t2\t3\n4\t5\t−6",
             "1\t2\t3\r\n4\t5\t-6\r\n",
             "\n1\t2\t3\n4\t5\t-6\n\n",
             "\"1\"\t2\t3\n4\t\"5\"\t-6",
             "1, 2, 3\n4, 5, -6",
             "1,2,3\n4,5,-6",
             "1,2,3,\n4,5,-6,",
             "1;2;3\n4;5;-6\n",
             "1 2 3\n4  5 -6",
             "  1 2 3 \r\n 4 5 -6 ",
             "1\u00a02\u00a03\n4\u00a05\u00a0−6",
             "[[1, 2, 3], [4, 5, -6]]",
             "[[1. 2. 3.]\n [4. 5. -6.]]",
             "array([[1., 2., 3.],\n       [4., 5., -6.]], dtype=float32)",
             "tensor([[1., 2., 3.],\n        [4., 5., -6.]])",
             "[1, 2, 3], [4, 5, -6]",
             "1\t2\t3\n4e0\t10/2\t-600 %",
         }) {
        CAPTURE(text);
        CHECK(paste(0, "9 9 9\n9 9 9") == "");
        CHECK(paste(0, text) == "");
        CHECK(w() == std::vector<double>{1, 2, 3, 4, 5, -6});
    }
    CHECK(paste(0, "12,346") == "");
    CHECK(paste(1, "12\u202f346") == "");
    CHECK(paste(2, "\"1,234.5\"\n\"2,000\"") == "");
    CHECK(w() == std::vector<double>{12346, 12346, 1234.5, 4, 5, 2000});
}

TEST_CASE("tensors: gaps, ragged lines and decimal commas are refused with their place") {
    Playground playground = affine();
    const std::vector<std::pair<std::string, std::string>> refused{
        {"1,5", "`1,5` could be one number or two"},
        {"0,125", "`0,125` could be one number or two"},
        {"1,5\n2,5", "`1,5` could be one number or two"},
        {"100,200\n300,400", "`100,200` could be one number or two"},
        {"1\n2,5", "`2,5` could be one number or two"},
        {"1\t2,5", "Line 1, number 2: `2,5` could be one number or two"},
        {"1;2,5", "Line 1, number 2: `2,5` could be one number or two"},
        {"1\t\t3", "Line 1, number 2: There is no number"},
        {"1\t2\t\n4\t5\t6", "Line 1, number 3: There is no number"},
        {"\t2\t3", "Line 1, number 1: There is no number"},
        {"1\t2\n\t", "Line 2, number 1: There is no number"},
        {"1\n\n3", "Line 2, number 1: There is no number"},
        {"1,,3", "Line 1, number 2: There is no number"},
        {"[[1, , 3]]", "Line 1, number 2: There is no number"},
        {"1 2 3\n4 5", "Line 2 has 2 numbers, the first line 3."},
        {"[[1, 2], [3]]", "has 1 number, the first line 2."},
        {"a\tb\n1\t2", "Line 1, number 1: `a` is not a number."},
        {"1 0x10", "Line 1, number 2: `0x10` is not a number."},
        {"1 2; 3 4", "Line 1, number 1: `1 2` is not a number."},
        {"[1, 2", "is not a number."},
        {"[1, 2] 3", "is not a number."},
        {"[1, 2], [3", "is not a number."},
        {"1\t2 3", "Line 1, number 2: `2 3` is not a number."},
    };
    const auto before = to_json(playground.document());
    for (const auto& [text, why] : refused) {
        CAPTURE(text);
        const std::string said =
            told(playground,
                 {{"type", "set_cells"}, {"name", "W"}, {"element", 0}, {"columns", 3}, {"text", text}});
        CAPTURE(said);
        CHECK(said.starts_with("`W`: "));
        CHECK(said.find(why) != std::string::npos);
        CHECK(to_json(playground.document()) == before);
    }
}

TEST_CASE("a leaf's shape can change; what it meets in a matrix product follows") {
    Playground playground = affine();
    const auto reshape = [&](const char* name, const char* shape) {
        return told(playground, {{"type", "set_shape"}, {"name", name}, {"shape", shape}});
    };
    const auto shape = [&](const char* name) {
        return playground.execution().shape(NodeId{id(playground, name)}).text();
    };
    CHECK(reshape("X", "(3, 2)") == "");
    CHECK(shape("Y") == "(3, 3)");
    CHECK(playground.execution().value(NodeId{id(playground, "X")}).tensor().data ==
          std::vector<double>{0.3, 1, -0.2, 2, 0, 0});
    CHECK(reshape("W", "3, 4") == "");
    CHECK(shape("X") == "(3, 3)");
    CHECK(shape("B") == "(4,)");
    CHECK(playground.execution().value(NodeId{id(playground, "W")}).tensor().data ==
          std::vector<double>{1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0, 0});
    CHECK(reshape("B", "[2]") == "");
    CHECK(shape("W") == "(3, 2)");
    CHECK(reshape("X", "5, 7") == "");
    CHECK(shape("W") == "(7, 2)");
    CHECK(reshape("W", "0, 2") == "`W`: A dimension must be at least 1, not 0.");
    for (const char* wrong : {"1.5", "2, x", "2,,3", "2; 3", "(2, 3", "two", "2 3 x", "0x2, 3"}) {
        CAPTURE(wrong);
        CHECK(reshape("W", wrong) ==
              "`W`: A shape must be a list of whole numbers, like `2, 3`, not `" + std::string(wrong) + "`.");
    }
    CHECK(reshape("Y", "2").find("no input") != std::string::npos);
    CHECK(!reshape("W", "100000, 100000").empty());
    CHECK(shape("W") == "(7, 2)");
    playground.dispatch(Undo{});
    CHECK(shape("W") == "(3, 2)");
    CHECK(shape("X") == "(3, 3)");
}

TEST_CASE("the gradient that flows into the output is edited cell by cell and goes back to ones") {
    Playground playground = affine();
    CHECK(playground.dispatch(SetFormula{"Y = affine(X, W, B)"}));
    CHECK(playground.dispatch(Select{.node = playground.document().graph->find("Y").value()}));
    const uint32_t y = id(playground, "Y");
    CHECK(told(playground, {{"type", "look_at"}, {"node", y}, {"what", "gradient"}, {"element", 2}}) == "");
    CHECK(table(tensors(playground), "dY")["ones"] == true);
    CHECK(table(tensors(playground), "dY")["edits"]["upstream"] == true);
    const auto put = [&](size_t element, const char* text) {
        return told(playground, {{"type", "set_cells"},
                                 {"upstream", true},
                                 {"element", element},
                                 {"columns", 3},
                                 {"text", text}});
    };
    CHECK(put(2, "0.5") == "");
    CHECK(put(3, "0 0 0.1") == "");
    CHECK(table(tensors(playground), "dY")["ones"] == false);
    CHECK(playground.execution().upstream().tensor().data == std::vector<double>{1, 1, 0.5, 0, 0, 0.1});
    CHECK(told(playground,
               {{"type", "look_at"}, {"node", id(playground, "W")}, {"what", "gradient"}, {"element", 2}}) ==
          "");
    CHECK(tensors(playground)["sums"][0] == "dW[0,2] = Xᵀ·dY = 0.3 × 0.5 + (−0.2) × 0.1 = 0.13");
    CHECK(put(6, "1").find("no such cell") != std::string::npos);
    playground.dispatch(Undo{});
    CHECK(playground.execution().upstream()[5] == 1);
    CHECK(told(playground, {{"type", "set_upstream"}, {"value", nullptr}}) == "");
    CHECK(playground.execution().upstream()[2] == 1);
}
