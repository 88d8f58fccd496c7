"""What a Python file does, by its syntax tree. Comments and strings do nothing, so words in them are not seen.

Nothing is imported or run. A file that does not parse (another version of the language, a template) is `None`: unknown.
"""

import ast
import warnings
from collections.abc import Iterator

from openassay.inventory import python_data, python_running, python_training
from openassay.inventory.python_acts import Act, Scope, Seen, name_of

LONGEST = 512 * 1024
"""Characters; a longer file is generated, and is not parsed."""

_BASES = frozenset({
    "Module", "PreTrainedModel", "LightningModule", "Model", "Layer", "HybridBlock", "ModelMixin", "GraphModule",
    "MessagePassing",
})  # fmt: skip
_FORWARD = frozenset({"forward", "__call__", "call", "setup", "construct", "hybrid_forward", "execute"})
_MULTIPLIES = frozenset({"dot", "matmul", "einsum", "tensordot", "conv", "conv1d", "conv2d"})
_PRODUCTS = (" @ ", "matmul(", "einsum(", ".dot(", "nn.", "conv")
_TRAINS_AT_ONCE = frozenset({"backward", "fit", "train", "apply_gradients"})
_SEEN = frozenset({
    ast.Assign, ast.AugAssign, ast.Dict, ast.DictComp, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.For,
    ast.While, ast.AsyncFor, ast.If, ast.Import, ast.ImportFrom,
})  # fmt: skip
_SILENT = frozenset({
    ast.Name, ast.Constant, ast.alias, ast.Load, ast.Store, ast.Del, ast.Pass, ast.Break, ast.Continue,
    *ast.operator.__subclasses__(), *ast.unaryop.__subclasses__(), *ast.boolop.__subclasses__(), *ast.cmpop.__subclasses__(),
})  # fmt: skip
"""What says nothing by itself, and holds nothing."""
_LOOPED, _GUARDED = 1, 2
_WORK = (ast.For, ast.While, ast.With, ast.Expr)


def look(body: str) -> Seen | None:
    """What the source text of a Python file does, or None where it does not parse."""
    if len(body) > LONGEST:
        return None
    tree = parse(body)
    return None if tree is None else _Sight(tree, multiplies=any(mark in body for mark in _PRODUCTS)).seen


def parse(body: str) -> ast.Module | None:
    """The syntax tree of a source text, or None where it has none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _Sight:
    """One pass over a syntax tree."""

    def __init__(self, tree: ast.Module, *, multiplies: bool) -> None:
        hollow = frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not _does_something(node))
        self.seen = Seen(statements=sum(_does_something(node, hollow) for node in tree.body))
        self._idle: list[tuple[Scope, int]] = []
        self._multiplies = multiplies
        self._see_all(tree)
        python_running.judge_idle(self._idle, self.seen)
        work = _WORK if self.seen.names else (*_WORK, ast.Assign)
        at_once = next((node.lineno for node in tree.body if isinstance(node, work) and not _is_said(node)), None)
        if at_once is not None:
            self.seen.note(Act.AT_ONCE, at_once)

    def _see_all(self, tree: ast.Module) -> None:
        """See every node that may say something: names, constants and contexts are passed over.

        Each waits with the scope that it stands in and whether it is done over and over, or only under a condition.
        """
        waiting: list[tuple[ast.AST, Scope, int]] = [(tree, Scope(""), 0)]
        while waiting:
            node, scope, where = waiting.pop()
            kind = node.__class__
            if kind is ast.Call:
                self._see_call(node, scope, where)  # type: ignore[arg-type]  # its class was compared
            elif kind in _SEEN:
                scope, where = self._see(node, scope, where)
            for field in node._fields:
                value = getattr(node, field, None)
                if value.__class__ is list:
                    waiting += [
                        (inner, scope, where) for inner in value if inner.__class__ not in _SILENT and isinstance(inner, ast.AST)
                    ]
                elif isinstance(value, ast.AST) and value.__class__ not in _SILENT:
                    waiting.append((value, scope, where))

    def _see_call(self, node: ast.Call, scope: Scope, where: int) -> None:
        name = name_of(node.func)
        python_training.see_call(node, name, scope, self.seen)
        python_running.see_call(node, name, scope, self.seen, self._idle)
        python_data.see_call(node, name, scope, self.seen)
        if name in _TRAINS_AT_ONCE and scope.above is None and where != _GUARDED:
            self.seen.note(Act.ENTRY, 1)  # running the file starts the training

    def _see(self, node: ast.AST, scope: Scope, where: int) -> tuple[Scope, int]:
        """See one node that is no call, and return where what it holds stands."""
        seen = self.seen
        match node:
            case ast.Assign() | ast.AugAssign():
                python_training.see_assignment(node, scope, seen, looped=where == _LOOPED)
                python_running.see_named(node, scope, seen)
                if isinstance(node, ast.Assign):
                    python_data.see_assignment(node, seen)
            case ast.Dict():
                python_running.see_named(node, scope, seen)
            case ast.DictComp():
                python_data.see_table(node, seen)
            case ast.ClassDef():
                return self._see_class(node, scope), 0
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                seen.names.add(node.name)
                python_training.see_function(node, seen)
                python_running.see_function(node, scope, seen)
                python_data.see_function(node, seen)
                return _enter(node.name, scope), 0
            case ast.Lambda():
                return _enter("", scope), 0
            case ast.For() | ast.While() | ast.AsyncFor():
                return scope, _LOOPED
            case ast.If():
                _see_start(node, seen)
                return scope, where or (_GUARDED if scope.above is None else 0)
            case ast.Import() | ast.ImportFrom():
                seen.imports.update(_imported(node))
            case _:
                pass
        return scope, where

    def _see_class(self, node: ast.ClassDef, scope: Scope) -> Scope:
        methods = frozenset(inner.name for inner in node.body if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef))
        is_network = _is_derived(node) or (self._multiplies and _is_written_out(node))
        self.seen.names.add(node.name)
        if is_network and methods & _FORWARD:
            self.seen.note(Act.DEFINES_MODEL, node.lineno)
        python_training.see_class(node, methods, is_network, self.seen)
        python_running.see_class(node, methods, self._idle, scope)
        python_data.see_class(node, methods, self.seen)
        return Scope(node.name, scope, is_class=True, is_network=is_network)


def _enter(name: str, scope: Scope) -> Scope:
    """The scope of a function. What a network's way forward calls is part of the network."""
    way = scope.is_network and (not scope.is_class or python_running.is_way_forward(name))
    return Scope(name, scope, is_network=way)


def _is_derived(node: ast.ClassDef) -> bool:
    """Whether a class is a network by what it is derived from."""
    bases = {name_of(base) for base in node.bases}
    return bool(bases & _BASES) or any(base.endswith(("PreTrainedModel", "ForCausalLM")) for base in bases)


def _is_written_out(node: ast.ClassDef) -> bool:
    """Whether a class without a base keeps weights or layers of its own and multiplies with them on its way forward."""
    ways = {inner.name: inner for inner in node.body if isinstance(inner, ast.FunctionDef)}
    start = ways.get("__init__")
    way = ways.get("forward") or ways.get("__call__") or ways.get("call")
    if start is None or way is None:
        return False
    kept = {part.attr: part for part in ast.walk(start) if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)}
    layers = sum(
        isinstance(part, ast.Assign) and isinstance(part.value, ast.Call) and _is_layer(part.value.func)
        for part in ast.walk(start)
    )
    used = {
        part.attr for part in ast.walk(way) if isinstance(part, ast.Attribute) and name_of(part.value) == "self"
    } & kept.keys()
    multiplies = any(
        (isinstance(part, ast.BinOp) and isinstance(part.op, ast.MatMult))
        or (isinstance(part, ast.Call) and name_of(part.func) in _MULTIPLIES)
        for part in ast.walk(way)
    )
    return bool(used) and (layers >= 2 or multiplies)


def _is_layer(func: ast.expr) -> bool:
    """Whether a call makes a layer of a library: `nn.Linear(...)`."""
    return isinstance(func, ast.Attribute) and name_of(func.value) in ("nn", "eqx", "layers") and func.attr[:1].isupper()


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (name.name for name in node.names)
        return
    module = "." * node.level + (node.module or "")
    yield module
    yield from (f"{module}{'' if module.endswith('.') else '.'}{name.name}" for name in node.names)


def _see_start(node: ast.If, seen: Seen) -> None:
    test = node.test
    if isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__":
        seen.note(Act.ENTRY, node.lineno)


def _is_said(node: ast.stmt) -> bool:
    """Whether a statement only says something: a docstring, a line that is printed."""
    return isinstance(node, ast.Expr) and not _does_something(node)


def _does_something(node: ast.stmt, hollow: frozenset[str] = frozenset()) -> bool:
    """Whether a statement does more than to say something, or to call a function of the file that does nothing (`hollow`)."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Pass | ast.Raise):
        return False
    if isinstance(node, ast.Expr):
        calls_nothing = (
            isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id in hollow
        )
        return not isinstance(node.value, ast.Constant) and not _is_print(node.value) and not calls_nothing
    if isinstance(node, ast.Assign):
        return not (isinstance(node.value, ast.Constant) and isinstance(node.value.value, str))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return any(_does_something(inner) for inner in node.body)
    if isinstance(node, ast.If):
        return any(_does_something(inner, hollow) for inner in (*node.body, *node.orelse))
    return True


def _is_print(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and name_of(node.func) == "print"
        and all(isinstance(given, ast.Constant) for given in node.args)
    )
