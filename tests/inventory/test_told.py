"""What documents tell of hardware, computation, energy, risks and faults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openassay.formats.visible_text import VisibleText
from openassay.inventory.told import MOST, Topic, tell
from openassay.vocabulary.facts import Evidence
from openassay.vocabulary.text import Text


def told(body: str, topic: Topic) -> tuple[Evidence, ...]:
    return tell([VisibleText(Text("main", "README.md", "0" * 64, body))], topic)


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("The model was trained on 64 A100 GPUs.", Topic.HARDWARE),
        ("Training ran on a TPU v4 pod.", Topic.HARDWARE),
        ("## Hardware\n\n- **Type:** Nvidia H100", Topic.HARDWARE),
        ("Pretraining took 3.3M GPU hours.", Topic.COMPUTE),
        ("The full training cost 2.788M H800 GPU hours.", Topic.COMPUTE),
        ("Training used 6e23 FLOPs in total.", Topic.COMPUTE),
        ("Training emitted 31.2 tCO2eq.", Topic.ENERGY),
        ("The energy used was 1,400 kWh.", Topic.ENERGY),
        ("The model may reproduce harmful stereotypes.", Topic.RISKS),
        ("Report vulnerabilities to security@zorblax.org.", Topic.VULNERABILITY),
    ],
)
def test_what_is_told_is_found(sentence: str, topic: Topic) -> None:
    assert told(sentence, topic)


@pytest.mark.parametrize(
    ("body", "topic"),
    [
        ("You need an A100 GPU to run training.", Topic.HARDWARE),
        ("Multi-GPU training is supported.", Topic.HARDWARE),
        ("Inference needs one A100.", Topic.HARDWARE),
        ("<!-- The model was trained on 64 A100 GPUs. -->", Topic.HARDWARE),
        ("```\nThe model was trained on 64 A100 GPUs.\n```", Topic.HARDWARE),
        ("Carbon emissions can be estimated using the calculator of 2019.", Topic.ENERGY),
        ("We care about carbon emissions.", Topic.ENERGY),
        ("The authors accept no liability for risks that may follow.", Topic.RISKS),
        ("It could have a bias term.", Topic.RISKS),
        ("The model is vulnerable to prompts.", Topic.VULNERABILITY),
    ],
)
def test_what_only_sounds_like_it_is_not(body: str, topic: Topic) -> None:
    assert told(body, topic) == ()


def test_a_few_places_are_enough() -> None:
    assert len(told("The model may cause harm.\n\n" * 40, Topic.RISKS)) == MOST


@given(st.text(max_size=200), st.sampled_from(Topic))
def test_any_text_is_read(body: str, topic: Topic) -> None:
    told(body, topic)
