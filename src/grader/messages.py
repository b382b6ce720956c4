"""What the stage's messages hold: their fields, and of what form each is.

Checks rely on this. Whoever writes to the channel beside the stage may say what isn't so, but nothing that isn't of the
right form, so that no check stumbles over it.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from grader.wire import Message, WireError

Form = Callable[[Any], bool]


def _is(*kinds: type) -> Form:
    # What comes of JSON is of exactly these types. For isinstance True would be an int, and it is none in a time.
    return lambda value: type(value) in kinds


def _has(**fields: Form) -> Form:
    return lambda value: isinstance(value, dict) and all(form(value.get(name)) for name, form in fields.items())


def _list_of(form: Form) -> Form:
    return lambda value: isinstance(value, list) and all(map(form, value))


TEXT, NUMBER, FLAG, NOTHING = _is(str), _is(int), _is(bool), type(None)
MAYBE_NUMBER, MAYBE_TEXT = _is(int, NOTHING), _is(str, NOTHING)
ERROR = _has(type=TEXT, text=TEXT, line=MAYBE_NUMBER, function=MAYBE_TEXT)

FORMS: dict[str, Form] = {
    "actor": MAYBE_NUMBER,
    "alive": _list_of(_has(name=TEXT)),
    "by": MAYBE_NUMBER,
    "code": TEXT,
    "deadline": MAYBE_NUMBER,
    "error": ERROR,
    "false": FLAG,
    "how": TEXT,
    "label": TEXT,
    "line": MAYBE_NUMBER,
    "list": _list_of(_has(repr=TEXT, kind=TEXT, fresh=FLAG)),
    "main": MAYBE_NUMBER,
    "name": TEXT,
    "names": lambda value: isinstance(value, dict) and all(map(TEXT, value.values())),
    "ns": NUMBER,
    "number": NUMBER,
    "of": NUMBER,
    "on": MAYBE_NUMBER,
    "reason": TEXT,
    "repr": TEXT,
    "same": FLAG,
    "since": NUMBER,
    "state": TEXT,
    "task": NUMBER,
    "tasks": _list_of(_has(name=TEXT, which=NUMBER)),
    "text": TEXT,
    "th": NUMBER,
    "title": TEXT,
    "to": NUMBER,
    "true": FLAG,
    "type": TEXT,
    "until": NUMBER,
    "what": TEXT,
    "which": NUMBER,
    "why": TEXT,
}
# The kinds in which a name stands for something else.
OTHERWISE: Mapping[tuple[str, str], Form] = {
    ("loaded", "alive"): NUMBER,  # how many threads
    ("end", "alive"): _list_of(TEXT),
    ("wait", "what"): MAYBE_TEXT,
    ("end", "error"): lambda value: value is None or ERROR(value),
}
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "advance": ("to",),
    "blocked": ("since",),
    "call": ("what", "state"),
    "candidates": ("list",),
    "exit": ("what",),
    "flag": ("code",),
    "mark": ("label",),
    "process": ("what",),
    "report": ("text",),
    "task": ("state", "which"),
    "sleep": ("ns",),
    "thread": ("state", "name"),
    "wait": ("since", "until", "why"),
    "write": ("text",),
    # of marks, by label
    "inspected": ("names",),
    "raised": ("error",),
}


def require_form(message: Message) -> None:
    """Raise `WireError` where a field that checks may look at is missing, or isn't of its form."""
    kind, label = str(message.get("e")), str(message.get("label"))
    kinds = (kind, label) if kind == "mark" else (kind,)
    for kind in kinds:
        for name in REQUIRED.get(kind, ()):
            if name not in message:
                raise WireError(f"a message of the kind {kind!r} without {name!r}")
    forms = _forms(kinds)
    for name, value in message.items():
        form = forms.get(name)
        if form is not None and not form(value):
            raise WireError(f"a message whose {name!r} is of no use: {str(value)[:80]!r}")


@lru_cache(maxsize=64)  # asked of every message, and there are thousands
def _forms(kinds: tuple[str, ...]) -> Mapping[str, Form]:
    return FORMS | {name: form for (kind, name), form in OTHERWISE.items() if kind in kinds}
