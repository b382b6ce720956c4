"""The report for CI systems: JUnit's XML, a suite for each kata and a case for each check. `junit.xsd` describes it.

A case is a *failure* where the program broke a promise, and an *error* where nothing could be found out: the file can't
be used, or the grader can't tell. What waits for something is *skipped*: blocked by another check, still to be written,
a file that isn't there, a bonus that was missed. So one mistake is one failure, who isn't done yet isn't wrong, and a
bonus turns nothing red. Whether a kata is passed is what its properties, and the exit code of `check`, say.

GitLab knows a case by its suite and its name, and keeps the first of two: names are ids, which are unique and don't
change with the language. But for the time of the whole run, which nobody compares, two runs give the same report.
"""

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from grader.reports import Look, flat, visible
from grader.reports.items import Item, Outcome, items, lines, summary
from grader.verdict import KataVerdict, Verdict

TAGS: dict[Outcome, str] = {
    "failed": "failure",
    "blocked": "skipped",
    "todo": "skipped",
    "missing": "skipped",
    "unjudged": "error",
    "broken": "error",
}
_COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(verdict: Verdict, look: Look) -> str:
    """Return the document, in ASCII: all else is written as character references."""
    found = list(items(verdict, look))
    root = ET.Element("testsuites", {"name": flat(verdict.attempt), **counts(map(_tag, found))})
    root.set("time", f"{verdict.seconds:.3f}")
    for kata in verdict.katas:
        root.append(_suite(kata, verdict, [item for item in found if item.kata == kata.kata], look))
    return document(root)


def document(root: ET.Element) -> str:
    """Return the document, in ASCII, with a line feed at its end."""
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return data.decode("ascii") + "\n"


def add_properties(suite: ET.Element, properties: Mapping[str, object]) -> None:
    """Add to a suite what is said of it; of what is None nothing is."""
    listed = ET.SubElement(suite, "properties")
    for name, value in properties.items():
        if value is not None:
            ET.SubElement(listed, "property", {"name": name, "value": visible(str(value))})


def counts(tags: Iterable[str | None]) -> dict[str, str]:
    """Return how many cases there are, and how many of each outcome; None is a case that passed."""
    found = list(tags)
    return {"tests": str(len(found)), **{name: str(found.count(tag)) for name, tag in _COUNTS.items()}}


def _suite(kata: KataVerdict, verdict: Verdict, found: list[Item], look: Look) -> ET.Element:
    suite = ET.Element("testsuite", {"name": kata.kata, **counts(map(_tag, found)), "time": "0"})
    properties = {
        "status": kata.status,
        "cause": kata.cause,
        "real": kata.real.status if kata.real else None,
        "points": kata.points,
        "max_points": kata.max_points,
        "bonus_points": kata.bonus_points,
        "seed": verdict.seed,
        "python": verdict.python,
    }
    add_properties(suite, properties)
    suite.extend(_case(item, look) for item in found)
    return suite


def _case(item: Item, look: Look) -> ET.Element:
    case = ET.Element("testcase", {"name": item.id, "classname": item.kata, "time": "0", "file": flat(item.path)})
    if item.line is not None:
        case.set("line", str(item.line))
    tag = _tag(item)
    if tag:
        told = ET.SubElement(case, tag, {"message": summary(item, look), "type": item.outcome})
        promise = flat(" ".join(look.language(item.promise).split()))
        told.text = "\n".join(["", promise, *lines(item, look), ""])
    return case


def _tag(item: Item) -> str | None:
    tag = TAGS.get(item.outcome)
    return "skipped" if item.bonus and tag else tag
