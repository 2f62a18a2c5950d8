"""backprop eval: numbers, values from the command line, documents, and every way it can go wrong."""
import json
import os
import unicodedata
import unittest

from program import APPLE, APPLE_VALUES, CommandLineTest, backprop, rows


PACKAGE = os.path.join(os.path.dirname(__file__), "..", "..", "package.json")


class Eval(CommandLineTest):
    def test_the_version_is_that_of_package_json(self):
        with open(PACKAGE, encoding="utf-8") as file:
            self.assertEqual(self.output("--version"), f"backprop {json.load(file)['version']}\n")

    def test_apple_graph_shows_the_numbers_of_the_book(self):
        table = rows(self.output("eval", self.file("apple.bp", APPLE), *APPLE_VALUES))
        numbers = {row["node"]: (row["op"], row["value"], row["gradient of price"]) for row in table}
        self.assertEqual(numbers, {
            "apple": ("input", "100", "2.2"),
            "apple_num": ("input", "2", "110.00000000000001"),
            "#2": ("mul(apple, apple_num)", "200", "1.1"),
            "tax": ("input", "1.1", "200"),
            "price": ("mul(#2, tax)", "220.00000000000003", "1"),
        })

    def test_standard_input_is_a_file_named_minus(self):
        from_file = self.output("eval", self.file("apple.bp", APPLE), *APPLE_VALUES)
        self.assertEqual(self.output("eval", "-", *APPLE_VALUES, stdin=APPLE), from_file)
        self.assertEqual(self.output("eval", *APPLE_VALUES, "-", stdin=APPLE), from_file)

    def test_names_and_constants_are_those_of_the_module(self):
        def value(formula, *settings):
            return rows(self.output("eval", "-", *settings, stdin=formula))[-1]["value"]

        for name in ("りんご", "цена", "사과", "𠮷", "कीमत", "سعر", "é", "x₁", "🍎", "ｘ"):
            with self.subTest(name):
                apart = unicodedata.normalize("NFKD", name)
                self.assertEqual(value(f"y = {name} * 2", "--set", f"{apart}=3"), "6")
        self.assertEqual(value("y = pi * 2", "--set", "pi=3"), "6")
        self.assertEqual(value("y = pi"), "3.141592653589793")
        self.assertEqual(value("y = -math.pi"), "-3.141592653589793")

    def test_columns_line_up_under_wide_letters(self):
        def width(text):
            return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

        lines = self.output("eval", "-", "--set", "사과=100", "--set", "개수=2", stdin="값 = 사과 * 개수").splitlines()
        self.assertEqual(rows("\n".join(lines))[2]["value"], "200")
        column = lines[0].index("op")
        for line, op in zip(lines[1:], ["input", "input", "mul"]):
            self.assertEqual(width(line[:line.index(op)]), column)

    def test_arrays_are_set_and_printed_as_the_language_writes_them(self):
        table = rows(self.output("eval", "-", "--set", "W=[[1, 2], [3, 4]]", "--set", "x=[[-1, 0.5]]",
                                 stdin="y = x @ W"))
        numbers = {row["node"]: (row["value"], row["gradient of y"]) for row in table}
        self.assertEqual(numbers, {"x": ("[[-1, 0.5]]", "[[3, 7]]"),
                                   "W": ("[[1, 2], [3, 4]]", "[[-1, -1], [0.5, 0.5]]"),
                                   "y": ("[[0.5, 0]]", "[[1, 1]]")})

    def test_a_value_may_be_an_expression_without_names(self):
        table = rows(self.output("eval", "-", "--set", "x=1 / 4", "--set", " y = -zeros([2])", stdin="z = x + y"))
        self.assertEqual([row["value"] for row in table], ["0.25", "[-0, -0]", "[0.25, 0.25]"])

    def test_large_arrays_are_cut_short_in_the_table_only(self):
        arguments = ["eval", "-", "--set", "x=ones([20, 30])"]
        self.assertEqual(rows(self.output(*arguments, stdin="y = x * 2"))[2]["value"], "(20, 30) [2, 2, 2, …]")
        nodes = json.loads(self.output(*arguments, "--json", stdin="y = x * 2"))
        self.assertEqual(nodes[2]["value"], {"shape": [20, 30], "data": [2.0] * 600})

    def test_no_gradient_where_no_input_leads(self):
        table = rows(self.output("eval", "-", "--set", "x=3", "--set", "unused=1", stdin="unused\ny = x * 2"))
        self.assertEqual([row["gradient of y"] for row in table], ["0", "2", "-", "1"])

    def test_first_node_that_is_not_finite_is_named(self):
        run = backprop("eval", "-", "--set", "x=0", stdin="a = x * 2\nb = log(a)\nc = b + 1")
        self.assertEqual(run.returncode, 0)
        self.assertEqual(run.stderr, "backprop: warning: b = log(a) is -inf\n")


class Json(CommandLineTest):
    def test_nodes_in_topological_order_with_contributions(self):
        nodes = json.loads(self.output("eval", "-", "--json", "--set", "x=2", "--set", "y=3",
                                       stdin="t = x + y; z = t * t"))
        self.assertEqual([node.get("name") for node in nodes], ["x", "y", "t", "z"])
        t, z = nodes[2:]
        self.assertEqual(t, {"id": t["id"], "name": "t", "op": "add", "inputs": [nodes[0]["id"], nodes[1]["id"]],
                             "shape": [], "value": 5, "grad": 10,
                             "contributions": [{"from": z["id"], "input": 0, "value": 5},
                                               {"from": z["id"], "input": 1, "value": 5}]})
        self.assertEqual(z["contributions"], [])

    def test_unnamed_nodes_have_no_name(self):
        nodes = json.loads(self.output("eval", "-", "--json", "--set", "x=1", stdin="y = (x + 1) * 3"))
        self.assertEqual([node["op"] for node in nodes if "name" not in node], ["constant", "add", "constant"])

    def test_numbers_that_json_lacks_are_texts(self):
        run = backprop("eval", "-", "--json", "--set", "x=[0, -1]", stdin="y = log(x)")
        self.assertEqual(json.loads(run.stdout)[1]["value"], {"shape": [2], "data": ["-inf", "nan"]})

    def test_numbers_read_back_exactly(self):
        nodes = json.loads(self.output("eval", self.file("apple.bp", APPLE), "--json", *APPLE_VALUES))
        self.assertEqual(nodes[-1]["value"], 100 * 2 * 1.1)


class Refusals(CommandLineTest):
    def test_inputs_without_a_value_are_all_named(self):
        path = self.file("apple.bp", APPLE)
        self.assertEqual(self.refusal("eval", path),
                         f"{path}: These inputs have no value: `apple`, `apple_num`, `tax`. "
                         "Give them with `--set apple=… --set apple_num=… --set tax=…`.")
        self.assertEqual(self.refusal("eval", path, *APPLE_VALUES[:4]),
                         f"{path}: These inputs have no value: `tax`. Give them with `--set tax=…`.")

    def test_files_that_cannot_be_read(self):
        missing = self.folder / "missing.bp"
        self.assertEqual(self.refusal("eval", missing), f"Cannot read `{missing}`: No such file or directory.")
        self.assertEqual(self.refusal("eval", self.folder), f"Cannot read `{self.folder}`: it is a folder.")
        self.assertIn("1000000", self.refusal("eval", self.file("long.bp", "#" * 1_100_000)).replace(",", ""))

    def test_a_fault_in_a_formula_has_line_and_column(self):
        path = self.file("bad.bp", "a = x * 2\nb = a + * 3\n")
        self.assertTrue(self.refusal("eval", path, "--set", "x=1").startswith(f"{path}:2:9: "))
        self.assertTrue(self.refusal("eval", "-", stdin="사과 = ").startswith("standard input:1:"))
        self.assertTrue(self.refusal("eval", self.file("latin1.bp", b"y = \xff")).startswith(str(self.folder)))
        self.assertIn(":1:1: The formula is empty.", self.refusal("eval", self.file("empty.bp", "")))

    def test_shapes_that_do_not_fit_are_found_in_the_formula(self):
        sentence = self.refusal("eval", "-", "--set", "x=[1, 2]", "--set", "y=[1, 2, 3]",
                                stdin="a = 2 * x\nb = a + y\n")
        self.assertTrue(sentence.startswith("standard input:2:5: "), sentence)
        self.assertIn("(2,)", sentence)
        self.assertIn("(3,)", sentence)

    def test_settings(self):
        def refusal(*settings):
            arguments = [part for setting in settings for part in ("--set", setting)]
            return self.refusal("eval", "-", *arguments, stdin="y = x * w")

        self.assertEqual(refusal("x"), "`--set` `x`: Write `name=value`, as in `--set apple=100`.")
        self.assertEqual(refusal("=3"), "`--set` `=3`: Write `name=value`, as in `--set apple=100`.")
        self.assertEqual(refusal("z=3"), "`--set` `z`: The graph has no such input. Its inputs are `x`, `w`.")
        self.assertEqual(refusal("y=3"), "`--set` `y`: It is computed and takes no value. The inputs are `x`, `w`.")
        self.assertEqual(refusal("x=3", "x=4"), "`--set` `x`: It is set twice.")
        kinds = "a number or an array such as `[[1, 2], [3, 4]]`."
        self.assertEqual(refusal("x="), "`--set` `x`: The value is missing. Give " + kinds)
        self.assertEqual(refusal("x=three"), "`--set` `x`: `three` is not " + kinds)
        self.assertRegex(refusal("x=[[1, 2], [3]]"), r"`--set` `x`, column \d+ of the value: ")
        self.assertIn("`--set` `x`, column ", refusal("x=1 2"))
        self.assertIn("1.8e308", refusal("x=1e999"))

    def test_what_takes_too_much_memory_is_refused_at_once(self):
        for formula in ("y = ones([268435456])", "y = ones([50000000]) * 2"):
            self.assertIn("67,108,864", self.refusal("eval", "-", stdin=formula))
        self.assertIn("67,108,864", self.refusal("eval", "-", "--set", "x=ones([268435456])", stdin="y = x * 2"))

    def test_usage(self):
        self.assertIn("A command is missing: `eval`, `check`, `train` or `export`", self.refusal())
        self.assertIn("fly", self.refusal("fly"))
        self.assertIn("FILE", self.refusal("eval"))
        self.assertIn("--fast", self.refusal("eval", "-", "--fast", stdin=APPLE))
        self.assertIn("--set", self.refusal("eval", "-", "--set"))

    def test_help_and_version(self):
        help_text = self.output("--help")
        for command in ("eval", "check", "train", "export"):
            self.assertIn(command, help_text)
            self.assertIn("--", self.output(command, "--help"))
        self.assertRegex(self.output("--version"), r"\Abackprop \d+\.\d+\.\d+\n\Z")

    @unittest.skipUnless(os.path.exists("/dev/full"), "needs a device that is always full")
    def test_output_that_cannot_be_written(self):
        program = os.environ["BACKPROP"]
        path = self.file("apple.bp", "y = 1 + 2")
        self.assertEqual(os.system(f"'{program}' eval '{path}' >/dev/full 2>'{self.folder}/said'") >> 8, 2)
        self.assertEqual((self.folder / "said").read_text(), "backprop: The standard output cannot be written.\n")


class Documents(CommandLineTest):
    def document(self):
        return self.output("export", "-", "--to", "json", *APPLE_VALUES, stdin=APPLE)

    def test_a_document_needs_no_values_and_says_the_same(self):
        path = self.file("apple.json", self.document())
        self.assertEqual(self.output("eval", path), self.output("eval", "-", *APPLE_VALUES, stdin=APPLE))
        self.assertEqual(self.output("eval", "-", stdin="\n " + self.document()), self.output("eval", path))
        self.assertEqual(self.output("eval", "-", stdin="\ufeff" + self.document()), self.output("eval", path))

    def test_set_goes_before_the_documents_values(self):
        table = rows(self.output("eval", self.file("apple.json", self.document()), "--set", "apple=120"))
        self.assertEqual(table[-1]["value"], "264")
        self.assertEqual(table[3]["gradient of price"], "240")

    def test_shapes_that_do_not_fit_are_found_by_the_nodes_name(self):
        path = self.file("sum.json", self.output("export", "-", "--to", "json", "--set", "x=[1, 2]",
                                                 stdin="total = x + [1, 2]"))
        self.assertTrue(self.refusal("eval", path, "--set", "x=[1, 2, 3]").startswith(f"{path}: At `total`: "))

    def test_faulty_documents_are_refused_by_name(self):
        path = self.file("broken.json", self.document()[:-20])
        self.assertTrue(self.refusal("eval", path).startswith(f"{path}: "))
        newer = self.file("newer.json", self.document().replace('"version": 1', '"version": 99'))
        self.assertIn("version 99", self.refusal("eval", newer))

    def test_names_from_a_file_cannot_steer_the_terminal(self):
        hostile = self.document().replace('"name": "apple"', r'"name": "\u001b[31mred\n"')
        shown = self.output("eval", "-", stdin=hostile)
        self.assertIn(r"\x1b[31mred\x0a", shown)
        self.assertNotIn("\x1b", shown)


if __name__ == "__main__":
    unittest.main()
