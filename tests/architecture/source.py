"""The Python files of the product, parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def python_files(*folders: str) -> list[Path]:
    """Return every Python file below the folders given."""
    return [f for folder in folders for f in sorted((ROOT / folder).rglob("*.py"))]


def strings_of(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and value of every string constant that is not a docstring."""
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        )
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def functions_of(file: Path) -> Iterator[tuple[str, int]]:
    """Yield name and number of lines of every function, its docstring left out."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body:
                last = body[-1].end_lineno or body[-1].lineno
                yield node.name, last - body[0].lineno + 1
