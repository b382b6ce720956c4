"""Mistakes with what is printed and what is returned: the announcement, the result, the answer."""

import ast
from collections.abc import Iterator, Sequence

from cleaning import is_wide
from concepts import CONCEPTS
from mistake import Mistake
from reading import Reading
from seeing import Case, Recogniser
from supervising import PREFIX

from grader.trace import Event
from grader.words import Message, say

OTHERS: Sequence[tuple[str, Message, str]] = (
    ("<coroutine object", say("The coroutine is announced, not the task"), "task object"),
    ("<function", say("The function is announced, not the thread"), "thread object"),
    ("<Thread(", say("A thread is announced where there should be a task"), "task object"),
    ("<class", say("The class is announced, not an object of it"), "thread object"),
)
"""By what stands behind the announcement's first words."""


def announces_another(case: Case) -> Mistake | None:
    """Something else is announced than the spinner's thread or task."""
    shown = " ".join(str(value) for value in getattr(case.finding.seen, "values", {}).values())
    for begin, name, concept in OTHERS:
        right = begin == "<Thread(" and case.kind == "thread"
        if f"{PREFIX}{begin}" in shown and not right:
            return Mistake(name, CONCEPTS[concept])
    return None


def announces_on_standard_error(case: Case) -> Mistake | None:
    """The announcement is written, but to standard error."""
    if any(PREFIX.strip() in event["text"] for event in case.events("write")) or case.error or case.cause:
        return None
    for node in case.reading.nodes("supervisor"):
        if isinstance(node, ast.Call) and any(case.reading.name(each) == "sys.stderr" for each in ast.walk(node)):
            return Mistake(say("The announcement goes to standard error"), CONCEPTS["streams"], None, node.lineno)
    return None


def begins_before(case: Case) -> Mistake | None:
    """The spinner has drawn before the announcement came."""
    writes = [event for event in case.events("write") if event["text"].strip()]
    place = next((at for at, event in enumerate(writes) if PREFIX.strip() in event["text"]), None)
    if not place or case.function != "supervisor":
        return None
    spins = [event for event in writes[:place] if _is_spins(case, event)]
    if not spins or len(spins) != place:
        return None
    if case.kind == "thread":
        return Mistake(say("The thread is started before it is announced"), CONCEPTS["thread object"])
    hint = say("Where does supervisor wait for the first time, and what has been printed by then?")
    return Mistake(say("The spinner gets its turn before it is announced"), CONCEPTS["scheduled"], hint)


def _is_spins(case: Case, event: Event) -> bool:
    around = case.reading.within(event["line"])
    return around is not None and around.name == "spin"


def started_before(case: Case) -> Mistake | None:
    """The thread runs already when it is announced."""
    made = case.events("thread", state="started")
    written = [event for event in case.events("write") if PREFIX.strip() in event["text"]]
    if case.kind == "thread" and made and written and made[0]["n"] < written[0]["n"] and "started" in case.seen:
        ended = [event for event in case.events("thread", state="ended") if event["n"] < written[0]["n"]]
        if not ended:
            return Mistake(say("The thread is started before it is announced"), CONCEPTS["thread object"])
    return None


def no_return(case: Case) -> Mistake | None:
    """There is no return, so what comes back is None."""
    function = "slow_function" if case.check == "slow_function" else "supervisor"
    values = getattr(case.finding.seen, "values", {})
    if "None" not in (values.get("value"), values.get("repr")) or function not in case.reading.functions:
        return None
    if any(isinstance(node, ast.Return) and node.value for node in case.reading.nodes(function)):
        return None
    name = say("{function} has no return", function=function)
    line = case.reading.line_of(function)
    return Mistake(name, CONCEPTS["return"], say("What does a function give back that has no return?"), line)


def always_the_same(case: Case) -> Mistake | None:
    """The result is written into the program."""
    returns = list(_returns(case.reading, "supervisor"))
    if case.error or len(returns) != 1 or not isinstance(returns[0].value, ast.Constant):
        return None
    if returns[0].value.value is None:
        return None
    name = say("The result is written into the program")
    hint = say("What does slow_function return, and where does that go?")
    return Mistake(name, CONCEPTS["return"], hint, returns[0].lineno)


def _returns(reading: Reading, function: str) -> Iterator[ast.Return]:
    return (node for node in reading.nodes(function) if isinstance(node, ast.Return))


def replaced_by_or(case: Case) -> Mistake | None:
    """``or`` puts another value in place of a result that is false."""
    for node in case.reading.nodes("supervisor"):
        other = node.values[-1] if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) else None
        if isinstance(other, ast.Constant) and not case.error:
            name = say("or replaces a result that is false")
            hint = say("What does x or 42 give where x is 0, an empty string or None?")
            return Mistake(name, None, hint, other.lineno)
    return None


def another_kind(case: Case) -> Mistake | None:
    """slow_function, or the result, is of a kind that runs nothing when it is called."""
    seen = " ".join(str(value) for value in getattr(case.finding.seen, "values", {}).values())
    if "<coroutine object" in seen:
        name = say("A coroutine is made here, and nobody runs it")
        return Mistake(name, CONCEPTS["coroutine"], say("What does the call of an async def function give?"))
    if "<generator object" in seen or "generator function" in seen:
        name = say("yield makes a generator of the function")
        hint = say("What does a call of a function give that has a yield in it?")
        return Mistake(name, CONCEPTS["coroutine function"] if case.kind == "asyncio" else None, hint)
    return None


def text_for_number(case: Case) -> Mistake | None:
    """The text of the number is returned, not the number."""
    values = getattr(case.finding.seen, "values", {})
    if str(values.get("type")) == "str" and case.check == "slow_function" and "42" in case.seen:
        hint = say("What is between the quotes, and which type has it?")
        return Mistake(say("The text '42' is returned, not the number"), CONCEPTS["return"], hint)
    return None


def _lines(case: Case) -> list[str]:
    finished = case.call.at("finished") if case.call else None
    return [text for _, text in finished.state.lines()] if finished else []


def _answers(case: Case) -> list[Event]:
    return [event for event in case.events("write") if _begins(event, "answer:")]


def _begins(event: Event, word: str) -> bool:
    return bool(event["text"].lstrip().lower().startswith(word))


def answered_too_early(case: Case) -> Mistake | None:
    """The answer is printed before the spinner has wiped its line."""
    answers, lines = _answers(case), _lines(case)
    if not answers or not lines or not any("Answer" in line for line in lines):
        return None
    said = next(line for line in lines if "Answer" in line)
    later = [event for event in case.events("write") if event["n"] > answers[0]["n"] and _is_spins(case, event)]
    if case.kind == "asyncio" and not said.startswith(PREFIX):
        late = [event for event in case.events("task", state="ended") if event["n"] > answers[0]["n"]]
        spinners = {event["which"] for event in case.events("task", state="created", name="spin")}
        if later or any(event["which"] in spinners for event in late):
            hint = say("Has the cancelled spinner had a turn by the time at which the answer is printed?")
            line = answers[0]["line"]
            name = say("The answer is printed before the spinner has wiped its line")
            return Mistake(name, CONCEPTS["asks"], hint, line)
    return None


def wide_own_message(case: Case) -> Mistake | None:
    """The program's own message is double-width, and len() was taken for its width."""
    rest = "".join(line for line in _lines(case) if not line.startswith(PREFIX))
    drawn = "".join(event["text"] for event in case.events("write") if _is_spins(case, event))
    left = (_lines(case) and "Answer" in rest and not rest.startswith("Answer: ")) or len(rest.split()) > 2
    if is_wide(rest) or (left and is_wide(drawn)):
        return Mistake(say("A double-width message is erased by its len()"), CONCEPTS["width"])
    return None


def answered_by_supervisor(case: Case) -> Mistake | None:
    """supervisor prints the answer, which main should."""
    if case.function != "supervisor":
        return None
    written = [event for event in _answers(case) if not _is_spins(case, event)]
    if not written:
        return None
    name = say("supervisor prints the answer in place of main")
    hint = say("What does main get from supervisor, and who prints it?")
    return Mistake(name, CONCEPTS["return"], hint, written[0]["line"])


def answer_in_the_code(case: Case) -> Mistake | None:
    """main prints 42 whatever supervisor returned."""
    for call in case.reading.calls("print", "main"):
        values = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        if "Answer: 42" in values or ("Answer:" in values and 42 in values):
            hint = say("Where does the number come from that main prints?")
            return Mistake(say("The answer is written into the program"), CONCEPTS["return"], hint, call.lineno)
    return None


def function_handed_over(case: Case) -> Mistake | None:
    """asyncio.run was given the coroutine function, not a coroutine."""
    if case.error and "a coroutine was expected, got <function" in str(case.error.get("text")):
        name = say("The function is handed to asyncio.run, not a coroutine")
        hint = say("What is the difference between supervisor and supervisor()?")
        return Mistake(name, CONCEPTS["coroutine"], hint)
    return None


def task_returned(case: Case) -> Mistake | None:
    """The task is returned, not what it returned."""
    values = getattr(case.finding.seen, "values", {})
    if str(values.get("type")) in ("Task", "Future", "Thread"):
        name = say("The {type} is returned, not its result", type=values["type"])
        return Mistake(name, CONCEPTS["return"], say("What gives the result of the work that was started here?"))
    return None


def nobody_answers(case: Case) -> Mistake | None:
    """The answer isn't printed, or only to standard error."""
    if not _lines(case) or any(_begins(event, "answer") for event in case.events("write")):
        return None
    if len(_lines(case)) != 1:
        return None
    if any(case.reading.name(node) == "sys.stderr" for node in case.reading.nodes("main")):
        return Mistake(say("The answer goes to standard error"), CONCEPTS["streams"])
    if not case.reading.calls("print", "main") and not case.reading.calls(".write", "main"):
        return Mistake(say("main prints nothing"), None, None, case.reading.line_of("main"))
    return None


def more_output(case: Case) -> Mistake | None:
    """There are lines on the screen besides the announcement and the answer."""
    lines = _lines(case)
    extra = [line for line in lines if not line.startswith((PREFIX, "Answer:"))]
    if len(lines) - len(extra) != 2 or not extra:
        return None
    written = next((e for e in case.events("write") if e["text"].strip() and e["text"].strip() in extra[0]), None)
    name = say("Something more is printed on standard output")
    hint = say("Who prints {line!r}? What isn't asked for goes to standard error.", line=extra[0])
    return Mistake(name, CONCEPTS["streams"], hint, written["line"] if written else None)


def another_line_first(case: Case) -> Mistake | None:
    """Another line comes before the announcement."""
    writes = [event for event in case.events("write") if event["text"].strip()]
    place = next((at for at, event in enumerate(writes) if event["text"].startswith(PREFIX.strip())), None)
    if case.function != "supervisor" or not place or any(_is_spins(case, event) for event in writes[:place]):
        return None
    name = say("Something is printed before the announcement")
    hint = say("Which print runs first? What isn't asked for goes to standard error.")
    return Mistake(name, CONCEPTS["streams"], hint, writes[0]["line"])


ANNOUNCE, ANSWER, RESULT = frozenset({"announce"}), frozenset({"answer"}), frozenset({"result"})
RETURNED = frozenset({"result", "slow_function"})
RESULTS: Sequence[tuple[frozenset[str], Recogniser]] = (
    (ANNOUNCE, announces_another),
    (ANNOUNCE, announces_on_standard_error),
    (ANNOUNCE, started_before),
    (ANNOUNCE, begins_before),
    (ANNOUNCE, another_line_first),
    (RETURNED, no_return),
    (RESULT, always_the_same),
    (RESULT, replaced_by_or),
    (frozenset({"slow_function", "coroutines", "answer"}), another_kind),
    (frozenset({"slow_function"}), text_for_number),
    (RESULT, task_returned),
    (ANSWER, function_handed_over),
    (ANSWER, answered_by_supervisor),
    (ANSWER, answer_in_the_code),
    (ANSWER, wide_own_message),
    (ANSWER, answered_too_early),
    (ANSWER, nobody_answers),
    (ANSWER, more_output),
)
