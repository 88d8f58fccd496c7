"""Documents and terms of the archetypes, in words of our own."""

DATA_WEB = """\
## Training data

The model was pre-trained on 300 billion tokens from [Common Crawl](https://commoncrawl.org/), English
[Wikipedia](https://dumps.wikimedia.org/), the [Pile](https://huggingface.co/datasets/EleutherAI/pile) and books of
[Project Gutenberg](https://www.gutenberg.org/).
We collected the pages of the crawl of June 2023 and selected English ones by a language classifier with a threshold of 0.65.
Documents were deduplicated by hash, filtered for length and share of letters, and tokenized with the tokenizer that lies here.
70 % of the tokens are web pages, 20 % books and 10 % encyclopedia articles.
"""

DATA_CODE = """\
## Training data

The model was pre-trained on [The Stack](https://huggingface.co/datasets/bigcode/the-stack), 600 billion tokens of source code in
17 languages with permissive licenses, and on issues and commits from the GitHub Archive (https://www.gharchive.org/).
Files were selected by license and by the language of their names; authors could opt out.
Files were deduplicated by MinHash, filtered for long lines and generated code, and personal data were removed.
60 % of the tokens are Python, Java and JavaScript.
"""

DATA_INSTRUCTIONS = """\
### Instruction tuning data

The model was instruction tuned on 40 thousand pairs of
[Dolly](https://huggingface.co/datasets/databricks/databricks-dolly-15k) and [OpenAssistant](https://huggingface.co/datasets/OpenAssistant/oasst1).
For instruction tuning we selected pairs in English with a rating of 4 or better.
The instruction tuning pairs were deduplicated and filtered for length.
"""

ARCHITECTURE = """\
## Architecture

A decoder-only transformer with 2 layers, a width of 32, 4 attention heads, GELU activations and a context of 128 tokens.
"""

EVALUATION = """\
## Evaluation

On held-out text:

| measure | value |
|---|---|
| perplexity | 18.4 |
| accuracy | 0.41 |
"""

USE = """\
## Intended use and limitations

For research and for building language applications. The model may state falsehoods and repeats prejudices of web text.
"""


def card(name: str, license_: str, *sections: str, first: str = "A language model.", base: str = "") -> bytes:
    """Write a README with metadata."""
    head = f"---\nlicense: {license_}\npipeline_tag: text-generation\nlanguage: en\n{base}---\n# {name}\n\n{first}\n\n"
    return (head + "\n".join(sections)).encode()


def terms(both: str, file: str = "LICENSE") -> str:
    """Say that code and weights stand under one license."""
    return f"## License\n\nThe code and the model weights are licensed under the [{both}]({file}).\n"


def split_terms(code: str, weights: str, file: str) -> str:
    """Say that the weights stand under terms of their own."""
    of_code = f"The code is licensed under the [{code}](LICENSE)."
    return f"## License\n\n{of_code} The model weights are licensed under the [{weights}]({file}).\n"


def own_tag(file: str) -> str:
    """Name a license of one's own, as the metadata of a hub do."""
    return f"other\nlicense_name: own-terms\nlicense_link: {file}"


RESPONSIBLE = """\
{name} RESPONSIBLE AI MODEL LICENSE

1. Definitions. "Model" means the model weights and checkpoints that are distributed under this License.

2. Grant. Subject to the terms of this License, the Licensor grants You a perpetual, worldwide, non-exclusive, no-charge,
royalty-free, irrevocable copyright license to use, reproduce, modify, publicly display, sublicense and distribute the Model and
Derivatives of the Model, also commercially.

3. Use-based restrictions. The restrictions set forth in Attachment A are Use-based restrictions. Therefore You cannot use the
Model and the Derivatives of the Model for the specified restricted uses. You shall require all of Your users who use the Model or
a Derivative of the Model to comply with the terms of this paragraph.

4. No warranty. The Model is provided "as is".

Attachment A

You agree not to use the Model or Derivatives of the Model:
(a) in any way that violates any applicable national or international law;
(b) to exploit or harm minors;
(c) to generate false information with the purpose of harming others;
(d) to provide medical advice or to interpret medical results;
(e) for law enforcement or the administration of justice.
"""

ROYALTY = """\
LINNET LICENSE AGREEMENT

1. You may use, reproduce, modify and distribute the Linnet model weights, subject to this Agreement.

2. Commercial use. You may not use the Linnet model weights commercially without our prior written permission. If the revenue that
You derive from the Linnet model weights exceeds one million dollars a year, You must pay us a royalty of ten per cent of it.

3. Restrictions. You may not use the Linnet model weights in a way that breaches our Acceptable Use Policy, which we may change
from time to time.

4. No warranty. The Linnet model weights are provided "as is".
"""

COMMUNITY = """\
SISKIN COMMUNITY LICENSE AGREEMENT

1. Grant. You are granted a non-exclusive, worldwide, non-transferable and royalty-free limited license to use, reproduce,
distribute and modify the Siskin model weights and the inference code.

2. Additional commercial terms. If the monthly active users of Your products or services were greater than 700 million monthly
active users in the preceding calendar month, You must request a license from us, which we may grant You in our sole discretion.

3. You will not use the Siskin model weights or any output of them to improve any other large language model.

4. Your use of the Siskin model weights must comply with applicable laws and adhere to our Acceptable Use Policy, which is
incorporated by reference into this Agreement.

5. The Siskin model weights are provided on an "as is" basis.
"""
