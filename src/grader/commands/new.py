"""`new`: lay out a new kata, a small one that works and whose parts its author replaces."""

import argparse

from grader.commands.options import add_language, chosen_language
from grader.console import show
from grader.laying_out import lay_out, layout
from grader.repository import here
from grader.words import say

ABOUT = say("Lay out a new kata: a small one that works, whose parts you then replace. Nothing is ever overwritten.")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    about = say("its name, which becomes that of its files, such as ticket_queue")
    parser.add_argument("name", metavar="NAME", help=about)
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Lay out a kata, and say what was written and what comes next; return 0."""
    language = chosen_language(arguments)
    repository, name = here(), arguments.name
    made = layout(repository, name)
    lay_out(made)
    written = [language(say("The kata {name} is laid out. New files:", name=name))]
    written += [f"  {repository.told(path)}" for path in made.new]
    written += ["", language(say("One more kata is named in:"))]
    written += [f"  {repository.told(path)}" for path in made.changed]
    first = say("See that it works, before you change anything: {command}", command=f"nox -s course -- --kata {name}")
    second = say(
        "Write your own promises in {stub}, then the checks, the hints, the solution and the attempts.",
        stub=f"exercises/{name}.py",
    )
    third = say(
        "Copy the stub to {copy}, say it in the other languages, too, and prove it again.",
        copy=f"src/grader/stubs/en/{name}.py",
    )
    steps = [f"  {number}. {language(step)}" for number, step in enumerate((first, second, third), 1)]
    more = say("CONTRIBUTING.md, 'Add a kata', takes you through it in ten minutes.")
    show("\n".join([*written, "", language(say("Next:")), *steps, "", language(more), ""]))
    return 0
