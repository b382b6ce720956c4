"""What the two sides of a scene are called, and the moment at which they come apart, by what stands against what."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.run import Against
from grader.words import Message, say


@dataclass(frozen=True, slots=True)
class Captions:
    """The names of the two programs, of their terminals, and of the moment that a scene is about.

    The terminal of the second one has a short name for the head of a table. The ``heads`` are the names of both as the
    page has them, above each side; ``aside`` begins what is told of the second one; ``at`` is what the page says of
    the moment.
    """

    mine: Message
    theirs: Message
    my_terminal: Message
    their_terminal: Message
    their_whole_terminal: Message
    heads: tuple[Message, Message]
    aside: Message
    here: Message
    at: Message


CAPTIONS: Mapping[Against, Captions] = {
    "reference": Captions(
        say("your program"),
        say("the solution"),
        say("your terminal"),
        say("the solution's"),
        say("the solution's terminal"),
        (say("Your program"), say("The solution")),
        say("The solution, in comparison:"),
        say("here it went wrong"),
        say("broken here"),
    ),
    "solution": Captions(
        say("this program"),
        say("the solution"),
        say("its terminal"),
        say("the solution's"),
        say("the solution's terminal"),
        (say("This program"), say("The solution")),
        say("The solution, in comparison:"),
        say("here they part"),
        say("parted here"),
    ),
    "other": Captions(
        say("this program"),
        say("the other one"),
        say("its terminal"),
        say("the other's"),
        say("the other's terminal"),
        (say("This program"), say("The other one")),
        say("The other one, in comparison:"),
        say("here they part"),
        say("parted here"),
    ),
}
