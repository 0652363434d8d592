"""Answers of rare build: what was newly written is all of it and nothing else."""

from __future__ import annotations

import pytest

from debrief.reading.mail.message import parse_message
from debrief.reading.quoting.forwarded import split_forward
from debrief.reading.quoting.replies import new_text
from tests import corpus
from tests.reading.test_replies import new_text_of

CASES = corpus.rows("rare_replies.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_rare_answer_is_read(case: dict[str, str]) -> None:
    head = f"From: Olga Brandt <olga@buyer.example>\nTo: Max Roth <max@seller.example>\nSubject: {case['subject']}\nIn-Reply-To: <1@s.example>\n"
    form, body = ("html", case["html"]) if "html" in case else ("plain", case["text"])
    kind = f"MIME-Version: 1.0\nContent-Type: text/{form}; charset=utf-8\n\n"
    assert new_text(parse_message((head + kind + body).encode())).split() == case["expect"].split()


PROSE = [
    "On Friday we met Olga <olga@buyer.example> and she wrote:\nwe need more time.\nSo we wait.",
    "Hi Max,\n\nI spoke to Olga (olga@buyer.example) on 9 October 2026 at 10:51.\nHer points:\n- price\n- service\n\nBest\nIda",
    "As agreed on 12/10/2026:\n1. Price: 120k\n2. Date: 1.11.2026\n\nIda",
    "From: Aarhus, 09:30\nTo: Hamburg, 14:15\nDate: 12.10.2026\n\nSee you there.",
    "Agenda for Monday, 12 October 2026, 10:30:\n\n10:30 Intro\n10:45 Demo\n\nIda",
    "Am 12.10.2026 um 10:30 treffen wir uns:\n- Olga\n- Max\n\nGruß\nIda",
    "Olga schrieb:\nwir brauchen mehr Zeit.\n\nIch warte also.",
    "Wie Herr Roth am 9.10.2026 schrieb: der Preis ist fix.\nMehr weiß ich nicht.",
    "Le 12 octobre à 10:30 nous verrons :\n- Olga\n- Max\n\nIda",
    "Como escribió Olga el 9 de octubre: no hay presupuesto.\nSaludos",
    "正如王先生在10月9日提到：\n价格太高。\n我们再谈。",
    "Original message was lost, sorry.\nHere it is again:\n\nWe accept.",
    "Forwarded message follows tomorrow.\n\nIda",
    "---\nTitle\n---\n\nText one.\n\n***\n\nText two.",
    "Please find below the data:\n\nFrom\tTo\tDate\nAarhus\tHamburg\t12.10.2026\n\nThanks",
    "Name: Olga Brandt\nEmail: olga@buyer.example\nPhone: +45 12345678\nMessage: please call\nDate: 9 Oct 2026 10:51",
    "Subject: to contract\nDate: to be agreed\n\nWe accept the above.",
    "Sent from our Aarhus warehouse on Monday, it should be with you by Wednesday.\nOlga",
    "This message is confidential between us, but: we chose Nordkyl.\n\nMore on the phone.\nOlga",
    'I got your mail. It said:\n\n"On Monday we decide."\n\nIs that right?',
    "Call me.\n\n-- not now, later --\n\nThen we see what is what and how we go on with this and everything else.\nBye",
    "1) yes\n2) no\n3) maybe: see my mail of 9 Oct 2026 at 10:51:\n   the one with the plan\n4) ok",
    "Unfortunately:\nFrom our side it is a no.\nTo be clear: price.\nSent with regret,\nOlga",
    "Datum: 12.10.2026\nOrt: Aarhus\nThema: Kühlhaus\nVon: 10:00\nBis: 12:00\n\nPasst das?",
    "Re: price\nwe can do 5 %.\n\nRe: service\nno change.\n\nOlga",
    "Betreff Kühlhaus: wir haben uns entschieden.\nVon uns aus ist es ein Nein.",
    "To: whom it may concern\n\nWe decline.\n\nOlga",
    "Wir haben am Fr., 9. Okt. 2026 um 10:51 Uhr telefoniert, dabei sagte Herr Roth <max@seller.example>:\n\nder Preis ist fix.\n\nDas war es.",
    "Dear Max,\n\nconfidential: we chose Nordkyl.\n\nIf you have received other news, call me.\n\nThe information in this mail is fresh from the board, it met on Friday and it decided against you with four votes to three.\n\nOlga",
    "Hello,\n\nthis email is to tell you that we have decided to go with another supplier after a long evaluation of all the offers.\n\nRegards\nOlga",
    "Este mensaje es para comunicarle que hemos decidido trabajar con otro proveedor después de una larga evaluación de todas las ofertas.\n\nUn saludo\nOlga",
    "Hi,\n\nThe information contained in your offer was very helpful, but we have decided to work with another supplier this time around.\n\nOlga",
    "Hi Max,\n\nOn 9 October 2026 our board wrote:\n\nno cold store this year.\n\nSorry.",
    "On 9 October 2026 the purchasing team met and wrote:\n\nno cold store this year.",
    "Am 9. Oktober 2026 schrieb unser Vorstand:\n\nkein Kühlhaus in diesem Jahr.\n\nTut mir leid.",
    "Am 9. Oktober schrieb sie:\n\nkein Kühlhaus in diesem Jahr.\n\nTut mir leid.",
    "Le 9 octobre à 10:51, la directrice a écrit :\n\npas cette année.\n\nDésolée.",
    "El 9 de octubre de 2026 el comité escribió:\n\neste año no.\n\nLo siento.",
    "Den 9. oktober 2026 skrev vores direktør:\n\nikke i år.\n\nBeklager.",
    "---- What we wrote ----\n\nNo cold store this year.\n\n---- Why ----\n\nThe price.",
    "Max,\n\nнастоящее письмо подтверждает, что мы выбрали другого поставщика после долгой оценки всех предложений.\n\nОльга",
    "Max,\n\nemail ini untuk memberi tahu bahwa kami memilih pemasok lain setelah menilai semua penawaran.\n\nOlga",
    "Max,\n\n이 메일로 다른 공급업체를 선택했음을 알려 드립니다. 그동안 감사했습니다.\n\nOlga",
    "When and with whom?\n2026/10/9 Max Roth <max@seller.example>\n\nOlga",
    "Ce message pour vous dire que nous avons choisi un autre fournisseur après une longue évaluation de toutes les offres reçues.\n\nOlga",
    "Hi\n\nDiese Mail kurz vorab: Wir haben uns nach langer Prüfung aller Angebote für einen anderen Anbieter entschieden, das Team sagt danke.\n\nOlga",
    "Hi\n\nIf you are not available on Thursday we can also talk on Friday morning, or at any time during the week after that, just tell me.\n\nOlga",
    "Hello Ida,\n\nImportant: the price was not the reason, and the board wants to talk again when the next site is planned, probably in spring.\n\nOlga",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_that_resembles_a_quotation_stays_whole(text: str) -> None:
    assert new_text_of(text, "Re: offer").split() == text.split()
    raw = f"From: Olga <olga@buyer.example>\nTo: max@seller.example\nSubject: Offer\n\n{text}"
    assert split_forward(parse_message(raw.encode())) is None


SMALL_PRINT = [
    "This email and any files transmitted with it are confidential and intended solely for the use of the individual or entity to whom they are addressed. If you have received this email in error please notify the system manager.",
    "The information contained in this message may be privileged and confidential and protected from disclosure.",
    "This e-mail is for the intended recipient only. Any unauthorised use is prohibited.",
    "If you are not the intended recipient of this email, please delete it and notify the sender immediately.",
    "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.",
    "Der Inhalt dieser E-Mail ist vertraulich und ausschließlich für den bezeichneten Adressaten bestimmt.",
    "Ce message et ses pièces jointes peuvent contenir des informations confidentielles ou privilégiées et ne doivent donc pas être diffusés, exploités ou copiés sans autorisation.",
    "Ce courriel est confidentiel et destiné exclusivement à son destinataire. Si vous l'avez reçu par erreur, merci de le détruire.",
    "Este mensaje y sus archivos adjuntos van dirigidos exclusivamente a su destinatario, pudiendo contener información confidencial sometida a secreto profesional.",
    "AVISO LEGAL: Este correo electrónico puede contener información confidencial. Si usted no es el destinatario, elimínelo.",
    "Esta mensagem pode conter informação confidencial ou privilegiada. Se você não é o destinatário, apague-a imediatamente e avise o remetente.",
    "Questo messaggio e gli eventuali allegati sono riservati e destinati esclusivamente al destinatario. Se lo avete ricevuto per errore siete pregati di cancellarlo.",
    "Ai sensi del D.Lgs. 196/2003 si precisa che le informazioni contenute in questo messaggio sono riservate ed a uso esclusivo del destinatario.",
    "Dit bericht kan informatie bevatten die niet voor u is bestemd. Indien u niet de geadresseerde bent of dit bericht abusievelijk aan u is toegezonden, wordt u verzocht dat aan de afzender te melden en het bericht te verwijderen.",
    "De informatie verzonden met dit e-mailbericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
    "Detta meddelande är konfidentiellt och endast avsett för mottagaren. Om du har fått det av misstag, vänligen radera det.",
    "Denne e-mail er fortrolig og kun beregnet til modtageren. Er du ikke rette modtager, bedes du slette den.",
    "Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle. Jos olet saanut sen vahingossa, poista se.",
    "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeśli otrzymali ją Państwo omyłkowo, prosimy o jej usunięcie.",
    "Tato zpráva je důvěrná a určena pouze jejímu adresátovi. Pokud jste ji obdrželi omylem, prosíme smažte ji.",
    "Ez az e-mail bizalmas információkat tartalmazhat, kizárólag a címzett részére. Ha tévedésből kapta, kérjük törölje.",
    "Acest mesaj este confidențial și este destinat exclusiv destinatarului. Dacă l-ați primit din greșeală, vă rugăm să îl ștergeți.",
    "Это сообщение и любые вложения конфиденциальны и предназначены исключительно получателю. Если вы получили его по ошибке, удалите его.",
    "Це повідомлення є конфіденційним і призначене лише одержувачу. Якщо ви отримали його помилково, видаліть його, будь ласка.",
    "Bu e-posta gizli bilgiler içerebilir ve yalnızca alıcısına yöneliktir. Eğer hata ile aldıysanız lütfen siliniz ve göndericiyi bilgilendiriniz.",
    "本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人或群组。禁止任何其他人以任何形式使用本邮件中的信息。如果您错收了本邮件，请您立即电话或邮件通知发件人并删除本邮件！",
    "このメールには機密情報が含まれている場合があります。誤って受信された場合は、直ちに送信者にご連絡のうえ、本メールを削除してください。秘密保持をお願いいたします。何卒よろしくお願い申し上げます。",
    "Настоящее письмо конфиденциально и предназначено только для адресата.",
    "Конфиденциально: информация предназначена только адресату этого письма.",
    "Цей лист є конфіденційним і призначений лише для адресата, вказаного вище.",
    "Това писмо е поверително и е предназначено единствено за адресата.",
    "Αυτό το μήνυμα είναι εμπιστευτικό και αφορά μόνο τον παραλήπτη του.",
    "מסר זה חסוי ומיועד לנמען בלבד, נא לא להעבירו לאחרים.",
    "هذا البريد سري ومخصص للاستخدام من قبل المرسل إليه وحده.",
    "Käesolev e-kiri on konfidentsiaalne ja mõeldud üksnes adressaadile.",
    "Šis laiškas yra konfidencialus ir skirtas tik nurodytam adresatui.",
    "Šis e-pasts ir konfidenciāls un paredzēts tikai tā adresātam.",
    "본 이메일은 기밀이며 지정된 수신인만 볼 수 있습니다. 감사합니다.",
    "本メールは機密情報を含みます。お心当たりのない場合は破棄をお願いいたします。",
    "Thư này chứa thông tin mật và chỉ dành riêng cho người nhận.",
    "Pesan ini bersifat rahasia dan hanya untuk penerima yang dituju di atas.",
    "Disclaimer: any views expressed above are those of the writer and do not necessarily reflect those of Buyer A/S.",
    "Please consider the environment before printing this email.",
    "P Please consider the environment before printing",
    "Bitte denken Sie an die Umwelt, bevor Sie diese Mail ausdrucken.",
    "Pensez à l'environnement avant d'imprimer ce message.",
    "Antes de imprimir este mensaje, piense en el medio ambiente.",
    "Antes de imprimir pense na sua responsabilidade com o meio ambiente.",
    "Rispetta l'ambiente: non stampare questa mail se non è necessario.",
    "Notice: This communication may contain privileged information. Unauthorized disclosure is prohibited.",
    "Virus-free. www.avast.com",
    "Diese E-Mail wurde von Avast Antivirus-Software auf Viren geprüft.\nwww.avast.com",
    "CONFIDENTIAL: the contents of this email are for the addressee only; disclosure to others is prohibited.",
    "WARNING: Computer viruses can be transmitted via email. The recipient should check this email and any attachments for the presence of viruses.",
]


@pytest.mark.parametrize("text", SMALL_PRINT)
def test_small_print_is_taken_off(text: str) -> None:
    assert new_text_of(f"Thursday works.\n\nOlga\n\n{text}", "Re: x") == "Thursday works.\n\nOlga"
