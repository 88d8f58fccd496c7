"""An assessment as an entry of the Model Openness Tool, with only what is proven."""

from openassay.exchange.mot_entry import Listed, MotEntry
from openassay.exchange.mot_rules import OURS, mot_rules
from openassay.exchange.proven import Document, Proven

TYPES = {one: one for one in ("vision", "image", "audio", "video", "3d", "code", "multimodal")} | {"text": "language"}
"""What MOT calls the domains that it has a word for; all others are `other` to it."""


def export_mot(document: Document, name: str | None = None) -> tuple[MotEntry, tuple[str, ...]]:
    """Return the entry, and in sentences what was left out of it and why.

    A component is listed where all its halves that apply are published, and a license is given where it was read, not where it
    was only declared. Two halves of one component join their licenses with AND.
    """
    proven = Proven(document)
    repository, page = proven.pages()
    domain = document["release"]["domain"]["value"]
    about = {"name": name or proven.name(), "type": TYPES.get(domain, "other") if domain else ""}
    about |= {"producer": "", "repository": repository, "huggingface": page}
    listed: list[Listed] = []
    remarks = [proven.head()]
    for component in mot_rules().components:
        ours = [str(one) for one in OURS[component.id] if proven.answer("published", one) != "not-applicable"]
        missing = [one for one in ours if proven.answer("published", one) != "yes"]
        if missing:
            remarks.append(f"Left out: {component.name}. {proven.because('published', missing[0])}")
        elif ours:
            license_, place, why = proven.license(ours)
            listed.append(Listed(component.name, license_, place, proven.place(ours)))
            if why:
                remarks.append(f"Without a license: {component.name}. {why}")
    return MotEntry("", about, {}, tuple(listed)), tuple(remarks)
