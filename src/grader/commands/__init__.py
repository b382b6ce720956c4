"""The commands of `python -m grader`: one module each, with `add` (its arguments) and `run` (what it does).

To add a command, add its module and name it in `COMMANDS`, with the line that `--help` shows. Each is also a nox
session of the same name. A module is imported only when its command is asked for.
"""

from grader.words import say

COMMANDS = {
    "check": say("grade one attempt"),
    "watch": say("grade again with every save"),
    "hint": say("give a hint, one more each time it is asked for"),
    "play": say("run a kata's program in this terminal, in real time"),
    "reset": say("put a kata's stub back, and keep what was there"),
    "compare": say("hold an attempt against the solution, or against another one"),
    "grade": say("grade a class: a folder with a folder or a zip file per learner"),
    "bundle": say("make the zip file that another service runs the grader from"),
    "handout": say("write the course as learners get it, without the solutions"),
    "new": say("lay out a new kata"),
    "course": say("prove that all katas of this repository are as they should be"),
}
