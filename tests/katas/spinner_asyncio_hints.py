"""Three hints for each check of spinner_asyncio, each saying more than the one before."""

from collections.abc import Mapping

from shared_hints import SHARED

from grader.words import Message, say

HINTS: Mapping[str, tuple[Message, Message, Message]] = {
    "coroutines": (
        say("Which of the four functions wait for something, and who waits for main?"),
        say(
            "spin, slow_function and supervisor wait by await, so they are defined by async def. main is called like "
            "any function, and drives a loop itself."
        ),
        say(
            "Three times async def, once def. There must be no yield in them, and a decorator must give a coroutine "
            "function back."
        ),
    ),
    "frames": SHARED["frames"],
    "pace": (
        say("How long does one turn of your loop take in all, and does it really wait?"),
        say(
            "A frame lasts 0.1 s. asyncio.sleep counts in seconds, all waits of one turn add up, and the call of "
            "asyncio.sleep alone does nothing: it makes a coroutine that somebody has to await."
        ),
        say(
            "Exactly one awaited sleep of a tenth of a second belongs in each turn of the loop, after the drawing. A "
            "loop that looks at the clock, or sleeps for no time at all, is work and no wait."
        ),
    ),
    "visible": SHARED["visible"],
    "yields": (
        say("While spin or slow_function waits, who could run?"),
        say(
            "All tasks share one thread. Whatever keeps that thread, such as time.sleep, a computation, a lock or an "
            "Event of threading, stops every other task as well."
        ),
        say(
            "Each wait in a coroutine has to be an awaited one of asyncio: asyncio.sleep in place of time.sleep. An "
            "asyncio.sleep(0) behind a time.sleep doesn't help, because the time has passed by then."
        ),
    ),
    "cancel": (
        say("What happens in spin at the await when its task is cancelled?"),
        say(
            "CancelledError is raised at the await where spin waits. Who catches it inside the loop and goes on has "
            "swallowed the request to end."
        ),
        say(
            "Let CancelledError leave the loop: catch it around the whole loop, or use a finally, or leave every loop "
            "after catching it. After that only the erasing may come: no frame, no sleep, no other exception."
        ),
    ),
    "cleanup": (
        say("Which lines of spin still run after it was cancelled, and where is the cursor then?"),
        say(
            "The cancellation comes as an exception at the await. except Exception doesn't see it, and what stands "
            "behind an endless loop is never reached. All columns of the frame have to be covered."
        ),
        say(
            "Let the erasing be the last thing that spin does, in a finally around the whole loop, so that every way "
            "out comes past it. After the blanks go back to the beginning of the same line, without a newline."
        ),
    ),
    "slow_function": (
        say("What should a coroutine do that pretends to wait for something slow?"),
        say("It waits for three seconds in which other tasks can run, and gives back the number 42."),
        say(
            "One awaited call of asyncio.sleep, which counts in seconds, and then a return with the number itself, "
            "not with its text; nothing is printed."
        ),
    ),
    "announce": (
        say("What is the first line that the program prints, and in which state is the task at that moment?"),
        say(
            "asyncio.create_task makes the task and returns at once; nothing of spin has run by then. Up to the first "
            "await that waits, supervisor has the loop for itself."
        ),
        say(
            "The order in supervisor is: make a task of spin, print 'spinner object:' and the task as two arguments of "
            "print, and only then await anything. Not the coroutine is announced, but the task."
        ),
    ),
    "concurrent": (
        say("What runs as a task of its own, and what does supervisor itself await?"),
        say(
            "A coroutine that is only called doesn't run at all, and one that is awaited runs to its end before the "
            "next line. spin has to go on beside slow_function, on the same loop, without any thread."
        ),
        say(
            "Make a task of spin, then await slow_function() once, directly in supervisor. Before it nothing may wait "
            "for the spinner or cancel it, and after it supervisor ends without another sleep."
        ),
    ),
    "cancelled": (
        say("Who ends the spinner, and when?"),
        say(
            "A spinner never ends by itself: supervisor has made its task, so supervisor has to cancel it. That "
            "asyncio.run does so in the end only hides it when that is missing."
        ),
        say(
            "Call the task's cancel method, with parentheses, as soon as slow_function has returned and before "
            "anything waits for the spinner: gather, wait and the end of a TaskGroup never come back otherwise."
        ),
    ),
    "result": SHARED["result"],
    "answer": (
        say("What does the whole screen show when main has returned, and who drives supervisor?"),
        say(
            "main hands the coroutine that supervisor() gives to a new event loop and gets its result back. There are "
            "two lines in the end: the announcement, and the answer, which main prints."
        ),
        say(
            "asyncio.run takes the coroutine and returns its result; print that behind 'Answer:' when the loop has "
            "ended, for only then has the cancelled spinner wiped its line. Other output goes to standard error."
        ),
    ),
    "rerun": (
        say("What is different when supervisor is awaited for the second time, on the same loop or on a new one?"),
        say(
            "Whatever is made outside of the function is made only once: a flag there is set already, an iterator "
            "stands in the middle, and a queue, a lock or a task belongs to the loop that it was first used on."
        ),
        say(
            "Let each call of supervisor make its own task, each call of spin its own iterator, and whatever belongs "
            "to a loop inside of a coroutine that runs on that loop."
        ),
    ),
    "quiet": (
        say("What has been begun here, and nobody brought it to its end?"),
        say(
            "asyncio reports coroutines that were never awaited, tasks that were left pending, and exceptions that "
            "nobody looked at. The report names the function: where is it called?"
        ),
        say(
            "Await each coroutine or make a task of it, keep each task in a variable, and cancel or await it before "
            "the loop is closed. An exception in a task shows when the task is awaited."
        ),
    ),
    "awaited": (
        say("What has the spinner done between cancel() and the return of supervisor?"),
        say(
            "cancel() only asks. The CancelledError arrives when the task gets its next turn, and it gets none before "
            "supervisor waits for something."
        ),
        say(
            "After cancelling it, await the task until it is done. Awaiting it directly raises its CancelledError, "
            "which has to be caught there; asyncio.wait doesn't raise it."
        ),
    ),
    "exception": (
        say("Which lines of supervisor still run when slow_function raises an exception?"),
        say(
            "An exception leaves the function at the await of slow_function. Yet the spinner has to be cancelled, and "
            "the exception has to reach the caller itself, not in a group as from a TaskGroup."
        ),
        say(
            "What has to happen in any case stands in a finally: cancelling the spinner, and waiting for its end. "
            "Don't catch the exception, and don't return from the finally."
        ),
    ),
    "outer_cancel": (
        say("What happens in supervisor at its await when supervisor itself is cancelled?"),
        say(
            "It gets a CancelledError at the await of slow_function, which has to come out of supervisor again, and "
            "the spinner has to be cancelled all the same."
        ),
        say(
            "A finally cancels the spinner and lets the exception go on. Be careful with an except for CancelledError "
            "around the await of the spinner: it must not swallow the one that is meant for supervisor."
        ),
    ),
    "wide": SHARED["wide"],
}
