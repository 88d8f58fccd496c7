import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.inventory.python_acts import Act, Seen
from openassay.inventory.python_tree import LONGEST, look
from tests.inventory.fakes import LOOP, NETWORK


def seen(body: str) -> Seen:
    found = look(body)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "body",
    [
        "loss.backward()\noptimizer.step()",
        "with tf.GradientTape() as tape: pass\noptimizer.apply_gradients(x)",
        "grads = jax.value_and_grad(f)(x)\nstate = state.apply_gradients(grads=grads)",
        "engine.backward(loss)\nengine.step()",
        "trainer = Trainer(model=m, args=a, train_dataset=d)\ntrainer.train()",
        "trainer.fit(model, loader)",
        "cli = LightningCLI(Model)",
        "class A(pl.LightningModule):\n def training_step(self): pass\n def configure_optimizers(self): pass\n",
        "pretrain(a, b)",
    ],
)
def test_training_is_known_by_what_the_tree_does(body: str) -> None:
    assert seen(body).trains


@pytest.mark.parametrize(
    "body",
    [
        "# loss.backward()\n# optimizer.step()\n",
        '"""\nloss.backward()\noptimizer.step()\n"""\n',
        "scheduler.step()\nenv.step(action)\n",
        "loss.backward()\n",
        "optimizer.step()\n",
        "model.eval()\nscaler.fit(x)\n",
        "Trainer(model=m, args=a)\n",
    ],
)
def test_what_only_looks_like_training_is_none(body: str) -> None:
    assert not seen(body).trains


@pytest.mark.parametrize(
    "body",
    [
        "",
        "# coming soon\n",
        '"""To be released."""\n',
        "import torch\n",
        "def train():\n    pass\n",
        "print('soon')\n",
        "raise NotImplementedError\n",
    ],
)
def test_a_file_that_does_nothing_is_a_stub(body: str) -> None:
    assert seen(body).stub


def test_a_loop_shows_its_start_its_data_and_its_settings() -> None:
    assert {Act.ENTRY, Act.LOADS_DATA, Act.CONFIGURED, Act.BACKWARD, Act.STEP} <= seen(LOOP).acts.keys()
    assert seen(LOOP).acts[Act.BACKWARD] == [11]


def test_adapters_and_trained_weights_are_seen() -> None:
    assert Act.TUNES in seen("model = get_peft_model(model, LoraConfig())")
    assert Act.STARTS_TRAINED in seen("model = AutoModelForCausalLM.from_pretrained('a/b')")
    assert Act.STARTS_TRAINED not in seen("tokenizer = AutoTokenizer.from_pretrained('a/b')")


def test_a_network_needs_a_base_and_a_way_forward() -> None:
    assert Act.DEFINES_MODEL in seen(NETWORK)
    assert Act.DEFINES_MODEL not in seen("class A(Module):\n    name = 'a'\n")


def test_training_in_the_files_own_body_starts_it() -> None:
    assert Act.ENTRY in seen("for x in y:\n    loss.backward()\n    opt.step()\n")
    assert Act.ENTRY not in seen("def f():\n    loss.backward()\n")


def test_what_does_not_parse_is_unknown() -> None:
    assert look("print 'python 2'") is None
    assert look("(" * 5000) is None
    assert look("x = 1\n" * LONGEST) is None
    assert look("a\0b") is None


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(body: str) -> None:
    look(body)


@given(st.integers(0, len(LOOP)), st.text(max_size=5))
def test_no_change_to_a_program_makes_it_raise(at: int, more: str) -> None:
    look(LOOP[:at] + more + LOOP[at:])
