// Every problem that whoever uses the page can meet, provoked, and said in English and in Korean.
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <set>

#include "document/json.hpp"
#include "files/npy.hpp"
#include "files/npz.hpp"
#include "files/zip.hpp"
#include "graph/bounds.hpp"
#include "network/dataset.hpp"
#include "network/idx.hpp"
#include "playground/playground.hpp"
#include "support/korean.hpp"
#include "unit/files/npy_files.hpp"
#include "unit/network/idx_files.hpp"

using namespace bp;

namespace {

using npy_files::Bytes;
using npy_files::npy;
using npy_files::patched;

/// The codes that the page can meet, by the manifest.
std::set<std::string> codes_of_the_page() {
    std::set<std::string> codes;
    const auto add = [&](std::string_view reach, const char* code) {
        if (reach == "page") codes.insert(code);
    };
#define BP_PROBLEM(reach, area, name, ...) add(#reach, #area "." #name);
#include "base/problems.inl"
#undef BP_PROBLEM
    return codes;
}

/// Collects what is provoked, and looks at each sentence.
class Provoked {
  public:
    void note(const Message& message) {
        const std::string english = sentence(Language::en, message);
        const std::string korean = sentence(Language::ko, message);
        CAPTURE(code(message.id()), english, korean);
        CHECK(test::has_korean(message));
        CHECK(english.find('{') == std::string::npos);
        CHECK((english.ends_with('.') || english.ends_with('?') || english.ends_with("…")));
        CHECK_FALSE(std::islower(static_cast<unsigned char>(english.front())) != 0);
        CHECK(test::own_words(english).find('\'') == std::string::npos);
        add(message.id(), message.arguments());
        if (english.find("`()` is") != std::string::npos) codes_.insert("shape.of_scalar");
    }
    const std::set<std::string>& codes() const { return codes_; }

  private:
    void add(ProblemId id, const std::vector<Argument>& arguments) {
        codes_.emplace(code(id));
        for (const Argument& argument : arguments) {
            if (argument.kind == Argument::Kind::phrase) add(argument.phrase, argument.inside);
        }
    }

    std::set<std::string> codes_;
};

/// Does what must be refused.
void refused(Provoked& provoked, const std::function<void()>& work) {
    try {
        work();
    } catch (const Problem& problem) {
        provoked.note(problem.message());
        return;
    }
    FAIL_CHECK("not refused");
}

const std::string kNew = R"({"type":"new"})";

/// A playground in which the actions are done, in turn, and the last one is refused, or warned of.
void told(Provoked& provoked, std::initializer_list<std::string> actions) {
    Playground playground;
    // A formula's nodes are numbered from 0 on.
    if (actions.begin()->find("set_formula") != std::string::npos) CHECK(playground.dispatch_json(kNew));
    size_t done = 0;
    for (const std::string& action : actions) {
        CAPTURE(action.substr(0, 300));
        const bool fine = playground.dispatch_json(action);
        if (++done < actions.size()) CHECK(fine);
    }
    CAPTURE((actions.end() - 1)->substr(0, 300));
    const bool is_told = playground.notice().has_value();
    CHECK(is_told);
    if (is_told) provoked.note(playground.notice()->message);
}

std::string formula(const std::string& text) {
    std::string json = R"({"type":"set_formula","text":")";
    for (const char c : text) {
        if (c == '\n') {
            json += "\\n";
        } else if (c == '"' || c == '\\') {
            json.append("\\").append(1, c);
        } else {
            json += c;
        }
    }
    return json + "\"}";
}

/// A file of these nodes, and more keys.
std::string file(const std::string& nodes, const std::string& more = "", int version = 1) {
    return R"({"format":"backprop-playground","output":0,"version":)" + std::to_string(version) +
           ",\"nodes\":[" + nodes + "]" + (more.empty() ? "" : ",") + more + "}";
}

const std::string kX = R"({"id":0,"op":"input","name":"x","value":2})";

std::string leaf(const std::string& name, const std::string& value) {
    return R"({"type":"set_leaf","name":")" + name + R"(","value":)" + value + "}";
}

void provoke_formulas(Provoked& provoked) {
    for (const std::string text : {"",
                                   "y = 1.2.3",
                                   "y = 2x",
                                   "y = 1.5f",
                                   "y = 1e999",
                                   "y = a & b",
                                   "y = a\u200Bb",
                                   "y = a × b",
                                   "y = a ^ b",
                                   "y = foo.exp(x)",
                                   "y = len(x)",
                                   "y = item(x)",
                                   "import numpy",
                                   "y = 'a'",
                                   "y = x -> 2",
                                   "y = x.shape",
                                   "y = x[0]",
                                   "y = sum(x, out=0)",
                                   "y = a; y = b",
                                   "2 = x",
                                   "a + 1\nb = 2",
                                   "y = x\ny = 3",
                                   "x = x + 1",
                                   "y = h * 2\nh = x",
                                   "y = relu + 1",
                                   "y = x * x(2)",
                                   "y = foo(x)",
                                   "y = sigmod(x)",
                                   "y = exp()",
                                   "y = []",
                                   "y =",
                                   "y = \nz = 2",
                                   "y = sum(a, b)",
                                   "y = randn([2], x)",
                                   "y = zeros([x])",
                                   "y = zeros(x)",
                                   "y = 3€",
                                   "y = sum(a, 1.5)",
                                   "y = sum(a, 3000000000)",
                                   "y = a b",
                                   "y = 2 (a)",
                                   "my price = 3",
                                   "y = 7 // 2",
                                   "y = max(x)",
                                   "y = [1 2]",
                                   "y = exp(a",
                                   "y = a)",
                                   "y = (a + b\nz = 3",
                                   "y = a, b",
                                   "y = a = b",
                                   "y = [[1, 2], [3]]",
                                   "y = [1, [2]]",
                                   "y = [a, 1]",
                                   "y = x @ x",
                                   "y = zeros([1, 1, 1, 1, 1, 1, 1])",
                                   "y = zeros([2, 0])",
                                   "y = zeros([99999, 99999])",
                                   "y = zeros([4096, 4097])",
                                   "y = randn([2, 3], 1) + randn([4], 1)",
                                   "y = softmax_with_loss(randn([2, 2, 2], 1), [1, 2])",
                                   "y = cross_entropy_error(randn([2, 3], 1), x)",
                                   "y = affine(x, W, b)",
                                   "y = affine(randn([2, 3], 1), randn([4, 4], 1), randn([4], 1))",
                                   "y = affine(randn([2, 3], 1), randn([3, 4], 1), randn([3], 1))",
                                   "y = randn([2], 1) @ randn([2, 2, 2], 1)",
                                   "y = randn([2, 3], 1) @ randn([4, 5], 1)",
                                   "y = mean_squared_error(randn([2, 3], 1), x)",
                                   "y = sum(randn([2, 3], 1), 2)",
                                   "y = reshape(randn([2, 3], 1), [4])",
                                   "y = softmax(x)"}) {
        told(provoked, {formula(text)});
    }
    told(provoked, {formula(std::string(201, '(') + "x" + std::string(201, ')'))});
    told(provoked, {formula("y = " + std::string(201, 'x'))});
    {
        const GraphLimit limit({.nodes = 10});
        told(provoked, {formula("x+x+x+x+x+x+x+x+x+x+x")});
        told(provoked, {formula(std::string(21, '\n') + "x")});
    }
    told(provoked, {formula("y = ones([1500,1500]) @ ones([1500,1500])")});
    Playground playground;
    for (const std::string& text : {std::string("y = \xff"), std::string(1'000'001, 'x')}) {
        CHECK_FALSE(playground.dispatch(SetFormula{text}));
        provoked.note(playground.notice().value().message);
    }
}

void provoke_edits(Provoked& provoked) {
    told(provoked, {R"({"type":"select","node":99})"});
    told(provoked, {leaf("pear", "1")});
    told(provoked, {R"({"type":"set_upstream","value":{"shape":[2],"data":[1,2]}})"});
    told(provoked, {kNew, R"({"type":"set_upstream","value":1})"});
    told(provoked, {formula("y = exp(x)"), R"({"type":"rename","node":0,"name":""})"});
    told(provoked, {formula("y = a * b"), R"({"type":"rename","node":0,"name":"b"})"});
    told(provoked, {formula("y = a * b"), R"({"type":"rename","node":0,"name":"2x"})"});
    told(provoked, {formula("y = a * b"), R"({"type":"rename","node":0,"name":"x\u200b"})"});
    told(provoked, {R"({"type":"add_op","op":"exp","inputs":[null,null]})"});
    told(provoked, {formula("y = sum(x)"), R"({"type":"set_attrs","node":1,"attrs":[0,1]})"});
    told(provoked,
         {formula("y = reshape([1, 2], [2, 1])"), R"({"type":"set_attrs","node":1,"attrs":[0,2]})"});
    told(provoked, {R"({"type":"move","places":{"0":[1e9,0]}})"});
    told(provoked,
         {R"({"type":"new"})", R"({"type":"set_cells","upstream":true,"element":0,"columns":1,"text":"1"})"});
    told(provoked, {R"({"type":"add_op","op":"input","at":[1e300,0]})"});
    told(provoked, {formula("y = exp(x)"), R"({"type":"disconnect","to":1,"input":2})"});
    told(provoked, {R"({"type":"add_op","op":"input","name":"exp"})"});
    told(provoked, {formula("y = exp(x)"), R"({"type":"connect","from":1,"to":1,"input":0})"});
    told(provoked, {formula("y = a * b"), R"({"type":"remove","nodes":[0]})"});
    told(provoked, {R"({"type":"paste","text":" "})"});
    told(provoked, {formula("y = x"), R"({"type":"set_constant","node":0,"value":1})"});
    told(provoked, {R"({"type":"load_preset","name":"pear"})"});
    told(provoked, {R"({"type":"ungroup","group":9})"});
    const std::string chain = formula("a = exp(x)\nb = exp(a)\nc = exp(b)\ny = exp(c)");
    told(provoked, {chain, R"({"type":"group","nodes":[1]})"});
    told(provoked, {chain, R"({"type":"group","nodes":[1,3]})"});
    told(provoked, {chain, R"({"type":"group","nodes":[1,2]})", R"({"type":"group","nodes":[1,2]})"});
    told(provoked,
         {chain, R"({"type":"group","nodes":[1,2],"name":"g"})", R"({"type":"group","nodes":[2,3]})"});
    told(provoked,
         {chain, R"({"type":"group","nodes":[1,2]})", R"({"type":"rename_group","group":1,"name":""})"});
    Playground grouped;
    std::string names = "x0";
    for (int i = 1; i < 500; ++i) names += " + x" + std::to_string(i);
    CHECK(grouped.dispatch_json(kNew));
    CHECK(grouped.dispatch_json(formula(names)));
    const auto nodes = grouped.document().graph->nodes();
    for (size_t k = 0; k < 2 * 201; k += 2)
        grouped.dispatch(Command(MakeGroup{{nodes[k].id, nodes[k + 1].id}, ""}));
    provoked.note(grouped.notice().value().message);
    // Unnamed nodes are said by their operation and number.
    told(provoked, {formula("y = exp(a * b)"), R"({"type":"unfold","node":2})"});
    told(provoked, {formula("y = sigmoid(x)"), leaf("x", "-1000"), R"({"type":"unfold","node":1})"});
    told(provoked, {formula("y = a * b"), R"({"type":"fold","node":2})"});
}

void provoke_files(Provoked& provoked) {
    const std::string y = R"({"id":1,"op":"exp","name":"y","inputs":[0]})";
    const std::string group = R"({"id":1,"name":"g","nodes":[0,1],"folded":false})";
    for (const std::string& text :
         {std::string("{"),
          std::string("{}"),
          std::string(kMaxJsonBytes + 1, ' '),
          std::string(1000, '['),
          file(kX, "", 9),
          file(kX, "", 0),
          file(kX, R"("x":1)"),
          file("3"),
          file(R"({"id":0})"),
          file(R"({"id":0,"op":3})"),
          file(R"({"id":0.5,"op":"exp"})"),
          file(R"({"id":-1,"op":"exp"})"),
          file(R"({"id":20000000,"op":"input","name":"x","value":1})"),
          file(R"({"id":0,"op":"fly"})"),
          file(R"({"id":0,"op":"input","name":"x","value":"two"})"),
          file(R"({"id":0,"op":"input","value":1})"),
          file(R"({"id":0,"op":"input","name":"x","value":{"shape":[2],"data":[1]}})"),
          file(kX + "," + kX),
          file(kX + R"(,{"id":1,"op":"input","name":"x","value":2})"),
          file(kX + R"(,{"id":1,"op":"exp","inputs":[7]})"),
          file(kX + R"(,{"id":1,"op":"exp","inputs":[0,0,0,0,0]})"),
          file(kX + R"(,{"id":1,"op":"exp","inputs":[2]},{"id":2,"op":"exp","inputs":[1]})"),
          file(kX + R"(,{"id":1,"op":"exp","inputs":[0],"value":3})"),
          std::string(R"({"format":"backprop-playground","version":1,"output":0,"nodes":{}})"),
          file(kX, R"("groups":{})"),
          file(kX, R"("places":{"0":[1]})"),
          file(kX, R"("places":{"x":[1,2]})"),
          file(kX + "," + y, R"("groups":[{"id":1,"name":"g","nodes":[0,1],"folded":3}])"),
          file(kX + "," + y + R"(,{"id":2,"op":"exp","inputs":[1]})",
               R"("groups":[{"id":1,"name":"g","nodes":[0,1],"folded":false},
                            {"id":1,"name":"h","nodes":[0,1,2],"folded":false}])"),
          file(kX, R"("displays":{"0":{"kind":"film"}})", 2),
          file(kX, R"("displays":{"0":{"kind":"image","rows":0,"columns":2}})", 2),
          file(kX, R"("classes":{})", 2),
          file(kX, R"("origin":{"kind":"step","room":")" + std::string(65, 'a') + "\"}", 2)}) {
        CAPTURE(text.substr(0, 300));
        refused(provoked, [&] { from_json(text); });
    }
}

void provoke_actions(Provoked& provoked) {
    for (const std::string& action :
         {std::string((size_t{16} << 20) + 1, ' '),
          std::string("["),
          std::string(R"({"type":"fly"})"),
          std::string(R"({"type":"set_leaf","name":"apple"})"),
          std::string(R"({"type":"set_leaf","name":3})"),
          std::string(R"({"type":"select","node":"x"})"),
          std::string(R"({"type":"select","node":1.5})"),
          std::string(R"({"type":"select","node":-1})"),
          std::string(R"({"type":"palette","open":3})"),
          std::string(R"({"type":"remove","nodes":3})"),
          std::string(R"({"type":"add_op","op":"exp","inputs":3})"),
          std::string(R"({"type":"set_leaves","values":3})"),
          std::string(R"({"type":"language","language":"de"})"),
          leaf("apple", "[]"),
          leaf("apple", "{}"),
          leaf("apple", "\"pear\""),
          leaf("apple", R"({"shape":["x"],"data":[]})"),
          leaf("apple", R"({"shape":[1],"data":["x"]})"),
          leaf("apple", R"({"shape":[2],"data":[1]})"),
          std::string(R"({"type":"move","places":{"0":3}})"),
          std::string(R"({"type":"move","places":{"x":[1,2]}})"),
          std::string(R"({"type":"add_op","op":"fly"})"),
          std::string(R"({"type":"show","room":"attic"})"),
          std::string(R"({"type":"show","room":"mnist","view":"moon"})"),
          std::string(R"({"type":"give_back"})"),
          R"({"type":"lend","document":)" + file(kX) + "}",
          R"({"type":"lend","document":)" + file(kX, R"("origin":{"kind":"step","room":"attic"})", 2) + "}",
          R"({"type":"lend","document":)" +
              file(kX, R"("origin":{"kind":"step","room":"mnist","view":"moon"})", 2) + "}",
          std::string(R"({"type":"align","edge":"left"})")}) {
        told(provoked, {action});
    }
    told(provoked, {kNew, R"({"type":"walk","move":"start"})"});
    told(provoked, {formula("a = x * 2\ny = z * 3"), R"({"type":"walk","move":"to","node":0})"});
}

void provoke_tensors(Provoked& provoked) {
    const std::string made = formula("y = exp(x * m)");
    const std::string matrix = R"({"type":"set_leaf","name":"m","value":{"shape":[2,2],"data":[1,2,3,4]}})";
    const auto cells = [](int element, const std::string& text) {
        return R"({"type":"set_cells","name":"m","columns":2,"element":)" + std::to_string(element) +
               ",\"text\":\"" + text + "\"}";
    };
    for (const std::string& action :
         {cells(0, "one"), cells(0, " "), cells(9, "1"), cells(0, "1 2 3"), cells(0, "1,5"),
          cells(0, "1 2\\n3"), cells(0, "1;;2"),
          std::string(R"({"type":"set_shape","name":"m","shape":"1.5"})"),
          std::string(R"({"type":"set_shape","name":"m","shape":"5000, 5000"})")}) {
        told(provoked, {made, matrix, action});
    }
    told(provoked, {made, R"({"type":"look_at","node":0,"what":"value"})"});
    const std::string open = R"({"type":"select","node":3})";
    told(provoked, {made, matrix, open, R"({"type":"look_at","node":0,"what":"value"})"});
    told(provoked, {made, matrix, open, R"({"type":"look_at","node":3,"what":"gradient","input":2})"});
    told(provoked, {made, matrix, open, R"({"type":"look_at","node":3,"what":"value","element":99})"});
}

void provoke_warnings(Provoked& provoked) {
    told(provoked, {formula("y = apple * 2"), formula("y = aple * 2")});
    told(provoked, {formula("y = x * 2"), formula("y = e * 2")});
    told(provoked, {formula("y = x * 2"), formula("y = np * 2")});
    told(provoked, {formula("y = x * 2"), formula("y = x * х")});
    told(provoked, {formula("y = x * 2"), formula("y = tах * 2")});
    told(provoked, {formula("y = x * 2"), leaf("x", "\"inf\"")});
    told(provoked, {formula("y = exp(x)"), leaf("x", "1000")});
    told(provoked, {formula("y = log(x)"), leaf("x", "-1")});
    told(provoked, {formula("y = a / b"), leaf("b", "0")});
    told(provoked, {formula("y = a / b"), R"({"type":"set_leaves","values":{"a":0,"b":0}})"});
    told(provoked, {R"({"type":"hunt","order":"start","seed":1})"});
}

void provoke_checks(Provoked& provoked) {
    told(provoked, {R"({"type":"check","h":7})"});
    told(provoked, {R"({"type":"hunt","order":"probe","node":0})"});
    told(provoked, {R"({"type":"hunt","order":"start","graph":"pear"})"});
    Hunt hunt = plant_bug(1, hunt_graphs().front().key);
    const auto shown =
        Execution<double>(hunt.document->graph, hunt.document->leaf_values()).with_fault(hunt.planted);
    refused(provoked, [&] { hunt.guess(0); });
    for (const Node& node : shown.graph().nodes()) {
        if (hunt.phase() == Hunt::Phase::hunting) hunt.accuse(shown, node.id);
    }
    const NodeId any = shown.graph().nodes().front().id;
    refused(provoked, [&] { hunt.accuse(shown, any); });
    refused(provoked, [&] { hunt.guess(999); });
    for (size_t line = 0; line < hunt.code.size(); ++line) {
        if (hunt.phase() == Hunt::Phase::accused && hunt.code[line].part != CodeLine::Part::heading)
            hunt.guess(line);
    }
    refused(provoked, [&] { hunt.accuse(shown, any); });
}

void provoke_lessons(Provoked& provoked) {
    const std::string lesson =
        R"({"type":"lesson","lesson":{"id":"s01","leaves":[],"numbers":[],"questions":[]}})";
    told(provoked, {R"({"type":"answer","lesson":"s01","question":"tax","text":"1"})"});
    told(provoked, {lesson, R"({"type":"answer","lesson":"s01","question":"tax","text":"1"})"});
    told(provoked, {R"({"type":"assign","name":"apple","to":{"value":"pear"}})"});
}

void provoke_training(Provoked& provoked) {
    for (const char* change :
         {R"("data":"pear")", R"("data":"own")", R"("hidden":[1,2,3,4,5])", R"("hidden":[0])",
          R"("hidden":["x"])", R"("batchSize":0)", R"("batchSize":"x")", R"("iterations":1.5)",
          R"("seed":-1)", R"("weightInit":-1)", R"("weightInit":"pear")", R"("learningRate":-1)"}) {
        told(provoked, {std::string(R"({"type":"set_training",)") + change + "}"});
    }
    for (const char* order : {R"("look","steps":5)", R"("rewind")", R"("keep")", R"("resume")"})
        told(provoked, {std::string(R"({"type":"train","order":)") + order + "}"});
    Playground playground;
    refused(provoked, [&] { playground.training_report(R"({"type":"pear"})"); });
    refused(provoked,
            [&] { playground.training_report(R"({"type":"failed","run":0,"problem":{"code":"no.such"}})"); });
}

void provoke_data(Provoked& provoked) {
    const Bytes images = idx_files::file({2, 2, 3}, Bytes(12, 7));
    Bytes longer = images;
    longer.push_back(0);
    Bytes after_gzip = idx_files::gzip(images);
    after_gzip.push_back(7);
    Bytes damaged = idx_files::gzip(images);
    damaged[damaged.size() - 6] ^= 0xff;
    Bytes cut_gzip = idx_files::gzip(images);
    cut_gzip.resize(cut_gzip.size() / 2);
    for (const Bytes& bytes :
         {Bytes{}, Bytes{0, 0, 8}, idx_files::columns_labels(4), idx_files::file({2, 2}, Bytes(4, 7)), longer,
          after_gzip, damaged, cut_gzip, idx_files::file({0, 28, 28}, {}),
          idx_files::file({0xffffffff, 28, 28}, {}), Bytes(images.begin(), images.end() - 1)}) {
        refused(provoked, [&] { parse_idx(bytes, 3, "images"); });
    }
    refused(provoked, [&] { Dataset::from_idx(images, idx_files::file({3}, {0, 1, 2})); });
    refused(provoked, [&] { parse_idx(images, 1, "labels"); });
    const auto from = [](std::string_view text) { return Bytes(text.begin(), text.end()); };
    using namespace std::string_view_literals;
    for (const std::string_view text :
         {"<html>"sv, "{\"a\": 1}"sv, "1,2,3"sv, "PK\x03\x04"sv, "BZh9"sv, "\x89PNG"sv, "%PDF"sv,
          "\x93NUMPY"sv, "\x80\x04."sv, "\x89HDF"sv, "version https://git-lfs"sv, "BPCK"sv, "\0\0\x0d\x03"sv,
          "\0\0\0\0"sv, "\x01\x02\x03\x04"sv, "\0\0\0\0\0"sv, "\3\x08\0\0"sv}) {
        refused(provoked, [&] { parse_idx(from(text), 3, "images"); });
        refused(provoked, [&] { parse_idx(idx_files::gzip(idx_files::gzip(from(text))), 3, "images"); });
    }
    refused(provoked, [&] { parse_idx(idx_files::gzip({}), 3, "images"); });
}

void provoke_archives(Provoked& provoked) {
    const Bytes good = write_zip(std::vector<ZipEntry>{{"a", Bytes(100, 7)}});
    const size_t directory = 30 + 1 + 100;
    const size_t end = good.size() - 22;
    const Bytes huge{0xf0, 0xff, 0xff, 0x7f};
    const Bytes deflated = patched(good, directory + 10, {8});
    for (const Bytes& bytes :
         {Bytes{1, 2, 3, 4}, patched(good, directory + 24, huge), patched(good, directory + 10, {9}),
          patched(good, directory + 8, {1}), patched(good, directory + 20, {0xff, 0xff, 0xff, 0xff}),
          patched(good, directory + 42, {90}), patched(good, directory + 46, {'b'}),
          patched(good, directory + 16, {0}), patched(good, end + 8, {2, 0, 2, 0}),
          patched(good, end + 8, {0, 0, 0, 0}), patched(good, end + 4, {1}), patched(good, end + 16, huge),
          Bytes(good.begin(), good.end() - 1), patched(good, directory + 28, {200}),
          patched(good, directory + 20, {101}), deflated,
          write_zip(std::vector<ZipEntry>{{"a", {}}, {"a", {}}})}) {
        refused(provoked, [&] { read_zip(bytes, 10, 1'000'000); });
    }
    refused(provoked, [&] { read_zip(good, 0, 1'000'000); });
    refused(provoked, [&] { read_zip(good, 10, 99); });
}

std::string header(const std::string& type, const std::string& shape) {
    return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + "}";
}

Bytes zipped(std::initializer_list<std::pair<std::string, Tensor<double>>> arrays) {
    std::vector<ZipEntry> entries;
    for (const auto& [name, tensor] : arrays) entries.push_back({name + ".npy", write_npy(tensor)});
    return write_zip(entries);
}

Tensor<double> zeros(std::initializer_list<int> dims) { return Tensor<double>::filled(Shape(dims), 0); }

void provoke_networks(Provoked& provoked) {
    Bytes version = npy(header("<f4", "(2,)"), 8);
    version[6] = 9;
    Bytes cut = npy(header("<f4", "(2,)"), 8);
    cut[8] = 255;
    for (const Bytes& bytes : {Bytes(20, 1), version, cut, npy("{}", 8), npy(header(">f4", "(2,)"), 8),
                               npy(header("<f4", "(0,)"), 0), npy(header("<f4", "(3,)"), 8)})
        refused(provoked, [&] { read_npy(bytes, "W1"); });
    const Tensor<double> infinite({1, 2}, {1, INFINITY});
    for (const Bytes& bytes :
         {write_zip(std::vector<ZipEntry>{{"W1.txt", {}}}), zipped({{"weights", zeros({2})}}),
          zipped({{"W1", infinite}}), zipped({{"W1", zeros({1, 2})}}),
          zipped({{"W1", zeros({2})}, {"b1", zeros({2})}}),
          zipped({{"W1", zeros({1, 2})}, {"b1", zeros({3})}}),
          zipped({{"W1", zeros({1, 2})}, {"b1", zeros({2})}, {"W2", zeros({3, 2})}, {"b2", zeros({2})}})}) {
        refused(provoked, [&] { read_npz(bytes); });
    }
    Network<float> network({.layers = {1, 2}});
    for (const Tensor<float>& t :
         {Tensor<float>{{1}, {2}}, Tensor<float>{{1, 2}, {2, 0}}, Tensor<float>{{1, 2}, {1, 1}}})
        refused(provoked, [&] { network.loss(Tensor<float>{{1, 1}, {0}}, t); });
    refused(provoked, [&] { read_npz(zipped({{"W1", zeros({2, 3})}, {"b1", zeros({2})}})); });
    for (const char* type : {"|O", "<i8"})
        refused(provoked, [&] { read_npy(npy(header(type, "(2,)"), 8), "W1"); });
    refused(provoked, [&] { read_npy(npy(header("<f4", "(1000000000000,)"), 8), "W1"); });
    refused(provoked, [&] { load_npz(network, zipped({{"W1", zeros({3, 2})}, {"b1", zeros({2})}})); });
    const Tensor<double> large({2}, {1e300, 0});
    refused(provoked, [&] { load_npz(network, zipped({{"W1", zeros({1, 2})}, {"b1", large}})); });
}

}  // namespace

TEST_CASE("problems: every one that the page can meet is provoked, and said in English and in Korean") {
    Provoked provoked;
    provoke_formulas(provoked);
    provoke_edits(provoked);
    provoke_files(provoked);
    provoke_actions(provoked);
    provoke_tensors(provoked);
    provoke_warnings(provoked);
    provoke_checks(provoked);
    provoke_lessons(provoked);
    provoke_training(provoked);
    provoke_data(provoked);
    provoke_archives(provoked);
    provoke_networks(provoked);
    std::string missing;
    for (const std::string& code : codes_of_the_page()) {
        if (!provoked.codes().contains(code)) missing += code + " ";
    }
    CHECK(missing == "");
}
