"""A page that is to be opened is kept where git ignores it, and shown by the browser that the user has."""

import webbrowser
from pathlib import Path

import pytest
from test_cli import FakeSession, folder, session, usage_error

from grader.cli import main
from grader.commands.browser import kept_page

__all__ = ["folder", "session"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Remember what a browser is asked to open, and open nothing."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: not addresses.append(address))  # type: ignore[func-returns-value]
    return addresses


def test_open(folder: Path, session: FakeSession, opened: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """--open is enough: it grades with pictures, writes a page, says where, and shows it."""
    code = main(["check", "--open", "--lang", "ko"])
    page = folder / ".grader" / "report.html"
    out, err = capsys.readouterr()

    assert (code, out, opened) == (0, "", [page.as_uri()])
    assert session.asked[0][1].pictures
    assert page.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="ko">')
    assert (folder / ".grader" / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert repr(str(page)) in err


@pytest.mark.usefixtures("session")
def test_open_a_named_file(folder: Path, opened: list[str]) -> None:
    """With --output it is that file which is opened."""
    main(["check", "--open", "--format", "html", "--output", "mine.html"])

    assert opened == [(folder / "mine.html").as_uri()]
    assert not (folder / ".grader").exists()


@pytest.mark.usefixtures("folder", "session")
def test_no_browser(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no browser the report says so, and the exit code is the verdict's all the same."""

    def fail(address: str) -> bool:
        raise webbrowser.Error(address)

    for refusal in (fail, lambda _: False):
        monkeypatch.setattr(webbrowser, "open", refusal)

        assert main(["check", "--open"]) == 0
        assert "no browser can be opened from here: open that file in one yourself" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["terminal", "json"])
@pytest.mark.usefixtures("folder")
def test_no_page(form: str, session: FakeSession, opened: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A format that is no page can't be opened, and nothing is graded before that is said."""
    line = usage_error(capsys, "--open", "--format", form)

    assert f"--format {form} makes none: leave out one of the two, or give --format html" in line
    assert (session.asked, opened) == ([], [])


@pytest.mark.usefixtures("folder", "session")
def test_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --output and --open the page goes where other reports go."""
    main(["check", "--format", "html"])
    out, err = capsys.readouterr()

    assert (out.startswith("<!doctype html>"), out.rstrip().endswith("</html>"), err) == (True, True, "")


def test_kept_elsewhere(tmp_path: Path) -> None:
    """Where no folder can be made, the page goes to a temporary one."""
    (tmp_path / ".grader").write_text("a file is in the way")
    page = kept_page(tmp_path)

    assert page.name == "report.html"
    assert page.parent.is_dir()
    assert tmp_path not in page.parents
    page.parent.rmdir()
