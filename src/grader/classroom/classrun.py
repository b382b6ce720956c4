"""A run over a class, as `run.json` has it: what makes its results comparable, and what a resumed one has alike."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import cast, get_args

from grader.attempt import KATAS
from grader.course import Course, Rule
from grader.documents import Place, document
from grader.language import LANGUAGES
from grader.reports import FORMATS
from grader.words import Message, say

VERSION = 1
MAX_TEXT = 1 << 20  # characters of run.json


@dataclass(frozen=True, slots=True)
class ClassRun:
    """What all results of a run have in common.

    ``id`` tells its results from those of others. ``grader`` is the fingerprint of grader and checks, ``python`` a
    version such as `3.12.1`; ``course_file`` is the path from which the course was read, if one was named.
    ``replaces`` are the ids of earlier runs whose results may still be there, ``books`` what was last written of the
    class as a whole, with the SHA-256 of each file: what this run doesn't write anew of all that goes at its end.
    """

    id: str
    seed: int
    python: str
    grader: str
    katas: tuple[str, ...]
    course: Course
    language: str
    formats: tuple[str, ...] = ()
    course_file: str | None = None
    replaces: tuple[str, ...] = ()
    books: Mapping[str, str] = field(default_factory=dict)

    def followed(self, old: "ClassRun") -> "ClassRun":
        """Return this run as one that takes another's place."""
        return replace(self, replaces=(*old.replaces, old.id), books=old.books)


def new_id() -> str:
    """Return an id that no other run has."""
    return secrets.token_hex(8)


def text_of(run: ClassRun) -> str:
    """Return what `run.json` holds."""
    plain = {each.name: getattr(run, each.name) for each in fields(run)}
    course = {each.name: getattr(run.course, each.name) for each in fields(run.course)}
    return json.dumps({"version": VERSION, **plain, "course": course}, indent=2, default=dict) + "\n"


def run_of(text: str) -> ClassRun:
    """Return the run that a text tells of; ValueError where it tells of none."""
    parts = document(text, MAX_TEXT).parts({"version", *(each.name for each in fields(ClassRun))})
    parts["version"].exactly(VERSION)
    file = parts["course_file"]
    return ClassRun(
        id=parts["id"].text(),
        seed=parts["seed"].whole(),
        python=parts["python"].text(),
        grader=parts["grader"].text(),
        katas=tuple(each.one_of(KATAS) for each in parts["katas"].items(len(KATAS))),
        course=_course(parts["course"]),
        language=parts["language"].one_of(LANGUAGES),
        formats=tuple(each.one_of(FORMATS) for each in parts["formats"].items(len(FORMATS))),
        course_file=None if file.value is None else file.text(),
        replaces=tuple(each.text() for each in parts["replaces"].items(MAX_TEXT)),
        books={name: each.text() for name, each in parts["books"].members().items()},
    )


def _course(place: Place) -> Course:
    parts = place.parts([each.name for each in fields(Course)])
    return Course(
        title=parts["title"].text(),
        points={kata: _numbers(checks) for kata, checks in parts["points"].members().items()},
        weights=_numbers(parts["weights"]),
        bonus=parts["bonus"].flag(),
        rule=cast("Rule", parts["rule"].one_of(get_args(Rule))),
        percent=parts["percent"].whole(),
    )


def _numbers(place: Place) -> dict[str, int]:
    return {name: each.whole() for name, each in place.members().items()}


def changes(old: ClassRun, new: ClassRun) -> list[Message]:
    """Say in what the results of two runs may differ though nobody handed in anything else: empty where in nothing."""
    said: list[Message] = []
    if old.grader != new.grader:
        said.append(say("the grader or its checks have changed"))
    if old.python != new.python:
        said.append(say("Python was {old}, and is {new}", old=old.python, new=new.python))
    if old.seed != new.seed:
        said.append(say("the seed was {old}, and is {new}", old=old.seed, new=new.seed))
    if old.katas != new.katas:
        said.append(say("the katas were {old}, and are {new}", old=_listed(old.katas), new=_listed(new.katas)))
    return [*said, *_course_changes(old.course, new.course)]


def _course_changes(old: Course, new: Course) -> list[Message]:
    return [
        say("the course's {name} was {old}, and is {new}", name=each.name, old=before, new=after)
        for each in fields(Course)
        if (before := _shown(getattr(old, each.name))) != (after := _shown(getattr(new, each.name)))
    ]


def layout_changes(old: ClassRun, new: ClassRun) -> list[Message]:
    """Say in what the pages and reports of two runs look different."""
    said: list[Message] = []
    if old.language != new.language:
        said.append(say("the language was {old}, and is {new}", old=old.language, new=new.language))
    if old.formats != new.formats:
        said.append(say("the formats were {old}, and are {new}", old=_listed(old.formats), new=_listed(new.formats)))
    return said


def _listed(names: Sequence[str]) -> str | Message:
    return ", ".join(names) or say("none")


def _shown(value: object) -> str:
    return json.dumps(value, default=dict, sort_keys=True, ensure_ascii=False)
