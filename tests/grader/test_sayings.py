"""How sentences are written in the sources: so that they can be found, and said in any language."""

import ast
from collections.abc import Callable, Iterator
from string import Formatter

import pytest
from runs import ROOT

from grader import catalogues

Found = Iterator[ast.expr]
SENTENCES = {
    # What a learner reads, by whom it is given to: the names of the arguments, and how many come by their place.
    "fail": (("expected", "seen", "hint", "why"), 3),
    "Finding": (("expected", "seen", "hint", "why", "mistake", "reference"), 3),
    "AttemptError": ((), 1),
    "UsageError": ((), 1),
    "OutputError": ((), 1),
    "tell": ((), 1),
}
HELP = ("help", "description")


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Go through all calls, each with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            yield called.id if isinstance(called, ast.Name) else getattr(called, "attr", ""), node


def sayings(tree: ast.AST) -> Iterator[ast.Call]:
    """Go through the calls of `say`."""
    yield from (call for _, call in calls(tree) if isinstance(call.func, ast.Name) and call.func.id == "say")


def is_literal(node: ast.expr) -> bool:
    """Return whether this is text in the source, put together or not."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def is_text(node: ast.expr) -> bool:
    """Return whether this is text that no catalogue can know: a literal, a formatted one, or pieces of such."""
    if isinstance(node, ast.BinOp):
        return is_text(node.left) or is_text(node.right)
    if isinstance(node, ast.IfExp):
        return is_text(node.body) or is_text(node.orelse)
    return isinstance(node, ast.JoinedStr) or is_literal(node)


def not_literal(tree: ast.AST) -> Found:
    """Find what is said without being a literal: the catalogues can't know it."""
    for call in sayings(tree):
        if len(call.args) != 1 or not is_literal(call.args[0]):
            yield call


def other_fields(tree: ast.AST) -> Found:
    """Find sentences whose fields aren't the values that are given, each of them by its name alone."""
    for call in sayings(tree):
        given = {keyword.arg for keyword in call.keywords}
        text = call.args[0]
        if given and isinstance(text, ast.Constant):
            named = {name for _, name, _, _ in Formatter().parse(str(text.value)) if name is not None}
            if named != given:
                yield call


def unsaid(tree: ast.AST) -> Found:
    """Find text that a learner gets to read and that isn't said."""
    for name, call in calls(tree):
        # pytest.fail and the like are for us.
        names, places = SENTENCES.get(name if isinstance(call.func, ast.Name) else "", ((), 0))
        yield from (text for text in call.args[:places] if is_text(text))
        yield from (keyword.value for keyword in call.keywords if keyword.arg in names and is_text(keyword.value))


def unsaid_help(tree: ast.AST) -> Found:
    """Find help of a command that isn't said."""
    for name, call in calls(tree):
        if name in ("add_argument", "add", "add_parser", "ArgumentParser", "add_argument_group"):
            yield from (each.value for each in call.keywords if each.arg in HELP and is_text(each.value))


def patched(tree: ast.AST) -> Found:
    """Find sentences that are put together with others by `+`, `%` or an f-string: an order that is English only."""
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
            parts = [node.left, node.right]
        elif isinstance(node, ast.FormattedValue):
            parts = [node.value]
        yield from (
            part
            for part in parts
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "say"
        )


@pytest.fixture(scope="module")
def sources() -> dict[str, ast.AST]:
    """Return the sources in which something is said, read once."""
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_bytes()) for path in catalogues.sources(ROOT)}


@pytest.mark.parametrize("find", [not_literal, other_fields, unsaid, unsaid_help, patched])
def test_sources(find: Callable[[ast.AST], Found], sources: dict[str, ast.AST]) -> None:
    """Every sentence is a literal with the fields that it is given, said whole and by `say`."""
    wrong = [f"{name}:{node.lineno}: {ast.unparse(node)}" for name, tree in sources.items() for node in find(tree)]
    assert wrong == []


@pytest.mark.parametrize(
    "find, source",
    [
        (not_literal, "say(text)"),
        (not_literal, "say(f'{number} frames')"),
        (not_literal, "say('one' + 'two')"),
        (not_literal, "say('{number}', 3)"),
        (other_fields, "say('{number} frames', count=3)"),
        (other_fields, "say('{call.number}', call=call)"),
        (other_fields, "say('{}', number=3)"),
        (unsaid, "fail('a frame', say('nothing'), say('Draw.'))"),
        (unsaid, "fail(say('a frame'), f'{seen}', say('Draw.'))"),
        (unsaid, "fail(say('a frame'), say('nothing'), hint + ' Draw.')"),
        (unsaid, "fail(say('a frame'), seen if seen else 'nothing', hint)"),
        (unsaid, "Finding(expected, seen, hint, why='It is so.')"),
        (unsaid, "raise UsageError('no')"),
        (unsaid_help, "parser.add_argument('--all', help='everything')"),
        (patched, "say('one') + text"),
        (patched, "f'{say(\"one\")} two'"),
    ],
)
def test_finds(find: Callable[[ast.AST], Found], source: str) -> None:
    """What can't be said in another language is found."""
    assert len(list(find(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "say('one ' 'two')",
        "say('{number:>3} {text!r}', number=3, text=text)",
        "say('braces {')",
        "pytest.fail('it ended')",
        "fail(promise, seen, say('Draw.'), why=say('It is so.'))",
        "Finding(NOTHING, say('{function} is to do', function=name), NOTHING)",
        "raise UsageError(say('no'))",
        "add('--all', help=say('everything'))",
    ],
)
def test_finds_nothing(source: str) -> None:
    """What can be said in another language is left alone."""
    tree = ast.parse(source)
    assert [node for find in (not_literal, other_fields, unsaid, unsaid_help, patched) for node in find(tree)] == []
