import pytest

from openassay.inventory.python_acts import Act, Seen
from openassay.inventory.python_tree import look

BY_HAND = """
def main():
    for context, target in batches(names):
        loss, gradient = backward(model, context, target)
        for name, array in model.weights.items():
            velocity[name] = momentum * velocity[name] - settings["learning_rate"] * gradient[name]
            array += velocity[name]
"""


def seen(body: str) -> Seen:
    found = look(body)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "body",
    [
        BY_HAND,
        "for i in range(9):\n    W1 -= lr * dW1\n",
        "while True:\n    params[k] = params[k] - self.learning_rate * grads[k]\n",
        "for x in y:\n    for p in ps:\n        self.w = self.w - eta * gradient(x)\n",
    ],
)
def test_a_step_of_descent_that_is_written_out_trains(body: str) -> None:
    assert seen(body).trains


@pytest.mark.parametrize(
    "body",
    [
        "W1 -= lr * dW1\n",
        "for t in ts:\n    x = x + step_size * score_grad + noise\n",
        "for i in range(9):\n    weights = weights * decay\n",
        "for i in range(9):\n    total += lr * price\n",
        "def f():\n    # for x in y: w -= lr * grad\n    return 'w -= lr * grad'\n",
    ],
)
def test_arithmetic_that_only_looks_like_a_step_is_none(body: str) -> None:
    assert not seen(body).trains


def test_settings_that_are_read_from_a_file_configure() -> None:
    assert Act.CONFIGURED in seen("settings = json.loads(path.read_text())\n")
    assert Act.CONFIGURED not in seen("rows = json.loads(path.read_text())\n")


def test_data_that_are_opened_under_their_name_are_loaded() -> None:
    assert Act.LOADS_DATA in seen("names = open('data/train.txt').read()\n")
    assert Act.LOADS_DATA not in seen("names = open('notes.txt').read()\n")


def test_settings_that_are_constants_configure_once_there_are_three() -> None:
    assert Act.CONFIGURED in seen("learning_rate = 4e-4\nBATCH_SIZE = 8\nmax_steps = 100\n")
    assert Act.CONFIGURED not in seen("learning_rate = 4e-4\nlearning_rate = 3e-4\nbatch_size = 8\n")
    assert Act.CONFIGURED not in seen("learning_rate = args.rate\nbatch_size = args.batch\nmax_steps = n\n")


@pytest.mark.parametrize("call", ["load_jsonl_examples(path)", "get_batch('train')", "iterate_shards(folder)", "read_records(f)"])
def test_functions_that_bring_examples_load_data(call: str) -> None:
    assert Act.LOADS_DATA in seen(f"for one in {call}:\n    pass\n")


@pytest.mark.parametrize("call", ["load_model(path)", "get_logger()", "read_config(f)", "make_optimizer(p)"])
def test_functions_that_bring_something_else_load_none(call: str) -> None:
    assert Act.LOADS_DATA not in seen(f"for one in {call}:\n    pass\n")
