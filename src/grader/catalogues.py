"""What is said in the sources, and what a catalogue must have of that; Babel is needed by none of this.

Sentences are found by their mark, `say("…")`, and are the promises of checks, which are docstrings.
"""

import ast
import gettext
from collections.abc import Collection, Iterator
from pathlib import Path
from string import Formatter

from grader.language import LOCALE
from grader.words import Message, Translate, say

FOLDERS = ("src/grader", "tests/katas")
MARK = "say"


def sentences(tree: ast.AST, marks: Collection[str] = (MARK,)) -> Iterator[tuple[int, str]]:
    """Go through a module's sentences, each with its line: literals that are marked, and promises of checks."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in marks and node.args:
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
                yield node.lineno, text.value
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _is_check(node):
            # As `grader.words.promised` folds it.
            yield node.lineno, " ".join((ast.get_docstring(node) or "").split())


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_check(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(each, ast.Call) and _name(each.func) == "check" for each in function.decorator_list)


def sources(root: Path) -> Iterator[Path]:
    """Go through the modules of a repository in which something is said."""
    for folder in FOLDERS:
        yield from sorted((root / folder).rglob("*.py"))


def fields(text: str) -> set[tuple[str, str | None, str | None]] | None:
    """Return the fields of a template, as (name, format, conversion); None of a text that isn't any."""
    try:
        return {(name, spec, how) for _, name, spec, how in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def translator(language: str, folder: Path = LOCALE) -> Translate:
    """Return what says a sentence in a language as its compiled catalogue has it, and nothing where it hasn't."""
    translations = gettext.translation("grader", folder, [language])
    translations.add_fallback(_Nothing())
    return translations.gettext


def problem(text: str, translate: Translate) -> Message | None:
    """Return what is wrong with a sentence's translation, None where nothing is."""
    translated = translate(text)
    if not translated:
        return say("not translated")
    return None if fields(translated) == fields(text) else say("not the same fields")


class _Nothing(gettext.NullTranslations):
    """Says nothing where there is no translation, so that it can be told from one that is the same."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 - whatever it is
        return ""
