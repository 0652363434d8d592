"""The words mail programs put around a quoted mail, in some forty languages.

Everything is case-folded and stripped of trailing punctuation; look up with `fold_phrase`.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
_SPACES = "\xa0\u202f\u3000"
_UNMARKED = str.maketrans(dict.fromkeys(_MARKS) | dict.fromkeys(_SPACES, " "))
_MARKED = re.compile(f"[{_MARKS}{_SPACES}]")


def without_marks(text: str) -> str:
    """Return text without writing-direction marks and with plain spaces for special ones."""
    if text.isascii() or not _MARKED.search(text):  # most texts have none, and looking is quicker
        return text
    return text.translate(_UNMARKED)


def fold_phrase(text: str) -> str:
    """Return the form the tables use: composed, case-folded, spaces squeezed."""
    text = without_marks(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("İ", "i")
    return " ".join(text.casefold().split())


def _words(text: str) -> frozenset[str]:
    return frozenset(
        fold_phrase(line) for line in text.replace("|", "\n").split("\n") if line.strip()
    )


_LABELS = {
    "from": """From | Von | De | Expéditeur | Exp | Emisor | Remitente | Da | Mittente | Van | Afzender
        | Från | Avsändare | Fra | Afsender | Avsender | Lähettäjä | Od | Nadawca | Odesílatel | Odosielateľ
        | Feladó | Küldő | De la | Expeditor | От | Подател | Изпратено от | Šalje | Pošiljatelj | Pošiljalec
        | Pošiljatelj | Saatja | Kellelt | Nuo | Siuntėjas | No | Sūtītājs | Από | Αποστολέας | Kimden
        | Gönderen | Отправитель | От кого | Від | Від кого | Відправник | מאת | שולח | من | المرسل | از | فرستنده
        | 差出人 | 送信者 | 送信元 | 보낸 사람 | 보낸사람 | 발신 | 발신자 | 보낸이 | 发件人 | 發件人 | 寄件者 | 寄件人 | 发自
        | 發信人 | จาก | ผู้ส่ง | Từ | Người gửi | Dari | Pengirim | Daripada | Remitent | Nork | Igorlea
        | Пошиљалац | Шаље | Од | Испраќач | Frá | Sendandi | Nga | Ад | प्रेषक | से | গ্রেরক | প্রেরক | Remetente
        | Kas | Kimdən | Göndərən | გამომგზავნი | Ումից | Oddawca | Original From""",
    "to": """To | An | Empfänger | À | A | Á | Destinataire | Pour | Para | Destinatario | Per | Aan | Ontvanger
        | Till | Mottagare | Til | Modtager | Mottaker | Vastaanottaja | Do | Adresat | Odbiorca | Komu | Pro | Pre
        | Příjemce | Príjemca | Adresát | Címzett | Kapja | Către | Catre | Destinatar | Pentru | До | Към | Получател
        | Кому | Получатель | Одержувач | Za | Prima | Primatelj | Prejemnik | Kome | Saaja | Kellele | Adressaat | Kam
        | Gavėjas | Adresatas | Adresāts | Saņēmējs | Προς | Παραλήπτης | Kime | Alıcı | אל | לכבוד | נמען | إلى | الى
        | المستلم | به | گیرنده | 宛先 | 送信先 | 받는 사람 | 받는사람 | 수신 | 수신자 | 받는이 | 收件人 | 收件者 | 送达 | ถึง
        | ผู้รับ | Đến | Tới | Người nhận | Kepada | Ke | Untuk | Per a | Destinatari | Nori | Hartzailea | За | Прима
        | До кого | До | Viðtakandi | Për | प्रति | प्राप्तकर्ता | প্রতি | Destinatário | Kimə | Каму | Original To""",
    "cc": """Cc | Copie | Copie à | Kopie | Kopie an | CC an | Copia | Con copia | Con copia a | Per conoscenza | Cópia
        | Com cópia | Kopia | Kopi | Kopi til | Kopio | DW | Do wiadomości | Kopie (CC) | Kópia | Másolatot kap | Másolat
        | Másolat | Copie (CC) | Копие | Копия | Копія | Kopija | Kp | Kopio(t) | Koopia | Kopijavimas | Κοιν | Κοινοποίηση
        | Bilgi | Bilgisi | Karbon kopya | עותק | העתק | نسخة | نسخة إلى | رونوشت | کپی | 참조 | 抄送 | 抄送人 | 副本 | 副本抄送 | สำเนา | สำเนาถึง
        | Đồng gửi | Đồng kính gửi | Tembusan | Salinan | Còpia | A/c | Kopija | Afrit | Kopje | प्रतिलिपि | Kopie (Cc) | 写し | 写し先 | Ko""",
    "bcc": """Bcc | Cci | CCO | Ccn | Bcc an | Blindkopie | UDW | Skrytá kopie | Skrytá kópia | Titkos másolat | Hemlig kopia
        | Blindkopi | Piilokopio | Скрытая копия | Прихована копія | Скрито копие | Gizli | 密件抄送 | 密送 | 密件副本 | 숨은 참조
        | Κρυφή κοινοποίηση | BCC/Cci""",
    "subject": """Subject | Betreff | Betr | Objet | Sujet | Asunto | Oggetto | Ogg | Assunto | Onderwerp | Ämne | Emne | Aihe | Otsikko
        | Temat | Předmět | Predmet | Tárgy | Subiect | Относно | Тема | Предмет | Тема сообщения | Naslov | Zadeva | Teema
        | Tema | Tēma | Temats | Θέμα | Konu | נושא | الموضوع | موضوع | 件名 | タイトル | 題名 | 제목 | 主题 | 主題 | 主旨 | 标题
        | 標題 | หัวเรื่อง | เรื่อง | ชื่อเรื่อง | Chủ đề | Tiêu đề | Subjek | Perihal | Judul | Assumpte | Gaia | Asunto | Наслов
        | Предмет | Efni | Тэма | विषय | বিষয় | Mövzu | Subjekt | Original Subject | Re""",
    "date": """Date | Sent | Date sent | Datum | Gesendet | Gesendet am | Versendet | Date d'envoi | Envoyé | Envoyé le | Envoye | Fecha
        | Enviado | Enviado el | Enviada | Fecha de envío | Data | Inviato | Data invio | Inviato il | Enviado em | Enviada em
        | Data de envio | Verzonden | Verstuurd | Verzonden op | Skickat | Skickades | Sendt | Dato | Lähetetty | Päivämäärä | Päiväys | Pvm
        | Wysłano | Wysłane | Data wysłania | Odesláno | Odoslané | Dátum | Odoslaný | Poslané | Elküldve | Küldve | Küldés | Küldés időpontja
        | Trimis | Dată | Data trimiterii | Trimisă | Изпратено | Дата | Дата и час | Отправлено | Дата отправки | Дата и время
        | Надіслано | Дата надсилання | Poslano | Poslato | Послато | Датум | Saadetud | Kuupäev | Išsiųsta | Siųsta | Nosūtīts | Datums | Laiks
        | Στάλθηκε | Εστάλη | Απεσταλμένα | Ημερομηνία | Ημ/νία | Tarih | Gönderme Tarihi | Gönderilme | Gönderildi | Gönderim Zamanı
        | נשלח | תאריך | נשלח בתאריך | التاريخ | تاريخ الإرسال | تم الإرسال | أُرسلت | تاریخ | ارسال شده | فرستاده شده | زمان
        | 日時 | 送信日時 | 日付 | 送信日 | 送信済み | 날짜 | 보낸 날짜 | 보낸날짜 | 일시 | 보냄 | 일자 | 发送时间 | 发送日期 | 日期 | 时间
        | 時間 | 寄件日期 | 傳送時間 | 傳送日期 | 發送時間 | 发送于 | 已发送 | 已傳送 | ส่ง | ส่งเมื่อ | วันที่ | Đã gửi | Gửi | Đã gửi lúc | Ngày | Ngày gửi
        | Tanggal | Dikirim | Terkirim | Tarikh | Dihantar | Enviat | Enviat el | Data d'enviament | Bidalia | Bidaltze-data | Dagsetning
        | Dërguar | Адпраўлена | दिनांक | तारीख | भेजा गया | তারিখ | Göndərilib | Original Date | Date/Time | Enviado a las | Fecha/Hora""",
    "reply_to": """Reply-To | Reply To | Antwort an | Antworten an | Répondre à | Responder a | Rispondi a | Antwoorden aan | Svara till
        | Svar til | Odpověď | Odpovedať | Vastausosoite | Válaszcím | Răspunde la | Odgovori na | Yanıtla | 返信先 | 회신 | 回复 | Odpowiedz do
        | Ответить | Кому ответить | Відповісти | Respondre a""",
    "other": """Importance | Priority | Sensitivity | Attachments | Attachment | Attach | Wichtigkeit | Priorität | Anlagen | Anhang | Anhänge
        | Importance haute | Pièces jointes | Pièce jointe | Importancia | Datos adjuntos | Adjuntos | Priorità | Allegati | Importância | Prioridade
        | Anexos | Anexo | Urgentie | Prioriteit | Bijlagen | Prioritet | Bilagor | Vedhæftede filer | Vedlegg | Tärkeys | Liitteet | Ważność | Załączniki
        | Důležitost | Přílohy | Prílohy | Fontosság | Mellékletek | Atașări | Atasari | Важность | Вложения | Вкладення | Приоритет | Önem | Ekler
        | Message-ID | Organization | Organisation | Newsgroups | Resent-From | Resent-To | Resent-Date | List-Post | List-Id | X-Mailer | User-Agent
        | Sender | Sent by | Sent-by | Gesendet von | Date-Sent | Return-Path | MIME-Version | Content-Type | Content-Transfer-Encoding | References | In-Reply-To | 重要性 | 附件 | 添付ファイル | 重要度
        | Συνημμένα | Prilozi | Priloge | Keywords | Categories | Mailing list | Mailing-List | Signed by | Mailed-by | Security
        | Gruppe | Action | Due date | Signé par | Envoyé par | Importanza | Bijlage | Pielikumi | Priedai | Manused | קבצים מצורפים | المرفقات | เอกสารแนบ | Lampiran""",
}
LABELS: dict[str, str] = {
    word: name for name, text in reversed(_LABELS.items()) for word in _words(text)
}
MAX_LABEL = max(map(len, LABELS)) + 4

# "---------- Forwarded message ---------" and its like: certain to announce a forward.
FORWARD_LINES = _words("""
Forwarded message|Forwarded mail|Forwarded email|Forwarded e-mail|Begin forwarded message|Start of forwarded message
This is a forwarded message|Forwarded conversation|Forwarded by|Forwarded messages|Forwarded content|Begin forwarded mail
Weitergeleitete Nachricht|Weitergeleitete E-Mail|Weitergeleitete Mail|Anfang der weitergeleiteten Nachricht|Anfang der weitergeleiteten E-Mail
Weitergeleitet von|Dies ist eine weitergeleitete Nachricht|Beginn der weitergeleiteten Nachricht|Weitergeleitete Nachrichten
Message transféré|Message réexpédié|Courriel transféré|Début du message réexpédié|Début du message transféré|E-mail transféré
Mail transféré|Message transmis|Transféré par|Transmis par|Début du courriel transféré|Message renvoyé
Mensaje reenviado|Inicio del mensaje reenviado|Correo reenviado|Empieza el mensaje reenviado|Comienza el mensaje reenviado
Mensaje remitido|Reenviado por|Comienzo del mensaje reenviado|E-mail reenviado
Messaggio inoltrato|Inizio messaggio inoltrato|Inizio del messaggio inoltrato|Messaggio Inoltrato|Inoltrato da|Messaggio reinviato
Mensagem encaminhada|Mensagem reencaminhada|Início da mensagem encaminhada|Início da mensagem reencaminhada|Encaminhada por
Encaminhado por|E-mail encaminhado|Início da mensagem|Começo da mensagem encaminhada|Email encaminhado
Doorgestuurd bericht|Begin doorgestuurd bericht|Doorgestuurde e-mail|Doorgezonden bericht|Doorgestuurd door|Begin van doorgestuurd bericht
Vidarebefordrat meddelande|Vidarebefordrat brev|Vidarebefordrat mejl|Vidarebefordrat e-postmeddelande|Börja vidarebefordrat meddelande
Påbörjat vidarebefordrat meddelande|Vidarebefordrat mail|Vidarebefordrat av|Början på vidarebefordrat meddelande|Vidarebefordrad e-post
Videresendt meddelelse|Videresendt besked|Videresendt mail|Start på videresendt besked|Starten på videresendt besked|Begynd videresendt besked
Videresendt e-mail|Videresendt af|Begyndelse på videresendt meddelelse|Begyndelsen på videresendt besked
Videresendt melding|Videresendt e-post|Start på videresendt melding|Begynnelsen på videresendt melding|Begynnelse på videresendt melding|Videresendt av
Edelleenlähetetty viesti|Välitetty viesti|Välitetty viesti alkaa|Edelleen lähetetty viesti|Välitetty sähköposti|Edelleenlähetetyn viestin alku
Välittänyt|Edelleenlähetetty sähköposti|Välitetyn viestin alku
Wiadomość przekazana|Przekazana wiadomość|Przekazywana wiadomość|Wiadomość przesłana dalej|Treść przekazanej wiadomości
Początek przekazywanej wiadomości|Rozpoczęcie przekazywanej wiadomości|Początek przekazanej wiadomości|Wiadomość przekazana dalej|Przesłana wiadomość
Przekazane przez|Początek wiadomości przekazanej dalej
Přeposlaná zpráva|Předaná zpráva|Začátek přeposílané zprávy|Začátek přeposlané zprávy|Přeposílaná zpráva|Začátek předané zprávy|Přeposlaný e-mail
Přeposláno uživatelem|Přeposlaný email|Přeposlané zpráva
Preposlaná správa|Začiatok preposlanej správy|Preposielaná správa|Preposlaný e-mail|Odovzdaná správa|Odoslaná ďalej|Začiatok preposielanej správy
Továbbított üzenet|Továbbított levél|Továbbított levél kezdete|Továbbított üzenet kezdete|Továbbított e-mail|Továbbküldött üzenet|Továbbította
Mesaj redirecționat|Mesaj redirectionat|Mesaj transmis mai departe|Începe mesajul redirecționat|Începutul mesajului redirecționat
Mesaj trimis mai departe|Mesaj înaintat|Început mesaj redirecționat|Mesaj retransmis|Mesajul redirecționat
Препратено съобщение|Начало на препратеното съобщение|Начало на препратено съобщение|Препратен имейл|Пренасочено съобщение|Препратено от
Proslijeđena poruka|Započni proslijeđenu poruku|Početak proslijeđene poruke|Proslijeđeno od|Prosljeđena poruka|Proslijeđeni e-mail
Posredovano sporočilo|Začetek posredovanega sporočila|Posredovana sporočila|Posredoval|Posredovana e-pošta
Prosleđena poruka|Прослеђена порука|Početak prosleđene poruke|Почетак прослеђене поруке|Препратена порака
Edastatud kiri|Edastatud sõnum|Edastatud sõnumi algus|Edastatud kirja algus|Edastatud teade|Edasi saadetud kiri|Edastas
Persiųstas laiškas|Persiunčiamas pranešimas|Persiųsta žinutė|Persiųstas pranešimas|Persiųsto laiško pradžia|Persiųsto pranešimo pradžia|Persiųsti laiškai
Pārsūtīta ziņa|Pārsūtīts ziņojums|Pārsūtītais ziņojums|Pārsūtītās ziņas sākums|Pārsūtītā ziņojuma sākums|Pārsūtīta vēstule|Pārsūtītais e-pasts
Προωθημένο μήνυμα|Έναρξη προωθημένου μηνύματος|Αρχή προωθημένου μηνύματος|Προωθούμενο μήνυμα|Αρχή προωθημένου μηνύματος|Μήνυμα που προωθήθηκε
Пересылаемое сообщение|Пересланное сообщение|Перенаправленное сообщение|Пересылаемое письмо|Пересланное письмо|Начало переадресованного сообщения
Начало пересылаемого сообщения|Начало пересланного сообщения|Переадресованное сообщение|Завершение пересылаемого сообщения|Начало переадресованного письма
Начало переадресуемого письма|Переслано|Это пересылаемое сообщение|Это пересланное сообщение
Переслане повідомлення|Пересланий лист|Початок листа, що пересилається|Початок пересланого повідомлення|Початок пересланого листа|Переслано від
Переадресоване повідомлення|Повідомлення, що пересилається|Початок переадресованого повідомлення|Перенаправлене повідомлення|Переслане повідомлення
Початок листа, який пересилають|Початок переспрямованого повідомлення
Yönlendirilen ileti|Yönlendirilmiş ileti|İletilen mesaj|İletilmiş mesaj|Yönlendirilmiş mesaj|İleti başlangıcı|Yönlendirilen mesaj
İletilmiş ileti|Yönlendirilen iletinin başlangıcı|Başlangıcı yönlendirilen ileti|İletilen ileti|İletilmiş mesajın başlangıcı|Yönlendirilen e-posta
Yönlendirilen iletiyi başlat|Yönlendirilen mesajın başlangıcı|İletilen ileti başlangıcı
הודעה שהועברה|הודעה מועברת|תחילת ההודעה שהועברה|תחילת הודעה שהועברה|הודעה שהועברה מאת|להלן ההודעה שהועברה
رسالة معاد توجيهها|الرسالة المعاد توجيهها|بداية الرسالة المعاد توجيهها|رسالة محولة|الرسالة المحولة|بداية الرسالة المحولة|رسالة مُعاد توجيهها
بداية رسالة مُعاد توجيهها
پیام هدایت‌شده|پیام هدایت شده|پیام فوروارد شده|شروع پیام هدایت‌شده|نامه هدایت شده|پیام بازارسال‌شده
転送されたメッセージ|転送メッセージ|転送されたメール|転送されたメッセージの始まり|転送されたメッセージ開始|転送開始|以下は転送されたメッセージです|転送メール|転送された電子メール
전달된 메시지|전달된 메일|전달된 메시지 시작|전달된 이메일|전달 메시지|전달된 메세지|전달된 메시지의 시작|전달된 쪽지
转发的邮件|转发的信息|已转发邮件|转发邮件|转发邮件信息|下面是被转发的邮件|开始转发的邮件|转发的消息|以下是转发的邮件|被转发邮件信息|转发的电子邮件|下面是转发的邮件
轉寄的郵件|已轉寄郵件|轉寄郵件|轉寄的訊息|以下是轉寄的郵件|開始轉寄郵件|轉寄的電子郵件|轉寄訊息|已轉寄的郵件|以下為轉寄的郵件|下面是轉寄的郵件
ข้อความที่ส่งต่อ|ข้อความที่ถูกส่งต่อ|เริ่มต้นข้อความที่ส่งต่อ|จดหมายที่ส่งต่อ|เริ่มข้อความที่ส่งต่อ
Thư đã chuyển tiếp|Tin nhắn được chuyển tiếp|Thư được chuyển tiếp|Bắt đầu thư được chuyển tiếp|Bắt đầu thư chuyển tiếp|Tin nhắn đã chuyển tiếp|Thư chuyển tiếp
Email chuyển tiếp|Bắt đầu tin nhắn được chuyển tiếp|Chuyển tiếp bởi
Pesan terusan|Pesan yang diteruskan|Pesan diteruskan|Awal pesan terusan|Mulai pesan yang diteruskan|Mulai pesan diteruskan|Email terusan|Mesej yang dimajukan
Mesej dimajukan|Awal pesan yang diteruskan
Missatge reenviat|Inici del missatge reenviat|Comença el missatge reenviat|Missatge remès|Correu reenviat
Birbidalitako mezua|Mezu birbidalia|Mensaxe reenviada|Inicio da mensaxe reenviada|Framsent skilaboð|Áframsent skeyti|Mesazh i përcjellë
अग्रेषित संदेश|फ़ॉरवर्ड किया गया संदेश|अग्रेषित सन्देश|ফরওয়ার্ড করা বার্তা|Перасланае паведамленне|Yönləndirilmiş mesaj|გადაგზავნილი შეტყობინება
Aangestuurde boodskap|Neges wedi'i Hanfon Ymlaen|Ujumbe uliotumwa
""")

# "-----Original Message-----": replies and forwards both carry it; the subject decides.
ORIGINAL_LINES = _words("""
Original message text|Original Nachrichtentext|Texte du message original|Исходный текст сообщения|Исходный текст письма|Original Message|Original message|Original mail|Original email|Original e-mail|Original Msg|Reply message|Originalmessage|Original Appointment
Ursprüngliche Nachricht|Originalnachricht|Original-Nachricht|Ursprüngliche Mail|Original Nachricht|Ursprüngliche E-Mail|Ursprünglicher Termin
Originalmail|Ursprungsnachricht|Message d'origine|Message original|Message initial|Courriel original|Message d´origine|Mail original|Message Original
Mensaje original|Mensaje Original|Correo original|Messaggio originale|Messaggio Originale|Messaggio originario|Mensagem original|Mensagem Original
Oorspronkelijk bericht|Origineel bericht|Oorspronkelijk Bericht|Originalmeddelande|Ursprungligt meddelande|Ursprungligt mail|Oprindelig meddelelse
Original meddelelse|Den oprindelige meddelelse|Opprinnelig melding|Original melding|Oprindelig besked|Alkuperäinen viesti|Alkuperäinen viesti|Alkup. viesti
Wiadomość oryginalna|Oryginalna wiadomość|Wiadomość pierwotna|Treść oryginalnej wiadomości|Original wiadomość|Původní zpráva|Puvodni zprava|Pôvodná správa|Pôvodná Správa
Eredeti üzenet|Eredeti levél|Mesaj original|Mesajul original|Mesajul inițial|Оригинално съобщение|Първоначално съобщение|Originalna poruka|Izvorna poruka
Izvirno sporočilo|Izvorno sporočilo|Originalno sporočilo|Оригинална порука|Algne kiri|Algne sõnum|Algsõnum|Originaalkiri|Pirminis laiškas|Originalus laiškas
Pirminė žinutė|Sākotnējais ziņojums|Oriģinālā ziņa|Oriģinālais ziņojums|Αρχικό μήνυμα|Πρωτότυπο μήνυμα|Исходное сообщение|Оригинальное сообщение
Исходное письмо|Первоначальное сообщение|Оригінальне повідомлення|Вихідне повідомлення|Початкове повідомлення|Оригінал повідомлення|Özgün ileti|Orijinal mesaj|Orijinal ileti
Orijinal Mesaj|Asıl ileti|Özgün mesaj|הודעה מקורית|ההודעה המקורית|רسالة أصلية|الرسالة الأصلية|رسالة أصلية|رساله اصلیه|پیام اصلی|پیغام اصلی
元のメッセージ|元のメール|オリジナルメッセージ|元メッセージ|原文|원본 메시지|원본 메일|원본메시지|원본 이메일|원래 메시지|원본메일|原始邮件|原邮件|邮件原件|原始消息|原始郵件|原始訊息
原信件|原件|ข้อความต้นฉบับ|ข้อความเดิม|Thư gốc|Tin nhắn gốc|Thư ban đầu|Pesan asli|Pesan Asli|Mesej asal|Missatge original|Jatorrizko mezua|Mensaxe orixinal
Upprunaleg skilaboð|Mesazhi origjinal|मूल संदेश|মূল বার্তা|Зыходнае паведамленне|Original bericht|Antwortnachricht|Replied Message|Reply Message|回复的原邮件|回复的邮件
""")
END_LINES = _words("""
Ende des Original Nachrichtentextes|Fin du texte du message original|Конец исходного текста сообщения|Конец исходного текста письма|Окончание исходного текста сообщения|Окончание исходного текста письма
End forwarded message|End of forwarded message|End of forwarded messages|End of forwarded mail|Ende der weitergeleiteten Nachricht
End forwarded message|Ende weitergeleitete Nachricht|Fin du message transféré|Fin du message réexpédié|Fin del mensaje reenviado
Fine messaggio inoltrato|Fim da mensagem encaminhada|Fim da mensagem reencaminhada|Einde doorgestuurd bericht|Slut på vidarebefordrat meddelande
Конец пересылаемого сообщения|Завершение пересылаемого сообщения|Koniec przekazanej wiadomości|Konec přeposlané zprávy|End message|End of original message text
End original message|Koniec wiadomości przekazanej dalej|Slut på videresendt meddelelse|Кінець пересланого повідомлення
""")

# Lower-case stems that betray a line about forwarding in a language's unlisted wording.
FORWARD_STEMS = (
    "forward", "weitergeleit", "transf", "réexp", "reenvi", "inoltr", "encaminh", "doorgest", "doorgez",
    "vidarebef", "videresend", "edelleen", "välite", "przekaz", "przesł", "přepos", "předan", "prepos",
    "továbbít", "redirec", "препра", "proslijeđ", "posredovan", "edasta", "persiu", "persių", "pārsūt",
    "προωθ", "пересыл", "пересл", "перенапр", "переадр", "yönlend", "iletil", "הועבר", "מועבר", "توجيه",
    "محول", "هدایت", "転送", "전달", "转发", "轉寄", "轉發", "ส่งต่อ", "chuyển tiếp", "terus", "birbidal",
    "अग्रेषित", "prosleđ", "прослеђ",
)  # fmt: skip

# What a subject is prefixed with. "Re"-like and "Fwd"-like, per mail program and language.
REPLY_PREFIXES = _words("""
re|aw|antw|antwort|sv|vs|odp|ref|rif|res|r|rv|re-re|ynt|yan|atb|ats|vá|válasz|ré|rép|réf|réponse|odg|odgovor|回复|回覆|答复|答覆|返信|회신|답장|답변
απ|απαντηση|απάντηση|отн|σχετ|отв|ответ|відп|на|hồi âm|trả lời|trl|bls|balas|atb|na|resp|respuesta|risposta|svar|vl-sv|תשובה|השב|رد|پاسخ|ปr|ตอบกลับ|ตอบ|rsp|blz|antwoord|betr|fs-re
""") - {"rv", "na", "vs", "на"}
FORWARD_PREFIXES = _words("""
fwd|fw|wg|wtr|weitergel|weitergeleitet|tr|trans|transf|rv|reenv|renv|i|inoltra|inoltro|enc|encaminhar|doorst|dsn-fw|vb|vid|vs|vl|videresend|pd|pdl|przek|fwd by|fs
továbbítás|tov|redir|redirecționat|пр|препр|пересл|переслать|пер|перешл|ilt|ileti|i̇lt|yönl|προωθ|πρθ|प्रेषित|转发|轉寄|轉發|転送|전달|העבר|הועבר|إعادة توجيه|توجيه|تحويل|ارجاع|ส่งต่อ
přeposláno|předání|chuyển tiếp|trs|terusan|fw-fwd|fwd-fw|přep|předáno|prep|prp|edasi|edast|persiųsta|pers|pārs|pārsūtīts|proslijeđeno|prosl|posr|rf|fyi-fwd|fd|frwd|forward|reenviado|reenviada|redirect
""")

# The verb of an attribution line ("… wrote:"), case-folded; matched as whole words where the
# script has words, anywhere in the line otherwise.
_WROTE = """
wrote|writes|has written|schrieb|schrieben|schriebst|schreibt|geschrieben|hat geschrieben|a écrit|a ecrit|écrit|écrivait|écriviez|écrivais|écrivit|écrivez|escribió|escribio|escribiste|ha escrito
escribía|escribe|ha scritto|scritto|scrisse|scrive|hai scritto|escreveu|escreveste|escrevia|escreve|schreef|heeft geschreven|heeft het volgende geschreven|skrev|har skrevet|skrifaði
kirjoitti|kirjoittaa|napisał|napisała|napisał(a)|napisał/a|pisze|napisali|napsal|napsala|napsal(a)|napsal/a|píše|napísal|napísala|napísal(a)|napísal/a
írta|ezt írta|a következőt írta|írja|a scris|ați scris|написа|пише|написал|написала|написал(а)|написал/а|пишет|пишете|писал|писала|написали|вы писали
написав|написала|написав(ла)|написав(-ла)|писав|пишете|je napisao|je napisala|napisao|napisala|je napisao/la|napisao/la je|je napisao/napisala|piše
je napisal|je napisala|je napisal/a|napisal|napisal/-a|je oseba|kirjutas|kirjutasid|rašė|parašė|rakstīja|έγραψε|έγραψες|έγραψαν|yazdı|şunu yazdı|şunları yazdı|yazmış|yazıb
va escriure|ha escrit|escrigué|idatzi du|idatzi zuen|igorleak hau idatzi du|escribiu|shkroi|напиша|је написао|је написао/ла|је написала|напісаў|напісала|menulis|đã viết|viết
missatge de|napisana przez|het geskryf|ysgrifennodd|quoting|zitat von|citando|citeren|quotando|cytat|cytowanie|wrote the following
"""
_WROTE_ANYWHERE = (
    "写道", "寫道", "编写", "編寫", "写到", "书写", "提到", "のメール:", "のメール：", "쓴 글",  "書きました", "さんは書", "wrote：", "のメッセージ", "님이 작성", "작성:", "작성한", "썼습니다",
    "님의 말", "님이 쓴", "เขียน", "כתב", "كتب", "نوشت", "ने लिखा", "लिखा", "লিখেছেন", "எழுதிய", "წერდა", "գրել", "מאת", "بواسطة",
)  # fmt: skip


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


WROTE = re.compile(
    rf"(?<![\w-])(?:{_alternatives(_words(_WROTE))})(?![\w-])|"
    + "|".join(map(re.escape, _WROTE_ANYWHERE)),
    re.IGNORECASE,
)

# How attribution lines begin when they begin with a date.
STARTERS = _words("""
in article|in a message dated|
on|am|le|el|il|em|no dia|op|den|w dniu|dnia|dne|dňa|ha|pe|în|la|на|в|u|dana|dne|kl|kell|at|ons|tis|mån|tor|fre|lör|sön|im|il giorno|il date|data|in data|em data|a les|al|el dia|el día|a la date du|en date du
ngày|vào|vào lúc|pada|tanggal|pada tanggal|στις|την|τη|ב|ב-|בתאריך|في|بتاريخ|در|در تاریخ|เมื่อ|วันที่|在|于|於|em|ở|li|tarihinde|dana|dne|fecha|datum|date|op datum|il|po|pon|uto|sri|čet|pet|sub|ned
""")

# "Sent from my iPhone": what phones and web mailers add below what people write.
SENT_FROM = re.compile(
    r"(?:sent (?:from|via|using|with|by|on) (?:my |the |a )?|sent from\b|get (?:outlook|bluemail|typeapp)|"
    r"download (?:the )?(?:outlook|spark)|gesendet (?:von|mit|aus|über)|von meinem .{2,40} gesendet|"
    r"(?:diese nachricht wurde )?von meinem (?:iphone|ipad|android|handy|mobil)|holen sie sich outlook|"
    r"envoyé (?:depuis|de|à partir|avec|via)|envoye (?:depuis|de)|télécharge[rz]? outlook|obtenez outlook|"
    r"provenance :? ?courrier|enviado (?:desde|do|de|a partir|via|pelo|con|com|através)|obtener outlook|obter o? ?outlook|"
    r"inviato (?:da|dal|con|tramite)|scarica outlook|ottieni outlook|verzonden (?:vanaf|met|via|vanuit|van)|"
    r"verstuurd (?:vanaf|met)|download outlook|outlook voor|skickat (?:från|med|via)|hämta outlook|"
    r"sendt (?:fra|med|via)|hent outlook|få outlook|lähetetty (?:\w{3,20}(?:sta|stä|lta|ltä)|.{2,30}laitteesta)|hanki outlook|"
    r"wysłan[eoy] (?:z|ze|przy|za)\b|pobierz (?:aplikację )?outlook|odesláno (?:z|ze|pomocí)|odoslané (?:z|zo|pomocou)|stáhnout outlook|"
    r"stiahnuť outlook|elküldve|küldve (?:az|a)|az outlook|trimis (?:de pe|din|cu)|descărcați outlook|изпратено от|poslano (?:s|z|iz|sa)\b|"
    r"saadetud (?:minu|.{2,30}(?:st|lt)$)|išsiųsta iš|nosūtīts no|στάλθηκε από|εστάλη από|απεσταλμένο από|отправлено (?:с|из|от)\b|"
    r"надіслано (?:з|із|від)\b|(?:.{1,30})(?:['’]?(?:dan|den|tan|ten|mdan|mden)) gönderildi|נשלח מ|أُ?رسلت? من|ارسال شده از|"
    r"iphoneから送信|ipadから送信|.{1,30}から送信|나의 .{1,20}에서 보냄|.{1,30}에서 보냄|내 .{1,20}에서|发自我?的?|從我的 .{1,20}傳送|从我的 .{1,20}发送|傳送自|"
    r"來自我的|ส่งจาก|đã gửi từ|được gửi từ|gửi từ|dikirim (?:dari|dengan)|dihantar dari|enviat des|"
    r"typed on|tapped on|written on my|mobil(?:e|es)? gesendet|mobile?: sent)",
)

# The same, told by its build: a device or an app, and "sent" or "get" first or last on the line.
_SENT = (
    r"gesendet|envoyée?|enviad[oa]|inviat[oa]|verzonden|verstuurd|skickat|skickades|sendt|lähetetty|wysłan[oey]|odeslán[oa]|odoslan[éáo]|"
    r"küldve|elküldve|trimis|изпратен[оа]|poslano|poslato|послато|послано|saadetud|išsiųsta|nosūtīts|στάλθηκε|εστάλη|απεσταλμένο|отправлено|"
    r"надіслано|gönderildi|נשלח|أُ?رسلت?|مرسلة?|تم الإرسال|تم الارسال|ارسال شده|فرستاده شده|発信|送信(?:されました|しました)?|보냄|보냈습니다|보낸 메일|"
    r"发送|發送|傳送|传送|寄出|发送自|發送自|發自|发自|傳送自|來自|来自|ส่งจาก|(?:đã |được )?gửi từ|(?:di|ter)kirim|dihantar|enviat"
)
_GET = (
    r"get|download|holen sie sich|hol dir|laden sie|télécharge[rz]?|obtene[rz]|obtén|obtenga|obter|obtenha|baixe|baixar|descargar|scarica|ottieni|"
    r"skaffa?(?: deg| dig)?|hent|få|hämta|ladda ned|hanki|lataa|pobierz|stáhnout|stáhněte|získat|získejte|získať|získajte|stiahnuť|stiahnite|az outlook|descărcați|obțineți|изтеглете|вземете|preuzmite|"
    r"nabavite|prenesite|pridobite|λήψη|κατεβάστε|αποκτήστε|скачать|получить|завантажити|отримати|hangi|laadige|iegūt|lejupielādēt|gauti|atsisiųsti|"
    r"获取|下载|取得|下載|tải|nhận|dapatkan|unduh|obteniu|baixa|"
    r"الحصول على|احصل على|تنزيل|השג את|קבל את|הורד את|รับ|ดาวน์โหลด"
)
_GOT = r"(?:für|for) (?:ios|android|mac|windows) (?:beziehen|herunterladen|holen|laden|abrufen)|edinin|indirin|alın|beszerzése|letöltése|downloaden|ophalen|を入手(?:する)?|をダウンロード(?:する)?|다운로드|가져오기|下载|下載"
_DEVICE = (
    r"iphon|ipad|ipod|ios|android|samsung|galaxy|huawei|xiaomi|pixel|oneplus|nokia|blackberry|windows|outlook|yahoo|gmail|aol|proton|spark|superhuman|"
    r"k-9|mail|smartphone|smarttelefon|tablet|phone|handy|mobil|téléphone|telefon|teléfono|telefono|айфон|айпад|айфона|почты|пошти|아이폰|אייפון|ไอโฟน|"
    r"小米|华为|華為|手机|手機|oppo|vivo|邮箱|郵箱|スマート|hey|"
    r"shortwave|mimestream|mailspring|^(?:von )?unterwegs|on the go[.!]?$|(?:desde|de) mi (?:móvil|movil|celular)|d[eo] meu (?:celular|telemóvel)|"
    r"(?:dal|da) mio (?:cellulare|telefonino)|(?:vanaf|van) mijn (?:mobiel|gsm)|(?:de|depuis) mon portable"
)
_LEADS = r"von|vom|diese|mit|az|a|从|從|由|私の|나의|내|моего|из|från|fra|da|de"
DEVICE = re.compile(_DEVICE)
DEVICE_LINE = re.compile(
    rf"(?:{_SENT})(?!\w)|(?:{_SENT}|{_GET})[\s\W]|(?:发自|發自|发送自|發送自|傳送自|來自|来自|获取|取得)|"
    rf"(?:{_LEADS}|{_DEVICE})[^\n]{{1,70}}?(?:{_SENT}|{_GOT})[.。!]?$"
)
GET_ONLY = re.compile(rf"(?:{_GET})[\s\W]|.*(?:{_GOT})$")
EXCUSE = re.compile(
    r"[,.;–-] {0,2}(?:so |and )?(?:please |pls )?(?:excuse|pardon|forgive|apolog|sorry|typos?|brevity|bitte entschuldig|entschuldig|veuillez excuser|"
    r"merci d'excuser|disculp|perdona|scusa|perdon|excuses|ursäkta|undskyld|beklager|przeprasz|omlouv|elnézést|извин|вибач)"
)

# "X On Behalf Of Y": Y wrote it.
BEHALF = re.compile(
    r"\b(?:on behalf of|im auftrag von|au nom de|de la part de|en nombre de|per conto di|em nome de|namens|"
    r"för|på vegne af|på vegne av|på uppdrag av|puolesta|w imieniu|jménem|v mene|nevében|în numele|"
    r"от имени|від імені|от името на|v imenu|u ime|adına|代表|の代理|を代表|대신)\b|代表|代理",
    re.I,
)

# Words that begin the legal small print under business mail.
DISCLAIMER = re.compile(
    r"(?:p please consider|rispetta l'ambiente|virus-free|warning: (?:computer|this|the)|sans virus|libre de virus|senza virus|virusvrij|disclaimer|confidential(?:ity)?(?: notice| note)?\b|legal notice|privileged|"
    r"(?:this|the) (?:e-?mail|message|communication|transmission|information)(?: \([^)]{0,80}\))?,? (?:message |transmission |and |is |are |may |has been |contain|including|with|in )|"
    r"(?:the )?(?:information|contents?|material) (?:contained |transmitted |herein |in this |of this )|"
    r"if you (?:are not|have received|received) |please consider the environment|think before you print|before printing|"
    r"notice:? |important:? (?:this|the) |caution:? |private (?:&|and) confidential|"
    r"diese (?:e-?mail|nachricht)|der inhalt dieser|vertraulich|die(?:se)? information(?:en)? in dieser|bitte (?:denken|prüfen) sie|"
    r"ce (?:message|courriel|mail|e-?mail)|les informations contenues|avis de confidentialité|avant d'imprimer|merci de penser|pensez à l'environnement|"
    r"este (?:mensaje|correo|e-?mail)|la información contenida|aviso (?:legal|de confidencialidad)|antes de imprimir|"
    r"esta mensagem|este e-mail|as informações|aviso de confidencialidade|"
    r"questo (?:messaggio|documento)|le informazioni contenute|il presente messaggio|ai sensi del|avvertenza|"
    r"dit (?:bericht|e-?mail)|de informatie (?:in|verzonden)|"
    r"detta (?:meddelande|e-post|mail)|denne (?:e-?mail|e-post|melding|meddelelse)|tämä (?:viesti|sähköposti)|"
    r"ta wiadomość|niniejsza wiadomość|tato zpráva|táto správa|ez az (?:üzenet|e-mail)|acest (?:mesaj|e-?mail)|"
    r"any views or opinions|"
    r"(?:это|данное|настоящее) (?:электронное )?(?:сообщение|письмо)|конфиденциальн|информация[^.]{0,40} (?:в|к) (?:этом|данном|настоящем)|"
    r"(?:це|дане|цей) (?:електронне )?(?:повідомлення|лист)|това (?:електронно )?(?:съобщение|писмо)|този имейл|"
    r"(?:το )?(?:παρόν|αυτό το|το) (?:ηλεκτρονικό )?(?:μήνυμα|e-?mail)|η παρούσα|(?:הודעה|הודעת דוא\"ל|מסר|מייל) זה|הודעה זו|דוא\"ל זה|המידע ב|"
    r"هذه الرسالة|هذا البريد|إخلاء|المعلومات الواردة|این (?:پیام|ایمیل|نامه)|"
    r"(?:see|käesolev) (?:e-?kiri|kiri|sõnum|teade)|(?:šis|šiame) (?:el\. ?|elektroninis )?(?:pranešim|laišk)|(?:šis|šī|šajā) (?:e-pasts|ziņojum|ziņa|vēstul)|"
    r"ova (?:e-)?poruka|ovaj e-?mail|to (?:elektronsko )?sporočilo|ова порука|aquest (?:missatge|correu)|"
    r"bu (?:e-?posta|mesaj|ileti)|[本此](?:电子)?邮件|[本此](?:電子)?郵件|(?:この|本)(?:電子)?メール|[이본] (?:이?메일|메시지|전자우편)|"
    r"(?:email|thư|thư điện tử|tin nhắn) này|(?:e-?mail|pesan|surel) ini|อีเมล(?:ฉบับ)?นี้|ข้อความนี้)"
)
# The request not to print the mail is small print however short it is.
ON_PAPER = re.compile(
    r"before (?:you )?print|environment|umwelt|avant d'imprimer|antes de imprimir|rispetta l'ambiente|"
    r"virus-free\.|been (?:scanned|checked)|auf viren geprüft|sans virus|libre de virus|senza virus|computer viruses"
)
# Small print speaks of secrecy, recipients and errors: two of these stems make it believable.
LEGAL = re.compile(
    r"confiden|privil[eé]g|intended (?:recipient|only|for|solely)|addressee|solely|unauthori[sz]ed|prohibited|disclos|dissemin|distribut|copying|in error|notify|delete|virus|liab|"
    r"legally|proprietary|disclaim|sole use|retain|vertraulich|rechtlich|adressat|empfänger|unbefugt|irrtümlich|vernicht|lösch|weitergabe|unverzüglich|destinataire|secret|erreur|diffus|détrui|"
    r"supprim|expéditeur|interdit|virus|destinatari|confidencial|erro\b|error|elimin|divulga|prohib|proibi|apag|borr|reservad|riservat|errore|cancell|diffusione|vietat|d\.? ?lgs|gdpr|rgpd|dsgvo|privacy|"
    r"vertrouwelijk|geadresseerd|onbevoegd|vergissing|verwijder|aansprakelijk|konfidenti|fortrolig|mottagare|modtager|mottaker|obehörig|radera|slet|felaktig|luottamuks|vastaanottaj|poufn|adresat|"
    r"usun|omyłk|důvěrn|příjemc|adresát|smaž|omylem|dôvern|príjemc|bizalmas|címzett|töröl|confidenți|destinatar|șterge|конфиденц|получател|удал|конфіденц|одержувач|поверителн|gizli|alıcı|hata|"
    r"views (?:or opinions )?(?:expressed|presented)|necessarily (?:represent|reflect)|адресат|предназнач|призначен|konfidents|adressaa|konfidenc|adresāt|konfidenciāl|"
    r"povjerljiv|zaupn|naslovnik|primatelj|εμπιστευτικ|παραλήπτ|機密|秘密|削除|受信者|机密|保密|删除|收件人|刪除|破棄|誤って受信|기밀|수신자|수신인|삭제|סודי|חסוי|נמען|سري(?:ة)?(?!\w)|المرسل إليه|محرمانه|گیرنده|"
    r"bảo mật|thông tin mật|người nhận|rahasia|penerima|ความลับ|ผู้รับ"
)

# What somebody adds below their signature.
POSTSCRIPT = re.compile(
    r"\W{0,3}(?:(?:P\.? ?)?P\.?[ -]?S|N\.? ?B|P\.? ?D|П\.? ?С|З\.? ?І)\.? ?[:：.,–—-]?\s+\S|(?:追伸|추신|又及|附言)",
    re.I,
)
