"""Three hints for each check of kata_name, each saying more than the one before."""

from collections.abc import Mapping

from grader.words import Message, say

HINTS: Mapping[str, tuple[Message, Message, Message]] = {
    "numbers": (
        say("Which numbers are there, and when is each of them on the screen?"),
        say("A range can count backwards; its end isn't part of it. The first number comes before the first wait."),
        say("Loop over a range with a step of minus one whose end is 0. In each turn print first, then wait."),
    ),
    "yields": (
        say("What can other tasks do while your function waits?"),
        say("An event loop has one thread. A wait that isn't awaited holds that thread, and all tasks stand still."),
        say("Of the two functions named sleep, take the coroutine function of asyncio, and await what it returns."),
    ),
    "result": (
        say("What does your function give back, and when?"),
        say("A function without a return gives back None. To print a text is not to return it."),
        say("Return the text behind the loop, once the wait that follows the last number is over."),
    ),
}
