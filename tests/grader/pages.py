"""Verdicts that the tests of the page show, and a reader of pages that takes nothing for granted."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from scenes import SCENES, spun

from grader.attempt import Source
from grader.reports import Look
from grader.run import Lane, Point, Run, Scene, Span, View
from grader.verdict import CheckResult, Finding, KataVerdict, Real, Verdict
from grader.words import promised, say

ROOT = Path(__file__).parents[2]
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
HOSTILE = (
    "</script><script>document.title='owned'</script>",
    "<!--<script>",
    "]]></style><svg onload=alert(1)>",
    '" onfocus="document.title=1" autofocus x="',
    "' style='display:none",
    "&lt;b&gt; &amp;amp; &#60;",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "javascript:document.title=1",
    "\u2028\u2029\x00\x07\x1b[2J\r\n\ttab",
    "\u202ereversed\u202c \u2066isolated\u2069 \ud800",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd z\u0335\u0321\u0322a\u0337\u0300l\u0338\u0301go",
    "x" * 5000,
    "\ud83d\ude00\uc0dd\uac01 \uc911!",
)


@dataclass
class Reader(HTMLParser):
    """Reads a page, and fails where an element isn't closed as it should be."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin."""
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        assert len(attrs) == len(dict(attrs)), f"an attribute of <{tag}> is there twice"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of a drawing, which may be closed at once."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Hold an end against its beginning."""
        assert tag == self._open.pop(), f"</{tag}> doesn't close what is open"

    def handle_data(self, data: str) -> None:
        """Note a text, and in which element it is."""
        self.texts.append((self._open[-1] if self._open else "", data))

    def handle_comment(self, data: str) -> None:
        """There are no comments."""
        raise AssertionError(data)

    def close(self) -> None:
        """Come to the end, with everything closed."""
        super().close()
        assert self._open == []

    @property
    def text(self) -> str:
        """All that is there to be read."""
        return "".join(text for tag, text in self.texts if tag not in {"script", "style"})

    def inside(self, tag: str) -> list[str]:
        """Return the texts in elements of this name."""
        return [text for name, text in self.texts if name == tag]

    @property
    def data(self) -> Mapping[str, object]:
        """What the script reads."""
        data: dict[str, object] = json.loads(self.inside("script")[0])
        return data


def read(page: str) -> Reader:
    """Read a page to its end."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def finding(text: str = "it went wrong", scene: Scene | None = None, line: int | None = 2) -> Finding:
    """Return a finding, all of whose texts quote this one."""
    return Finding(
        say("{text} is expected", text=text),
        say("{text} was seen", text=text),
        say("Try {text}.", text=text),
        line,
        text,
        100_000_000,
        text,
        say("Because of {text}.", text=text),
        say("{text}, as so often", text=text),
        scene,
    )


def failed(text: str = "it went wrong", scene: Scene | None = None) -> KataVerdict:
    """Return a kata of which one check passed, two failed, and one is blocked."""
    checks = (
        CheckResult("signal", promised("A new Signal has go equal to True."), "passed"),
        CheckResult("frames", promised("spin draws its frames in order."), "failed", finding=finding(text, scene)),
        CheckResult("stop", promised("spin stops when it is told to."), "failed", finding=finding(text)),
        CheckResult("joined", promised("supervisor joins the thread."), "blocked", blocked_by="frames"),
        CheckResult("wide", promised("A wide message is wiped, too."), "blocked", bonus=True, blocked_by="frames"),
    )
    return KataVerdict("spinner_thread", "failed", "deadlock", checks=checks, whole=scene)


def passed() -> KataVerdict:
    """Return a kata that passed, with a run of all of it."""
    checks = (
        CheckResult("signal", promised("A new Signal has go equal to True."), "passed"),
        CheckResult("wide", promised("A wide message is wiped, too."), "passed", bonus=True),
    )
    run = spun()
    return KataVerdict("spinner_thread", "passed", checks=checks, whole=Scene(say("main is called"), run, run))


def todo() -> KataVerdict:
    """Return a kata in which something is still to be written."""
    check = CheckResult(
        "frames", promised("spin draws its frames in order."), "blocked", finding=finding("spin is to do")
    )
    return KataVerdict("spinner_asyncio", "todo", finding=finding("spin is to do"), checks=(check,))


def broken(text: str = "SyntaxError: invalid syntax") -> KataVerdict:
    """Return a kata that can't be imported."""
    check = CheckResult("frames", promised("spin draws its frames in order."), "blocked", finding=finding(text))
    return KataVerdict("spinner_asyncio", "broken", finding=finding(text), checks=(check,))


def unjudged() -> KataVerdict:
    """Return a kata that the grader can't tell about, after a truth run."""
    check = CheckResult("frames", promised("spin draws its frames in order."), "unjudged", finding=finding())
    return KataVerdict("spinner_asyncio", "unjudged", real=Real("failed", finding("in real time")), checks=(check,))


def hostile(text: str) -> KataVerdict:
    """Return a kata whose every text is this one."""
    point, span = Point(0, "raised", text, 1), Span(0, 50_000_000, "blocked", text, 2)
    lanes = (Lane(text, "thread", 0, None, (span,), (point,)), Lane(text, "task", 0, 9, (), (point,)))
    film = (View(0, 50_000_000, ("", text, text), 1, 3), View(50_000_000, 50_000_000, (text,), 0, 0, visible=False))
    run = Run(50_000_000, lanes, film)
    return failed(text, Scene(say("{text} is played", text=text), run, run, 0))


def verdict(*katas: KataVerdict, attempt: str = "exercises") -> Verdict:
    """Return the verdict of one run."""
    return Verdict(attempt, "3.12.1", 4711, 0.61, katas)


def look(source: bytes = b"def spin():\n    while True:\n        pass\n", **others: object) -> Look:
    """Return how a page looks beside this source."""
    katas = ("spinner_thread", "spinner_asyncio")
    sources = {kata: Source(kata, Path(f"{kata}.py"), f"{kata}.py", source) for kata in katas}
    return Look(sources=sources, **others)  # type: ignore[arg-type]


def attempt_source(name: str) -> bytes:
    """Return the source of an attempt of the collection."""
    return (ROOT / "tests" / "attempts" / f"{name}.py").read_bytes()


CASES: Mapping[str, Callable[[], Verdict]] = {
    "failed": lambda: verdict(failed(scene=SCENES["erased_in_loop"]()), todo()),
    "passed": lambda: verdict(passed()),
    "todo": lambda: verdict(todo()),
    "broken": lambda: verdict(broken(), KataVerdict("spinner_thread", "missing")),
    "unjudged": lambda: verdict(unjudged()),
    "hostile": lambda: verdict(hostile(" ".join(HOSTILE)), attempt=HOSTILE[0]),
    "nothing": verdict,
}
"""What a page is tried with."""
