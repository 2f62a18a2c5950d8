"""backprop export: what it writes, and that it writes all of it or nothing."""
import json
import re
import unittest

from program import APPLE, APPLE_VALUES, CommandLineTest

STRING = r'"(?:[^"\\]|\\.)*"'
ATTRIBUTES = rf"\[(?:\w+=(?:\w+|{STRING})(?:, )?)*\]"
STATEMENT = re.compile(rf'    (?:(n\d+)(?: -> (n\d+))?(?: ({ATTRIBUTES}))?|(?:node|edge) {ATTRIBUTES}|\w+=(?:\w+|{STRING}));')


def parse_dot(text):
    """Labels of the nodes, and edges as (from, to, label), of a file that must be of this simple form throughout."""
    lines = text.splitlines()
    assert lines[0] == "digraph backprop {" and lines[-1] == "}", text
    nodes, edges = {}, []
    for line in lines[1:-1]:
        statement = STATEMENT.fullmatch(line)
        assert statement, line
        source, target, attributes = statement.groups()
        label = re.search(rf"label=({STRING})", attributes or "")
        label = label and label[1][1:-1]
        if target:
            edges.append((source, target, label))
        elif source:
            nodes[source] = label
    return nodes, edges


class Dot(CommandLineTest):
    def test_values_gradients_and_edges_of_the_apple_graph(self):
        nodes, edges = parse_dot(self.output("export", "-", "--to", "dot", *APPLE_VALUES, stdin=APPLE))
        self.assertEqual(nodes, {
            "n0": r"apple\n100\n∇ 2.2",
            "n1": r"apple_num\n2\n∇ 110.00000000000001",
            "n2": r"×\n200\n∇ 1.1",
            "n3": r"tax\n1.1\n∇ 200",
            "n4": r"price = ×\n220.00000000000003\n∇ 1",
        })
        self.assertEqual(edges, [("n0", "n2", None), ("n1", "n2", None), ("n2", "n4", None), ("n3", "n4", None)])

    def test_contributions_stand_on_the_edges_of_a_fan_out(self):
        _, edges = parse_dot(self.output("export", "-", "--to", "dot", "--set", "x=3", stdin="y = x * x + x"))
        self.assertEqual(edges, [("n0", "n1", "∇ 3"), ("n0", "n1", "∇ 3"), ("n1", "n2", None), ("n0", "n2", "∇ 1")])

    def test_the_output_is_marked_and_constants_have_no_gradient(self):
        text = self.output("export", "-", "--to", "dot", "--set", "x=3", stdin="y = x * 2")
        self.assertEqual(re.findall(r"(n\d+) \[.*peripheries=2", text), ["n2"])
        self.assertEqual(parse_dot(text)[0]["n1"], "2")

    def test_any_name_is_a_label(self):
        document = self.output("export", "-", "--to", "json", "--set", "x=1", stdin="y = x * 2")
        name = 'a"b\\N&lt;c\n\u0000사과'
        document = document.replace('"name": "x"', '"name": ' + json.dumps(name))
        nodes, _ = parse_dot(self.output("export", "-", "--to", "dot", stdin=document))
        self.assertEqual(nodes["n0"], r'a\"b\\N&amp;lt;c' + "��" + r"사과\n1\n∇ 2")


class Json(CommandLineTest):
    def test_formula_and_values_survive(self):
        formula = "# two layers\nh = relu(x @ W)\ny = sum(h)\n"
        values = ["--set", "x=[[1, -2]]", "--set", "W=[[0.1, 0.2], [1e-07, 3.3000000000000003]]"]
        text = self.output("export", "-", "--to", "json", *values, stdin=formula)
        document = json.loads(text)
        self.assertEqual(document["format"], "backprop-playground")
        self.assertEqual(document["formula"], formula)
        self.assertEqual(self.output("export", "-", "--to", "json", stdin=text), text)
        self.assertEqual(self.output("eval", "-", "--json", stdin=text),
                         self.output("eval", "-", "--json", *values, stdin=formula))


class Files(CommandLineTest):
    ARGUMENTS = ["export", "-", "--to", "dot", "--set", "x=1"]

    def test_output_option_writes_the_same_bytes(self):
        path = self.folder / "graph.dot"
        self.assertEqual(self.output(*self.ARGUMENTS, "--output", path, stdin="y = x"), "")
        self.assertEqual(path.read_text(encoding="utf-8"), self.output(*self.ARGUMENTS, stdin="y = x"))
        self.output(*self.ARGUMENTS, "-o", path, stdin="y = x * 2")
        self.assertIn("y = ×", path.read_text(encoding="utf-8"))
        self.assertEqual([entry.name for entry in self.folder.iterdir()], ["graph.dot"])

    def test_a_failed_export_leaves_the_file_as_it_was(self):
        path = self.file("graph.dot", "precious")
        self.refusal(*self.ARGUMENTS, "-o", path, stdin="y = x +")
        self.assertEqual(path.read_text(), "precious")

    def test_a_link_stays_a_link_and_a_device_a_device(self):
        target = self.file("target.dot", "old")
        link = self.folder / "link.dot"
        link.symlink_to(target)
        self.output(*self.ARGUMENTS, "-o", link, stdin="y = x")
        self.assertTrue(link.is_symlink())
        self.assertIn("digraph", target.read_text(encoding="utf-8"))
        self.assertIn("digraph", self.output(*self.ARGUMENTS, "-o", "/dev/stdout", stdin="y = x"))

    def test_places_that_cannot_be_written(self):
        nowhere = self.folder / "no" / "graph.dot"
        self.assertEqual(self.refusal(*self.ARGUMENTS, "-o", nowhere, stdin="y = x"),
                         f"Cannot write `{nowhere}`: No such file or directory.")
        self.assertEqual(self.refusal(*self.ARGUMENTS, "-o", self.folder, stdin="y = x"),
                         f"Cannot write `{self.folder}`: it is a folder.")

    def test_formats(self):
        self.assertEqual(self.refusal("export", "-", "--to", "svg", stdin="y = x"),
                         "`--to` cannot be `svg`. Choose one of `dot`, `json`.")
        self.assertIn("--to", self.refusal("export", "-", stdin="y = x"))


if __name__ == "__main__":
    unittest.main()
