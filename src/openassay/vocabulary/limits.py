"""Every limit of openassay, in one place. `openassay limits` prints them.

A limit bounds what hostile input can cost. Reaching one makes the answer unknown, with the code `limit:<name>`; it never makes
it better. The values follow what real releases need, with room to spare.
"""

from typing import NamedTuple

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30


class Limit(NamedTuple):
    """A bound on one kind of cost."""

    name: str
    value: int
    unit: str
    why: str

    @property
    def code(self) -> str:
        """The code that a thing over this limit is reported with."""
        return f"limit:{self.name}"


TREE_FILES = Limit("tree-files", 400_000, "files", "a listing that never ends; this many take 300 MiB of memory")
TREE_DEPTH = Limit("tree-depth", 64, "folders", "folders nested without end")
TREE_LISTING = Limit("tree-listing", 128 * MIB, "bytes", "a git tree that a few objects blow up to endless long paths")
PATH_BYTES = Limit("path-bytes", 4_096, "bytes", "names made to break a screen or a file system")
NAME_BYTES = Limit("name-bytes", 1_024, "bytes", "names made to break a screen or a file system")
FINDINGS_KEPT = Limit("findings-kept", 100, "findings", "of each code the first are listed, the rest counted")
HASHED_WHOLE = Limit("hashed-whole", 50 * GIB, "bytes", "a sparse file can claim any size; above this it is sampled and said so")
HASHED_EMPTY = Limit("hashed-empty", 2 * GIB, "bytes", "weights that look empty where they were sampled cost nothing but time")
GIT_DIFFERENCE = Limit("git-difference", 128 * MIB, "bytes", "git must hold a file whole that is stored as a difference")
GIT_SECONDS = Limit("git-seconds", 10, "seconds", "git that says nothing for so long waits for something that never comes")

TEXT_FILE = Limit("text-file", 8 * MIB, "bytes", "a source file longer than this is cut, and said so")
DOCUMENT = Limit("document", 1 * MIB, "bytes", "a README longer than this is cut; to read a mebibyte of it takes seconds")
DOCUMENTS = Limit("documents", 4 * MIB, "bytes", "documents of one source that are read for what they say; the outermost first")
LICENSE_FILE = Limit("license-file", 1 * MIB, "bytes", "no license is this long")
DOCUMENT_PASSAGES = Limit("document-passages", 50_000, "passages", "a real document has a few thousand headings, items and cells")
CLAIMS = Limit("claims", 500, "claims", "statements of openness that are listed of one document; the boldest READMEs make fifty")
TEXT_KEPT = Limit("text-kept", 48 * MIB, "bytes", "text kept in memory for a second look; the rest is read again")
MEMBER_KEPT = Limit("member-kept", 64 * MIB, "bytes", "a member of an archive that a reader may jump about in")

FRONT_MATTER = Limit("front-matter", 64 * KIB, "bytes", "the largest real cards hold a few KiB of it")
YAML_FILE = Limit("yaml-file", 256 * KIB, "bytes", "the slow parser reads 150 KiB a second")
YAML_DEPTH = Limit("yaml-depth", 32, "levels", "nesting made to exhaust the stack")
YAML_ALIASES = Limit("yaml-aliases", 100, "aliases", "aliases of aliases grow without bound; front matter may hold none")
YAML_VALUES = Limit("yaml-values", 500_000, "values", "aliases of aliases, written out")
JSON_FILE = Limit("json-file", 16 * MIB, "bytes", "64 MiB of JSON cost 455 MiB of memory when read")
JSON_COLLECTIONS = Limit("json-collections", 1_000_000, "brackets", "a million small objects cost 250 MiB of memory")
JSON_DEPTH = Limit("json-depth", 64, "levels", "nesting made to exhaust the stack")
STRING_KEPT = Limit("string-kept", 4 * KIB, "bytes", "a name or value from a header that is kept and shown")

SAFETENSORS_HEADER = Limit("safetensors-header", 100_000_000, "bytes", "the format's own bound")
SAFETENSORS_TENSORS = Limit("safetensors-tensors", 1_000_000, "tensors", "no model has as many")
GGUF_PAIRS = Limit("gguf-pairs", 100_000, "pairs", "real files hold under a hundred")
GGUF_VALUES = Limit("gguf-values", 10_000_000, "values", "the longest real array is a vocabulary of about 300,000")
GGUF_TENSORS = Limit("gguf-tensors", 1_000_000, "tensors", "no model has as many")
GGUF_DIMENSIONS = Limit("gguf-dimensions", 4, "dimensions", "the format's own bound")
GGUF_NESTING = Limit("gguf-nesting", 1, "levels", "arrays of arrays are not written by any known tool")
PICKLE_OPCODES = Limit("pickle-opcodes", 3_000_000, "opcodes", "a checkpoint of 10,000 tensors needs about 300,000")
PICKLE_GLOBALS = Limit("pickle-globals", 1_000, "names", "a checkpoint imports a handful")
PICKLE_MEMO = Limit("pickle-memo", 1_000_000, "values", "a checkpoint of 10,000 tensors remembers about 80,000")
PICKLE_TEXT = Limit("pickle-text", 32 * MIB, "bytes", "text of a pickle kept to follow its names; a checkpoint holds under 8 MiB")
LFS_POINTER = Limit("lfs-pointer", 1 * KIB, "bytes", "a pointer is about 134 bytes long")
NPY_HEADER = Limit("npy-header", 64 * KIB, "bytes", "a plain array needs about 100")
PROTOBUF_FIELDS = Limit("protobuf-fields", 2_000_000, "fields", "a graph of 50,000 nodes needs about 1,000,000")
PROTOBUF_DEPTH = Limit("protobuf-depth", 64, "levels", "nesting made to exhaust the stack")
IMAGE_PIXELS = Limit("image-pixels", 400_000_000, "pixels", "the largest figure in a paper is under 100 million")
NOTEBOOK_FILE = Limit(
    "notebook-file", 1 * GIB, "bytes", "outputs are passed over, never kept; beyond this only the start is read"
)
NOTEBOOK_MARKS = Limit("notebook-marks", 2_000_000, "marks", "texts and brackets passed over in one notebook")
NOTEBOOK_CELLS = Limit("notebook-cells", 10_000, "cells", "no one reads as many")

METADATA_FIELDS = Limit("metadata-fields", 10_000, "fields", "the longest real METADATA has a few hundred")
DEPENDENCIES = Limit("dependencies", 20_000, "packages", "a lock file of a large project names a few thousand")
SHARDS = Limit("shards", 10_000, "files", "the largest model comes in a few hundred files")
ARCHIVE_MEMBERS = Limit("archive-members", 100_000, "members", "a listing that never ends")
ARCHIVE_INFLATED = Limit("archive-inflated", 1 * GIB, "bytes", "bombs inflate without bound")
ARCHIVE_RATIO = Limit("archive-ratio", 50, "times", "inflated over compressed size, judged above 64 MiB; text seldom reaches 20")
RATIO_FROM = Limit("ratio-from", 64 * MIB, "bytes", "what inflates to less does no harm, however well it was compressed")
ARCHIVE_SURVEYED = Limit("archive-surveyed", 64 * MIB, "bytes", "inflated only to list what an archive inside a release holds")
ZIP_DIRECTORY = Limit("zip-directory", 64 * MIB, "bytes", "100,000 members with long names need about 20 MiB")
PAX_HEADER = Limit("pax-header", 256 * KIB, "bytes", "a long name and a few attributes need under 8 KiB")
ARCHIVE_DEPTH = Limit("archive-depth", 3, "levels", "archives within archives")

EXPRESSION_LENGTH = Limit("expression-length", 4_096, "characters", "a license expression that a person wrote is a line")
EXPRESSION_DEPTH = Limit("expression-depth", 32, "levels", "parentheses made to exhaust the stack")
LICENSE_TEXT = Limit("license-text", 200_000, "characters", "the longest real license is under 60,000; beyond this a file is cut")
LICENSE_PROSE = Limit(
    "license-prose", 400_000, "characters", "the part of a README in which sentences about licenses are looked for"
)
LICENSE_FILES = Limit("license-files", 500, "files", "license-like files read in one release; vendored trees can hold thousands")

STANDARD_FILE = Limit("standard-file", 1 * MIB, "bytes", "the longest standard is under 64 KiB")
STANDARD_REQUIREMENTS = Limit("standard-requirements", 2_000, "requirements", "the longest standard has under two hundred")
STANDARD_CONDITIONS = Limit("standard-conditions", 20_000, "conditions", "aliases of conditions, followed without end")
STANDARD_VARIANTS = Limit("standard-variants", 32, "variants", "each variant is read as a document of its own")
STANDARD_DEPTH = Limit("standard-depth", 8, "levels", "conditions nested to exhaust the stack")

INDEX_ENTRIES = Limit("index-entries", 10_000, "entries", "the largest index of models has under two thousand")
ENTRY_PARTS = Limit("entry-parts", 200, "parts", "components or cells of one entry; the frameworks have under twenty")
ENTRY_TEXT = Limit(
    "entry-text", 4_000, "characters", "a note or license of an entry that is searched; real ones are a few sentences"
)

RELEASE_SECONDS = Limit("release-seconds", 600, "seconds", "an assessment that takes longer has gone wrong")
RELEASE_MEMORY = Limit("release-memory", 512 * MIB, "bytes", "memory of the worker that reads a release")
PACKAGE_BYTES = Limit("package-bytes", 2 * GIB, "bytes", "the largest file that is fetched for a package address")

FETCH_REQUESTS = Limit("fetch-requests", 500, "requests", "asked of one host for one release; an ordinary one needs under forty")
FETCH_BYTES = Limit(
    "fetch-bytes", 32 * MIB, "bytes", "fetched for one release, clones and packages apart; an ordinary one needs under 2 MB"
)
FETCH_SECONDS = Limit("fetch-seconds", 30, "seconds", "one answer that drips in more slowly than this is given up")
FETCH_WAIT = Limit("fetch-wait", 20, "seconds", "waited in all where a host asks to be asked later")
FETCH_REDIRECTS = Limit("fetch-redirects", 5, "redirects", "a chain of redirects that never ends")
FETCH_ANSWER = Limit("fetch-answer", 24 * MIB, "bytes", "one answer; a listing of 50,000 files needs about 15 MiB")
HUB_FILES = Limit("hub-files", 24, "files", "small files of one repository that are fetched whole, those that say most first")
HUB_FILE = Limit(
    "hub-file", 256 * KIB, "bytes", "a file up to this size is small, and fetched whole; a card or license may be 1 MiB"
)
HUB_HEADS = Limit("hub-heads", 200, "files", "large files whose start is fetched; the largest model comes in under two hundred")
HUB_DATA = Limit(
    "hub-data",
    8,
    "files",
    "data and papers of one repository whose start is fetched; of more data the size and digest in the listing are taken",
)
HUB_HEAD = Limit("hub-head", 1 * MIB, "bytes", "fetched of one large file; the header of a shard needs under 64 KiB")
CLONE_BYTES = Limit("clone-bytes", 2 * GIB, "bytes", "a repository on this disk after it was fetched")
CLONE_BLOB = Limit("clone-blob", 1 * MIB, "bytes", "a file of a fetched repository that is larger is left out and reported so")
CLONE_SECONDS = Limit("clone-seconds", 300, "seconds", "a repository that takes longer to fetch")
MANIFEST_SOURCES = Limit("manifest-sources", 32, "sources", "a release is spread over two to five places")
LINEAGE = Limit(
    "lineage", 16, "models", "models that a release descends from, followed one after the other; real chains have under five"
)


def every() -> tuple[Limit, ...]:
    """All limits, in the order of this file."""
    return tuple(value for value in globals().values() if isinstance(value, Limit))
