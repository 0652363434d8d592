"""Out-of-office answers: their wording, and the day of return they state."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from debrief.reading.mail.phrases import fold_phrase
from debrief.reading.quoting.dates import parse_printed_date, weekday_of

# What calendars and mail servers put before the subject of an automatic answer.
AUTO_SUBJECT = re.compile(
    r"(?:re: ?)?(?:\[?auto(?:matic|matische|mated)?[- ]?(?:reply|response|antwort)|out of (?:the )?office(?: auto ?reply)?(?: reply)?|"
    r"ooo\b|auto ?svar|automatische antwort|abwesenheit|abwesend|abwesenheitsnotiz|réponse automatique|absence du bureau|absence\b|"
    r"respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|resposta automática|resposta automàtica|ausência|"
    r"automatisch antwoord|automatisch bericht|afwezig|automatiskt svar|frånvaro|automatisk svar|fravær|automaattinen vastaus|poissa|"
    r"odpowiedź automatyczna|autoodpowiedź|automatická odpověď|automatická odpoveď|automatikus válasz|răspuns automat|автоматичен отговор|"
    r"automatski odgovor|samodejni odgovor|automaatvastus|automatinis atsakymas|automātiska atbilde|αυτόματη απάντηση|автоматический ответ|автоответ|"
    r"автоматична відповідь|otomatik yanıt|תשובה אוטומטית|مענה אוטומטי|رد تلقائي|پاسخ خودکار|自動応答|自動返信|不在|자동 회신|부재중|自动答复|自动回复|自動回覆|"
    r"ตอบกลับอัตโนมัติ|trả lời tự động|balasan otomatis|vacation (?:reply|response|message)|urlaub\b|on (?:vacation|holiday|leave)|away from (?:my )?(?:mail|desk|office))"
)
ABSENT = re.compile(
    r"\b(?:i(?:'m| am|'ll be| will be| am currently| will currently be)? (?:currently |now )?(?:be )?(?:out of|away from|not in|on (?:annual |maternity |parental |sick )?(?:leave|vacation|holiday))|"
    r"out of (?:the )?office|limited access to (?:my )?e-?mail|(?:no longer (?:with|works?|employed)|has left)|thank you for your (?:e-?mail|message)\b.{0,60}(?:out|away|leave)|"
    r"(?:ich bin|bin ich) .{0,40}(?:nicht (?:im (?:büro|haus)|erreichbar)|abwesend|au(?:ß|ss)er haus|im urlaub)|nicht im büro|je suis .{0,30}(?:absente?|en congés?|en vacances)|"
    r"estoy (?:de vacaciones|fuera|ausente)|estaré (?:fuera|ausente|de vacaciones)|me encuentro (?:fuera|de vacaciones|ausente)|sono (?:assente|in ferie|fuori)|sarò (?:assente|in ferie|fuori)|"
    r"estou (?:ausente|de férias|fora)|estarei (?:ausente|de férias|fora)|ik ben .{0,30}(?:afwezig|niet aanwezig|met vakantie|vrij)|jag är .{0,30}(?:ledig|inte på kontoret|på semester|borta)|"
    r"jeg er .{0,30}(?:ikke på kontoret|på ferie|fraværende|bortreist)|olen .{0,20}(?:lomalla|poissa)|jestem .{0,20}(?:nieobecn|na urlopie)|przebywam na urlopie|jsem .{0,30}(?:mimo kancelář|na dovolené)|"
    r"szabadságon vagyok|nem vagyok az irodában|sunt (?:plecat|în concediu)|я (?:буду |нахожусь )?(?:в отпуске|отсутству)|нахожусь в отпуске|ofis dışında|yıllık izin)|"
    r"不在にして|休暇|외출|부재|휴가|外出|休假|不在办公室|不在辦公室"
)
_BACK = re.compile(
    r"\b(?:back(?: in the office| at work| online| at my desk)?(?: on| from)?|return(?:ing)?(?: to (?:the )?(?:office|work))?(?: on)?|available again(?: on| from)?|"
    r"(?:ab|(?<!i )am|wieder|zurück|erreichbar)(?: (?:ab|am|dem|wieder|zurück|erreichbar|im büro)){0,4}|de retour(?: au bureau)?(?: le| à partir du| dès le)?|retour le|"
    r"(?:regreso|vuelvo|volveré|regresaré|de vuelta)(?: a la oficina)?(?: el)?|rientro(?: il)?|rientrerò(?: il)?|torno il|(?:retorno|volto|regresso|retornarei)(?: em| a| no dia| dia)?|"
    r"(?:terug|weer aanwezig|weer bereikbaar)(?: op| vanaf)?|(?:tillbaka|åter)(?: på kontoret)?(?: den)?|(?:tilbage|tilbake)(?: på kontoret)?(?: den| d\.)?|wracam|powrót|vrátím se)\s"
)
_UNTIL = re.compile(
    r"\b(?:until|till|til|through|thru|up to|bis(?: einschlie(?:ß|ss)lich| inklusive)?(?: zum)?|jusqu'?(?:au|à)|au|hasta(?: el)?|fino al|al|até(?: o)?(?: dia)?|tot(?: en met)?|t/m|t\.o\.m\.|till och med|"
    r"til og med|do|до|по)\s"
)
_SPAN = re.compile(  # "14.09.2026 to 25.09.2026", "9/14-9/25", "7 to 11 September"
    r"\b(?:\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d\d))?\.?|\d{1,2}(?:st|nd|rd|th|\.)?(?: (?:de )?[^\W\d_]{3,10})?(?: 20\d\d)?)"
    r"\s?(?:to|through|until|till|bis|au|a|al|tot|t/m|ate|até|[-–—])\s?(?=(?:zum |the |el |o |le )?\d)"
)
_MONTH = re.compile(
    r"\W{0,3}(?:early |mid-?|late |the end of )?([^\W\d_]{3,12})\.?(?: (20\d\d)\b|\W*$)"
)
_NTH = re.compile(
    r"\W{0,3}(?:(?!the )([^\W\d_]{3,12}),? )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?![\w/:.-])(\W*$)?"
)
_INCLUSIVE = re.compile(
    r"through|thru|einschlie(?:ß|ss)lich|inklusive|inclus|incluido|compreso|inclusive|en met|t/m|t\.o\.m|och med|og med|до конца|included"
)
_BEGINS = re.compile(r"(?:ab|am)(?: dem)?\s")
_HORIZON = timedelta(days=400)


def return_date(text: str, now: datetime) -> date | None:
    """Return the day of return that an absence note states, where it is clear.

    "Back on 12 May" is that day, "through 12 May" and "5 to 12 May" the day after, "until 12 May"
    that day, "until May" its first.
    """
    folded = fold_phrase(text[:4000])
    ends = _UNTIL.search(folded) is not None
    for pattern in (_BACK, _SPAN, _UNTIL):
        for found in pattern.finditer(folded):
            if ends and _BEGINS.fullmatch(found[0]):
                continue  # "ab morgen bis Freitag": the first day away
            phrase = re.split(
                r"[!?;]|(?<!\d)\.\s|\bor\b|\bplease\b|\bbitte\b",
                folded[found.end() : found.end() + 60],
            )[0]
            day = _day(phrase, now)
            if day is not None:
                around = folded[found.start() : found.end() + 60]
                last = pattern is _UNTIL and _INCLUSIVE.search(around)
                if last or pattern is _SPAN:
                    day += timedelta(days=1)
                return day
    return None


def _day(phrase: str, now: datetime) -> date | None:
    today = now.date()
    if re.match(r"\W{0,3}(?:the )?tomorrow|\W{0,3}morgen\b|\W{0,3}demain", phrase):
        return today + timedelta(days=1)
    if (found := _in_month(phrase, today)) is not None:
        return found
    if any(char.isdigit() for char in phrase[:30]):
        return _dated(phrase, today) or _on_the(phrase, today)
    words = re.findall(r"[^\W\d_]+", phrase)[:3]
    weekday = next((day for word in words if (day := weekday_of(word)) is not None), None)
    if weekday is None:
        return None
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _in_month(phrase: str, today: date) -> date | None:
    """Read "March 2027" or "March" as its first day."""
    named = _MONTH.match(phrase)
    if named is None:
        return None
    years = [named[2]] if named[2] else [str(today.year), str(today.year + 1)]
    days = (parse_printed_date(f"1 {named[1]} {year}") for year in years)
    return next(
        (d.date() for d in days if d is not None and today < d.date() <= today + _HORIZON), None
    )


def _on_the(phrase: str, today: date) -> date | None:
    """Read "Monday 21st" or "the 21st" as the next such day."""
    named = _NTH.match(phrase)
    weekday = weekday_of(named[1]) if named and named[1] else None
    if named is None or (weekday is None and (named[1] or named[3] is None)):
        return None
    days = (today + timedelta(days=ahead) for ahead in range(1, 62))
    return next(
        (d for d in days if d.day == int(named[2]) and weekday in (None, d.weekday())), None
    )


def _dated(phrase: str, today: date) -> date | None:
    short = re.match(r"\D{0,25}?(\d{1,2})\s?([./])\s?(\d{1,2})\.?(?![\d/]|\s?\d)", phrase)
    if short:
        return _short(int(short[1]), int(short[3]), short[2], today)
    for year in ("", f" {today.year}", f" {today.year + 1}"):
        head = phrase[:40]
        if year and re.search(r"\b20\d\d\b", head):
            break
        named = re.match(
            r".{0,25}?\d{1,2}(?:st|nd|rd|th|\.)?(?: of| de)? [^\W\d_]{3,12}|.{0,14}?[^\W\d_]{3,12}\.? \d{1,2}(?!\d)",
            head,
        )
        text = f"{named[0]}{year}" if year and named else f"{head}{year}"
        found = parse_printed_date(text)
        if found is not None and today - timedelta(days=3) <= found.date() <= today + _HORIZON:
            return found.date()
    return None


def _short(first: int, second: int, mark: str, today: date) -> date | None:
    """Read 12.5. or 5/12; None when both orders are possible."""
    found: set[date] = set()
    orders = [(first, second)] if mark == "." else [(first, second), (second, first)]
    for day, month in orders:
        for year in (today.year, today.year + 1):
            try:
                made = date(year, month, day)
            except ValueError:
                continue
            if today - timedelta(days=3) <= made <= today + timedelta(days=300):
                found.add(made)
    return found.pop() if len(found) == 1 else None
