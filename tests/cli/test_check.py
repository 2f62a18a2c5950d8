"""backprop check: the gradient check's table and its exit codes."""
import unittest

from program import APPLE, APPLE_VALUES, CommandLineTest, backprop, rows


class Check(CommandLineTest):
    def test_right_gradients_pass(self):
        lines = self.output("check", "-", *APPLE_VALUES, stdin=APPLE).splitlines()
        table = rows("\n".join(lines[:-1]))
        self.assertEqual([row["input"] for row in table], ["apple", "apple_num", "tax"])
        self.assertEqual([row["max |gradient|"] for row in table], ["2.2", "110", "200"])
        for row in table:
            self.assertLessEqual(float(row["mean abs"]), float(row["max abs"]))
            self.assertLess(float(row["max abs"]), 1e-6)
            self.assertLess(float(row["max rel"]), 1e-8)
        self.assertEqual(lines[-1], "passed: max abs is to be at most 1e-06 · max(1, max |gradient|), with step 1e-04")

    def test_a_kink_fails_with_exit_code_1_and_the_inputs_name(self):
        run = backprop("check", "-", "--set", "x=[0, 1]", "--set", "y=2", stdin="z = relu(x) * y")
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stdout, r"x +2 .*FAILED\n")
        self.assertRegex(run.stdout, r"y +1 .*ok\n")
        self.assertRegex(run.stderr, r"\Abackprop: gradient check failed for x: .*\n\Z")

    def test_a_value_that_is_no_number_fails(self):
        self.assertIn("for x:", self.refusal("check", "-", "--set", "x=-1", stdin="y = log(x)", code=1))

    def test_tolerance_and_step_decide(self):
        cube = ["check", "-", "--set", "x=3"]
        self.output(*cube, stdin="y = x ** 3")
        self.assertIn("with step 0.1", self.refusal(*cube, "--step", "0.1", stdin="y = x ** 3", code=1))
        self.output(*cube, "--step", "0.1", "--tolerance", "0.01", stdin="y = x ** 3")
        self.refusal(*cube, "--tolerance", "0", stdin="y = x ** 3", code=1)

    def test_a_step_that_moves_nothing_is_named(self):
        for settings, x, step in ((["x=1"], "1", "1e-320"), (["x=1e308"], "1e+308", "1e-04"), (["x=inf"], "inf", "1e-04"),
                                  (["x=[1, 1e20]"], "1e+20", "1e-04")):
            with self.subTest(settings=settings):
                self.assertEqual(self.refusal("check", "-", "--set", *settings, "--step", step, stdin="y = 3 * x"),
                                 f"At `x` = `{x}`, the step `{step}` changes nothing: x + h = x. "
                                 "There is no numerical gradient to compare with.")

    def test_class_indices_have_no_derivative_and_no_row(self):
        printed = self.output("check", "-", "--set", "a=[0.3, 0.2, 0.5]", "--set", "t=1",
                              stdin="L = softmax_with_loss(a, t)")
        self.assertEqual([row["input"] for row in rows(printed)[:-1]], ["a"])

    def test_refusals(self):
        self.assertIn("--step", self.refusal("check", "-", "--step", "0", *APPLE_VALUES, stdin=APPLE))
        self.assertIn("--step", self.refusal("check", "-", "--step", "far", *APPLE_VALUES, stdin=APPLE))
        self.assertIn("--tolerance", self.refusal("check", "-", "--tolerance", "nan", *APPLE_VALUES, stdin=APPLE))
        self.assertIn("nothing to check", self.refusal("check", "-", stdin="y = 1 + 2"))
        self.assertIn("no value", self.refusal("check", "-", stdin=APPLE))


if __name__ == "__main__":
    unittest.main()
