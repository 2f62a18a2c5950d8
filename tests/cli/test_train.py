"""backprop train on a data set made here: three classes of 2 × 3 pixels, class c lights column c."""
import csv
import gzip
import random
import struct
import unittest
import zipfile

from program import CommandLineTest, backprop, rows

NAMES = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]


def idx(dims, data):
    return bytes([0, 0, 8, len(dims)]) + struct.pack(f">{len(dims)}I", *dims) + bytes(data)


def images(count):
    draw = random.Random(count)
    pixels = [200 + draw.randrange(50) if p % 3 == i % 3 else draw.randrange(40)
              for i in range(count) for p in range(6)]
    return idx([count, 2, 3], pixels)


def labels(count):
    return idx([count], [i % 3 for i in range(count)])


class Train(CommandLineTest):
    OPTIONS = ["--batch", "10", "--lr", "0.5", "--hidden", "8", "--weight-init", "he", "--seed", "7"]

    def setUp(self):
        super().setUp()
        for name, content in zip(NAMES, [images(90), labels(90), images(30), labels(30)]):
            self.file(name, content)

    def train(self, *arguments):
        """The table's rows of a training that must succeed."""
        printed = self.output("train", "--data", self.folder, *self.OPTIONS, *arguments)
        return rows(printed.split("\n", 1)[1])

    def refused(self, *arguments, code=2):
        return self.refusal("train", "--data", self.folder, *arguments, code=code)

    def csv_rows(self, *arguments):
        path = self.folder / "run.csv"
        self.train(*arguments, "--csv", path)
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_it_learns_and_says_so_every_600_iterations(self):
        table = self.train("--iterations", "1500")
        self.assertEqual([row["iteration"] for row in table], ["0", "600", "1200", "1500"])
        self.assertEqual((table[0]["loss"], table[0]["steps/s"]), ("-", "-"))
        self.assertEqual((table[-1]["train"], table[-1]["test"]), ("1", "1"))
        self.assertLess(float(table[-1]["loss"]), 0.05)
        self.assertGreater(float(table[-1]["steps/s"]), 0)

    def test_csv_holds_the_exact_numbers_of_the_table(self):
        table = self.train("--iterations", "1300", "--every", "500")
        records = self.csv_rows("--iterations", "1300", "--every", "500")
        self.assertEqual(list(records[0]), ["iteration", "loss", "train", "test"])
        self.assertEqual([r["iteration"] for r in records], ["0", "500", "1000", "1300"])
        self.assertEqual(records[0]["loss"], "")
        for row, record in zip(table[1:], records[1:]):
            for key in ("loss", "train", "test"):
                self.assertAlmostEqual(float(row[key]), float(record[key]), delta=1e-3 * float(record[key]))

    def test_the_same_seed_gives_the_same_run(self):
        run = self.csv_rows("--iterations", "100", "--every", "50")
        self.assertEqual(self.csv_rows("--iterations", "100", "--every", "50"), run)
        self.assertNotEqual(self.csv_rows("--iterations", "100", "--every", "50", "--seed", "8"), run)

    def test_packed_files_are_the_same_data(self):
        before = self.csv_rows("--iterations", "50")
        for name in NAMES:
            path = self.folder / name
            self.file(name + ".gz", gzip.compress(path.read_bytes()))
            path.unlink()
        self.assertEqual(self.csv_rows("--iterations", "50"), before)

    def test_depth_activation_and_optimizer(self):
        def title(*arguments):
            printed = self.output("train", "--data", self.folder, "--iterations", "1", "--batch", "5", *arguments)
            return printed.splitlines()[0]

        self.assertTrue(title().startswith("6-50-3 relu, sgd with learning rate 0.1, batches of 5, seed 1; "))
        deep = title("--hidden", "8,7", "--hidden", "4", "--activation", "tanh", "--optimizer", "adam")
        self.assertTrue(deep.startswith("6-8-7-4-3 tanh, adam "), deep)
        for optimizer in ("momentum", "adagrad"):
            self.assertIn(optimizer, title("--optimizer", optimizer))

    def test_a_resumed_run_ends_as_an_unbroken_one(self):
        whole = self.csv_rows("--iterations", "400", "--every", "100", "--optimizer", "adam", "--lr", "0.01")
        state = self.folder / "half.bpck"
        options = ["--every", "100", "--optimizer", "adam", "--lr", "0.01"]
        self.csv_rows("--iterations", "200", *options, "--checkpoint", state)
        rest = self.csv_rows("--iterations", "400", *options, "--resume", state)
        self.assertEqual(rest[1:], whole[3:])
        self.assertEqual(rest[0]["train"], whole[2]["train"])

    def test_zero_iterations_only_evaluate(self):
        self.assertEqual([row["iteration"] for row in self.train("--iterations", "0")], ["0"])

    def test_a_loss_that_explodes_ends_the_run_with_exit_code_1(self):
        state = self.file("good.bpck", "the last good state")
        run = backprop("train", "--data", self.folder, "--lr", "1e30", "--iterations", "50", "--batch", "5",
                       "--checkpoint", state)
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stderr, r"\Abackprop: the loss became (nan|inf) in iteration \d+; try a smaller --lr\n\Z")
        good = state.read_bytes()
        self.assertTrue(good.startswith(b"BPCK"))  # of iteration 0, before it exploded
        self.output("train", "--data", self.folder, "--iterations", "1", "--resume", state)

    def test_data_that_is_not_there_or_not_right(self):
        missing = self.folder / "t10k-labels-idx1-ubyte"
        content = missing.read_bytes()
        missing.unlink()
        self.assertEqual(self.refused(), f"The folder `{self.folder}` has no file `t10k-labels-idx1-ubyte`, packed (`.gz`) or not.")
        self.file(missing.name, content[:-1])
        self.assertIn("labels-idx1-ubyte` is cut off", self.refused())
        self.file(missing.name, labels(29))
        self.assertIn("There are 30 images, but 29 labels.", self.refused())
        self.file(missing.name, content)
        self.file("t10k-images-idx3-ubyte", idx([30, 2, 2], [0] * 120))
        self.assertIn("4 pixels", self.refused())

    def test_options(self):
        self.assertIn("--batch", self.refused("--batch", "0"))
        self.assertIn("--iterations", self.refused("--iterations", "-5"))
        for option, most in (("--iterations", "1,000,000,000"), ("--every", "1,000,000"), ("--batch", "65,536"),
                             ("--seed", "[0-9,]+"), ("--hidden", "1,048,576")):
            for typed in ("-1", "1.5", "99999999999999999999", "wide", "1e999", "nan", "1 2"):
                with self.subTest(option=option, typed=typed):
                    self.assertRegex(self.refused(option, typed), rf"\A{option}: `{typed}` is not a whole number from [01] to {most}\.")
        for typed, named in (("8,0", "0"), (",", ",") , ("1,,2", "1,,2"), ("1,2,", "1,2,")):
            self.assertIn(f"--hidden: `{named}` is not a whole number", self.refused("--hidden", typed))
        self.assertIn("larger than the largest number", self.refused("--lr", "1e999"))
        self.assertIn("--lr", self.refused("--lr", "nan"))
        self.assertIn("--seed", self.refused("--seed", "-1"))
        self.assertEqual(self.refused("--optimizer", "lion"),
                         "`--optimizer` cannot be `lion`. Choose one of `sgd`, `momentum`, `adagrad`, `adam`.")
        self.assertIn("`relu`, `sigmoid`, `tanh`", self.refused("--activation", "gelu"))
        self.assertIn("--weight-init", self.refused("--weight-init", "-1"))
        self.assertIn("--data", self.refusal("train"))

    def test_files_that_cannot_be_used(self):
        self.assertIn("Cannot write", self.refused("--csv", self.folder / "no" / "run.csv"))
        self.assertIn("Cannot read", self.refused("--resume", self.folder / "none"))
        junk = self.file("junk", "no checkpoint")
        self.assertTrue(self.refused("--resume", junk).startswith(f"{junk}: "))
        state = self.folder / "state.bpck"
        self.train("--iterations", "20", "--checkpoint", state)
        self.assertIn("beyond `--iterations` 10", self.refused(*self.OPTIONS, "--resume", state, "--iterations", "10"))
        self.assertIn("another training run", self.refused("--hidden", "9", "--resume", state))

    def test_the_weights_are_saved_as_npz(self):
        path = self.folder / "net.npz"
        self.train("--iterations", "20", "--save", path)
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(archive.namelist(), ["W1.npy", "b1.npy", "W2.npy", "b2.npy"])
            self.assertIn(b"'descr': '<f4', 'fortran_order': False, 'shape': (6, 8), }", archive.read("W1.npy")[:128])
            self.assertEqual(len(archive.read("W1.npy")), 128 + 6 * 8 * 4)
        self.assertIn("Cannot write", self.refused("--save", self.folder / "no" / "net.npz"))


if __name__ == "__main__":
    unittest.main()
