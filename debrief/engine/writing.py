"""How an effect becomes a mail or a meeting: rendered, addressed, with its files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from debrief.backends.base import FileOut, Mailer, Outgoing
from debrief.calendars.invitation import Invitee, Meeting
from debrief.chapters import worksheet_status
from debrief.engine import installation
from debrief.model import Effect, EffectKind, Event, Facts, Review
from debrief.practices.practices import book_context
from debrief.rendering import Rendered, Renderer
from debrief.team import Person, Team
from debrief.worksheets.file import commitments_xlsx
from debrief.worksheets.worksheet import worksheet_xlsx
from store.base import Store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes in a team's name."""

    team: Team
    store: Store
    renderer: Renderer

    def render(self, effect: Effect, facts: Facts) -> Rendered:
        """Return what an effect says, with these facts of its review."""
        email = effect.to[0]
        person: Person | tuple[str, str] = self.team.person(email) or (
            effect.names.get(email, email),
            email,
        )
        zone = effect.context.get("zone") if not isinstance(person, Person) else None
        return self.renderer.render(
            effect.template,
            to=person,
            facts=facts,
            context=effect.context,
            ref=effect.token,
            zone=zone if isinstance(zone, str) else None,
        )

    def mail(self, review: Review, effect: Effect, rendered: Rendered) -> Outgoing:
        """Return the mail, with its files."""
        manager = self.team.manager
        ours = all(self.team.person(a) for a in effect.to)
        address = self.team.debrief_address if ours else None
        name = f"Debrief for {manager.name}" if ours else manager.name
        return Outgoing(
            key=effect.key,
            sender=(name, manager.email),
            to=tuple(self._mailer(effect, a) for a in effect.to),
            cc=tuple(self._mailer(effect, a) for a in effect.cc),
            subject=effect.subject or rendered.subject,
            text=rendered.text,
            html=rendered.html,
            in_reply_to=effect.in_reply_to,
            references=review.source.references if effect.in_reply_to else (),
            reply_to=(name, address) if address else None,
            files=tuple(f for a in effect.attach for f in self._files(review, effect, a)),
            uninvites=self._uninvites(effect, rendered),
            answers=effect.in_reply_to is not None,
            installation=self._signature(effect),
        )

    def _signature(self, effect: Effect) -> str | None:
        """Return the id that a mail carries; one that only tells of others claims nothing."""
        return None if effect.template == installation.TOLD else installation.id_in(self.store)

    def _mailer(self, effect: Effect, email: str) -> Mailer:
        person = self.team.person(email)
        return (person.name if person else effect.names.get(email, email), email)

    def _uninvites(self, effect: Effect, rendered: Rendered) -> Meeting | None:
        """Return the meeting that goes on without the reader of this mail, as one that is off."""
        if effect.uninvites is None:
            return None
        return replace(self.meeting(effect, effect.uninvites, rendered), status="CANCELLED")

    def meeting(self, effect: Effect, event: Event, rendered: Rendered) -> Meeting:
        """Return the meeting as it goes into calendars."""
        manager = self.team.manager

        def invitee(email: str, required: bool) -> Invitee:
            return Invitee(self._mailer(effect, email)[0], email, required)

        return Meeting(
            uid=event.uid,
            sequence=event.sequence,
            start=event.start,
            end=event.end,
            summary=event.summary,
            description=rendered.text,
            organizer=Invitee(manager.name, manager.email, partstat="ACCEPTED"),
            invitees=(
                *(invitee(a, True) for a in event.required),
                *(invitee(a, False) for a in event.optional),
            ),
            key=effect.key,
            status="CANCELLED" if effect.kind is EffectKind.CANCEL else "CONFIRMED",
        )

    def _files(self, review: Review, effect: Effect, name: str) -> list[FileOut]:
        if name == "plots":
            return _pictures(effect)
        if name == "book":
            page = self.renderer.page("practice_book", book_context(self.store.book()))
            return [FileOut("practice-book.html", "text/html", page.encode())]
        if name == worksheet_status.FILE:
            rows = worksheet_status.team_commitments(review, self.team, self.store.book())
            return [FileOut("commitments.xlsx", XLSX, commitments_xlsx(rows))]
        if name == "worksheet" and (file := self._worksheet(review, effect)) is not None:
            return [file]
        return []

    def _worksheet(self, review: Review, effect: Effect) -> FileOut | None:
        sheet = review.worksheet_of(effect.to[0])
        rep = self.team.person(effect.to[0])
        if sheet is None or rep is None:
            return None
        book = self.store.book()
        practices = {n: p.text for n in sheet.practices if (p := book.get(n)) is not None}
        data = worksheet_xlsx(sheet.rows, practices, rep.name)
        return FileOut("worksheet.xlsx", XLSX, data)


def _pictures(effect: Effect) -> list[FileOut]:
    """Draw the plots that the mail's words name."""
    from debrief.reports.plots import png_of

    plots = effect.context.get("plots")
    return [
        FileOut(f"{plot['cid']}.png", "image/png", png_of(plot), cid=str(plot["cid"]))
        for plot in (plots if isinstance(plots, list) else [])
        if isinstance(plot, dict)
    ]
