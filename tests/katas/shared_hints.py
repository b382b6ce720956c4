"""Three hints for each check that asks the same of a thread and of a task."""

from collections.abc import Mapping

from grader.words import Message, say

SHARED: Mapping[str, tuple[Message, Message, Message]] = {
    "frames": (
        say(
            "Which four states should the terminal show, one after the other, and what is in each of them besides the "
            "character?"
        ),
        say(
            "A frame is the character, one blank and the message. Before the next one is drawn the cursor has to be "
            "back at the beginning of the same line, and a backslash in a string is written twice."
        ),
        say(
            "Make an endless iterator over the four characters anew in each call of spin, take one per turn of the "
            "loop, and write \\r before each frame rather than a newline behind it. Draw first, then wait."
        ),
    ),
    "visible": (
        say("When does what you write reach the terminal: at once, or when something else happens?"),
        say(
            "Python keeps what you write to standard output in a buffer until a newline or a carriage return comes, or "
            "until it is flushed. In which line of your loop does that happen for the frame that was just written?"
        ),
        say(
            "Flush after each frame is written completely, and before the wait. sys.stdout has a method for that, and "
            "print has an argument; a method that is only named, without parentheses, does nothing."
        ),
    ),
    "result": (
        say("What comes back from slow_function, and where does it go from there?"),
        say(
            "The result may be anything: zero, None, False, an empty string, an object that you have never seen. Does "
            "your supervisor change it, test it, or put another one in its place?"
        ),
        say(
            "Keep what slow_function gave in a variable while you end the spinner, and return that variable as it is, "
            "without any conversion and without a test whether it is true."
        ),
    ),
    "wide": (
        say("How many columns does the terminal need for the message 생각 중!, and what does len() say of it?"),
        say(
            "len() counts characters, and each of 생, 각 and 중 is two columns wide. So blanks and backspaces that "
            "are counted by len() don't cover the text."
        ),
        say(
            "Erase without counting: the terminal itself can erase from the cursor to the end of the line, by the "
            "sequence \\x1b[K, once the cursor is at the beginning of that line."
        ),
    ),
}
