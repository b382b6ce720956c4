"""One failure, told whole: the picture of it, what was promised, what happened, why, and what to try."""

from collections.abc import Iterator

from rich.text import Text

from grader.attempt import Source
from grader.reports.drawing import picture
from grader.reports.paper import Paper
from grader.reports.progress import Focus
from grader.reports.screens import screens
from grader.reports.sentences import sentences
from grader.run import Scene
from grader.verdict import Finding
from grader.words import say, seconds

INDENT = 2
HEADS = {
    "failed": say("FAIL"),
    "unjudged": say("UNJUDGED"),
    "broken": say("BROKEN"),
}


def write_focus(paper: Paper, focus: Focus, path: str, source: Source | None) -> None:
    """Write everything about a failure; ``path`` is the attempt's file."""
    paper.line(_head(paper, focus))
    scene = focus.finding.scene
    if scene and paper.look.plain:
        write_finding(paper, focus.finding, path, source)
        for sentence in sentences(scene):
            paper.row(INDENT, [], paper.say(sentence))
        return
    if scene:
        _draw(paper, scene, focus.finding.who)
        paper.blank()
    write_finding(paper, focus.finding, path, source)


def _head(paper: Paper, focus: Focus) -> Text:
    check, kata = focus.check, focus.kata
    word = HEADS.get(check.status if check else kata.status, HEADS["failed"])
    promise = f"  {' '.join(paper.words(check.sentence).split())}" if check else ""
    name = f"{kata.kata}: {check.id}" if check else kata.kata
    return Text.assemble((paper.words(word), "bold red"), f"  {paper.words(name)}", promise)


def _draw(paper: Paper, scene: Scene, who: str | None) -> None:
    paper.row(INDENT, [], paper.say(scene.title, "dim"))
    for line in [*picture(scene, paper.look, who), *screens(scene, paper.look)]:
        paper.line(line)


def write_finding(paper: Paper, finding: Finding, path: str, source: Source | None, indent: int = INDENT) -> None:
    """Write a finding's texts, a row for each that it has."""
    paper.detail(indent, "expected", paper.say(finding.expected))
    paper.detail(indent, "happened", paper.say(finding.seen, "red"))
    where = _where(paper, finding, path, source)
    if where:
        paper.detail(indent, "where", where)
    if finding.mistake:
        paper.detail(indent, "mistake", paper.say(finding.mistake, "bold"))
    if finding.reference and (paper.look.plain or paper.look.everything or not finding.scene):
        paper.detail(indent, "solution", paper.say(finding.reference))
    if finding.why:
        paper.detail(indent, "why", paper.say(finding.why))
    paper.detail(indent, "try", paper.say(finding.hint, "bold"))


def _where(paper: Paper, finding: Finding, path: str, source: Source | None) -> Text | None:
    parts = [Text(word) for word in _when(paper, finding)]
    code = None
    if finding.line is not None:
        parts.insert(0, paper.say(f"{path}:{finding.line}", "cyan"))
        code = source and source.line(finding.line)
    if not parts:
        return None
    place = Text(", ").join(parts)
    return Text.assemble(place, "\n", paper.say(code.expandtabs(4).strip())) if code else place


def _when(paper: Paper, finding: Finding) -> Iterator[str]:
    if finding.at is not None:
        yield paper.words(say("at {time}", time=seconds(finding.at)))
    if finding.who is not None:
        yield paper.words(say("in {who}", who=finding.who))
