"""The documents keep their word: the output that the README shows is what comes, and links lead somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BEGIN, END = "<!-- begin output -->\n", "<!-- end output -->"
ATTEMPT = "tests/attempts/spinner_thread/wrong/erase_inside_loop.py"
ARGUMENTS = [ATTEMPT, "--kata", "spinner_thread", "--seed", "1"]
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "exercises/README.md",
    "exercises/README.ko.md",
    "docs/feedback.md",
    "docs/glossary.ko.md",
]
LESSON = ROOT / "exercises" / "README.md"
TRANSLATED = sorted(LESSON.parent.glob("README.*.md"))


def shown() -> str:
    """Return the output that stands in the README, without the fence around it."""
    block = README.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    return block.removeprefix("```text\n").removesuffix("```\n")


def real() -> tuple[int, str]:
    """Return the exit code and the output of the command that the README shows."""
    done = graded(*ARGUMENTS)
    return done.returncode, done.stdout


def graded(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `check`, and return what it came to, as it comes out of a pipe where nothing is said about languages."""
    never = {"COLUMNS", "FORCE_COLOR", "LANG", "LANGUAGE"}
    environment = {key: value for key, value in os.environ.items() if key not in never and not key.startswith("LC_")}
    return subprocess.run(
        [sys.executable, "-m", "grader", "check", *arguments],
        cwd=ROOT,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def normal(report: str) -> str:
    """Return a report without the two things that may differ from run to run: Python's version and the seconds."""
    return re.sub(r"Python 3\.\S+, \d+\.\d+ s\b", "Python 3.x.y, 0.00 s", report)


def prose(markdown: str) -> str:
    """Return a page without its blocks of code."""
    return re.sub(r"^(`{3,}).*?^\1`*$", "", markdown, flags=re.MULTILINE | re.DOTALL)


def anchors(markdown: str) -> set[str]:
    """Return what `#...` can name on a page: its headings, as GitHub spells them, and anchors set by hand."""
    found = set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", markdown))
    for heading in re.findall(r"^#+ +(.+?) *#*$", prose(markdown), re.MULTILINE):
        words = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", heading).lower()
        slug = anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        again = 0
        while anchor in found:
            again += 1
            anchor = f"{slug}-{again}"
        found.add(anchor)
    return found


def links(markdown: str) -> list[str]:
    """Return the targets of a page's links within this repository."""
    text = re.sub(r"`[^`\n]*`", "", prose(markdown))
    targets = re.findall(r"\]\(<?([^)\s>]+)", text) + re.findall(r"^\[[^\]]+\]: *(\S+)", text, re.MULTILINE)
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def is_broken(page: Path, target: str) -> bool:
    """Tell whether a link on a page leads nowhere: no such file, or no such heading in it."""
    name, _, anchor = target.partition("#")
    file = page.parent / name if name else page
    if not file.exists():
        return True
    return bool(anchor) and file.suffix == ".md" and anchor not in anchors(file.read_text(encoding="utf-8"))


def test_output_is_real() -> None:
    """The failing check in the README is what this version prints."""
    code, output = real()

    assert code == 1
    assert normal(output) == normal(shown()), "write it anew: python tests/grader/test_readme.py"


@pytest.mark.long
def test_feedback_is_real() -> None:
    """What the page that compares graders shows of ours is what this version prints."""
    page = (ROOT / "docs" / "feedback.md").read_text(encoding="utf-8")
    shown_there = re.findall(r"<!-- begin ours (\w+) -->\n```text\n(.*?)```\n<!-- end", page, re.DOTALL)
    kata_of = {name: kata for kata, name in re.findall(r"attempts/(\w+)/wrong/(\w+)\.py", page)}

    assert len(shown_there) == 3
    for name, text in shown_there:
        again = graded(f"tests/attempts/{kata_of[name]}/wrong/{name}.py", "--kata", kata_of[name], "--seed", "1")
        assert normal(again.stdout) == normal(text), "write it anew: python bench/feedback/run.py --only ours"


def test_feedback_is_whole() -> None:
    """The page that compares graders shows what each of the four says of each of three mistakes."""
    page = (ROOT / "docs" / "feedback.md").read_text(encoding="utf-8")
    found = re.findall(r"<!-- begin (\w+) (\w+) -->\n```text\n.+?```\n<!-- end \1 \2 -->", page, re.DOTALL)

    assert sorted({tool for tool, _ in found}) == ["check50", "exercism", "ours", "rustlings"]
    assert len(set(found)) == 4 * 3
    assert str(ROOT) not in page


def test_command_is_the_one_shown() -> None:
    """The README gives the command whose output it shows."""
    assert f"nox -s check -- {' '.join(ARGUMENTS)}\n" in README.read_text(encoding="utf-8")


def test_only_version_and_seconds_may_differ() -> None:
    """Times that belong to a finding are held to the digit."""
    assert normal("seed 1, Python 3.11.7, 0.61 s") == normal("seed 1, Python 3.15.0a1, 12.04 s")
    assert normal("in 0.61 s, Python 3.11.7") == "in 0.61 s, Python 3.11.7"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    """Every link within the repository names a file that exists, and a heading that is in it."""
    page = ROOT / name
    targets = links(page.read_text(encoding="utf-8"))

    assert [target for target in targets if is_broken(page, target)] == []


def test_links_are_found() -> None:
    """Links are looked for in prose only, and those to other sites left alone."""
    page = "[a](b.md#c) [`d`](<e f>) [g](https://example.org)\n[h]: i.md\n```\n[j](k)\n```\n`[l](m)` [n](#o)\n"

    assert links(page) == ["b.md#c", "e", "#o", "i.md"]


def test_anchors_are_spelled_as_on_github() -> None:
    """Headings lose their punctuation and case, and get a number where they come twice."""
    page = '# A `b_c`: d!\n## E\n## E\n```\n# not one\n```\n<a id="f"></a>\n### 생각 중?\n'

    assert anchors(page) == {"a-b_c-d", "e", "e-1", "f", "생각-중"}


def outline(page: Path) -> dict[str, list[str]]:
    """Return what a lesson must have in common with its translations, kind by kind, in order."""
    text = page.read_text(encoding="utf-8")
    lines = [line for line in prose(text).splitlines() if not line.startswith(("[English]", "**English**"))]
    rows = [line for line in lines if line.startswith("|")]
    return {
        "headings": [line.split()[0] for line in lines if line.startswith("#")],
        "code": [re.sub(r"  # .*", "", block) for block in blocks(text)],
        "checks": re.findall(r"<a id=\"(spinner_\w+-\w+)\"></a>(`\w+`)", text),
        "columns": [str(len(re.findall(r"(?<!\\)\|", row))) for row in rows],
        "commands": re.findall(r"`((?:nox|python) [^`]+)`", "\n".join(lines)),
        "links": [target.replace("/ko/3/", "/3/") for target in re.findall(r"\]\(([^)]+)\)", "\n".join(lines))],
    }


def blocks(markdown: str) -> list[str]:
    """Return a page's blocks of code; those that show how to get it in its own language are not the lesson's."""
    found = [block for _, block in re.findall(r"^ *(`{3,})\w*\n(.*?)^ *\1$", markdown, re.MULTILINE | re.DOTALL)]
    return [block for block in found if "--lang" not in block]


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)
@pytest.mark.parametrize("kind", outline(LESSON))
def test_lesson_is_the_same_in_every_language(page: Path, kind: str) -> None:
    """A translated lesson has the same headings, code, checks, tables, commands and links, in the same order."""
    expected = outline(LESSON)[kind]

    assert expected
    assert outline(page)[kind] == expected


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)
def test_lessons_lead_to_each_other(page: Path) -> None:
    """Whoever opens the lesson in the wrong language finds the other one at once."""
    assert page.name in links(LESSON.read_text(encoding="utf-8"))[:3]
    assert LESSON.name in links(page.read_text(encoding="utf-8"))[:3]


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)
def test_headings_have_the_same_anchors(page: Path) -> None:
    """A link to a heading of the lesson, such as a finding may give, leads somewhere in every language."""
    assert anchors(LESSON.read_text(encoding="utf-8")) - anchors(page.read_text(encoding="utf-8")) == {
        "the-lesson-one-spinner-a-thread-and-a-task"
    }


def test_the_translations_are_found() -> None:
    """There is a lesson in Korean."""
    assert [page.name for page in TRANSLATED] == ["README.ko.md"]


def write_anew() -> None:
    """Put the real output into the README."""
    code, output = real()
    if code != 1 or not output:
        sys.exit(f"no report came (exit code {code}): is the project installed for {sys.executable}?")
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}```text\n{output}```\n{END}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_anew()
