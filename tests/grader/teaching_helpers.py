"""How the tests of what is taught come to findings: the checks are called one by one, without a pytest around them."""

from collections.abc import Mapping
from pathlib import Path

from parent_helpers import checks_of, kata_module
from runs import ATTEMPTS

from grader.attempt import Source
from grader.backstage import Backstage
from grader.checks import CheckFailed, NotDone
from grader.grading import Grading, seeded
from grader.verdict import CheckResult, Finding

KINDS: Mapping[str, str] = {"spinner_thread": "thread", "spinner_asyncio": "asyncio"}


async def taught(backstage: Backstage, kata: str, data: bytes, *, seed: int = 1) -> dict[str, Finding]:
    """Return the findings of the checks that fail, completed, by id in order; ``broken`` where none can be judged."""
    module = kata_module(kata).KATA
    source = Source(kata, Path(f"{kata}.py"), f"{kata}.py", data)
    grading = Grading(module, module.scenarios(seeded(seed, kata)), source, None, backstage)
    found: dict[str, Finding] = {}
    for name, (terms, function) in checks_of(kata).items():
        if grading.blocker(terms.rests_on) is not None:
            grading.results[name] = CheckResult(name, "", "blocked", terms.bonus)
            continue
        grading.begin_check(name)
        grading.results[name] = CheckResult(name, "", "passed", terms.bonus)
        try:
            await function(grading.play)
        except CheckFailed as failure:
            if grading.broken is not None:
                found = {"broken": grading.broken}
                break
            grading.results[name] = CheckResult(name, "", "failed", terms.bonus)
            found[name] = await grading.refer(name, failure)
        except NotDone:
            grading.results[name] = CheckResult(name, "", "blocked", terms.bonus)
    await grading.close()
    return found


async def first(backstage: Backstage, name: str) -> tuple[str, Finding]:
    """Return the first finding on an attempt of the collection, as ``spinner_thread/no_flush``, and its check."""
    kata, stem = name.split("/")
    found = await taught(backstage, kata, (ATTEMPTS / kata / "wrong" / f"{stem}.py").read_bytes())
    return next(iter(found.items()))
