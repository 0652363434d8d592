"""How the worksheets stand, for the manager alone."""

from __future__ import annotations

from datetime import date

from debrief.chapters.planning import count_of, planned_mail
from debrief.chapters.scene import Scene
from debrief.model import Commitment, PracticeBook, Review
from debrief.team import Team

NAME = "funnel_worksheets"
WAITING = ("asked_funnel", "awaited", "sent")  # states of a worksheet that may still be answered
# A mail program cuts a mail off at about 100 kB: what a large team promised is attached instead.
MOST_COMMITMENTS = 60
MOST_UNREAD = 20
MOST_WORDS = 300  # of what could not be read, and of a deed
FILE = "commitments"


def status_told(review: Review, scene: Scene) -> Review:
    """Tell the manager, and only the manager, who has not answered and what the others promised."""
    names = {p.email: p.name for p in scene.team.reps}

    def of(*states: str) -> list[str]:
        return [names[w.rep] for w in sheets if w.state in states and w not in unread]

    sheets = [w for w in review.worksheets if w.rep in names]  # who left is asked for nothing
    unread = [w for w in sheets if w.state in (*WAITING, "unread") and w.unclear]
    rows = team_commitments(review, scene.team, scene.book)
    shown = rows
    if len(rows) > MOST_COMMITMENTS:
        shown = sorted(rows, key=lambda row: str(row["due"] or date.max))[:MOST_COMMITMENTS]
    return planned_mail(
        review,
        scene,
        NAME,
        "worksheets_status",
        scene.team.manager,
        {
            "answered": of("answered"),
            "unread": [
                {"rep": names[w.rep], "words": "\n".join(w.unclear)[:MOST_WORDS]}
                for w in unread[:MOST_UNREAD]
            ],
            "more_unread": [names[w.rep] for w in unread[MOST_UNREAD:]],
            "missing": of(*WAITING),
            "silent": of("silent"),
            "commitments": [{**row, "action": str(row["action"])[:MOST_WORDS]} for row in shown],
            "promised": len(rows),
        },
        attach=(FILE,) if len(rows) > MOST_COMMITMENTS else (),
        generation=count_of(review, "worksheets_status") + 1,
    )


def team_commitments(review: Review, team: Team, book: PracticeBook) -> list[dict[str, object]]:
    """Return what the whole team promised, each with the name of the rep."""
    names = {p.email: p.name for p in team.reps}
    return [
        {"rep": names[w.rep], **row}
        for w in review.worksheets
        if w.rep in names
        for row in commitment_rows(w.commitments, book)
    ]


def commitment_rows(
    commitments: tuple[Commitment, ...], book: PracticeBook
) -> list[dict[str, object]]:
    """Return commitments as templates take them."""
    rows: list[dict[str, object]] = []
    for c in commitments:
        practice = book.get(c.practice) if c.practice is not None else None
        rows.append(
            {
                "number": c.number,
                "opportunity": c.opportunity,
                "practice": c.practice,
                "practice_text": practice.text if practice else None,
                "action": c.action,
                "due": c.due.isoformat() if c.due else None,
                "state": c.state,
                "helped": c.helped,
            }
        )
    return rows
