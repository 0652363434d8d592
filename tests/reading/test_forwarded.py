"""Forwards of many clients in many languages are taken apart field by field."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.message import EmailMessage

import pytest

from debrief.reading.addresses import Address
from debrief.reading.forwarded import Forward, split_forward, split_thread, unwrap
from debrief.reading.message import Message, parse_message

BODY = "Hello Ida,\n\nwe chose another supplier for the cold store.\nPrice was not the reason.\n\nOlga Brandt"
NOTE = "Please see below, not what we hoped for."
DAY = datetime(2026, 10, 9, 10, 51)  # noqa: DTZ001 - a printed time without a zone is naive


def mail(text: str, subject: str = "Fwd: Cold store offer", **headers: str) -> Message:
    """Build a mail of Ida to her manager and read it."""
    built = EmailMessage()
    built["From"] = headers.pop("sender", "Ida Lund <ida@seller.example>")
    built["To"] = headers.pop("to", "Max Roth <max@seller.example>")
    built["Subject"] = subject
    built["Date"] = "Fri, 09 Oct 2026 12:10:00 +0200"
    for name, value in headers.items():
        built[name.replace("_", "-")] = value
    built.set_content(text)
    return parse_message(built.as_bytes())


def forward(text: str, subject: str = "Fwd: Cold store offer", **headers: str) -> Forward:
    found = split_forward(mail(text, subject, **headers))
    assert found is not None
    return found


# separator, then labels From/Date/Subject/To in the order the client prints them
GMAIL = {
    "en": (
        "---------- Forwarded message ---------",
        "From: Date: Subject: To:",
        "Fri, Oct 9, 2026 at 10:51 AM",
    ),
    "de": (
        "---------- Forwarded message ---------",
        "Von: Date: Subject: To:",
        "Fr., 9. Okt. 2026 um 10:51 Uhr",
    ),
    "fr": (
        "---------- Forwarded message ---------",
        "De : Date: Subject: To:",
        "ven. 9 oct. 2026 à 10:51",
    ),
    "es": (
        "---------- Forwarded message ---------",
        "De: Date: Subject: To:",
        "vie, 9 oct 2026 a las 10:51",
    ),
    "it": (
        "---------- Forwarded message ---------",
        "Da: Date: Subject: To:",
        "ven 9 ott 2026 alle ore 10:51",
    ),
    "pt": (
        "---------- Forwarded message ---------",
        "De: Date: Subject: To:",
        "sexta, 9/10/2026 à(s) 10:51",
    ),
    "nl": (
        "---------- Forwarded message ---------",
        "Van: Date: Subject: To:",
        "vr 9 okt. 2026 om 10:51",
    ),
    "sv": (
        "---------- Forwarded message ---------",
        "Från: Date: Subject: To:",
        "fre 9 okt. 2026 kl 10:51",
    ),
    "da": (
        "---------- Forwarded message ---------",
        "Fra: Date: Subject: To:",
        "fre. 9. okt. 2026 kl. 10.51",
    ),
    "fi": (
        "---------- Forwarded message ---------",
        "Lähettäjä: Date: Subject: To:",
        "pe 9. lokak. 2026 klo 10.51",
    ),
    "pl": (
        "---------- Forwarded message ---------",
        "Od: Date: Subject: To:",
        "pt., 9 paź 2026 o 10:51",
    ),
    "cs": (
        "---------- Forwarded message ---------",
        "Od: Date: Subject: To:",
        "pá 9. 10. 2026 v 10:51",
    ),
    "hu": (
        "---------- Forwarded message ---------",
        "Feladó: Date: Subject: To:",
        "2026. okt. 9., P, 10:51",
    ),
    "ro": (
        "---------- Forwarded message ---------",
        "De la: Date: Subject: To:",
        "vin., 9 oct. 2026 la 10:51",
    ),
    "ru": (
        "---------- Forwarded message ---------",
        "От: Date: Subject: To:",
        "пт, 9 окт. 2026 г. в 10:51",
    ),
    "uk": (
        "---------- Forwarded message ---------",
        "Від: Date: Subject: To:",
        "пт, 9 жовт. 2026 р. о 10:51",
    ),
    "tr": (
        "---------- Forwarded message ---------",
        "Gönderen: Date: Subject: To:",
        "9 Eki 2026 Cum, 10:51",
    ),
    "el": (
        "---------- Forwarded message ---------",
        "Από: Date: Subject: To:",
        "Παρ, 9 Οκτ 2026 στις 10:51 π.μ.",
    ),
    "he": (
        "---------- Forwarded message ---------",
        "מאת: Date: Subject: To:",
        "יום ו׳, 9 באוק׳ 2026 ב-10:51",
    ),
    "ar": (
        "---------- Forwarded message ---------",
        "من: Date: Subject: To:",
        "الجمعة، 9 أكتوبر 2026 في 10:51 ص",
    ),
    "ja": (
        "---------- Forwarded message ---------",
        "From: Date: Subject: To:",
        "2026年10月9日(金) 10:51",
    ),
    "ko": (
        "---------- Forwarded message ---------",
        "보낸사람: Date: Subject: To:",
        "2026년 10월 9일 (금) 오전 10:51",
    ),
    "zh": (
        "---------- Forwarded message ---------",
        "发件人： Date: Subject: To:",
        "2026年10月9日周五 10:51",
    ),
    "vi": (
        "---------- Forwarded message ---------",
        "Từ: Date: Subject: To:",
        "Th 6, 9 thg 10, 2026 vào lúc 10:51",
    ),
    "th": (
        "---------- Forwarded message ---------",
        "จาก: Date: Subject: To:",
        "ศ. 9 ต.ค. 2026 เวลา 10:51",
    ),
}
OUTLOOK = {
    "en": ("FW: ", "From: Sent: To: Subject:", "Friday, October 9, 2026 10:51 AM"),
    "de": ("WG: ", "Von: Gesendet: An: Betreff:", "Freitag, 9. Oktober 2026 10:51"),
    "fr": ("TR: ", "De : Envoyé : À : Objet :", "vendredi 9 octobre 2026 10:51"),
    "es": ("RV: ", "De: Enviado: Para: Asunto:", "viernes, 9 de octubre de 2026 10:51"),
    "it": ("I: ", "Da: Inviato: A: Oggetto:", "venerdì 9 ottobre 2026 10:51"),
    "pt": ("ENC: ", "De: Enviado: Para: Assunto:", "sexta-feira, 9 de outubro de 2026 10:51"),
    "nl": ("FW: ", "Van: Verzonden: Aan: Onderwerp:", "vrijdag 9 oktober 2026 10:51"),
    "sv": ("VB: ", "Från: Skickat: Till: Ämne:", "den 9 oktober 2026 10:51"),
    "da": ("VS: ", "Fra: Sendt: Til: Emne:", "9. oktober 2026 10:51"),
    "no": ("VS: ", "Fra: Sendt: Til: Emne:", "fredag 9. oktober 2026 10:51"),
    "fi": (
        "VL: ",
        "Lähettäjä: Lähetetty: Vastaanottaja: Aihe:",
        "perjantai 9. lokakuuta 2026 10.51",
    ),
    "pl": ("PD: ", "Od: Wysłano: Do: Temat:", "piątek, 9 października 2026 10:51"),
    "cs": ("FW: ", "Od: Odesláno: Komu: Předmět:", "pátek 9. října 2026 10:51"),
    "sk": ("FW: ", "Od: Odoslané: Komu: Predmet:", "piatok 9. októbra 2026 10:51"),
    "hu": ("FW: ", "Feladó: Elküldve: Címzett: Tárgy:", "2026. október 9., péntek 10:51"),
    "ro": ("FW: ", "De la: Trimis: Către: Subiect:", "vineri, 9 octombrie 2026 10:51"),
    "bg": ("FW: ", "От: Изпратено: До: Относно:", "петък, 9 октомври 2026 г. 10:51"),
    "hr": ("FW: ", "Šalje: Poslano: Prima: Predmet:", "petak, 9. listopada 2026. 10:51"),
    "sl": ("FW: ", "Od: Poslano: Za: Zadeva:", "petek, 09. oktober 2026 10:51"),
    "et": ("FW: ", "Saatja: Saadetud: Adressaat: Teema:", "reede, 9. oktoober 2026 10:51"),
    "lv": ("FW: ", "No: Nosūtīts: Kam: Tēma:", "piektdiena, 2026. gada 9. oktobris 10:51"),
    "lt": ("FW: ", "Nuo: Išsiųsta: Kam: Tema:", "2026 m. spalio 9 d., penktadienis 10:51"),
    "el": ("FW: ", "Από: Στάλθηκε: Προς: Θέμα:", "Παρασκευή, 9 Οκτωβρίου 2026 10:51 πμ"),
    "tr": ("İLT: ", "Kimden: Gönderme Tarihi: Kime: Konu:", "9 Ekim 2026 Cuma 10:51"),
    "ru": ("FW: ", "От: Отправлено: Кому: Тема:", "9 октября 2026 г. 10:51"),
    "uk": ("FW: ", "Від: Надіслано: Кому: Тема:", "9 жовтня 2026 р. 10:51"),
    "he": ("FW: ", "מאת: נשלח: אל: נושא:", "יום שישי 9 אוקטובר 2026 10:51"),
    "ar": ("FW: ", "من: تاريخ الإرسال: إلى: الموضوع:", "الجمعة، 9 أكتوبر 2026 10:51 ص"),
    "fa": ("FW: ", "از: ارسال شده: به: موضوع:", "جمعه ۹ اکتبر ۲۰۲۶ ۱۰:۵۱"),
    "ja": ("FW: ", "差出人: 送信日時: 宛先: 件名:", "2026年10月9日 10:51"),
    "ko": ("FW: ", "보낸 사람: 보낸 날짜: 받는 사람: 제목:", "2026년 10월 9일 금요일 오전 10:51"),
    "zh": ("转发: ", "发件人: 发送时间: 收件人: 主题:", "2026年10月9日 10:51"),
    "tw": ("轉寄: ", "寄件者： 寄件日期： 收件者： 主旨：", "2026年10月9日 上午 10:51"),
    "vi": ("FW: ", "Từ: Đã gửi: Đến: Chủ đề:", "09 Tháng Mười 2026 10:51"),
    "th": ("FW: ", "จาก: ส่ง: ถึง: เรื่อง:", "9 ตุลาคม 2569 10:51"),
    "id": ("FW: ", "Dari: Dikirim: Ke: Subjek:", "09 Oktober 2026 10:51"),
    "ca": ("RV: ", "De: Enviat: Per a: Assumpte:", "divendres, 9 d’octubre de 2026 10:51"),
    "hi": ("FW: ", "प्रेषक: दिनांक: प्रति: विषय:", "9 अक्टूबर 2026 10:51"),
}
LABEL_END = (":", "：")


def labels(text: str) -> list[str]:
    """Split "De : Envoyé : À :" into its labels with their colons."""
    out, word = [], ""
    for piece in text.split(" "):
        word = f"{word} {piece}".strip()
        if word.endswith(LABEL_END):
            out.append(word)
            word = ""
    return out


def check(found: Forward, note: str = NOTE) -> None:
    assert found.from_name == "Olga Brandt"
    assert found.from_email == "olga@buyer.example"
    assert found.subject == "Cold store offer"
    assert found.date is not None
    assert found.date.replace(tzinfo=None) == DAY
    assert [person.email for person in found.to] == ["ida@seller.example"]
    assert found.body == BODY
    assert found.note == note


@pytest.mark.parametrize("language", GMAIL)
def test_a_gmail_forward_is_read_in(language: str) -> None:
    separator, names, day = GMAIL[language]
    sender, date, subject, to = labels(names)
    text = (
        f"{NOTE}\n\n{separator}\n{sender} Olga Brandt <olga@buyer.example>\n{date} {day}\n"
        f"{subject} Cold store offer\n{to} Ida Lund <ida@seller.example>\n\n\n{BODY}\n"
    )
    check(forward(text))


@pytest.mark.parametrize("language", OUTLOOK)
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("rule", ["", "________________________________\n"])
def test_an_outlook_forward_is_read_in(language: str, bold: bool, rule: str) -> None:
    prefix, names, day = OUTLOOK[language]
    sender, date, to, subject = (f"*{name}*" if bold else name for name in labels(names))
    text = (
        f"{NOTE}\n\n{rule}{sender} Olga Brandt <olga@buyer.example>\n{date} {day}\n"
        f"{to} Ida Lund <ida@seller.example>\n{subject} Cold store offer\n\n{BODY}\n"
    )
    check(forward(text, f"{prefix}Cold store offer"))


APPLE = {
    "en": (
        "Begin forwarded message:",
        "From: Subject: Date: To:",
        "9 October 2026 at 10:51:00 CEST",
    ),
    "de": (
        "Anfang der weitergeleiteten Nachricht:",
        "Von: Betreff: Datum: An:",
        "9. Oktober 2026 um 10:51:00 MESZ",
    ),
    "fr": (
        "Début du message réexpédié :",
        "De: Objet: Date: À:",
        "9 octobre 2026 à 10:51:00 UTC+2",
    ),
    "es": (
        "Inicio del mensaje reenviado:",
        "De: Asunto: Fecha: Para:",
        "9 de octubre de 2026, 10:51:00 CEST",
    ),
    "it": (
        "Inizio messaggio inoltrato:",
        "Da: Oggetto: Data: A:",
        "9 ottobre 2026 alle ore 10:51:00 CEST",
    ),
    "pt": (
        "Início da mensagem reencaminhada:",
        "De: Assunto: Data: Para:",
        "9 de outubro de 2026, 10:51:00 CEST",
    ),
    "nl": (
        "Begin doorgestuurd bericht:",
        "Van: Onderwerp: Datum: Aan:",
        "9 oktober 2026 om 10:51:00 CEST",
    ),
    "sv": ("Vidarebefordrat brev:", "Från: Ämne: Datum: Till:", "9 oktober 2026 kl. 10:51:00 CEST"),
    "da": (
        "Start på videresendt besked:",
        "Fra: Emne: Dato: Til:",
        "9. oktober 2026 kl. 10.51.00 CEST",
    ),
    "no": ("Videresendt melding:", "Fra: Emne: Dato: Til:", "9. oktober 2026 kl. 10:51:00 CEST"),
    "fi": (
        "Välitetty viesti alkaa:",
        "Lähettäjä: Aihe: Päivämäärä: Vastaanottaja:",
        "9. lokakuuta 2026 klo 10.51.00 UTC+2",
    ),
    "pl": (
        "Początek przekazywanej wiadomości:",
        "Od: Temat: Data: Do:",
        "9 października 2026 o 10:51:00 CEST",
    ),
    "cs": (
        "Začátek přeposílané zprávy:",
        "Od: Předmět: Datum: Komu:",
        "9. října 2026 10:51:00 SELČ",
    ),
    "hu": (
        "Továbbított levél kezdete:",
        "Feladó: Tárgy: Dátum: Címzett:",
        "2026. október 9. 10:51:00 CEST",
    ),
    "ro": (
        "Început mesaj redirecționat:",
        "De la: Subiect: Dată: Către:",
        "9 octombrie 2026 la 10:51:00 CEST",
    ),
    "ru": (
        "Начало переадресованного сообщения:",
        "От: Тема: Дата: Кому:",
        "9 октября 2026 г. в 10:51:00 GMT+2",
    ),
    "uk": (
        "Початок листа, що пересилається:",
        "Від: Тема: Дата: Кому:",
        "9 жовтня 2026 р. о 10:51:00 GMT+2",
    ),
    "tr": ("İleti başlangıcı:", "Kimden: Konu: Tarih: Kime:", "9 Ekim 2026 10:51:00 GMT+2"),
    "el": (
        "Έναρξη προωθημένου μηνύματος:",
        "Από: Θέμα: Ημερομηνία: Προς:",
        "9 Οκτωβρίου 2026 στις 10:51:00 π.μ. CEST",
    ),
    "ja": ("転送されたメッセージ:", "差出人: 件名: 日付: 宛先:", "2026年10月9日 10:51:00 JST"),
    "ko": (
        "전달된 메시지 시작:",
        "보낸 사람: 제목: 날짜: 받는 사람:",
        "2026년 10월 9일 오전 10:51:00 GMT+9",
    ),
    "zh": ("开始转发的邮件：", "发件人: 主题: 日期: 收件人:", "2026年10月9日 GMT+8 10:51:00"),
}


@pytest.mark.parametrize("language", APPLE)
@pytest.mark.parametrize("quoted", [False, True])
def test_an_apple_forward_is_read_in(language: str, quoted: bool) -> None:
    opening, names, day = APPLE[language]
    sender, subject, date, to = labels(names)
    inner = (
        f"{sender} Olga Brandt <olga@buyer.example>\n{subject} Cold store offer\n{date} {day}\n"
        f"{to} Ida Lund <ida@seller.example>\n\n{BODY}"
    )
    if quoted:
        inner = "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    check(forward(f"{NOTE}\n\n{opening}\n\n{inner}\n"))


THUNDERBIRD = {
    "en": ("Forwarded Message", "Subject: Date: From: To:"),
    "de": ("Weitergeleitete Nachricht", "Betreff: Datum: Von: An:"),
    "fr": ("Message transféré", "Sujet : Date : De : Pour :"),
    "es": ("Mensaje reenviado", "Asunto: Fecha: De: Para:"),
    "it": ("Messaggio Inoltrato", "Oggetto: Data: Mittente: A:"),
    "pt": ("Mensagem encaminhada", "Assunto: Data: De: Para:"),
    "nl": ("Doorgestuurd bericht", "Onderwerp: Datum: Van: Aan:"),
    "sv": ("Vidarebefordrat meddelande", "Ämne: Datum: Från: Till:"),
    "fi": ("Välitetty viesti", "Aihe: Päiväys: Lähettäjä: Vastaanottaja:"),
    "pl": ("Treść przekazanej wiadomości", "Temat: Data: Nadawca: Adresat:"),
    "cs": ("Přeposlaná zpráva", "Předmět: Datum: Od: Komu:"),
    "sk": ("Preposlaná správa", "Predmet: Dátum: Od: Komu:"),
    "hu": ("Továbbított üzenet", "Tárgy: Dátum: Feladó: Címzett:"),
    "ro": ("Mesaj redirecționat", "Subiect: Dată: De la: Către:"),
    "hr": ("Proslijeđena poruka", "Predmet: Datum: Šalje: Prima:"),
    "et": ("Edastatud kiri", "Teema: Kuupäev: Saatja: Saaja:"),
    "tr": ("İletilmiş İleti", "Konu: Tarih: Kimden: Kime:"),
    "ru": ("Перенаправленное сообщение", "Тема: Дата: От: Кому:"),
    "uk": ("Переслане повідомлення", "Тема: Дата: Від: Кому:"),
    "ja": ("転送されたメッセージ", "件名: 日付: 差出人: 宛先:"),
}


@pytest.mark.parametrize("language", THUNDERBIRD)
def test_a_thunderbird_forward_is_read_in(language: str) -> None:
    title, names = THUNDERBIRD[language]
    subject, date, sender, to = labels(names)
    text = (
        f"{NOTE}\n\n\n-------- {title} --------\n{subject} \tCold store offer\n"
        f"{date} \tFri, 9 Oct 2026 10:51:00 +0200\n{sender} \tOlga Brandt <olga@buyer.example>\n"
        f"{to} \tIda Lund <ida@seller.example>\n\n\n\n{BODY}\n"
    )
    found = forward(text)
    check(found)
    assert found.date == DAY.replace(tzinfo=timezone(timedelta(hours=2)))


FROM, SENT, TO, SUBJECT = (
    "Olga Brandt <olga@buyer.example>",
    "9 October 2026 10:51",
    "Ida Lund <ida@seller.example>",
    "Cold store offer",
)
CLIENTS = {
    "yahoo": f"----- Forwarded Message -----\nFrom: {FROM}\nTo: {TO}\nSent: Friday, October 9, 2026 at 10:51:00 AM GMT+2\nSubject: {SUBJECT}\n\n{BODY}",
    "yahoo indented": f"   ----- Forwarded Message -----  From: {FROM}To: x".split("  From")[0]
    + f"\n   From: {FROM}\n   To: {TO}\n   Sent: Friday, October 9, 2026 at 10:51:00 AM GMT+2\n   Subject: {SUBJECT}\n\n{BODY}",
    "proton": f"------- Forwarded Message -------\nFrom: {FROM}\nDate: On Friday, October 9th, 2026 at 10:51 AM\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}",
    "hubspot": f"---------- Forwarded message ----------\nFrom: {FROM}\nDate: Oct 9, 2026, 10:51 AM\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}",
    "missive": f"---------- Forwarded message ----------\nFrom: {FROM}\nDate: on Friday, October 9 2026 at 10:51 am\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}",
    "mailmate": "Forwarded message:\n\n"
    + "\n".join(
        f"> {line}".rstrip()
        for line in f"From: {FROM}\nTo: {TO}\nSubject: {SUBJECT}\nDate: Fri, 9 Oct 2026 10:51:00 +0200\n\n{BODY}".split(
            "\n"
        )
    ),
    "ionos": f"---------- Original Message ----------\nFrom: {FROM}\nTo: {TO}\nDate: 10/09/2026 10:51 AM\nSubject: {SUBJECT}\n\n\n{BODY}",
    "zoho": f"============ Forwarded message ============\nFrom: {FROM}\nTo: {TO}\nDate: Fri, 09 Oct 2026 10:51:00 +0200\nSubject: {SUBJECT}\n============ Forwarded message ============\n\n{BODY}",
    "gmx": f"Gesendet: Freitag, 09. Oktober 2026 um 10:51 Uhr\nVon: {FROM}\nAn: {TO}\nBetreff: {SUBJECT}\n\n{BODY}",
    "mailbird": f"---------- Forwarded Message ----------\nFrom: {FROM}\nTo: {TO}\nDate: 09.10.2026 10:51:00\nSubject: {SUBJECT}\n\n{BODY}",
    "em client": f'------ Forwarded Message ------\nFrom: "Olga Brandt" <olga@buyer.example>\nTo: "Ida Lund" <ida@seller.example>\nSent: 09.10.2026 10:51:00\nSubject: {SUBJECT}\n\n{BODY}',
    "em client 9": f'------ Forwarded Message ------\nFrom "Olga Brandt" <olga@buyer.example>\nTo "Ida Lund" <ida@seller.example>\nDate 09.10.2026 10:51:00\nSubject {SUBJECT}\n\n{BODY}',
    "roundcube": f"-------- Original Message --------\nSubject: {SUBJECT}\nDate: 2026-10-09 10:51\nFrom: {FROM}\nTo: {TO}\n\n{BODY}",
    "samsung": f"-------- Original message --------\nFrom: {FROM} \nDate: 09/10/2026  10:51  (GMT+01:00) \nTo: {TO} \nSubject: {SUBJECT} \n\n{BODY}",
    "kmail": f"----------  Forwarded Message  ----------\n\nSubject: {SUBJECT}\nDate: Friday, 9 October 2026, 10:51:00 CEST\nFrom: {FROM}\nTo: {TO}\n\n{BODY}\n-----------------------------------------",
    "mutt": f"----- Forwarded message from {FROM} -----\n\nDate: Fri, 9 Oct 2026 10:51:00 +0200\nFrom: {FROM}\nTo: {TO}\nSubject: {SUBJECT}\n\n{BODY}\n\n----- End forwarded message -----",
    "claws": f"Begin forwarded message:\n\nDate: Fri, 9 Oct 2026 10:51:00 +0200\nFrom: {FROM}\nTo: {TO}\nSubject: {SUBJECT}\n\n\n{BODY}",
    "lotus": f"----- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM -----\n\nFrom:   {FROM}\nTo:     {TO}\nDate:   10/09/2026 10:51 AM\nSubject:        {SUBJECT}\n\n\n\n{BODY}",
    "lotus old": f"---------------------- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM ---------------------------\n\n\n{FROM} on 10/09/2026 10:51:00 AM\nTo: {TO}\ncc:  \nSubject: {SUBJECT}\n\n\n{BODY}",
    "lotus stacked": f"---------------------- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM ---------------------------\n   \n\t{FROM}\n\t10/09/2026 10:51 AM\n\t\t \n\t\t To: {TO}\n\t\t cc: \n\t\t Subject: {SUBJECT}\n\n{BODY}",
    "new outlook mac": f"From: {FROM}\nDate: Friday, 9 October 2026 at 10:51\nTo: {TO}\nSubject: {SUBJECT}\n\n{BODY}",
    "outlook mailto": f"-----Original Message-----\nFrom: Olga Brandt [mailto:olga@buyer.example] \nSent: Friday, October 09, 2026 10:51 AM\nTo: Ida Lund [mailto:ida@seller.example]\nSubject: {SUBJECT}\n\n{BODY}",
    "tabbed separator": f"\t-----Original Message-----\n\tFrom: \t{FROM}\n\tSent:\t{SENT}\n\tTo:\t{TO}\n\tSubject:\t{SUBJECT}\n\n{BODY}",
    "no blank before the body": f"---------- Forwarded message ---------\nFrom: {FROM}\nDate: {SENT}\nSubject: {SUBJECT}\nTo: {TO}\n{BODY}",
    "blank lines between headers": f"From: {FROM}\n\nSent: {SENT}\n\nTo: {TO}\n\nSubject: {SUBJECT}\n\n{BODY}",
    "the bat": f"This is a forwarded message\nFrom: {FROM}\nTo: {TO}\nDate: Friday, October 9, 2026, 10:51:00 AM\nSubject: {SUBJECT}\n\n{BODY}",
    "double bold": f"**From: **{FROM}\n**Date: **Friday, 9 October 2026 at 10:51\n**To: **{TO}\n**Subject: **{SUBJECT}\n\n{BODY}",
    "doubled address": f"From: Olga Brandt <olga@buyer.example<mailto:olga@buyer.example>>\nSent: {SENT}\nTo: Ida Lund <ida@seller.example<mailto:ida@seller.example>>\nSubject: {SUBJECT}\n\n{BODY}",
    "starred gmail": f"---------- Forwarded message ---------\nFrom: *Olga Brandt* <olga@buyer.example>\nDate: Fri, 9 Oct 2026 at 10:51\nSubject: {SUBJECT}\nTo: Ida Lund <ida@seller.example>\n\n\n{BODY}",
    "wholly quoted": "\n".join(
        f"> {line}".rstrip()
        for line in f"---------- Forwarded message ---------\nFrom: {FROM}\nDate: {SENT}\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}".split(
            "\n"
        )
    ),
    "unlisted wording": f"---------- Eftersent melding xyz ---------\nFrom: {FROM}\nDate: {SENT}\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}",
}


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("note", [NOTE, ""])
def test_a_forward_is_read_as_written_by(client: str, note: str) -> None:
    check(forward(f"{note}\n\n{CLIENTS[client]}\n"), note)


def outlook(body: str = BODY, *, sender: str = FROM, subject: str = SUBJECT, to: str = TO) -> str:
    """Write the block that Outlook puts above what it forwards or answers."""
    return f"From: {sender}\nSent: {SENT}\nTo: {to}\nSubject: {subject}\n\n{body}"


SENDERS = {
    "Olga Brandt": ("Olga Brandt", None),
    "Brandt, Olga": ("Brandt, Olga", None),
    '"Brandt, Olga" <olga@buyer.example>': ("Brandt, Olga", "olga@buyer.example"),
    "Brandt, Olga <olga@buyer.example>": ("Brandt, Olga", "olga@buyer.example"),
    "Brandt, Olga (Purchasing) <olga@buyer.example>": (
        "Brandt, Olga (Purchasing)",
        "olga@buyer.example",
    ),
    "Olga Brandt [mailto:olga@buyer.example]": ("Olga Brandt", "olga@buyer.example"),
    "olga@buyer.example": (None, "olga@buyer.example"),
    "<olga@buyer.example>": (None, "olga@buyer.example"),
    "olga@buyer.example <olga@buyer.example>": (None, "olga@buyer.example"),
    "olga@buyer.example [mailto:olga@buyer.example]": (None, "olga@buyer.example"),
    "'olga@buyer.example' <olga@buyer.example>": (None, "olga@buyer.example"),
    "'Olga Brandt' <olga@buyer.example>": ("Olga Brandt", "olga@buyer.example"),
    "Olga Brandt <olga@buyer.example> <mailto:olga@buyer.example>": (
        "Olga Brandt",
        "olga@buyer.example",
    ),
    "Olga Brandt (olga@buyer.example)": ("Olga Brandt", "olga@buyer.example"),
    "Olga Brandt olga@buyer.example": ("Olga Brandt", "olga@buyer.example"),
    "Olga Brandt<olga@buyer.example>": ("Olga Brandt", "olga@buyer.example"),
    "Olga Brandt </O=BUYER/OU=FIRST/CN=OBRANDT>": ("Olga Brandt", None),
    "desk@lists.example [mailto:desk@lists.example] On Behalf Of Olga Brandt": (
        "Olga Brandt",
        None,
    ),
    "desk@lists.example On Behalf Of Olga Brandt <olga@buyer.example>": (
        "Olga Brandt",
        "olga@buyer.example",
    ),
    "desk@lists.example im Auftrag von Olga Brandt": ("Olga Brandt", None),
    "Olga Brandt via Desk <desk@lists.example>": ("Olga Brandt via Desk", "desk@lists.example"),
    "Dr. Olga Brandt-Sørensen <olga.b+x@buyer.example>": (
        "Dr. Olga Brandt-Sørensen",
        "olga.b+x@buyer.example",
    ),
}


@pytest.mark.parametrize("line", SENDERS)
def test_the_sender_is_what_is_printed_and_nothing_more(line: str) -> None:
    found = forward(outlook(sender=line), "FW: Cold store offer")
    assert (found.from_name, found.from_email) == SENDERS[line]


@pytest.mark.parametrize(
    "inner", ["RE: Cold store offer", "Re: Fwd: AW: x", "Cold store: offer", "[ext] RE: é"]
)
def test_the_inner_subject_is_kept_as_it_is(inner: str) -> None:
    assert forward(outlook(subject=inner), f"FW: {inner}").subject == inner


def test_a_subject_wrapped_over_lines_is_joined() -> None:
    inner = (
        "Cold store offer for the new distribution centre in Aarhus, phase two of three, revised"
    )
    wrapped = inner[:66].rstrip() + "\n" + inner[66:].lstrip()
    for tail in ("", "To: Ida Lund <ida@seller.example>\n"):
        text = f"Begin forwarded message:\n\nFrom: {FROM}\nDate: {SENT}\nSubject: {wrapped}\n{tail}\n{BODY}"
        found = forward(text, f"Fwd: {inner}")
        assert found.subject == inner
        assert found.body == BODY


def test_a_long_list_of_addressees_is_read_over_all_its_lines() -> None:
    people = [f"Person {n} <p{n}@buyer.example>" for n in range(40)]
    to = ";\n ".join("; ".join(people[n : n + 3]) for n in range(0, 40, 3))
    found = forward(outlook(to=to), "FW: Cold store offer")
    assert [person.email for person in found.to] == [f"p{n}@buyer.example" for n in range(40)]
    assert found.subject == SUBJECT
    assert found.body == BODY


@pytest.mark.parametrize(
    "first",
    [
        "To: everybody who worked on this, thank you.",
        "Note: the price was fine.",
        "Date: we decided on Monday 10:30.",
        "Subject: to contract we chose Nordkyl.",
        "Monday 10:30: call with the board",
        "Re: your offer of last week",
    ],
)
def test_a_body_line_that_looks_like_a_header_stays_in_the_body(first: str) -> None:
    body = f"{first}\n\n{BODY}"
    assert forward(outlook(body), "FW: Cold store offer").body == body


def test_text_below_a_quoted_forward_is_the_forwarders() -> None:
    inner = "\n".join(f"> {line}".rstrip() for line in outlook().split("\n"))
    found = forward(f"{NOTE}\n\nBegin forwarded message:\n\n{inner}\n\nWhat do we do now?\n\nIda")
    assert found.body == BODY
    assert found.note == f"{NOTE}\n\nWhat do we do now?\n\nIda"


def test_only_the_subject_tells_an_outlook_forward_from_a_reply() -> None:
    text = f"{NOTE}\n\n{outlook()}"
    assert split_forward(mail(text, "FW: Cold store offer")) is not None
    assert split_forward(mail(text, "RE: Cold store offer")) is None
    answered = mail(text, "Cold store offer", to="Olga Brandt <olga@buyer.example>")
    assert split_forward(answered) is None


def test_an_answer_to_a_forward_is_no_forward() -> None:
    text = (
        "Thanks, seen.\n\nOn Fri, Oct 9, 2026 at 11:51 AM Ida Lund <ida@seller.example> wrote:\n\n"
        + "\n".join(f"> {line}".rstrip() for line in CLIENTS["hubspot"].split("\n"))
    )
    assert split_forward(mail(text, "Re: Fwd: Cold store offer")) is None


def test_plain_mail_is_no_forward() -> None:
    assert split_forward(mail("Hello,\n\nFrom: here to eternity.\nTo: be or not.\n", "Hi")) is None
    assert split_forward(mail(BODY, "Fwd: Cold store offer")) is None


def test_forwards_inside_forwards_come_outermost_first() -> None:
    inner = CLIENTS["hubspot"].replace("olga@", "pia@").replace("Olga Brandt", "Pia Holm")
    text = f"{NOTE}\n\n{outlook('see Pia' + chr(10) * 2 + inner, subject='Fwd: ' + SUBJECT)}"
    levels = unwrap(mail(text, "FW: Fwd: Cold store offer"))
    assert [level.from_email for level in levels] == ["olga@buyer.example", "pia@buyer.example"]
    assert [level.note for level in levels] == [NOTE, "see Pia"]
    assert len(unwrap(mail(text, "FW: x"), limit=1)) == 1


def test_a_mail_forwarded_as_an_attachment_is_read() -> None:
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = FROM, TO, SUBJECT
    inner["Date"] = "Fri, 09 Oct 2026 10:51:00 +0200"
    inner.set_content(BODY)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = TO, f"FW: {SUBJECT}"
    outer.set_content(NOTE)
    outer.add_attachment(inner)
    found = split_forward(parse_message(outer.as_bytes()))
    assert found is not None
    check(found)
    assert found.attached


HTML_FORWARDS = {
    "gmail": f"""<div dir="ltr">{NOTE}<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>
From: <b class="gmail_sendername" dir="auto">Olga Brandt</b> <span dir="auto">&lt;<a href="mailto:olga@buyer.example">olga@buyer.example</a>&gt;</span><br>
Date: Fri, Oct 9, 2026 at 10:51 AM<br>Subject: {SUBJECT}<br>To: Ida Lund &lt;<a href="mailto:ida@seller.example">ida@seller.example</a>&gt;<br></div><br><br>%s</div></div>""",
    "outlook": f"""<div class="WordSection1"><p class="MsoNormal">{NOTE}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Olga Brandt &lt;olga@buyer.example&gt; <br><b>Sent:</b> Friday, October 9, 2026 10:51 AM<br>
<b>To:</b> Ida Lund &lt;ida@seller.example&gt;<br><b>Subject:</b> {SUBJECT}<o:p></o:p></p></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>%s</div>""",
    "outlook web": f"""<div>{NOTE}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Olga Brandt &lt;olga@buyer.example&gt;<br>
<b>Sent:</b> Friday, October 9, 2026 10:51 AM<br><b>To:</b> Ida Lund &lt;ida@seller.example&gt;<br><b>Subject:</b> {SUBJECT}</font><div>&nbsp;</div></div>%s""",
    "apple": f"""<html><body>{NOTE}<br><div><br><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline">
<div style="margin:0"><span><b>From: </b></span><span>Olga Brandt &lt;<a href="mailto:olga@buyer.example">olga@buyer.example</a>&gt;<br></span></div><div style="margin:0"><b>Subject: </b>{SUBJECT}</div>
<div><b>Date: </b>9 October 2026 at 10:51:00 CEST</div><div><b>To: </b>Ida Lund &lt;<a href="mailto:ida@seller.example">ida@seller.example</a>&gt;</div><br><div>%s</div></blockquote></div></body></html>""",
    "thunderbird": f"""<p>{NOTE}</p><div class="moz-forward-container"><br>-------- Forwarded Message --------
<table class="moz-email-headers-table"><tbody><tr><th align="RIGHT">Subject: </th><td>{SUBJECT}</td></tr><tr><th>Date: </th><td>Fri, 9 Oct 2026 10:51:00 +0200</td></tr>
<tr><th>From: </th><td>Olga Brandt <a class="moz-txt-link-rfc2396E" href="mailto:olga@buyer.example">&lt;olga@buyer.example&gt;</a></td></tr><tr><th>To: </th><td>Ida Lund <a href="mailto:ida@seller.example">&lt;ida@seller.example&gt;</a></td></tr></tbody></table><br><br>%s</div>""",
    "yahoo": f"""<div class="yahoo-style-wrap"><div>{NOTE}</div><div><br></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div><div>----- Forwarded Message -----</div><div><b>From:</b> Olga Brandt &lt;olga@buyer.example&gt;</div>
<div><b>To:</b> Ida Lund &lt;ida@seller.example&gt;</div><div><b>Sent:</b> Friday, October 9, 2026 at 10:51:00 AM GMT+2</div><div><b>Subject:</b> {SUBJECT}</div><div><br></div>%s</div></div></div>""",
}


@pytest.mark.parametrize("client", HTML_FORWARDS)
def test_a_forward_in_html_only_is_read_as_written_by(client: str) -> None:
    shown = BODY.replace("\n", "<br>\n")
    built = EmailMessage()
    built["From"], built["Subject"] = TO, f"Fwd: {SUBJECT}"
    built.set_content(HTML_FORWARDS[client] % shown, subtype="html")
    found = split_forward(parse_message(built.as_bytes()))
    assert found is not None
    check(found)


def test_a_thread_is_split_newest_first() -> None:
    text = (
        "Agreed.\n\nOn Fri, Oct 9, 2026 at 10:51 AM Olga Brandt <olga@buyer.example> wrote:\n\n> We chose Nordkyl.\n>\n"
        "> On Thu, Oct 8, 2026 at 9:00 AM Ida Lund <ida@seller.example> wrote:\n>\n>> Any news?\n"
    )
    parts = split_thread(text)
    assert [part.text for part in parts] == ["Agreed.", "We chose Nordkyl.", "Any news?"]
    assert [part.sender for part in parts] == [
        None,
        Address("Olga Brandt", "olga@buyer.example"),
        Address("Ida Lund", "ida@seller.example"),
    ]
    assert [part.depth for part in parts] == [0, 1, 2]


def test_a_thread_of_outlook_blocks_is_split() -> None:
    second = outlook("Any news?", sender="Ida Lund <ida@seller.example>")
    parts = split_thread(f"Agreed.\n\n{outlook('We chose Nordkyl.' + chr(10) * 2 + second)}")
    assert [part.text for part in parts] == ["Agreed.", "We chose Nordkyl.", "Any news?"]
    assert parts[1].date == DAY


def test_a_forward_without_headers_but_with_an_attribution_is_read() -> None:
    text = (
        f"{NOTE}\n\nBegin forwarded message:\n\nOn 9 Oct 2026, at 10:51, Olga Brandt <olga@buyer.example> wrote:\n\n"
        + "\n".join(f"> {line}".rstrip() for line in BODY.split("\n"))
    )
    found = forward(text)
    assert (found.from_name, found.from_email, found.date) == (
        "Olga Brandt",
        "olga@buyer.example",
        DAY,
    )
    assert found.body == BODY
    assert found.note == NOTE


def test_vs_forwards_in_danish_and_answers_in_finnish() -> None:
    danish = f"Se her.\n\nFra: {FROM}\nSendt: 9. oktober 2026 10:51\nTil: {TO}\nEmne: {SUBJECT}\n\n{BODY}"
    finnish = f"Kiitos.\n\nLähettäjä: {FROM}\nLähetetty: 9. lokakuuta 2026 10:51\nVastaanottaja: {TO}\nAihe: {SUBJECT}\n\n{BODY}"
    assert split_forward(mail(danish, "VS: Cold store offer")) is not None
    assert split_forward(mail(finnish, "VS: Cold store offer")) is None
    assert split_forward(mail(finnish, "VL: Cold store offer")) is not None


def test_notes_addresses_are_names() -> None:
    text = "----- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM -----\nFrom: Olga Brandt on 10/09/2026 10:51 AM\nTo: Ida Lund/SELLER@SELLER, Max Roth/SELLER@SELLER\ncc: \nSubject: Cold store offer\n\nNo.\n"
    found = forward(text)
    assert (found.from_name, found.from_email, found.date) == ("Olga Brandt", None, DAY)
    assert found.to == (
        Address("Ida Lund/SELLER@SELLER", None),
        Address("Max Roth/SELLER@SELLER", None),
    )
