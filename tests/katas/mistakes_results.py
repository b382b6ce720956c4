"""Mistakes with what is returned and what is answered."""

import ast
from collections.abc import Iterator, Sequence

from cleaning import WIDTH, is_wide, spinner_line
from concepts import CONCEPTS
from mistake import Mistake
from mistakes_erasing import BY_LEN
from moments import done
from reading import Reading
from seeing import Case, Recogniser
from supervising import PREFIX

from grader.trace import Event
from grader.words import say


def no_return(case: Case) -> Mistake | None:
    """There is no return, so what comes back is None."""
    function = "slow_function" if case.check == "slow_function" else "supervisor"
    values = case.values
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
    reports = [event["text"] for event in case.trace.events("report")] if case.trace else []
    if case.check == "slow_function" and case.kind == "thread" and any("'sleep'" in text for text in reports):
        name = say("asyncio.sleep is called in a plain function, and nobody runs it")
        hint = say("What does the call of a coroutine function give, and which sleep is there for threads?")
        return Mistake(name, CONCEPTS["coroutine"], hint)
    returned = case.trace.mark("returned") if case.trace and case.check == "slow_function" else None
    seen = case.quoted
    seen += str(returned["repr"]) if returned else ""
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
    values = case.values
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
    later = [event for event in case.events("write") if event["n"] > answers[0]["n"] and case.is_of_spin(event)]
    if case.kind == "asyncio" and not said.startswith(PREFIX):
        late = [event for event in case.events("task", state="ended") if event["n"] > answers[0]["n"]]
        if later or any(event["which"] in case.spinners for event in late):
            hint = say("Has the cancelled spinner had a turn by the time at which the answer is printed?")
            line = answers[0]["line"]
            name = say("The answer is printed before the spinner has wiped its line")
            return Mistake(name, CONCEPTS["asks"], hint, line)
    return None


def wide_own_message(case: Case) -> Mistake | None:
    """The program's own message is double-width, and len() was taken for its width."""
    if case.check != "answer":
        return _wide_elsewhere(case)
    rest = "".join(line for line in _lines(case) if not line.startswith(PREFIX))
    drawn = "".join(event["text"] for event in case.events("write") if case.is_of_spin(event))
    left = (_lines(case) and "Answer" in rest and not rest.startswith("Answer: ")) or len(rest.split()) > 2
    if is_wide(rest) or (left and is_wide(drawn)):
        return BY_LEN
    return None


def answered_by_supervisor(case: Case) -> Mistake | None:
    """supervisor prints the answer, which main should."""
    if case.function != "supervisor":
        return None
    written = [event for event in _answers(case) if not case.is_of_spin(event)]
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
    values = case.values
    if str(values.get("type")) in ("Task", "Future", "Thread"):
        name = say("The {type} is returned, not its result", type=values["type"])
        return Mistake(name, CONCEPTS["return"], say("What gives the result of the work that was started here?"))
    return None


def _wide_elsewhere(case: Case) -> Mistake | None:
    """The line that isn't clean has been drawn by supervisor's own spinner, with a double-width message."""
    end = done(case.call) if case.call else None
    if case.call is None or end is None or getattr(case.finding.hint, "template", "") != WIDTH.template:
        return None
    left = end.state.rows[spinner_line(case.call)].strip()
    return BY_LEN if left else None


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


ANSWER, RESULT = frozenset({"answer"}), frozenset({"result"})
RETURNED = frozenset({"result", "slow_function"})
RESULTS: Sequence[tuple[frozenset[str], Recogniser]] = (
    (RETURNED, no_return),
    (RESULT, always_the_same),
    (RESULT, replaced_by_or),
    (frozenset({"slow_function", "coroutines", "answer"}), another_kind),
    (frozenset({"slow_function"}), text_for_number),
    (RESULT, task_returned),
    (ANSWER, function_handed_over),
    (ANSWER, answered_by_supervisor),
    (ANSWER, answer_in_the_code),
    (frozenset({"answer", "joined", "awaited", "exception"}), wide_own_message),
    (ANSWER, answered_too_early),
    (ANSWER, nobody_answers),
    (ANSWER, more_output),
)
