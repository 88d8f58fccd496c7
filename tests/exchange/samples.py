"""Small entries of our own, laid out as the two indexes lay theirs out."""

from hypothesis import HealthCheck, settings

quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For laws over entries: what is slow at first, such as the table of licenses, is no fault."""

MOT = """\
framework:
  name: 'Model Openness Framework'
  version: '1.0'
  date: '2024-12-15'
release:
  name: Gull-1B
  version: 1B
  date: '2025-01-02'
  type: language
  architecture: transformer
  producer: Seabird Lab
  contact: ''
  repository: 'https://code.example/seabird/gull'
  huggingface: ''
  license:
    distribution:
      name: Apache-2.0
      path: ''
    document:
      name: CC-BY-4.0
  components:
    -
      name: 'Model architecture'
      component_path: 'https://code.example/seabird/gull/model.py'
    -
      name: 'Model parameters (Final)'
      license: apache-2.0
      license_path: 'https://code.example/seabird/gull/LICENSE'
    -
      name: 'Evaluation results'
    -
      name: 'Model card'
      description: 'Two lines: one,
        and two'
    -
      name: 'Data card'
      license: unlicensed
    -
      name: 'Research paper'
      license: ~
    -
      name: Tokenizer
"""

OSAI = """\
---
# a remark
system:
    name: Gull
    link: https://models.example/seabird/gull
    type: text, code
    basemodelname:
    endmodelname: Gull-1B
    endmodellicense: Apache-2.0
    releasedate: 2025-01

org:
    name: Seabird Lab
    link:
        - https://seabird.example
        - https://lab.example

# availability:
datasources_basemodel:
    class: closed
    link:
    notes: No data sources found.

weights_endmodel:
    class: open
    link:
        - https://models.example/seabird/gull
        - https://models.example/seabird/gull-chat
    notes: "Weights: all of them."

paper:
    class:
    link: https://papers.example/1
    notes:
"""
