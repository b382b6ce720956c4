"""The folder that grading a class leaves. Nothing in it is ever half there, and nothing that isn't ours is touched.

run.json                 what all results have in common: the seed, the course, the grader (`classrun`)
results/SLUG.json        what became of a submission (`kept`): written last, so that what it names is there
pages/SLUG.html          the learner's page
reports/FORMAT/SLUG.*    further reports, if asked for
gradebook.csv, gradebook.json, index.html, junit.xml, summary.md
.grade/                  the lock, and drafts
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from grader.classroom import classrun, kept
from grader.classroom.classrun import ClassRun
from grader.classroom.kept import Kept, digest_of
from grader.classroom.writing import put, settle
from grader.language import language
from grader.reports.book import FILES, PAGES, page_of

PAGE = "html"
"""The format that each learner gets."""
ENDINGS = {
    "csv": "csv",
    "json": "json",
    "gradescope": "json",
    "classroom": "json",
    "junit": "xml",
    "markdown": "md",
    "github": "txt",
    "gcc": "txt",
}
"""The further formats, and how their files' names end."""
ALWAYS = ("csv", "json", "html")
OURS = ("run.json", "results", PAGES, "reports", *FILES.values())


class WriteError(Exception):
    """A file of ours can't be written: the ``path``, and the ``reason`` as the system gives it."""

    def __init__(self, path: Path, error: OSError) -> None:
        """Tell of a path and what went wrong there."""
        self.path = path
        self.reason = error.strerror or str(error)
        super().__init__(f"{path}: {self.reason}")


class Store:
    """An output folder, as it is or as it is to be."""

    def __init__(self, folder: Path) -> None:
        """Take ``folder`` as it is; nothing is written before somebody says so."""
        self.folder = folder
        self.own = folder / ".grade"

    # -- the folder ----------------------------------------------------------------------------------------------------

    def foreign(self) -> list[str]:
        """Return which of our names are taken by files that aren't ours: all that are there, where there is no run."""
        if self._run_file.exists():
            return []
        return [name for name in OURS if (self.folder / name).exists()]

    def make(self) -> None:
        """Make the folder, and the one in it that is the grader's own."""
        self.own.mkdir(parents=True, exist_ok=True)
        settle(self.folder)
        settle(self.folder.absolute().parent)

    # -- the run -------------------------------------------------------------------------------------------------------

    def run(self) -> ClassRun | None:
        """Return the run of which results are here, None where there is none; ValueError where it can't be read."""
        try:
            return classrun.run_of(self._run_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def begin(self, run: ClassRun) -> None:
        """Say which run it is whose results will be here."""
        self.write("run.json", classrun.text_of(run))

    def end(self, run: ClassRun, slugs: Iterable[str], books: Mapping[str, str]) -> None:
        """Say which ``books`` were written, and take away what is left of the runs that this one replaces.

        That is results of whoever is gone, and files on the class that aren't written any more.
        """
        here = set(slugs)
        for slug, old in self.results() if run.replaces else ():
            if slug not in here and old.run in run.replaces:
                self._remove(slug, old, self._result(slug))
        for name in set(run.books) & set(FILES.values()) - set(books):
            self._remove_unchanged(name, run.books[name])
        self.begin(replace(run, replaces=(), books=books))

    @property
    def _run_file(self) -> Path:
        return self.folder / "run.json"

    # -- results -------------------------------------------------------------------------------------------------------

    def read(self, slug: str) -> Kept | None:
        """Return a result, None where there is none; ValueError or OSError where it isn't whole, with all its files."""
        try:
            found = kept.kept_of(self._result(slug).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        for name, digest in found.files.items():
            if name not in self._names(slug) or digest_of((self.folder / name).read_bytes()) != digest:
                msg = f"{name} isn't the file that was written"
                raise ValueError(msg)
        return found

    def keep(self, slug: str, result: Kept, reports: Mapping[str, str], run: ClassRun) -> None:
        """Keep a result: its page and reports first, so that whatever is cut off leaves the old result or none.

        What only the old one had goes before the new one is there: later nobody would know of it any more.
        """
        old = self._old(slug)
        files = {}
        for format_, text in reports.items():
            name = self._name(slug, format_)
            files[name] = digest_of(self.write(name, text))
        if old:
            self._remove(slug, replace(old, files={name: old.files[name] for name in old.files if name not in files}))
        whole = replace(result, files=files)
        self.write(f"results/{slug}.json", kept.text_of(whole, language(run.language)))

    def write(self, name: str, text: str) -> bytes:
        """Write one of our files, as a whole and down to the disk, and return what it holds; `WriteError` if not."""
        path = self.folder / name
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True)
                settle(path.parent.parent)
            return put(path, text, self.own / "draft")
        except OSError as error:
            raise WriteError(path, error) from error

    def results(self) -> Iterator[tuple[str, Kept]]:
        """Yield the results that can be read, each with its slug."""
        for path in sorted((self.folder / "results").glob("*.json")):
            slug = path.name.removesuffix(".json")
            if result := self._old(slug):
                yield slug, result

    def _old(self, slug: str) -> Kept | None:
        """Return what a result says of itself, whole or not; None where no result of ours can be read."""
        try:
            return kept.kept_of(self._result(slug).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def _remove(self, slug: str, old: Kept, *others: Path) -> None:
        """Remove the files of a result that are still as they were written, and ``others``."""
        for name in self._names(slug) & set(old.files):
            self._remove_unchanged(name, old.files[name])
        for path in others:
            path.unlink(missing_ok=True)

    def _remove_unchanged(self, name: str, digest: str) -> None:
        path = self.folder / name
        if path.is_file() and digest_of(path.read_bytes()) == digest:
            path.unlink()

    def _result(self, slug: str) -> Path:
        return self.folder / "results" / f"{slug}.json"

    def _names(self, slug: str) -> set[str]:
        return {self._name(slug, format_) for format_ in (PAGE, *ENDINGS)}

    def _name(self, slug: str, format_: str) -> str:
        if format_ == PAGE:
            return page_of(slug)
        return f"reports/{format_}/{slug}.{ENDINGS[format_]}"
