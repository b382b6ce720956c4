"""Bring the catalogues up to date with the sentences in the sources, and compile them (`nox -s translate`).

`python tests/proof/translate.py [--check]`. Sentences are found by their mark, `say("…")`, and are the promises of
checks, which are docstrings. Without ``--check`` the ``.po`` files are written anew, sorted and without anything that
changes by itself (dates, line numbers), so that a diff shows what was said; then the ``.mo`` files are. With it nothing
is written. Exit code 1 where a sentence lacks a translation, or one doesn't fit.
"""

import argparse
import ast
import io
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from grader.catalogues import MARK, fields, sentences, sources
from grader.language import LANGUAGES, LOCALE

ROOT = Path(__file__).parents[2]
_HEADER = """\
# What the grader says, in {language}. `nox -s translate` finds the sentences and compiles this file.
#"""


class Lasting(Catalog):
    """A catalogue whose header holds nothing that changes by itself: no date, no version of anything."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to know."""
        return [
            ("Project-Id-Version", "spinner-katas"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: object) -> None:  # noqa: ARG002 - as Babel calls it
        """Refuse: it stays as it is."""
        raise AttributeError("the header of such a catalogue is fixed")


# -- What is said --------------------------------------------------------------------------------------------------


def extracted(
    file: IO[bytes],
    keywords: Collection[str],
    _tags: object,
    options: object,  # noqa: ARG001 - as Babel gives them
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Go through a module's sentences, as an extractor of Babel's."""
    for line, text in sentences(ast.parse(file.read()), keywords):
        yield line, MARK, text, []


def template() -> Catalog:
    """Return everything that is said, with the files in which it is."""
    catalog, extractor = Catalog(charset="utf-8"), cast("Any", extracted)  # Babel's own type for it is mistaken
    for path in sources(ROOT):
        with path.open("rb") as file:
            for line, text, _, _ in extract(extractor, file, {MARK: None}):
                catalog.add(text, locations=[(path.relative_to(ROOT).as_posix(), line)])
    return catalog


# -- What is said of it in another language ------------------------------------------------------------------------


def read(language: str, folder: Path = LOCALE) -> Lasting:
    """Return a language's catalogue as it lies there, an empty one where there is none."""
    catalog = Lasting(locale=language, charset="utf-8", header_comment=_HEADER.format(language=language))
    catalog.fuzzy = False
    path = po_of(language, folder)
    if path.is_file():
        with path.open("rb") as file:
            old = read_po(file, locale=language, charset="utf-8")
        for message in [each for each in old if each.id]:
            catalog[message.id] = message
        catalog.obsolete.update(old.obsolete)
    return catalog


def renewed(catalog: Catalog, said: Catalog) -> None:
    """Bring a catalogue up to date; what is new gets no translation, for what only resembles it may mean another."""
    catalog.update(said, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    for message in catalog:
        message.flags.discard("python-format")  # a percent sign means nothing to str.format


def problems(catalog: Catalog, said: Catalog) -> Iterator[str]:
    """Go through what is wrong with a catalogue, one line each."""
    for message in [each for each in said if each.id]:
        here = catalog.get(message.id)
        if here is None or not here.string:
            yield f"not translated: {message.id!r}"
        elif here.fuzzy:
            yield f"fuzzy (check it, then remove the mark): {message.id!r}"
        elif fields(str(here.string)) != fields(str(message.id)):
            yield f"not the same fields: {message.id!r} and {here.string!r}"
    gone = [message.id for message in catalog if message.id and message.id not in said]
    yield from (f"nobody says this any more: {each!r}" for each in [*gone, *catalog.obsolete])


# -- Files ---------------------------------------------------------------------------------------------------------


def po_of(language: str, folder: Path = LOCALE) -> Path:
    """Return where a language's sentences are, as people edit them."""
    return folder / language / "LC_MESSAGES" / "grader.po"


def po_text(catalog: Catalog) -> bytes:
    """Return the text of a ``.po`` file."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    return file.getvalue().rstrip(b"\n") + b"\n"


def compiled(catalog: Catalog) -> bytes:
    """Return the bytes of a ``.mo`` file."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def write(language: str, said: Catalog, folder: Path = LOCALE) -> None:
    """Write a language's catalogue anew, and compile it."""
    catalog = read(language, folder)
    renewed(catalog, said)
    path = po_of(language, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_text(catalog))
    path.with_suffix(".mo").write_bytes(compiled(catalog))


def wrong(language: str, said: Catalog, folder: Path = LOCALE) -> list[str]:
    """Return what is wrong with a language's files, one line each."""
    catalog, path = read(language, folder), po_of(language, folder).with_suffix(".mo")
    lines = list(problems(catalog, said))
    if not path.is_file() or path.read_bytes() != compiled(catalog):
        lines.append(f"{path.name} is not what {path.with_suffix('.po').name} comes to: run nox -s translate")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Update or check the catalogues, and say what is left to do."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, only say what is wrong")
    asked = parser.parse_args(arguments)
    said = template()
    found: list[str] = []
    for language in [each for each in LANGUAGES if each != "en"]:
        if not asked.check:
            write(language, said)
        found += [f"{language}: {line}" for line in wrong(language, said)]
    say: Callable[[str], int] = sys.stdout.write
    say("".join(f"{line}\n" for line in found) + f"{len(said)} sentences, {len(found)} to look at\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
