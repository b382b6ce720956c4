"""What is said of the checks: hints, the lesson, and every sentence in every language that there is."""

import ast
from collections.abc import Iterator, Sequence

from grader.catalogues import problem, sentences, sources, translator
from grader.hinting import HINTS, hints_of, promises_of
from grader.language import LANGUAGES
from grader.proving.files import modules
from grader.repository import Repository
from grader.words import Message, say


def hinted(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through the checks without their hints, and the hints without a check."""
    for kata in katas:
        path = repository.told(repository.checks / f"{kata}_hints.py")
        ids = [promise.check for promise in promises_of(kata)]
        try:
            hints = hints_of(kata)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the module, its author is told
            yield say(
                "{path} can't be imported ({error}): mend it", path=path, error=f"{type(error).__name__}: {error}"
            )
            continue
        for check in ids:
            if len(set(hints.get(check, ()))) != HINTS:
                yield say("{path} hasn't three different hints on {check}: write them", path=path, check=check)
        for check in hints:
            if check not in ids:
                yield say(
                    "{path} has hints on {check}, and there is no such check: mend the name", path=path, check=check
                )


def promised(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through the checks that promise nothing in the docstring that learners read, or rest on what isn't there."""
    for kata in katas:
        path, before = repository.told(repository.checks / f"test_{kata}.py"), set[str]()
        for promise in promises_of(kata):
            for other in promise.rests_on:
                if other not in before:
                    yield say(
                        "{check} in {path} rests on {other}, and no check above it has that name: mend it",
                        check=promise.check,
                        path=path,
                        other=other,
                    )
            before.add(promise.check)
            if not promise.sentence:
                yield say("{check} in {path} has no docstring: write its promise", check=promise.check, path=path)


def in_the_lesson(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through the checks that the lesson has no place for, in each language that it is written in."""
    for path in (repository.lesson(code) for code in LANGUAGES):
        text = path.read_bytes() if path.is_file() else b""
        for kata in katas:
            for promise in promises_of(kata):
                place = f'<a id="{kata}-{promise.check}">'
                if place.encode() not in text:
                    yield say(
                        "{path} has no place {place}: write it, hints lead there",
                        path=repository.told(path),
                        place=place,
                    )


def translated(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through the sentences that lack a translation, or have one that doesn't fit.

    Where only some katas are asked for, it is what their checks and hints say, and what these share with others.
    """
    everything = set(katas) == set(repository.katas)
    files = list(sources(repository.root)) if everything else sorted(modules(repository, katas))
    for code in (each for each in LANGUAGES if each != "en"):
        try:
            translate = translator(code)
        except OSError:
            yield say(
                "{language}: there is no catalogue that could be read: make it by nox -s translate", language=code
            )
            continue
        known = set[str]()
        for path in files:
            for line, text in sentences(ast.parse(path.read_bytes())):
                wrong = None if text in known else problem(text, translate)
                known.add(text)
                if wrong:
                    yield say(
                        "{place}, {language}: {problem}: {text!r}; write it into the catalogue by nox -s translate",
                        place=f"{repository.told(path)}:{line}",
                        language=code,
                        problem=wrong,
                        text=text,
                    )
