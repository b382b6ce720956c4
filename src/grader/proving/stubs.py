"""Stubs: to do wherever they are not written, the same in every copy and language, with the reference's names."""

import ast
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.hinting import promises_of
from grader.language import LANGUAGES
from grader.repository import Repository
from grader.words import Message, say

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def mirrors(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through the copies that aren't like their stub: the English to the letter, others in code and promises."""
    for kata in katas:
        stub = repository.exercises / f"{kata}.py"
        for code in LANGUAGES:
            copy = repository.stubs / code / stub.name
            here, there = repository.told(stub), repository.told(copy)
            if code == "en" and copy.read_bytes().splitlines() != stub.read_bytes().splitlines():
                yield say(
                    "{stub} isn't its copy {copy}: copy it there, or put it back by nox -s reset", stub=here, copy=there
                )
            elif code_of(copy) != code_of(stub):
                yield say(
                    "{copy} has other code than {stub}: only docstrings and comments may differ", stub=here, copy=there
                )
            elif sorted(to_do(copy)) != sorted(to_do(stub)):
                yield say("{copy} hasn't its TODOs where {stub} has them: put them there", stub=here, copy=there)
            elif code != "en" and copy.read_bytes() == stub.read_bytes():
                yield say("{copy} is in English still: translate its words", copy=there)
            elif unsaid := _promised(stub, kata) - _promised(copy, kata):
                yield say(
                    "{copy} doesn't say what {stub} says of {checks}: say it there",
                    stub=here,
                    copy=there,
                    checks=", ".join(f"({check})" for check in sorted(unsaid)),
                )


def marked(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through the stubs' functions that are to be written and don't say so, and stubs without any."""
    for kata in katas:
        stub = repository.exercises / f"{kata}.py"
        unwritten = [node.name for node in functions(stub) if _raises(node)]
        if not unwritten:
            yield say(
                "{stub} has nothing to write: let a function end with `raise NotImplementedError`",
                stub=repository.told(stub),
            )
        marks = set(to_do(stub))
        for name in unwritten:
            if name not in marks:
                yield say(
                    "{function} in {stub} has no line that begins with # TODO: say there what to write",
                    function=name,
                    stub=repository.told(stub),
                )


def same_names(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through the references that lack a name of their stub, or whose function takes other arguments."""
    for kata in katas:
        stub, solution = (_outline(folder / f"{kata}.py") for folder in (repository.exercises, repository.solutions))
        path = repository.told(repository.solutions / f"{kata}.py")
        for name, arguments in stub.items():
            if name not in solution:
                yield say("{path} has no {name}, which the stub has: write it there", path=path, name=name)
            elif solution[name] != arguments:
                yield say(
                    "{name} in {path} is `{there}`, and in the stub `{here}`: make them alike",
                    path=path,
                    name=name,
                    there=solution[name],
                    here=arguments,
                )
        if not stub.keys() - solution.keys() and [name for name in solution if name in stub] != list(stub):
            yield say(
                "{path} hasn't the names of the stub in the same order: {names}", path=path, names=", ".join(stub)
            )


def _promised(stub: Path, kata: str) -> set[str]:
    """Return the checks whose ids a stub has in parentheses, behind what they demand."""
    text = stub.read_bytes()
    return {each.check for each in promises_of(kata) if f"({each.check})".encode() in text}


def code_of(path: Path) -> str:
    """Return what runs of a file: no comment, no docstring, no line number."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, Documented) and ast.get_docstring(node) is not None:
            del node.body[0]
    return ast.dump(tree, indent=1)


def functions(path: Path) -> Iterator[Function]:
    """Go through the functions of a file, methods among them."""
    yield from (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, Function))


def to_do(path: Path) -> list[str]:
    """Return the names of the functions that have a TODO in them, in order."""
    with path.open("rb") as file:
        comments = [token for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
    lines = [token.start[0] for token in comments if token.string.startswith("# TODO: ")]
    found = list(functions(path))
    return [node.name for line in lines for node in found if node.lineno <= line <= (node.end_lineno or 0)]


def _raises(function: Function) -> bool:
    last = function.body[-1]
    return isinstance(last, ast.Raise) and last.exc is not None and "NotImplementedError" in ast.unparse(last.exc)


def _outline(path: Path) -> dict[str, str]:
    """Return how each class and function of a file begins: whether it is a coroutine, and what it takes."""
    outline = {}
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, Function):
            names = ", ".join(each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg))
            begun = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
            outline[node.name] = f"{begun} {node.name}({names})"
        elif isinstance(node, ast.ClassDef):
            outline[node.name] = f"class {node.name}"
    return outline
