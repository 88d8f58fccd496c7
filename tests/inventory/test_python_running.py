import pytest

from openassay.inventory.python_acts import Act, Seen
from openassay.inventory.python_tree import look


def seen(body: str) -> Seen:
    found = look(body)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "body",
    [
        "print(model.generate('a'))",
        "logits, _, _ = model.forward(x)",
        "out = self.model(batch)",
        "y = net(x, t)",
        "energies = [model(batch) for model in self.models]",
        "self.models[0](batch)",
        "result = self.apply(self.params, key, features)",
        "step = pjit.pjit(sample_step.apply, donate_argnums=0)",
        "session.run(None, {'x': x})",
        "sample_from_model(model, prompt)",
        "class C(Calculator):\n    def calculate(self, atoms): ...\n",
        "class N(nn.Module):\n    def forward(self, x): ...\n    def predict_graph(self, g):\n        return self.forward(g)\n",
        "Thread(target=model.generate, kwargs=given).start()",
        "trainer.predict(module, loader)",
    ],
)
def test_a_model_that_is_applied_to_input_is_run(body: str) -> None:
    assert Act.RUNS_MODEL in seen(body)


@pytest.mark.parametrize(
    "body",
    [
        "def step(x):\n    loss = model(x)\n    loss.backward()\n",
        "def outer():\n    def loss_fn(p):\n        return model.apply(p, x)\n    jax.value_and_grad(loss_fn)(params)\n",
        "def loss(params, x):\n    return model.apply(params, x)\n",
        "class N(nn.Module):\n    def forward(self, x):\n        return self.encoder(x)\n",
        "class N(nn.Module):\n    def forward(self, x):\n        def inner(y):\n            return self.net(y)\n",
        "model = build_model(config)",
        "random.sample(rows, 3)",
        "predict(rows)",
        "text = 'model.generate(x)'",
        "model.train()",
    ],
)
def test_training_and_what_only_looks_like_it_runs_nothing(body: str) -> None:
    assert Act.RUNS_MODEL not in seen(body)


def test_a_model_that_is_run_to_measure_it_is_tested() -> None:
    found = seen("def evaluate(model, rows):\n    return [model(row) for row in rows]\n")
    assert Act.TESTS_MODEL in found
    assert Act.RUNS_MODEL not in found


@pytest.mark.parametrize(
    "body",
    [
        "torch.load(path)",
        "weights = load(here / 'model.safetensors')",
        "params = get_model_haiku_params(name)",
        "CHGNet.load()",
        "session = InferenceSession(path)",
        "_load_model(path)",
    ],
)
def test_weights_are_loaded(body: str) -> None:
    assert Act.LOADS_WEIGHTS in seen(body)


@pytest.mark.parametrize("body", ["json.load(file)", "Config.load(path)", "np.load('tokens.npy')", "open('a.txt')"])
def test_other_files_that_are_loaded_are_no_weights(body: str) -> None:
    assert Act.LOADS_WEIGHTS not in seen(body)


@pytest.mark.parametrize(
    "body", ["accuracy = hits / all", "results = {'rmse': e}", "mean_absolute_error(a, b)", "stats['f1'] = x"]
)
def test_a_measure_that_is_kept_under_its_name_is_seen(body: str) -> None:
    assert Act.MEASURES in seen(body)


def test_a_measure_within_training_is_none() -> None:
    assert Act.MEASURES not in seen("def train():\n    loss.backward()\n    optimizer.step()\n    accuracy = hits / all\n")
