"""The summary's own words: what stands on it whatever the class, in one place so that the catalogues find it."""

from collections.abc import Mapping

from grader.course import Rule
from grader.words import Message, say

LABELS: Mapping[str, Message] = {
    "title": say("How the class did"),
    "skip": say("Skip to the summary"),
    "dark": say("Dark"),
    "seed": say("seed"),
    "passed": say("passed"),
    "failed": say("not passed"),
    "open": say("to be judged"),
    "problem": say("not graded"),
    "by_hand": say("Look at these by hand"),
    "by_hand_about": say(
        "The grader can't tell about them, could not grade them, or noticed something in what they handed in; that "
        "need not be their fault."
    ),
    "check": say("Check"),
    "check_failed": say("failed"),
    "blocked": say("blocked"),
    "unjudged": say("unjudged"),
    "bonus": say("bonus"),
    "checks": say("What the checks came to"),
    "no_checks": say("No attempt could be judged."),
    "firsts": say("Where they get stuck: the first cause of each"),
    "ends": say("Ended early"),
    "ends_about": say("What the grader had to end, or what ended by itself before its time."),
    "learners": say("All learners"),
    "learner": say("Learner"),
    "result": say("Result"),
    "points": say("Points"),
    "remarks": say("Remarks"),
    "find": say("Find"),
    "show": say("Show"),
    "all": say("all"),
    "nobody": say("Nobody has handed anything in."),
    "footer": say("Made of the results alone: whoever makes this page again of the same ones gets the same page."),
}

SCRIPT: Mapping[str, Message] = {
    "sort": say("sort by {column}", column="{column}"),
    "shown": say("{shown} of {count} shown", shown="{shown}", count="{count}"),
}
"""What the script says."""

_RULES: Mapping[Rule, Message] = {
    "all": say("It takes every kata to have passed."),
    "any": say("It takes one kata to have passed."),
}


def terms(rule: Rule, percent: int) -> Message:
    """Return in a sentence who has passed."""
    if rule == "percent":
        return say("It takes {percent} % of the required points to have passed.", percent=percent)
    return _RULES[rule]
