"""A sample context for every message: realistic, invented, on *.example addresses."""

from __future__ import annotations

import datetime as dt
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from debrief.model import Facts, Practice, PracticeBook
from debrief.practices.practices import book_context
from debrief.practices.questions import (
    REMINDERS,
    as_context,
    opening_for,
    questions_for,
    rep_questions_for,
    written_questions_for,
)
from debrief.rendering import Renderer
from debrief.reports.plots import clock_plot, practice_plot, reason_plot, svg_of
from debrief.team import Company, Money, Person, Team

TEAM = Team(
    company=Company(name="Fenwright Software", domain="fenwright.example"),
    manager=Person(
        name="Marta Lindqvist", email="marta@fenwright.example", time_zone="Europe/Berlin"
    ),
    reps=(
        Person(name="Owen Adeyemi", email="owen@fenwright.example", time_zone="Europe/Berlin"),
        Person(name="Inês Carvalho", email="ines@fenwright.example", time_zone="Europe/Lisbon"),
        Person(name="Ravi Menon", email="ravi@fenwright.example", time_zone="America/Chicago"),
        Person(
            name="Hanne Vestergaard", email="hanne@fenwright.example", time_zone="Europe/Berlin"
        ),
        Person(name="Tomasz Wilk", email="tomasz@fenwright.example", time_zone="Europe/Warsaw"),
    ),
    major_deal_threshold=Money(amount=100_000, currency="EUR"),
)
FIRST_MAIL = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
BETWEEN = timedelta(minutes=90)
MANAGER, OWEN, INES, RAVI, HANNE, TOMASZ = TEAM.people()
CUSTOMER = ("Joanna Bright", "joanna.bright@saltmarsh-freight.example")
CUSTOMER_ZONE = "America/New_York"

FACTS = Facts(
    customer_name=CUSTOMER[0],
    customer_email=CUSTOMER[1],
    company="Saltmarsh Freight",
    deal="Yard planning for nine depots",
    amount=186_000,
    currency="EUR",
    rep_email=OWEN.email,
    competitor="Cormorant Systems",
    priorities=("a switch without downtime", "price over five years", "support at night"),
    reason_given="They felt safer with a partner who had moved depots of this size before.",
    date=dt.date(2026, 11, 23),
)

START = "2026-11-26T15:00:00+00:00"
END = "2026-11-26T15:30:00+00:00"
ALTERNATIVES = [
    {"start": "2026-11-27T14:30:00+00:00", "end": "2026-11-27T15:00:00+00:00"},
    {"start": "2026-11-30T18:00:00+00:00", "end": "2026-11-30T18:30:00+00:00"},
]
QUESTIONS = as_context(questions_for(FACTS))
ANSWERS = [
    {
        "number": item["number"],
        "question": item["text"],
        "text": text,
        "rep_text": rep,
    }
    for item, text, rep in zip(
        QUESTIONS,
        [
            "They came with two of their depot engineers and a plan for the weekend of the switch.",
            "Close on price.\nBehind on the switch: we never saw how it would go.",
            "That our night shift is a third of the business.",
            "Bring the people who will do the work to the second meeting.",
            "Yes, the ports are up for review in the spring.",
        ],
        ["They were cheaper.", "Ahead on support, I thought.", None, None, "Hard to say."],
        strict=True,
    )
]
PRACTICES = [
    {
        "number": 7,
        "text": "Bring the people who will do the work to the second meeting",
        "words": "Bring the people who will do the work to the second meeting.",
        "credit": "Saltmarsh Freight",
    },
    {
        "number": 8,
        "text": "Show a plan for the day of the switch before the price",
        "words": "We never saw how it would go.",
        "credit": "Saltmarsh Freight",
    },
]
ROWS = [
    {
        "number": 1,
        "name": "Gate control",
        "company": "Hollins Quarries",
        "amount_text": "EUR 92,000",
        "stage": "Proposal",
        "close_date": "2026-12-18",
    },
    {
        "number": 2,
        "name": "Depot planning Gdynia",
        "company": "Baltic Parcel",
        "amount_text": "EUR 240,000",
        "stage": "Negotiation",
        "close_date": "2027-01-29",
    },
    {
        "number": 3,
        "name": "Pilot, two yards",
        "company": "",
        "amount_text": "",
        "stage": "",
        "close_date": None,
    },
]
COMMITMENTS = [
    {
        "number": 1,
        "rep": "Inês Carvalho",
        "opportunity": "Depot planning Gdynia",
        "practice": 7,
        "practice_text": PRACTICES[0]["text"],
        "action": "ask Piotr from delivery to join on site",
        "due": "2026-12-04",
    },
    {
        "number": 2,
        "rep": "Ravi Menon",
        "opportunity": "Gate control",
        "practice": 8,
        "practice_text": PRACTICES[1]["text"],
        "action": "send the switch plan before the offer",
        "due": "2026-12-09",
    },
]
COMMITMENTS_UNDATED = [{**COMMITMENTS[1], "number": 3, "due": None}]
GROUPS = [["Owen Adeyemi", "Ravi Menon", "Hanne Vestergaard"], ["Inês Carvalho", "Tomasz Wilk"]]
AGENDA = [
    {"minutes": 10, "title": "What we learned", "text": "Marta tells what the customer said."},
    {"minutes": 15, "title": "In groups", "text": "What else have we seen work?"},
    {"minutes": 10, "title": "Share-out", "text": "Each group's best idea."},
    {"minutes": 10, "title": "Our funnels", "text": "Where could we use it this month?"},
]
CALL = {
    "start": START,
    "end": END,
    "zone": CUSTOMER_ZONE,
    "our_zone": "Europe/Berlin",
    "alternatives": ALTERNATIVES,
    "link": "https://meet.fenwright.example/joanna-26",
    "rep_name": "Owen Adeyemi",
    "guests": ["Theo Marsh"],
    "minutes": 30,
}
CHASE: dict[str, Any] = {
    "nth": 1,
    "start": START,
    "zone": CUSTOMER_ZONE,
    "our_zone": "Europe/Berlin",
    "alternatives": ALTERNATIVES,
}
RECEIPT: dict[str, Any] = {
    "mode": "ask",
    "why": "The customer writes that they have signed with another supplier.",
    "confidence": 0.93,
    "missing": [],
    "changed": [],
    "doubts": [],
    "threshold_text": "EUR 100,000",
    "zone": CUSTOMER_ZONE,
    "zone_source": "from the phone number in the signature",
    "plan": [
        "Joanna Bright gets an invitation to a 30-minute call with you and Owen.",
        "You get the five questions as soon as the call is booked.",
    ],
    "starts": False,
    "both_with": "",
    "waits_since": None,
    "unread": ["They liked our team but went for a cheaper offer."],
}
NOTES_REQUEST: dict[str, Any] = {
    "questions": QUESTIONS,
    "start": START,
    "again": False,
    "missing": [],
    "no_call": False,
}
DRAFTS: dict[str, Any] = {
    "drafts": [
        {
            "number": 1,
            "text": "Bring the people who will do the work to the second meeting",
            "words": "Bring the people who will do the work to the second meeting.",
            "origin": "recommendation",
            "similar": [{"number": 3, "text": "Take a technician along once a deal is serious"}],
            "near": [],
            "hints": [],
        },
        {
            "number": 2,
            "text": "Show a plan for the day of the switch before the price",
            "words": "They came with a plan for the weekend of the switch.",
            "origin": "winner",
            "similar": [],
            "near": [1],
            "hints": [{"words": "dropped the ball", "instead": "which step was missing"}],
        },
    ],
    "changed": [],
    "doubts": [],
    "from_groups": False,
    "again": False,
}
CALL_UPDATE: dict[str, Any] = {
    "event": "accepted",
    "start": START,
    "zone": CUSTOMER_ZONE,
    "quote": "Happy to. Thursday works well for me.",
    "next": "You get the five questions again one hour before. Reply `stop` to end the review.",
    "needs_reply": False,
}
MONTHLY: dict[str, Any] = {
    "month": "November 2026",
    "waiting": [
        {"title": "Pemberton Ceramics – lab refresh", "since": "2026-11-09T14:36:00+00:00"}
    ],
    "reviews": [
        {
            "title": "Saltmarsh Freight – Yard planning for nine depots",
            "days": {
                "loss_to_ask": 0,
                "ask_to_call": 3,
                "call_to_practice": 0,
                "practice_to_meeting": 4,
                "meeting_to_worksheets": 2,
            },
            "outcome": "held",
            "amount_text": "EUR 186,000",
        },
        {
            "title": "Quern Bakeries – Route planner",
            "days": {
                "loss_to_ask": 1,
                "ask_to_call": None,
                "call_to_practice": None,
                "practice_to_meeting": None,
                "meeting_to_worksheets": None,
            },
            "outcome": "declined",
            "amount_text": "EUR 131,000",
        },
    ],
    "n": 2,
    "earlier": 3,
    "fewest": 5,
    "answers": 4,
    "clock_claim": {"n": 9, "of": 14, "days": 3.5},
    "reasons": [
        {"reason": "references and experience", "count": 8},
        {"reason": "price", "count": 6},
    ],
    "reasons_n": 14,
    "gaps": [
        {
            "title": "Saltmarsh Freight",
            "customer": "We never saw how the switch would go.",
            "rep": "They were cheaper.",
        }
    ],
    "gap": {
        "n": 9,
        "same": 4,
        "rows": [
            {"reason": "references and experience", "customer": 6, "rep": 2},
            {"reason": "price", "customer": 3, "rep": 7},
        ],
    },
    "practices": [
        {
            "number": 7,
            "text": PRACTICES[0]["text"],
            "promised": 6,
            "new": 2,
            "applied": 4,
            "helped": 3,
            "not_helped": 1,
            "won": 2,
            "lost": 1,
        }
    ],
}
MONTHLY["checks"] = [
    {
        "number": 3,
        "text": "Take a technician along once a deal is serious",
        "promised": 2,
        "helped": 1,
    }
]
MONTHLY["plots"] = [
    clock_plot(MONTHLY["reviews"]),
    reason_plot(MONTHLY["gap"]),
    practice_plot(MONTHLY["practices"]),
]

# name of the sample -> (template, recipient, context); every message at least once, its modes too
NOTES_CHECK = {
    "words": "She was tired of our portal and wants it simpler.",
    "proposed": [
        {
            "number": 2,
            "question": QUESTIONS[1]["text"],
            "text": "She was tired of our portal and wants it simpler.",
        }
    ],
    "no_call": False,
    "may_offer": True,
    "adds": False,
    "lead": "",
}
SAMPLES: dict[str, tuple[str, Person | tuple[str, str], dict[str, Any]]] = {
    "receipt": ("receipt", MANAGER, RECEIPT),
    "receipt request": (
        "receipt",
        MANAGER,
        RECEIPT | {"mode": "request", "starts": True, "changed": [["amount", "EUR 186,000"]]},
    ),
    "receipt underway": (
        "receipt",
        MANAGER,
        RECEIPT
        | {
            "mode": "underway",
            "changed": [["amount", "EUR 186,000"]],
            "plan": ["Owen is invited now to the call. The time stays."],
        },
    ),
    "receipt held": (
        "receipt",
        MANAGER,
        RECEIPT | {"mode": "held", "doubts": [{"line": "only after Friday", "nearest": None}]},
    ),
    "receipt later": (
        "receipt",
        MANAGER,
        RECEIPT | {"mode": "later", "starts": False, "start_on": "2026-12-07T09:00:00+00:00"},
    ),
    "receipt wish": (
        "receipt",
        MANAGER,
        RECEIPT | {"mode": "wish", "wishes": ["Please do not contact me again."]},
    ),
    "receipt again": (
        "receipt",
        MANAGER,
        RECEIPT | {"mode": "again", "both_with": "Eleanor Whitcombe"},
    ),
    "receipt, a reminder": (
        "receipt",
        MANAGER,
        RECEIPT | {"mode": "held", "waits_since": "2026-11-23T09:00:00+00:00"},
    ),
    "receipt old": ("receipt", MANAGER, RECEIPT | {"mode": "old"}),
    "receipt lost track": ("receipt", MANAGER, RECEIPT | {"mode": "lost_track"}),
    "receipt minor": ("receipt", MANAGER, RECEIPT | {"mode": "minor", "plan": []}),
    "receipt amount_unknown": (
        "receipt",
        MANAGER,
        RECEIPT | {"mode": "amount_unknown", "missing": ["amount"]},
    ),
    "receipt size open": ("receipt", MANAGER, RECEIPT | {"mode": "size_open"}),
    "receipt unsure": ("receipt", MANAGER, RECEIPT | {"mode": "unsure", "confidence": 0.5}),
    "receipt incomplete": (
        "receipt",
        MANAGER,
        RECEIPT
        | {
            "mode": "incomplete",
            "missing": ["customer_email", "competitor"],
            "doubts": [{"line": "amonut 120k", "nearest": "amount: 120k"}],
        },
    ),
    "stopped": ("stopped", MANAGER, {"cancelled_meeting": True, "in_doubt": False, "won": False}),
    "stopped, won after all": (
        "stopped",
        MANAGER,
        {"cancelled_meeting": True, "in_doubt": False, "won": True},
    ),
    "passed on by a rep": ("passed_on", INES, {"loss": True}),
    "a rep's word": ("passed_on", INES, {"loss": False}),
    "stopped in doubt": (
        "stopped",
        MANAGER,
        {"cancelled_meeting": False, "in_doubt": True, "won": False},
    ),
    "merged": (
        "merged",
        MANAGER,
        {
            "other_sender": "crm@fenwright.example",
            "other_subject": "Closed Lost: Saltmarsh Freight",
            "added": [["amount", "EUR 186,000"], ["competitor", "Cormorant Systems"]],
            "differs": [],
            "stopped": False,
            "logged": False,
        },
    ),
    "merged into a stopped review": (
        "merged",
        MANAGER,
        {
            "other_sender": "crm@fenwright.example",
            "other_subject": "Closed Lost: Saltmarsh Freight",
            "added": [],
            "differs": [["amount", "186,000", "168,000"]],
            "stopped": True,
            "logged": False,
        },
    ),
    "merged into a small deal": (
        "merged",
        MANAGER,
        {
            "other_sender": "crm@fenwright.example",
            "other_subject": "Closed Lost: Saltmarsh Freight",
            "added": [],
            "differs": [["amount", "6,000", "186,000"]],
            "stopped": False,
            "logged": True,
        },
    ),
    "confirm_command": (
        "confirm_command",
        MANAGER,
        {
            "what": "stop the review",
            "from_email": MANAGER.email,
            "why": "its sender could not be verified",
            "thread": "",
            "said": "",
        },
    ),
    "confirm_command about another deal": (
        "confirm_command",
        MANAGER,
        {
            "what": "Thursday 10am",
            "said": "ok, pls move Oberrain to Thursday 10am",
            "from_email": MANAGER.email,
            "why": "",
            "thread": "Ashdown Mills – line sensors",
        },
    ),
    "covered": (
        "covered",
        MANAGER,
        {"whom": "Eleanor Whitcombe", "about": "kiln monitoring", "booked": False},
    ),
    "rep_unavailable": (
        "rep_unavailable",
        MANAGER,
        {
            "rep_name": "Owen Adeyemi",
            "unseen": False,
            "first_start": "2026-12-02T15:00:00+00:00",
            "alone_start": START,
        },
    ),
    "rep_unavailable unseen": (
        "rep_unavailable",
        MANAGER,
        {"rep_name": "Owen Adeyemi", "unseen": True, "first_start": None, "alone_start": START},
    ),
    "call_update": ("call_update", MANAGER, CALL_UPDATE),
    "question_script": (
        "question_script",
        MANAGER,
        {
            "soon": False,
            "start": START,
            "end": END,
            "zone": "Europe/Berlin",
            "customer_zone": CUSTOMER_ZONE,
            "questions": QUESTIONS,
            "opening": opening_for(FACTS, MANAGER),
            "reminders": list(REMINDERS),
            "covers": ["lab refresh (USD 120,000, lost to Tellurix)"],
            "rep_view": {"1": "They were cheaper.", "2": "Ahead on support, I thought."},
        },
    ),
    "question_script soon": (
        "question_script",
        MANAGER,
        {
            "soon": True,
            "start": START,
            "end": END,
            "zone": "Europe/Berlin",
            "customer_zone": "Europe/Berlin",
            "questions": [
                {**asked, "theirs": theirs.text}
                for asked, theirs in zip(QUESTIONS, written_questions_for(FACTS, "de"), strict=True)
            ],
            "tongue": "German",
            "opening": opening_for(FACTS, MANAGER),
            "reminders": list(REMINDERS),
            "rep_view": {},
            "covers": [],
        },
    ),
    "notes_request": ("notes_request", MANAGER, NOTES_REQUEST),
    "notes_request again": (
        "notes_request",
        MANAGER,
        NOTES_REQUEST | {"again": True, "missing": [3, 5]},
    ),
    "notes_request no_call": (
        "notes_request",
        MANAGER,
        NOTES_REQUEST | {"no_call": True, "start": None},
    ),
    "notes_readback": (
        "notes_readback",
        MANAGER,
        {
            "answers": ANSWERS,
            "missing": [],
            "opinion": "I think we were too late with the plan.",
            "hints": [{"words": "should have known", "instead": "what we know now"}],
            "unplaced": ["ask Tomasz about the ports"],
            "withheld": [],
        },
    ),
    "notes_readback withheld": (
        "notes_readback",
        MANAGER,
        {
            "answers": ANSWERS,
            "missing": [],
            "opinion": "",
            "hints": [{"words": "Owen", "instead": "what happened, without a name"}],
            "unplaced": [],
            "withheld": [1, 2],
        },
    ),
    "practice_drafts": ("practice_drafts", MANAGER, DRAFTS),
    "practice_drafts again": (
        "practice_drafts",
        MANAGER,
        DRAFTS
        | {
            "again": True,
            "from_groups": True,
            "changed": ["2 is now: Show the switch plan first"],
            "doubts": [{"line": "dorp 3", "nearest": "drop 3"}],
        },
    ),
    "drafts_wait": ("drafts_wait", MANAGER, {"again": "2026-12-02T09:00:00+00:00"}),
    "practices_decided": (
        "practices_decided",
        MANAGER,
        {
            "published": [{"number": 7, "text": "Show the switch plan in the first meeting."}],
            "left_out": [{"number": 2, "text": "Name one contact for the whole move."}],
            "withdrawn": [{"number": 6, "text": "Call before you write."}],
            "rep_first": True,
            "taken_back": None,
        },
    ),
    "practices_decided too late": (
        "practices_decided",
        MANAGER,
        {
            "published": [{"number": 7, "text": "Show the switch plan in the first meeting."}],
            "left_out": [{"number": 2, "text": "Name one contact for the whole move."}],
            "withdrawn": [],
            "rep_first": False,
            "taken_back": False,
        },
    ),
    "practices_decided none": (
        "practices_decided",
        MANAGER,
        {
            "published": [],
            "left_out": [{"number": 1, "text": "Name one contact for the whole move."}],
            "withdrawn": [],
            "rep_first": False,
            "taken_back": None,
        },
    ),
    "notes_later": ("notes_later", MANAGER, {"who": None, "until": None, "again": False}),
    "notes_later elsewhere": (
        "notes_later",
        MANAGER,
        {"who": "Ann", "until": None, "again": False},
    ),
    "notes_later promised": (
        "notes_later",
        MANAGER,
        {"who": None, "until": "2026-12-02T09:00:00+00:00", "again": True},
    ),
    "notes_check": ("notes_check", MANAGER, NOTES_CHECK),
    "notes_check adds": ("notes_check", MANAGER, NOTES_CHECK | {"adds": True, "may_offer": False}),
    "notes_check no call": (
        "notes_check",
        MANAGER,
        NOTES_CHECK | {"no_call": True, "proposed": [], "words": "I missed the call. Rebook?"},
    ),
    "help": (
        "help",
        OWEN,
        {
            "subject": "A question",
            "empty": False,
            "manager": False,
            "address": "debrief@fenwright.example",
        },
    ),
    "help empty": (
        "help",
        MANAGER,
        {
            "subject": "Fwd: Our decision",
            "empty": True,
            "manager": True,
            "address": "debrief@fenwright.example",
        },
    ),
    "spirits_note": (
        "spirits_note",
        MANAGER,
        {
            "people": [
                {
                    "name": "Owen Adeyemi",
                    "deals": ["Corvane kiln", "Line audit"],
                    "strengths": ["You answered every question within the hour."],
                },
                {
                    "name": "Ravi Menon",
                    "deals": ["Gate control"],
                    "strengths": ["Thank you for your patience."],
                },
            ],
            "tips": [
                "Take ten minutes alone, before the team meeting.",
                "Name the strength above.",
            ],
        },
    ),
    "meeting_choice": (
        "meeting_choice",
        MANAGER,
        {
            "reason": "calendars",
            "start": "2026-12-01T13:00:00+00:00",
            "missing_names": ["Ravi Menon"],
            "total": 6,
        },
    ),
    "meeting_choice nobody": (
        "meeting_choice",
        MANAGER,
        {
            "reason": "nobody",
            "start": "2026-12-01T13:00:00+00:00",
            "missing_names": ["Ravi Menon", "Hanne Vestergaard"],
            "total": 2,
        },
    ),
    "meeting_choice off": (
        "meeting_choice",
        MANAGER,
        {
            "reason": "off",
            "start": "2026-12-01T13:00:00+00:00",
            "missing_names": [],
            "total": 6,
        },
    ),
    "meeting_choice removed": (
        "meeting_choice",
        MANAGER,
        {
            "reason": "removed",
            "start": "2026-12-01T13:00:00+00:00",
            "missing_names": [],
            "total": 6,
        },
    ),
    "meeting_choice again": (
        "meeting_choice",
        MANAGER,
        {
            "reason": "again",
            "start": "2026-12-01T13:00:00+00:00",
            "missing_names": [],
            "total": 6,
        },
    ),
    "meeting_joined": (
        "meeting_joined",
        MANAGER,
        {
            "start": "2026-12-01T13:00:00+00:00",
            "other": "Norvale Foods – Line audit",
            "practices": ["Bring a reference from a plant like theirs."],
        },
    ),
    "meeting_word": (
        "meeting_word",
        MANAGER,
        {
            "who": "Ravi Menon",
            "about": "time",
            "words": "I'm at the dentist, could we do Thursday?",
            "start": "2026-12-01T13:00:00+00:00",
            "proposed": None,
            "offer": "2026-12-03T13:00:00+00:00",
            "suits": 5,
            "clash": True,
            "missing_names": ["Ravi Menon"],
            "total": 6,
            "team_size": 6,
        },
    ),
    "meeting_word late": (
        "meeting_word",
        MANAGER,
        {
            "who": "Ravi Menon",
            "about": "accepted",
            "words": "Could we speak about the price list as well?",
            "start": None,
            "proposed": None,
            "offer": None,
            "suits": 0,
            "clash": False,
            "missing_names": [],
            "total": 6,
            "team_size": 6,
        },
    ),
    "worksheets_status": (
        "worksheets_status",
        MANAGER,
        {
            "answered": ["Inês Carvalho", "Ravi Menon"],
            "missing": ["Tomasz Wilk"],
            "unread": [{"rep": "Owen Adeyemi", "words": "2: the blue one, you know"}],
            "more_unread": [],
            "silent": ["Hanne Vestergaard"],
            "commitments": COMMITMENTS,
            "promised": 2,
        },
    ),
    "commitments_overdue": (
        "commitments_overdue",
        MANAGER,
        {"rows": COMMITMENTS, "undated": COMMITMENTS_UNDATED},
    ),
    "funnel_preview": (
        "funnel_preview",
        MANAGER,
        {
            "funnels": [
                {
                    "rep": "Owen Adeyemi",
                    "count": 4,
                    "deals": [
                        "Gate control, EUR 92,000, Proposal, closes 18 December 2026",
                        "Depot planning Gdynia, EUR 240,000, Negotiation",
                    ],
                }
            ],
            "more_reps": [],
            "columns": [["the deal", "Opportunity Name"], ["the rep", "Opportunity Owner"]],
            "problems": ["pipeline.csv, line 7: amount 'tbd' is not understood; write it as 120k"],
            "more_problems": 2,
            "skipped": 3,
            "foreign": 1,
            "unowned": 2,
            "unused": ["Probability", "Next step"],
        },
    ),
    "practices_questioned": (
        "practices_questioned",
        MANAGER,
        {
            "checks": [
                {
                    "number": 4,
                    "text": "Bring a reference from a plant of the same size.",
                    "words": "Bring a reference from a plant like ours.",
                    "now": "Bring a reference from our industry.",
                },
                {
                    "number": 5,
                    "text": "Answer every mail within a day.",
                    "words": "Answer emails within a day.",
                    "now": "",
                },
            ]
        },
    ),
    "practices_checked": (
        "practices_checked",
        MANAGER,
        {
            "kept": ["P3", "P5"],
            "retired": ["P6"],
            "reworded": [{"number": 7, "text": "Take a technician along early"}],
            "doubts": [{"line": "dorp 4", "nearest": "drop 4"}],
        },
    ),
    "reconnect_event": (
        "reconnect_event",
        OWEN,
        {
            "on": "2027-03-15",
            "words": "Yes, the ports are up for review in the spring.",
            "state": "planned",
        },
    ),
    "reconnect_event cancelled": (
        "reconnect_event",
        OWEN,
        {"on": "2027-03-15", "words": "No, not in the next years.", "state": "cancelled"},
    ),
    "reconnect": (
        "reconnect",
        MANAGER,
        {"on": "2027-03-15", "words": "Yes, the ports are up for review in the spring."},
    ),
    "could_not_send": (
        "could_not_send",
        MANAGER,
        {
            "what": "the invitation to the call",
            "whom": CUSTOMER[1],
            "error": "550 5.1.1 no such user",
            "remedy": "Reply with the right address, such as `email: name@company.example`.",
            "in_doubt": False,
        },
    ),
    "could_not_send in doubt": (
        "could_not_send",
        MANAGER,
        {
            "what": "an invitation (meeting)",
            "whom": OWEN.email,
            "error": "the connection broke while it was being sent",
            "remedy": "Look whether it arrived. If it did not, run: debrief retry r-1/a/b/c/1",
            "in_doubt": True,
        },
    ),
    "set_aside": (
        "set_aside",
        MANAGER,
        {
            "from_email": "ports@saltmarsh-freight.example",
            "subject": "AW: our call",
            "why": "It names two times and I cannot tell which one is meant.",
            "how": "debrief retry 4f2a91",
            "text": "Tuesday at 10 or Wednesday at 2 suit us.\nWhich is it?",
        },
    ),
    "held_back": ("held_back", MANAGER, {"most": 50}),
    "another_installation": (
        "another_installation",
        MANAGER,
        {"at": START, "where": "/srv/debrief on machine one"},
    ),
    "installation": ("installation", MANAGER, {"where": "/srv/debrief on machine one"}),
    "trouble": (
        "trouble",
        MANAGER,
        {
            "waiting": [
                {
                    "what": "New mail waits to be taken in",
                    "since": START,
                    "why": "https://cal.example/: the calendar server answered 503 to REPORT",
                }
            ]
        },
    ),
    "monthly": ("monthly", MANAGER, MONTHLY),
    "role_card alone": (
        "role_card",
        OWEN,
        {
            "start": START,
            "zone": "Europe/Berlin",
            "questions": as_context(rep_questions_for(FACTS)),
            "booked": False,
        },
    ),
    "role_card": (
        "role_card",
        OWEN,
        {
            "start": START,
            "zone": "Europe/Berlin",
            "questions": as_context(rep_questions_for(FACTS)),
            "booked": True,
        },
    ),
    "summary_preview": (
        "summary_preview",
        OWEN,
        {
            "answers": ANSWERS,
            "practices": PRACTICES,
            "meeting_start": "2026-12-01T13:00:00+00:00",
        },
    ),
    "call_invitation": ("call_invitation", CUSTOMER, CALL),
    "call_moved": (
        "call_moved",
        CUSTOMER,
        CALL | {"old_start": "2026-11-25T15:00:00+00:00", "reason": "you proposed"},
    ),
    "call_moved ours": (
        "call_moved",
        CUSTOMER,
        CALL | {"old_start": "2026-11-25T15:00:00+00:00", "reason": "our side"},
    ),
    "call_moved away": (
        "call_moved",
        CUSTOMER,
        CALL | {"old_start": "2026-11-25T15:00:00+00:00", "reason": "you are away"},
    ),
    "call_moved colleague": (
        "call_moved",
        CUSTOMER,
        CALL | {"old_start": None, "reason": "colleague"},
    ),
    "call_moved joins": (
        "call_moved",
        CUSTOMER,
        {**CALL, "old_start": None, "reason": "joins"},
    ),
    "call_moved length": (
        "call_moved",
        CUSTOMER,
        CALL | {"old_start": None, "reason": "length"},
    ),
    "call_moved fewer": (
        "call_moved",
        CUSTOMER,
        CALL | {"old_start": None, "reason": "fewer"},
    ),
    "call_without_you": ("call_without_you", OWEN, {"start": START}),
    "call_goes_on": (
        "call_goes_on",
        ("Tom Hart", "tom.hart@whitlow.example"),
        {"start": START, "zone": CUSTOMER_ZONE, "our_zone": "Europe/Berlin"},
    ),
    "call_cancelled": (
        "call_cancelled",
        CUSTOMER,
        {"start": START, "zone": CUSTOMER_ZONE, "our_zone": "Europe/Berlin"},
    ),
    "call_cancelled in_writing": (
        "call_cancelled",
        CUSTOMER,
        {
            "start": START,
            "zone": CUSTOMER_ZONE,
            "our_zone": "Europe/Berlin",
            "in_writing": True,
        },
    ),
    "other times, ours gone": (
        "other_times",
        CUSTOMER,
        {
            "asked": "Tuesday 9:45 works for me.",
            "broken": True,
            "alternatives": ALTERNATIVES,
            "zone": CUSTOMER_ZONE,
        },
    ),
    "other_times late": (
        "other_times",
        CUSTOMER,
        {
            "asked": "Could we do Wednesday at 10 instead?",
            "broken": False,
            "late": True,
            "alternatives": ALTERNATIVES,
            "zone": CUSTOMER_ZONE,
        },
    ),
    "other_times": (
        "other_times",
        CUSTOMER,
        {
            "asked": "Could we do Wednesday at 10 instead?",
            "broken": False,
            "alternatives": ALTERNATIVES,
            "zone": CUSTOMER_ZONE,
        },
    ),
    "chase": ("chase", CUSTOMER, CHASE),
    "chase missed": ("chase", CUSTOMER, CHASE | {"missed": True}),
    "chase second": ("chase", CUSTOMER, CHASE | {"nth": 2, "start": None}),
    "written_questions": (
        "written_questions",
        CUSTOMER,
        {"questions": as_context(written_questions_for(FACTS))},
    ),
    "written_questions first": (
        "written_questions",
        CUSTOMER,
        {"questions": as_context(written_questions_for(FACTS)), "unasked": True},
    ),
    "thanks": ("thanks", CUSTOMER, {"reconnect": True}),
    "practices_shared": (
        "practices_shared",
        INES,
        {
            "practices": PRACTICES,
            "changed": [{"number": 3, "text": "Call before you write."}, {"number": 4, "text": ""}],
            "source": "call",
            "lesson": "A customer who can picture the day of the switch is no longer afraid of it.",
            "meeting_start": "2026-12-01T13:00:00+00:00",
        },
    ),
    "team_meeting": (
        "team_meeting",
        RAVI,
        {
            "start": "2026-12-01T13:00:00+00:00",
            "end": "2026-12-01T13:45:00+00:00",
            "zone": "Europe/Berlin",
            "zones": [{"zone": "America/Chicago"}, {"zone": "Asia/Kathmandu"}],
            "answers_summary": ANSWERS,
            "practices": PRACTICES,
            "agenda": AGENDA,
            "groups": GROUPS,
            "rule": "Five people: one group of three and a pair; Marta joins the pair.",
        },
    ),
    "team_meeting_moved": (
        "team_meeting_moved",
        INES,
        {
            "start": "2026-12-02T13:00:00+00:00",
            "zone": "Europe/Berlin",
            "zones": [{"zone": "Asia/Kathmandu"}],
        },
    ),
    "team_meeting_cancelled": (
        "team_meeting_cancelled",
        INES,
        {"start": "2026-12-02T13:00:00+00:00", "zone": "Europe/Berlin"},
    ),
    "team_meeting_without_you": (
        "team_meeting_without_you",
        OWEN,
        {"start": "2026-12-02T13:00:00+00:00", "zone": "Europe/Berlin"},
    ),
    "group_sheet": (
        "group_sheet",
        RAVI,
        {
            "group": 1,
            "members": GROUPS[0],
            "practices": PRACTICES,
            "start": "2026-12-01T13:00:00+00:00",
            "absent": False,
        },
    ),
    "group_sheet absent": (
        "group_sheet",
        RAVI,
        {
            "group": 0,
            "members": ["Ravi Menon"],
            "practices": PRACTICES,
            "start": "2026-12-01T13:00:00+00:00",
            "absent": True,
        },
    ),
    "group_sheet_readback": (
        "group_sheet_readback",
        RAVI,
        {
            "group": 2,
            "items": ["Ask who signs before the first offer", "Bring the plan to the second visit"],
            "personal": ["Owen should have called them sooner"],
            "aside": ["The third one follows tomorrow"],
            "nothing": False,
            "until": "2026-12-02T13:45:00+00:00",
        },
    ),
    "group_sheet_readback nothing": (
        "group_sheet_readback",
        RAVI,
        {
            "group": 2,
            "items": [],
            "personal": [],
            "aside": [],
            "nothing": True,
            "until": "2026-12-02T13:45:00+00:00",
        },
    ),
    "funnel_request": ("funnel_request", TOMASZ, {"again": False}),
    "worksheet": (
        "worksheet",
        INES,
        {
            "rows": ROWS,
            "practices": PRACTICES,
            "example": "2: P7 ask their site manager to join, by Friday",
            "has_xlsx": True,
            "doubts": ["deals.csv, line 4: amount 'many' is not understood; write it as 120k"],
            "left_out": 3,
            "more": 5,
            "changed": [{"number": 4, "text": ""}],
            "promised": [COMMITMENTS[1], *COMMITMENTS_UNDATED],
        },
    ),
    "worksheet_readback": (
        "worksheet_readback",
        INES,
        {
            "understood": [COMMITMENTS[0]],
            "unclear": [
                {
                    "line": "3: maybe the other one",
                    "question": "Which practice do you mean, P7 or P8?",
                }
            ],
            "total": 2,
            "nothing": False,
            "none_for": ["Depot planning Gdynia"],
            "ended": [{"name": "Scanner renewal", "how": "lost"}],
            "taken_back": None,
            "passed_on": "",
            "back": None,
        },
    ),
    "worksheet_readback nothing": (
        "worksheet_readback",
        INES,
        {
            "understood": [],
            "unclear": [],
            "total": 0,
            "nothing": True,
            "none_for": [],
            "ended": [],
            "taken_back": None,
            "passed_on": "",
            "back": None,
        },
    ),
    "worksheet_readback taken back": (
        "worksheet_readback",
        INES,
        {
            "understood": [COMMITMENTS[0]],
            "unclear": [],
            "total": 1,
            "nothing": False,
            "none_for": [],
            "ended": [],
            "taken_back": True,
            "passed_on": "",
            "back": None,
        },
    ),
    "worksheet_readback too late": (
        "worksheet_readback",
        INES,
        {
            "understood": [],
            "unclear": [],
            "total": 0,
            "nothing": False,
            "none_for": [],
            "ended": [],
            "taken_back": False,
            "passed_on": "",
            "back": None,
        },
    ),
    "worksheet_reminder": (
        "worksheet_reminder",
        INES,
        {"nth": 1, "rows": ROWS, "practices": PRACTICES},
    ),
    "commitment_due": ("commitment_due", INES, {"rows": COMMITMENTS[:1], "again": False}),
    "commitment_due again": ("commitment_due", INES, {"rows": COMMITMENTS, "again": True}),
    "commitment_noted": (
        "commitment_noted",
        INES,
        {
            "rows": [
                {
                    "number": 1,
                    "opportunity": "Depot planning Gdynia",
                    "state": "done",
                    "helped": "yes",
                    "due": "2026-12-04",
                    "new_date": False,
                },
                {
                    "number": 2,
                    "opportunity": "Gate control",
                    "state": "open",
                    "helped": None,
                    "due": "2026-12-11",
                    "new_date": True,
                },
            ],
            "unclear": [{"line": "3: soonish", "question": "Is it done? Did it help?"}],
        },
    ),
    "not_understood": (
        "not_understood",
        INES,
        {
            "lines": [{"line": "2; P7 call them", "nearest": "2: P7 call them"}],
            "expected": "a line a deal, such as `2: P7 call them by Friday`",
        },
    ),
}


BOOK = PracticeBook(
    version=3,
    practices=(
        Practice(
            number=7,
            text=PRACTICES[0]["text"],
            review_id="r-1",
            company="Saltmarsh Freight",
            words="Bring the people who will do the work.",
            approved_at=dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC),
        ),
        Practice(
            number=8,
            text=PRACTICES[1]["text"],
            review_id="r-1",
            credit="group 2",
            approved_at=dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC),
        ),
    ),
)


@cache
def pages() -> dict[str, dict[str, Any]]:
    """Return a sample context for every page; the demo's mailboxes hold the sample mails."""
    renderer = Renderer(TEAM)
    people: list[dict[str, Any]] = []
    for name, email, role, zone in (
        (MANAGER.name, MANAGER.email, "sales manager", MANAGER.time_zone),
        (OWEN.name, OWEN.email, "account rep", OWEN.time_zone),
        (INES.name, INES.email, "rep", INES.time_zone),
        (*CUSTOMER, "customer", CUSTOMER_ZONE),
    ):
        mails = []
        for number, (template, to, context) in enumerate(SAMPLES.values()):
            address = to[1] if isinstance(to, tuple) else to.email
            if address == email:
                mail = renderer.render(template, to=to, facts=FACTS, context=context, zone=zone)
                mails.append(
                    {
                        "at": (FIRST_MAIL + number * BETWEEN).isoformat(),
                        "sender": f"{MANAGER.name} <{MANAGER.email}>",
                        "to": email,
                        "subject": mail.subject,
                        "html": mail.html,
                        "text": mail.text,
                        "folder": "Inbox",
                        "answer": False,
                    }
                )
        mails.append(
            {
                "at": "2026-11-30T10:15:00+00:00",
                "sender": f"{name} <{email}>",
                "to": MANAGER.email,
                "subject": "Re: a short call",
                "html": "",
                "text": "Happy to. Thursday works well for me.\n",
                "folder": "Sent",
                "answer": True,
            }
        )
        event = {
            "start": START,
            "end": END,
            "summary": "A short call, so that we can learn from your decision",
            "status": "CONFIRMED",
            "attendees": [MANAGER.name, OWEN.name, CUSTOMER[0]],
        }
        people.append(
            {
                "name": name,
                "email": email,
                "role": role,
                "zone": zone,
                "mails": mails,
                "events": [event, event | {"status": "CANCELLED", "summary": "Team meeting"}],
            }
        )
    plots = [{**plot, "svg": svg_of(plot)} for plot in MONTHLY["plots"]]
    return {
        "demo_index": {
            "title": "The loss of Saltmarsh Freight",
            "story_zone": "Europe/Berlin",
            "zone_note": "Marta's",
            "people": people,
            "timeline": [
                {
                    "at": "2026-11-23T09:12:00+00:00",
                    "chapter": "watch_inbox",
                    "what": "Owen forwarded the customer's mail; the receipt went out.",
                },
                {
                    "at": "2026-11-23T09:40:00+00:00",
                    "chapter": "customer_call",
                    "what": "Marta said go. The invitation went to Joanna Bright.",
                },
                {
                    "at": "2026-11-26T15:40:00+00:00",
                    "chapter": "best_practices",
                    "what": "Marta's notes became two draft practices.",
                },
            ],
            "office": "demo/office",
            "data": "demo/data",
        },
        "monthly": MONTHLY | {"plots": plots},
        "practice_book": book_context(BOOK),
    }
