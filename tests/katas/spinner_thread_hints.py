"""Three hints for each check of spinner_thread, each saying more than the one before."""

from collections.abc import Mapping

from shared_hints import SHARED

from grader.words import Message, say

HINTS: Mapping[str, tuple[Message, Message, Message]] = {
    "signal": (
        say("What does Signal().go give right after it was made, and what after it was set to False?"),
        say(
            "Signal() takes no arguments. go belongs to the one object: setting it on one Signal must leave every "
            "other one as it is."
        ),
        say(
            "An __init__ that sets the attribute go of self is all it takes. go is a plain attribute or a property "
            "with a setter, not a method, and True at the beginning."
        ),
    ),
    "frames": SHARED["frames"],
    "pace": (
        say("How long does one turn of your loop take in all, and what does the processor do meanwhile?"),
        say(
            "A frame lasts 0.1 s. sleep counts in seconds and takes fractions, all waits of one turn add up, and a "
            "loop that only looks at the clock is work and no wait."
        ),
        say(
            "Exactly one wait of a tenth of a second belongs in each turn of the loop, after the drawing: time.sleep, "
            "or the wait of an Event with a timeout."
        ),
    ),
    "visible": SHARED["visible"],
    "stop": (
        say("How does spin learn that it should end, and how often does it look?"),
        say(
            "signal.go may become false at any moment, and may be false before spin begins. Look at the attribute of "
            "the object that was passed in each turn of the loop, not at a copy made before."
        ),
        say(
            "Test signal.go once in each turn, close to the wait, and leave the outermost loop when it is false: break "
            "leaves only the innermost one. Nothing that waits may come after that, and no exception either."
        ),
    ),
    "cleanup": (
        say("What stands on the spinner's line when spin has returned, and where is the cursor?"),
        say(
            "Nobody else erases what spin has drawn. Cover all columns of the frame, the character and the blank "
            "included, and go back to the beginning of the same line."
        ),
        say(
            "Let the erasing be the last thing that spin does, where every way out of the loop comes past: behind the "
            "loop or in a finally, not in the loop's body, where a break jumps over it. Write no newline."
        ),
    ),
    "slow_function": (
        say("What should a function do that pretends to wait for something slow?"),
        say("It waits for three seconds in which other threads can run, and gives back the number 42."),
        say(
            "A single call of time.sleep waits and leaves the processor to others; it counts in seconds. After it "
            "comes a return with the number itself, not with its text, and nothing is printed."
        ),
    ),
    "announce": (
        say("What is the first line that the program prints, and in which state is the thread at that moment?"),
        say(
            "A Thread object is there before its thread runs, and print shows its repr. Its state must still be "
            "initial."
        ),
        say(
            "The order in supervisor is: make the Thread, print 'spinner object:' and the Thread object as two "
            "arguments of print, and only then start it. Nothing is printed before that."
        ),
    ),
    "concurrent": (
        say("Which thread runs spin, and which one runs slow_function?"),
        say(
            "A Thread gets the function itself as its target, without parentheses, and the arguments apart, as a "
            "tuple. It runs only after start(), and the thread of supervisor is then free for slow_function."
        ),
        say(
            "Start the thread, then call slow_function() once, in supervisor itself, and hold no lock meanwhile. "
            "Before it nothing may wait for the spinner, and after it nothing may wait but the spinner's own end."
        ),
    ),
    "joined": (
        say("What is the spinner's thread doing at the moment when supervisor returns?"),
        say(
            "It takes two things: the spinner has to be told to end, on the very Signal that it was given, and "
            "supervisor has to wait until it has ended."
        ),
        say(
            "When slow_function has returned, first set go of that one object to False (one equals sign, and not on "
            "the class), then call join on the thread, without a timeout."
        ),
    ),
    "result": SHARED["result"],
    "answer": (
        say("What does the whole screen show when main has returned?"),
        say(
            "There are two lines: the announcement, which supervisor prints, and the answer, which main prints. "
            "Everything else that you print, such as the time it took, goes to standard error."
        ),
        say(
            "main calls supervisor once, prints 'Answer:' and what that returned as two arguments of print, and "
            "returns, without ending the process. The spinner's line has to be clean by then."
        ),
    ),
    "rerun": (
        say("What is different when supervisor is called for the second time?"),
        say(
            "Whatever is made outside of the function, or as the default of an argument, is made only once: a Signal "
            "there is false already, an iterator stands in the middle, and a thread can't be started again."
        ),
        say(
            "Let each call of supervisor make its own Signal and its own Thread, each call of spin its own iterator, "
            "and give back every lock that was taken."
        ),
    ),
    "exception": (
        say("Which lines of supervisor still run when slow_function raises an exception?"),
        say(
            "An exception leaves the function at the call of slow_function. Yet the spinner has to be stopped and "
            "joined, and the exception has to go on to the caller as it is."
        ),
        say(
            "What has to happen in any case stands in a finally: telling the spinner to stop, and joining it. Don't "
            "catch the exception, and don't return from the finally."
        ),
    ),
    "wide": SHARED["wide"],
}
