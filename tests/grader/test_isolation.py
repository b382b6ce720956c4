"""Nothing of an attempt runs in the parent, nothing of the parent on the stage, nothing of the caller's in either."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from parent_helpers import check_text, lesson, solution
from runs import KATAS, ROOT, SPINNERS, check, environment, failed, without_seconds

SOURCES = ROOT / "src" / "grader"
STAGE = sorted((SOURCES / "stage").glob("*.py"))
PARENT = sorted({*SOURCES.rglob("*.py")} - {*STAGE})
MODULES = [*STAGE, *PARENT]


def imports(path: Path) -> Iterator[str]:
    """Go through the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}, line {node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    """Return a module's path from `src/grader` on."""
    return path.relative_to(SOURCES).as_posix()


# --- who imports what ---------------------------------------------------------------------------------------------


def test_package_imports_nothing() -> None:
    """`grader/__init__.py` imports nothing: the stage's processes execute it, too."""
    assert list(imports(SOURCES / "__init__.py")) == []


@pytest.mark.parametrize("path", STAGE, ids=name_of)
def test_stage_imports(path: Path) -> None:
    """The stage imports the stage, the wire and the standard library."""
    foreign = [
        name
        for name in imports(path)
        if not name.startswith(("grader.stage", "grader.wire")) and name.split(".")[0] not in sys.stdlib_module_names
    ]

    assert foreign == []


def test_wire_imports() -> None:
    """What both sides share imports only the standard library."""
    assert {name.split(".")[0] for name in imports(SOURCES / "wire.py")} <= sys.stdlib_module_names


@pytest.mark.parametrize("path", PARENT, ids=name_of)
def test_parent_imports(path: Path) -> None:
    """The parent never imports the stage, nor anything that executes what a file says."""
    forbidden = ("grader.stage", "pickle", "marshal", "runpy", "shelve")

    assert [name for name in imports(path) if name.startswith(forbidden)] == []


@pytest.mark.parametrize("path", PARENT, ids=name_of)
def test_parent_executes_nothing(path: Path) -> None:
    """The parent neither evaluates nor compiles any text."""
    calls = [node.func.id for node in ast.walk(ast.parse(path.read_bytes())) if _calls_by_name(node)]  # type: ignore[attr-defined]

    assert set(calls) & {"eval", "exec", "compile", "__import__"} == set()


def _calls_by_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


@pytest.mark.parametrize("path", STAGE, ids=name_of)
def test_no_kata_on_stage(path: Path) -> None:
    """The stage knows no kata: neither by its name nor by a name of its contract."""
    text = path.read_text("utf-8")

    assert [word for word in (*KATAS, "slow_function", "supervisor") if word in text] == []


def test_stage_process() -> None:
    """What a stage's process has imported from the project is the stage and the wire; pytest isn't among it."""
    program = "import sys; import grader.stage.server; print(*sorted(sys.modules))"
    path = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})"
    command = [sys.executable, "-S", "-s", "-P", "-c", f"{path}; {program}"]
    modules = subprocess.run(command, env={}, capture_output=True, text=True, check=True).stdout.split()
    own = {name for name in modules if name.startswith("grader")}

    assert {name for name in own if not name.startswith("grader.stage")} == {"grader", "grader.wire"}
    assert {name.split(".")[0] for name in modules} & {"pytest", "pyte", "rich", "pytest_asyncio"} == set()


# --- the attempt's folder -----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the reference solutions."""
    for kata in SPINNERS:
        (tmp_path / f"{kata}.py").write_text(solution(kata), "utf-8")
    return tmp_path


def test_unchanged(folder: Path) -> None:
    """A check leaves the attempt's folder as it was: no `__pycache__`, the same times."""
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()}
    about = folder.stat().st_mtime_ns
    checked = check(folder)

    assert checked.code == 0
    assert {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir()} == before
    assert folder.stat().st_mtime_ns == about


def test_read_only(folder: Path) -> None:
    """A folder that nobody may write to is graded like any other."""
    folder.chmod(0o555)
    try:
        assert check(folder).code == 0
    finally:
        folder.chmod(0o755)


@pytest.mark.parametrize("kata", SPINNERS)
def test_stale_bytecode(kata: str, folder: Path) -> None:
    """What was compiled of an earlier attempt is not what is graded."""
    cached = folder / "__pycache__"
    cached.mkdir()
    for name in (f"{kata}.cpython-{sys.version_info[0]}{sys.version_info[1]}.pyc", f"{kata}.pyc"):
        (cached / name).write_bytes(b"junk")

    assert check(folder, "--kata", kata).code == 0


def test_neighbour(folder: Path) -> None:
    """A module beside the attempt can't be imported, and the report says so with the line."""
    (folder / "helper.py").write_text("CHARS = '|/-'\n", "utf-8")
    checked = check_text(folder, "spinner_thread", f"import helper\n{solution('spinner_thread')}")

    assert (checked.code, checked.kata["status"], checked.kata["finding"]["line"]) == (1, "broken", 1)
    assert "helper" in checked.kata["finding"]["seen"]
    assert "one file" in checked.kata["finding"]["hint"]


SHADOWS = ("asyncio", "conftest", "json", "pyte", "pytest", "queue", "threading")


def test_shadows(folder: Path) -> None:
    """Files with the names of modules are nobody's modules, not even where the check is run in their folder."""
    for name in SHADOWS:
        (folder / f"{name}.py").write_text(f"raise SystemExit('{name} of the attempt was imported')\n", "utf-8")
    checked = check(folder, cwd=folder)

    assert (checked.errors, checked.code) == ("", 0)


def test_pytest_settings_beside_the_attempt(folder: Path) -> None:
    """No settings of pytest's in the attempt's folder change the verdict."""
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n", "utf-8")

    assert check(folder, cwd=folder).code == 0


# --- who executes the attempt -------------------------------------------------------------------------------------


def test_parent_never_imports_the_attempt(tmp_path: Path) -> None:
    """The attempt is executed in other processes than the one that gives the verdict."""
    source = solution("spinner_thread") + '\nimport os, sys\nprint("imported by", os.getpid(), *sys.argv)\n'
    path = tmp_path / "spinner_thread.py"
    path.write_text(source, "utf-8")
    program = (
        "import sys, grader.cli\n"
        f"code = grader.cli.main(['check', {str(path)!r}, '--format', 'json', '--seed', '1'])\n"
        "mine = [name for name in sys.modules if name == 'spinner_thread' or name.startswith('grader.stage')]\n"
        "print(code, mine, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment({}), capture_output=True, text=True, check=True
    )

    assert done.stderr.split() == ["1", "[]"]
    assert "imported by" not in done.stdout


def test_nothing_of_the_attempt_is_printed(folder: Path) -> None:
    """What an attempt prints, on whichever stream, is not in the caller's terminal."""
    loud = "def slow_function():\n    import os, sys\n    print('LOUD', file=sys.stderr)\n    os.write(2, b'LOUD')\n"
    checked = check_text(
        folder, "spinner_thread", f"{solution('spinner_thread')}\nquiet = slow_function\n{loud}    return quiet()\n"
    )

    assert checked.code == 0
    assert "LOUD" not in checked.text + checked.errors


# --- what the caller doesn't hear ---------------------------------------------------------------------------------

INTERRUPTED = """\
    try:
        signal.raise_signal(signal.SIGINT)
        time.sleep(1)
    except KeyboardInterrupt:
        time.sleep(3)
"""


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize("options", [(), ("--no-fork",), ("--real",)])
def test_ignored_signals(options: tuple[str, ...], tmp_path: Path) -> None:
    """A caller that ignores Ctrl-C, as a shell's background job does, changes nothing for the attempt."""
    path = tmp_path / "spinner_thread.py"
    interrupts = solution("spinner_thread").replace("    time.sleep(3)\n", INTERRUPTED)
    path.write_text(interrupts.replace("import sys\n", "import signal\nimport sys\n"), encoding="utf-8")
    ignoring = ("bash", "-c", 'trap "" INT QUIT; exec "$@"', "bash")

    assert check(path, *options, within=ignoring).kata["status"] == "passed"


# --- the caller's environment -------------------------------------------------------------------------------------

ENVIRONMENT = {
    "PYTHONUNBUFFERED": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "0",
    "PYTHONIOENCODING": "latin-1",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONDEVMODE": "1",
    "PYTHONOPTIMIZE": "1",
    "PYTHONWARNINGS": "error",
    "PYTEST_ADDOPTS": "--collect-only",
    "PYTEST_PLUGINS": "no_such_plugin",
    "PY_COLORS": "1",
    "LC_ALL": "C",
    "TERM": "dumb",
    "COLUMNS": "20",
}


@pytest.mark.parametrize(
    "names",
    [("PYTHONUNBUFFERED",), ("PYTHONOPTIMIZE",), ("PYTEST_ADDOPTS",), ("PYTEST_PLUGINS",), tuple(ENVIRONMENT)],
    ids=lambda names: names[0] if len(names) == 1 else "all",
)
def test_environment(names: tuple[str, ...]) -> None:
    """Variables in the caller's environment change nothing in the verdict."""
    path = ROOT / "tests" / "attempts" / "spinner_thread" / "wrong" / "no_flush.py"
    checked = check(path, "--kata", "spinner_thread", env={name: ENVIRONMENT[name] for name in names})

    assert (checked.code, failed(checked.kata)) == (1, ["visible"])


def test_path_of_the_caller(folder: Path) -> None:
    """What is on the caller's path is not on the attempt's."""
    (folder / "helper.py").write_text("", "utf-8")
    (folder / "spinner_asyncio.py").unlink()
    (folder / "spinner_thread.py").write_text(f"import helper\n{lesson('spinner_thread')}", "utf-8")
    path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))

    assert check(folder / "spinner_thread.py", env={"PYTHONPATH": path}).kata["status"] == "broken"


@pytest.mark.long
def test_from_anywhere(tmp_path: Path, folder: Path) -> None:
    """The verdict is the same wherever the check is run."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    assert without_seconds(check(folder, cwd=elsewhere)) == without_seconds(check(folder))
