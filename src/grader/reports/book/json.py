"""The gradebook for programs, version 1. `gradebook.schema.json` beside this module describes it."""

import json
from collections.abc import Mapping

from grader.classroom.records import Gradebook, Mark, Row
from grader.course import Course
from grader.reports import Look
from grader.reports.book import page_of
from grader.reports.json import whole

VERSION = 1


def render(book: Gradebook, look: Look) -> str:
    """Return it in ASCII, as the report on one attempt, with a line feed at its end; its keys are English."""
    data = {
        "version": VERSION,
        "course": _course(book.course),
        "seed": book.seed,
        "python": book.python,
        "katas": [_kata(kata, book, look) for kata in book.katas],
        "learners": [_row(row, look) for row in book.rows],
    }
    return json.dumps(data, indent=1, allow_nan=False) + "\n"


def _course(course: Course) -> Mapping[str, object]:
    return {"title": whole(course.title), "bonus": course.bonus, "rule": course.rule, "percent": course.percent}


def _kata(kata: str, book: Gradebook, look: Look) -> Mapping[str, object]:
    bonuses = book.bonuses.get(kata, ())
    return {
        "kata": kata,
        "checks": [
            {"id": check, "sentence": whole(look.language(sentence)), "bonus": check in bonuses}
            for check, sentence in book.sentences.get(kata, {}).items()
        ],
    }


def _row(row: Row, look: Look) -> Mapping[str, object]:
    return {
        "learner": whole(row.learner),
        "slug": whole(row.slug),
        "passed": row.passed,
        "outcome": row.outcome,
        "points": row.points,
        "max_points": row.max_points,
        "bonus_points": row.bonus_points,
        "problem": None if row.problem is None else whole(look.language(row.problem)),
        "remarks": [whole(look.language(remark)) for remark in row.remarks],
        "page": None if row.problem is not None else whole(page_of(row.slug)),
        "katas": [_mark(mark, look) for mark in row.marks],
    }


def _mark(mark: Mark, look: Look) -> Mapping[str, object]:
    return {
        "kata": mark.kata,
        "status": mark.status,
        "cause": mark.cause,
        "points": mark.points,
        "max_points": mark.max_points,
        "bonus_points": mark.bonus_points,
        "first_failed": mark.first,
        "line": mark.line,
        "seen": whole(look.language(mark.seen)),
        "checks": dict(mark.checks),
    }
