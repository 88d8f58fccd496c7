"""The names that a pickle of weights and plain values imports.

All others are foreign. It is an allow list, for no list of bad names is whole.
"""

import re

_BUILTINS = frozenset(
    {
        "bool",
        "bytearray",
        "bytes",
        "complex",
        "dict",
        "float",
        "frozenset",
        "int",
        "list",
        "long",
        "object",
        "range",
        "set",
        "slice",
    }
    | {"str", "tuple", "unicode", "xrange"}
)
_NAMES: dict[str, frozenset[str]] = {
    "builtins": _BUILTINS,
    "__builtin__": _BUILTINS,
    "collections": frozenset({"OrderedDict", "defaultdict", "Counter", "deque"}),
    "copyreg": frozenset({"_reconstructor"}),
    "copy_reg": frozenset({"_reconstructor"}),
    "_codecs": frozenset({"encode"}),
    "datetime": frozenset({"date", "datetime", "time", "timedelta", "timezone"}),
    "decimal": frozenset({"Decimal"}),
    "fractions": frozenset({"Fraction"}),
    "uuid": frozenset({"UUID"}),
    "pathlib": frozenset({"Path", "PosixPath", "PurePath", "PurePosixPath", "WindowsPath", "PureWindowsPath"}),
    "argparse": frozenset({"Namespace"}),
    "numpy": frozenset({"dtype", "ndarray"}),
    "numpy.dtypes": frozenset(),
    "torch": frozenset({"Size", "Tensor", "device", "dtype"}),
    "torch.storage": frozenset({"UntypedStorage", "TypedStorage", "_UntypedStorage", "_TypedStorage"}),
    "torch.serialization": frozenset({"_get_layout"}),
    "torch._tensor": frozenset({"_rebuild_from_type_v2"}),
    "torch.nn.parameter": frozenset({"Parameter", "Buffer"}),
    "torch.jit._pickle": frozenset(
        {"build_boollist", "build_doublelist", "build_intlist", "build_tensorlist", "restore_type_tag", "build_tensor_from_id"}
    ),
    "joblib.numpy_pickle": frozenset({"NumpyArrayWrapper", "NDArrayWrapper"}),
}
_ARRAYS = re.compile(r"numpy\._?core\.(multiarray|numeric)")
_ARRAY_NAMES = frozenset({"_reconstruct", "scalar", "_frombuffer"})
_STORAGE = re.compile(r"(BFloat16|Bool|Byte|Char|ComplexDouble|ComplexFloat|Double|Float|Half|Int|Long|Short|Q\w{1,8})Storage")
_DTYPE = re.compile(r"(b?float|float8_\w{1,12}|complex|u?int|q?u?int)\d{0,3}|bool|half|double|float|long|short|quint4x2")
_REBUILD = re.compile(
    r"_rebuild_(tensor|tensor_v2|tensor_v3|parameter|parameter_with_state|sparse_tensor|nested_tensor|qtensor"
    r"|meta_tensor_no_storage|device_tensor_from_numpy|wrapper_subclass)"
)
_NUMPY_TYPE = re.compile(r"(float|int|uint|complex)\d{1,3}|bool_?|str_|bytes_")
_CODE_MODULES = re.compile(r"(cloudpickle|dill)(\.\w+)?|marshal")
_CODE_NAMES = frozenset({"CodeType", "code", "FunctionType", "_create_code", "_create_function", "_make_function"})
_CODE_NAMES |= frozenset({"_make_skel_func", "_fill_function", "_function_setstate", "subimport", "loads"})

STORAGE_TYPES = {
    "FloatStorage": ("F32", 4),
    "DoubleStorage": ("F64", 8),
    "HalfStorage": ("F16", 2),
    "BFloat16Storage": ("BF16", 2),
    "ByteStorage": ("U8", 1),
    "CharStorage": ("I8", 1),
    "ShortStorage": ("I16", 2),
    "IntStorage": ("I32", 4),
    "LongStorage": ("I64", 8),
    "BoolStorage": ("BOOL", 1),
    "ComplexFloatStorage": ("C64", 8),
    "ComplexDoubleStorage": ("C128", 16),
    "UntypedStorage": ("U8", 1),
}
"""Storage classes of PyTorch: the type of a value as safetensors spells it, and its bytes."""


def is_benign(module: str, name: str) -> bool:
    """Whether unpickling this name can do no more than make a plain value, an array or a tensor."""
    if name in _NAMES.get(module, frozenset()):
        return True
    if module == "torch":
        return bool(_STORAGE.fullmatch(name) or _DTYPE.fullmatch(name))
    if module == "torch._utils":
        return bool(_REBUILD.fullmatch(name))
    if module == "numpy":
        return bool(_NUMPY_TYPE.fullmatch(name))
    if module == "numpy.dtypes":
        return name.endswith("DType") and name.isidentifier()
    return bool(_ARRAYS.fullmatch(module)) and name in _ARRAY_NAMES


def makes_code(module: str, name: str) -> bool:
    """Whether this name is used to carry compiled Python code in a pickle."""
    if _CODE_MODULES.fullmatch(module):
        return True
    return name in _CODE_NAMES and module in ("types", "builtins", "__builtin__", "new")
