"""spinner_thread, checked by check50: run the program, look at what it printed."""

import re

import check50


@check50.check()
def exists():
    """spinner_thread.py exists"""
    check50.exists("spinner_thread.py")


@check50.check(exists)
def runs():
    """spinner_thread.py runs and ends by itself"""
    return check50.run("python3 spinner_thread.py").stdout(timeout=20)


@check50.check(runs)
def announces(output):
    """announces a thread that isn't started yet"""
    first = output.partition("\n")[0]
    if not re.fullmatch(r"spinner object: <Thread\(.+, initial\)>\r?", first):
        raise check50.Mismatch("spinner object: <Thread(Thread-1 (spin), initial)>", first)
    return output


@check50.check(announces)
def spins(output):
    r"""draws |, /, - and \ in turn for three seconds"""
    drawn = "".join(re.findall(r"([|/\-\\]) (?=\w)", output.partition("\n")[2]))
    if not re.fullmatch(r"(\|/-\\){6,8}(\|(/(-)?)?)?", drawn):
        hint = "is the thread started before slow_function is called?" if not drawn else None
        raise check50.Mismatch("|/-\\" * 7 + "|/", drawn or "(no frame at all)", help=hint)
    return output


@check50.check(spins)
def answers(output):
    """prints Answer: 42 on a clean line"""
    last = on_screen(output).rpartition("\n")[2]
    if last != "Answer: 42":
        hint = "is the spinner erased before the answer is printed?" if "Answer: 42" in last else None
        raise check50.Mismatch("Answer: 42", last, help=hint)


def on_screen(output):
    """Play backspaces, carriage returns and the erasing of a row's rest, as a terminal would."""
    row, column, rows = [], 0, []
    for char in re.findall(r"\x1b\[K|.", output.replace("\r\n", "\n"), re.DOTALL):
        if char == "\n":
            rows.append("".join(row).rstrip())
            row, column = [], 0
        elif char == "\x1b[K":
            del row[column:]
        elif char in "\b\r":
            column = 0 if char == "\r" else max(0, column - 1)
        else:
            row[column : column + 1] = [char]
            column += 1
    return "\n".join(rows)
