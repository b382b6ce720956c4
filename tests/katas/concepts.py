"""Why things happen: the concepts behind the checks, each in two sentences that are true from Python 3.11 to 3.15."""

from collections.abc import Mapping

from grader.words import Message, say

CONCEPTS: Mapping[str, Message] = {
    # Drawing
    "buffer": say(
        "Python collects what you write to standard output in a buffer, and hands it on to the terminal at a newline, "
        "at a carriage return, or when it is flushed. A frame without any of these stays in the buffer, and nobody "
        "sees it."
    ),
    "cursor": say(
        "The carriage return \\r moves the cursor to the beginning of its line and \\x08 moves it one column to the "
        "left; neither erases anything. What is written next covers what stood there, as far as it reaches, and the "
        "rest stays."
    ),
    "newline": say(
        "A newline moves the cursor down to the next line, and print writes one at its end unless you give it another "
        "end. What was written on the line above then stays where it is."
    ),
    "lasting": say(
        "A terminal shows what was written until something else is written in its place. What is drawn and replaced "
        "again without any wait in between is gone before anybody can see it."
    ),
    "exact": say(
        "The terminal shows exactly the characters that were written, in that order: nothing is added and nothing "
        "mended. print puts a blank between its arguments and a newline behind the last one, and write adds nothing "
        "at all."
    ),
    "order": say(
        "The lines of a function run one after the other, and a wait holds up everything that stands behind it. What "
        "should be on the screen during the wait has to be written, and flushed, before it."
    ),
    "screen": say(
        "What a program does to the terminal stays done: a cursor that is hidden stays hidden, a screen that is "
        "cleared stays empty, for whoever else uses it. A spinner has one line of its own, and leaves that as it has "
        "found it."
    ),
    "cycle": say(
        "An iterator gives one item after the other and remembers where it is; the items of a string come in the order "
        "in which they are written. itertools.cycle begins anew when they are used up, so a loop over it never ends by "
        "itself."
    ),
    "shared iterator": say(
        "An iterator remembers how far it has got, whoever asks it for the next item. One that is made outside of the "
        "function is the same one in each call, so a later call goes on where the last one stopped."
    ),
    "leftover": say(
        "What a program has drawn stays on the terminal after the function has returned: nobody erases it for you. "
        "The erasing has to stand where every way out of the loop comes past, behind the loop or in a finally."
    ),
    "break": say(
        "break leaves the loop at once and jumps over everything that stands behind it in the loop's body. Code that "
        "has to run however the loop ends stands behind the loop, or in a finally around it."
    ),
    "width": say(
        "A terminal shows Korean, Chinese and Japanese characters two columns wide, while len() counts each of them "
        "as one. So as many blanks as len() says don't cover such a text, and as many \\x08 don't lead back to its "
        "beginning."
    ),
    "streams": say(
        "A program has two ways out to the terminal, standard output for what it has to say and standard error for "
        "remarks about that. Who reads its answer looks at standard output only, and counts on every line of it."
    ),
    # Time
    "seconds": say(
        "time.sleep and asyncio.sleep count in seconds, and fractions such as 0.1 are fine. What one turn of a loop "
        "takes is the sum of all the waits in it."
    ),
    "adds up": say(
        "A function returns only when all its lines have run, and each wait in it adds to the time that this takes. "
        "sleep lasts as long as it was told to, whether there is anything left to wait for or not."
    ),
    "busy": say(
        "A loop that only counts, looks at the clock or sleeps for no time at all is no wait: the processor works at "
        "full speed all the while. A real wait, such as sleep, tells the system when to wake you, and leaves the "
        "processor to others until then."
    ),
    "gil": say(
        "In the usual build of Python one thread at a time runs Python code, the one that holds a lock called the GIL. "
        "A thread that sleeps gives that lock away and all the others can go on, while one that computes competes with "
        "them for it."
    ),
    "flood": say(
        "Without a wait in it a loop turns as fast as the processor can, thousands of times while one frame should "
        "last. Only a wait in each turn gives it a pace."
    ),
    # Threads
    "flag": say(
        "Nobody can stop a thread from outside: it has to look, again and again, at something that both sides share. "
        "Only the very same object counts, here the Signal that spin was given: go of another object is another flag."
    ),
    "attribute": say(
        "What __init__ sets on self belongs to that one object, and what stands in the class body is shared by all "
        "objects that have nothing of that name themselves. Who reads an attribute finds the object's own one first, "
        "so setting it on the class doesn't reach an object that has its own."
    ),
    "rebinding": say(
        "An assignment to a plain name makes that name stand for something else, in this function only; it changes no "
        "object. What others are to see has to be set on the object that you share with them."
    ),
    "look again": say(
        "signal.go is changed by another thread, at any moment, and a loop learns of that only when it looks again. "
        "What was copied into a variable before keeps the value that it had."
    ),
    "thread": say(
        "Making a Thread object runs nothing yet: only start() begins a new thread, which then calls the target. "
        "run(), or the function itself followed by parentheses, is an ordinary call in the thread that you are in."
    ),
    "target": say(
        "spin is the function, and spin(...) with parentheses is a call that runs at once, in the thread that you are "
        "in. A Thread wants the function itself as its target, and the arguments apart from it, as a tuple."
    ),
    "thread object": say(
        "A Thread object is there before its thread runs, and its repr tells the state: initial, then started, then "
        "stopped. print shows that repr when it is given the object itself, at the moment at which it is called."
    ),
    "turns": say(
        "A spinner draws only as long as its thread or task lives, and only when it gets its turn. Whoever ends it, "
        "holds a lock that it needs or keeps the event loop for himself stops it, too."
    ),
    "join": say(
        "Setting the flag only asks the spinner to stop, and it ends a little later, in its own thread. join() waits "
        "until that thread has ended; without it supervisor returns while the spinner may still draw."
    ),
    "join for ever": say(
        "join() waits until the thread has ended, however long that takes. A spinner ends only after somebody has told "
        "it to, so who joins it before that waits for ever."
    ),
    "daemon": say(
        "A daemon thread doesn't keep the program from ending, but until then it goes on like any other. So daemon "
        "stops nothing when supervisor returns, and at the program's end it cuts the spinner off without any cleanup."
    ),
    # Tasks and the loop
    "event loop": say(
        "An event loop runs all its tasks in one thread, one at a time, and a task gives its turn away only at an "
        "await that really has to wait. Whatever blocks that thread meanwhile, such as time.sleep or a long "
        "computation, stops every other task as well."
    ),
    "coroutine": say(
        "Calling an async def function runs nothing: the call makes a coroutine object, and that runs only when it is "
        "awaited or made a task. Left alone it is thrown away, and Python warns that it was never awaited."
    ),
    "task object": say(
        "print shows an object by its repr, and that of a Task says that it is one, its name and its state: pending "
        "until it is done. A coroutine is another object: it only says what is to be run, and the task that runs it "
        "is what create_task returns."
    ),
    "coroutine function": say(
        "async def makes a coroutine function: what its call gives can be awaited or made a task, and await may stand "
        "in its body. A plain def runs to its end as soon as it is called, and is what main has to be, because nobody "
        "awaits main."
    ),
    "scheduled": say(
        "create_task puts the coroutine on the loop's list and returns at once; nothing of it has run by then. Its "
        "first step comes when the code that made it reaches an await that really has to wait."
    ),
    "task": say(
        "A task goes on beside the code that made it, while a plain await runs the other coroutine to its end before "
        "the next line. Two things happen at the same time only if one of them is a task, and both wait by await."
    ),
    "cancel": say(
        "cancel() raises CancelledError inside the task, at the await where it waits, when it gets its next turn. "
        "From there it goes its way like any exception: out of the loop and the function, unless somebody catches it "
        "inside."
    ),
    "swallowed": say(
        "CancelledError is the request to end, and who catches it has taken that request away: nobody repeats it. A "
        "task that goes on after that goes on for ever, so what follows the cleanup is the end of the function, or "
        "raise."
    ),
    "not an Exception": say(
        "CancelledError comes from BaseException, so except Exception doesn't catch it, and that is on purpose: a "
        "general error handler shall not swallow a cancellation. Only except asyncio.CancelledError does, and finally "
        "runs whichever exception it is."
    ),
    "owner": say(
        "A task belongs to the code that made it: nobody else knows it, and so nobody else ends it. asyncio.run "
        "cancels what is left when the whole program ends, which hides a forgotten cancel() only in a program as short "
        "as this one."
    ),
    "same name": say(
        "asyncio.CancelledError and concurrent.futures.CancelledError have been two different classes since Python "
        "3.8. A task gets that of asyncio, and an except catches only the class that it names and what is derived "
        "from that."
    ),
    "asks": say(
        "cancel() only asks and returns at once; the CancelledError arrives when the task gets its next turn. Up to "
        "there the task has wiped nothing, so who needs that done has to await the task after cancelling it."
    ),
    "waits for the endless": say(
        "await, gather, wait and the end of a TaskGroup go on only when what they wait for has ended. A spinner ends "
        "only when it is cancelled, so who waits for it before that waits for ever."
    ),
    "loop drives": say(
        "A coroutine doesn't run by itself: an event loop has to drive it. asyncio.run makes a loop, runs the "
        "coroutine to its end on it, closes it and returns the result, so it is called where no loop runs yet."
    ),
    "reports": say(
        "asyncio reports what was begun and never brought to its end: a coroutine that was never awaited, a task that "
        "was left pending, an exception that nobody looked at. Such a report appears late and somewhere else, "
        "and the cause is where the thing was made."
    ),
    # Exceptions
    "exception": say(
        "An exception that nobody catches leaves the function at the line where it was raised, and nothing behind "
        "that line runs any more. In a thread or a task it ends only that thread or task, and the rest of the program "
        "goes on."
    ),
    "hidden": say(
        "A task keeps the exception that ended it, and shows it only to who awaits the task or asks for its result. "
        "cancel() changes nothing for a task that has ended, and keeps asyncio from reporting that exception, too."
    ),
    "finally": say(
        "An exception leaves the function at once, past all the lines behind it. Only finally blocks run on its way, "
        "so what has to be undone in any case, such as stopping the spinner, belongs there."
    ),
    "passes through": say(
        "Who is cancelled gets a CancelledError at the await where it waits, and the one who asked for that relies on "
        "seeing it come out. A finally cleans up and lets it go on, while an except that ends it breaks that promise."
    ),
    "name": say(
        "Python looks for a name only when the line with it runs, so a misspelt or forgotten one goes unnoticed until "
        "then. What it can't find raises NameError, or AttributeError where the name stands behind a dot."
    ),
    "arguments": say(
        "The arguments of a call are matched with the parameters only when the call happens. Where their number or "
        "their kind doesn't fit, TypeError is raised, in the thread or task that makes the call."
    ),
    "unbound": say(
        "A name that a function assigns to is local in all of the function, and has no value until an assignment has "
        "run. Where a loop's body never runs, nothing in it was assigned."
    ),
    "SystemExit": say(
        "sys.exit raises SystemExit, which ends a thread, or the whole program when it comes out at the top; "
        "os._exit ends the process at once and cleans up nothing. To end a function, return is all that is needed."
    ),
    # Results, and what lasts from call to call
    "return": say(
        "A function gives back what stands behind return, and None where it reaches its end without one. A Thread "
        "throws away what its target returns, while await gives what the coroutine or the task returned."
    ),
    "once": say(
        "What stands at module level is made once, when the file is imported, and a default argument once, when its "
        "function is defined. What each call needs for itself, such as a Signal, a thread or a task, has to be made "
        "inside the function."
    ),
    # What keeps a program from coming to its end
    "deadlock": say(
        "A deadlock is a wait for something that cannot come any more, because whoever would bring it waits as well, "
        "or has ended. Python doesn't notice that: nothing goes on, and no error tells of it."
    ),
    "outside": say(
        "A program that reads from a keyboard, a network or another program waits until something comes from there. "
        "Here nothing does, so the lines behind it are never reached."
    ),
    "memory": say(
        "list() and the like take items until there are no more, and an endless iterator such as itertools.cycle "
        "always has another one. Take its items one by one, in a for loop or by next()."
    ),
    "many threads": say(
        "Every thread that is started takes memory and its share of the processor until it ends. One that is started "
        "in each turn of a loop adds up, while a single thread with the loop inside does the same work."
    ),
    "process": say(
        "A process of its own brings a whole interpreter and memory that it shares with nobody, and takes long to "
        "start. Whatever only waits needs none: a thread or a task waits as well."
    ),
    # What keeps a file from being imported
    "import": say(
        "Importing a file runs every line of it that doesn't stand inside a function. Only what stands under "
        "if __name__ == '__main__' is left out then, and runs when the file is started as a program."
    ),
    "syntax": say(
        "Python reads the whole file before it runs any of it, so one line that it can't read keeps everything from "
        "running. It names the place where it could make no more sense of it, and the cause may stand just before."
    ),
    "encoding": say(
        "A file holds bytes, and Python takes them for UTF-8 unless a coding line at the top says otherwise. What an "
        "editor saved in another encoding it can't read."
    ),
    "dialect": say(
        "Python changes from version to version, and what has been announced long enough as outdated is removed in the "
        "end. Programs and books from before that show forms that no Python of today takes any more."
    ),
    "modules": say(
        "import looks for a module in the standard library, among the installed packages and beside the program. Here "
        "there is the standard library only, and your one file."
    ),
    "names": say(
        "The parts of a program find each other by name, and every letter counts. Who calls a function by a name that "
        "isn't in the file gets an error, however alike another one is."
    ),
}
