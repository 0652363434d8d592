"""Names of months and days in some sixty languages, as printed in mail headers; see `dates`."""

from __future__ import annotations

# One line a month: full names and abbreviations; prefixes of three letters count too.
MONTHS = (
    """january januar janvier enero gennaio janeiro januari tammikuu tammikuuta tammi styczeń stycznia sty leden ledna led január januára
    ianuarie ian януари яну siječanj siječnja sij jaanuar jaan sausis sausio saus janvāris janvārī ιανουάριος ιανουαρίου ιαν января январь янв січня січень січ
    ocak oca ינואר ינו يناير جانفي ژانویه जनवरी জানুয়ারী มกราคม มค gener gen urtarrila jan ene jän jänner janúar јануар студзеня
    јануари janar ean eanáir xan xaneiro студзень yan yanvar იან იანვარი հնվ հունվար հունվարի januarie қаң қаңтар ion ionawr جنوری ژانویهٔ जाने जानेवारी urtarrilaren জানু জানুয়ারি""",
    """february februar février febrero febbraio fevereiro februari helmikuu helmikuuta helmi luty lutego lut únor února úno február februára
    februarie февруари фев veljača veljače velj veebruar veebr vasaris vasario vas februāris februārī φεβρουάριος φεβρουαρίου φεβ февраля февраль февр лютого лютий лют
    şubat şub פברואר פבר فبراير فيفري شباط فوریه फ़रवरी फरवरी กุมภาพันธ์ กพ febrer febr otsaila feb fév fev фебруар febrúar лютага
    shk shkurt feabh feabhra febreiro ফেব ফেব্রুয়ারী ফেব্রুয়ারি люты fevral თებ თებერვალი փետրվար փետրվարի փտվ ақп ақпан chwef chwefror فروری فوریهٔ फेब्रु फेब्रुवारी otsailaren peb pebrero""",
    """march märz mars marzo março maart marts maaliskuu maaliskuuta maalis marzec marca mar březen března bře marec március márc martie
    март мар ožujak ožujka ožu märts kovas kovo kov marec marts martā μάρτιος μαρτίου μαρ марта марта березня березень бер бере mart מרץ مارس آذار
    मार्च มีนาคม มีค març maret mac martxoa mrz mär mrt сакавіка
    márta মার্চ մարտ մարտի մրտ მარ მარტი нау наурыз mawrth مارچ machi marso martxoaren""",
    """april avril abril aprile abr avr apr huhtikuu huhtikuuta huhti kwiecień kwietnia kwi duben dubna dub apríl apríla április ápr aprilie април апр
    travanj travnja tra aprill balandis balandžio bal aprīlis aprīlī απρίλιος απριλίου απρ апреля апрель квітня квітень квіт кві nisan nis אפריל אפר أبريل ابريل أفريل نيسان
    آوریل अप्रैल เมษายน เมย apirila красавіка
    prill pri aib aibreán এপ্রি এপ্রিল aprel აპრ აპრილი ապր ապրիլ ապրիլի сәу сәуір ebrill اپریل एप्रिल apirilaren""",
    """may mai mayo maggio maio mei maj maja toukokuu toukokuuta touko květen května kvě máj mája május máj май мая svibanj svibnja svi gegužė gegužės geg
    maijs maijā μάιος μαΐου μαίου μαϊ μαι травня травень трав тра mayıs מאי مايو أيار ماي مه मई พฤษภาคม พค maig maiatza mag maí мајa мај траўня
    beal bealtaine মে მაი მაისი մայիս մայիսի մյս мам мамыр مئی मे maiatzaren""",
    """june juni juin junio giugno junho giu jun kesäkuu kesäkuuta kesä czerwiec czerwca cze červen června čvn jún júna június iunie iun юни lipanj lipnja
    juuni birželis birželio birž jūnijs jūnijā jūn junij junija ιούνιος ιουνίου ιουν ιούν июня июнь июн червня червень черв чер haziran haz יוני יונ يونيو يونيه حزيران جوان ژوئن जून มิถุนายน มิย juny jun ekaina
    júní јун чэрвеня
    јуни qer qershor meith meitheamh xuño জুন чэрвень iyn iyun ივნ ივნისი հնս հունիս հունիսի junie мау маусым meh mehefin جون hunyo ekainaren lip""",
    """july juli juillet julio luglio julho juil lug jul heinäkuu heinäkuuta heinä lipiec lipca červenec července čvc júl júla július iulie iul юли srpanj srpnja
    juuli liepa liepos liep jūlijs jūlijā jūl julij julija ιούλιος ιουλίου ιουλ ιούλ июля июль июл липня липень лип temmuz tem יולי יול يوليو يوليه تموز جويلية ژوئیه जुलाई กรกฎาคม กค juliol uztaila
    júlí јул ліпеня
    јули korr korrik iúil xul xullo julai জুল জুলাই ліпень iyl iyul ივლ ივლისი հլս հուլիս հուլիսի julie шіл шілде gorff gorffennaf جولائی जुलै hulyo uztailaren lip srp""",
    """august août aout agosto agostus agustus agt elokuu elokuuta elo sierpień sierpnia sie srpen srpna srp augusztus aug август авг kolovoz kolovoza kol
    rugpjūtis rugpjūčio rugp augusts augustā avgust avg αύγουστος αυγούστου αυγ αύγ августа серпня серпень серп сер ağustos ağu אוגוסט אוג أغسطس اغسطس آب أوت اوت अगस्त สิงหาคม สค agost ag abuztua
    ago augustus augusti ágúst ogos жніўня
    augusta gush gusht lún lúnasa আগ আগস্ট жнівень avq avqust აგვ აგვისტო օգոստոս օգոստոսի օգս там тамыз awst اگست ऑगस्ट agosti abuztuaren srp""",
    """september septembre septiembre settembre setembro septembrie sept sep set syyskuu syyskuuta syys wrzesień września wrz září zář szeptember szept септември сеп септ
    rujan rujna ruj rugsėjis rugsėjo rugs septembris septembrī σεπτέμβριος σεπτεμβρίου σεπ σεπτ сентября сентябрь сен сент вересня вересень вер верес eylül eyl ספטמבר ספט سبتمبر أيلول سپتامبر सितंबर सितम्बर กันยายน กย
    setembre iraila septiembre верасня
    septembra септембар septembar shtator sht mfómh meánfómhair সেপ সেপ্টেম্বর верасень sentyabr სექ სექტემბერი սեպ սեպտեմբեր սեպտեմբերի қыр қыркүйек ستمبر सप्टें सप्टेंबर septemba setyembre irailaren""",
    """october oktober octobre octubre ottobre outubro oct okt ott out lokakuu lokakuuta loka październik października paź październ říjen října říj október októbra octombrie
    октомври окт listopad listopada lis oktoober spalis spalio spal oktobris oktobrī οκτώβριος οκτωβρίου οκτ октября октябрь жовтня жовтень жовт жов ekim eki אוקטובר אוק أكتوبر اكتوبر تشرين اکتبر अक्टूबर ตุลาคม ตค urria
    кастрычніка kts
    октобар oktobar tetor dfómh অক্টো অক্টোবর oktyabr ოქტ ოქტომბერი հոկ հոկտեմբեր հոկտեմբերի қаз қазан hyd hydref اکتوبر ऑक्टो ऑक्टोबर oktoba oktubre urriaren lis""",
    """november novembre noviembre novembro nov marraskuu marraskuuta marras listopad listopada listopadu lis noviembre novembra noiembrie noi ноември ноем нов studeni studenoga studenog stu
    lapkritis lapkričio lapkr novembris novembrī νοέμβριος νοεμβρίου νοε νοέ ноября ноябрь ноя листопада листопад лист лис kasım kas נובמבר נוב نوفمبر نوامبر नवंबर नवम्बर พฤศจิกายน พย azaroa nóvember лістапада
    новембар novembar nën nëntor samh samhain নভে নভেম্বর noyabr noy ნოე ნოემბერი նոյ նոյեմբեր նոյեմբերի қар қараша tach tachwedd نومبر नोव्हें नोव्हेंबर novemba nobyembre azaroaren lis""",
    """december dezember décembre diciembre dicembre dezembro dec dez déc dic joulukuu joulukuuta joulu grudzień grudnia gru prosinec prosince pro decembra decembrie декември дек
    prosinac prosinca detsember dets gruodis gruodžio gruod decembris decembrī δεκέμβριος δεκεμβρίου δεκ декабря декабрь грудня грудень груд гру aralık ara דצמבר דצמ ديسمبر دسامبر दिसंबर दिसम्बर ธันวาคม ธค
    desember desembre des abendua disember dis снежня
    децембар decembar дец dhj dhjetor noll nollaig decembro ডিসে ডিসেম্বর снежань dekabr dek დეკ დეკემბერი դեկ դեկտեմբեր դեկտեմբերի жел желтоқсан rhag rhagfyr دسمبر डिसें डिसेंबर desemba disyembre abenduaren""",
)
JALALI = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
]
# Two or more letters a day, Monday first; enough to settle 9/10 against 10/9.
WEEKDAYS = (
    "mon monday mo montag lun lundi lunes lunedì seg segunda ma maandag måndag mån mandag man maanantai pon pondělí pondelok hétfő luni понедельник понедельник пн понеделник понеділок pazartesi δευτέρα δευ esmaspäev pirmadienis pirmdiena ponedjeljak ponedeljek senin isnin dilluns 月曜日 월요일 星期一 周一 週一 月 월 שני الاثنين الإثنين จันทร์ ponedjeljak понедељак понедељник poniedziałek hën mánudagur astelehena luns सोमवार সোমবার დუ ორშაბათი երկուշաբթի дүйсенбі maanantaina دوشنبه วันจันทร์ jumatatu",
    "tue tues tuesday di dienstag mar mardi martes martedì ter terça dinsdag tisdag tis tirsdag tir tiistai wt wtorek úterý út utorok kedd marți вторник вт вівторок salı τρίτη τρί teisipäev antradienis otrdiena utorak torek selasa dimarts 火曜日 화요일 星期二 周二 週二 火 화 שלישי الثلاثاء อังคาร utorek уторак вторник martë þriðjudagur asteartea मंगलवार মঙ্গলবার სამშაბათი երեքշաբթի сейсенбі tiistaina วันอังคาร jumanne",
    "wed weds wednesday mi mittwoch mer mercredi mié miércoles mercoledì qua quarta wo woensdag onsdag ons keskiviikko śr środa st středa streda szerda miercuri среда ср сряда середа çarşamba τετάρτη τετ kolmapäev trečiadienis trešdiena srijeda sreda rabu dimecres 水曜日 수요일 星期三 周三 週三 水 수 רביעי الأربعاء พุธ серада sreda mërkurë miðvikudagur asteazkena mércores बुधवार বুধবার ოთხშაბათი չորեքշաբթի сәрсенбі keskiviikkona چهارشنبه วันพุธ jumatano",
    "thu thur thurs thursday do donnerstag jeu jeudi jue jueves gio giovedì qui quinta donderdag torsdag tor torstai czw czwartek čtvrtek čt štvrtok csütörtök joi четверг чт четвъртък четвер perşembe πέμπτη πέμ neljapäev ketvirtadienis ceturtdiena četvrtak četrtek kamis khamis dijous 木曜日 목요일 星期四 周四 週四 木 목 חמישי الخميس พฤหัสบดี четвртак четврток чацвер enjte fimmtudagur osteguna xoves गुरुवार বৃহস্পতিবার ხუთშაბათი հինգշաբթի бейсенбі torstaina پنجشنبه วันพฤหัสบดี alhamisi",
    "fri friday fr freitag ven vendredi vie viernes venerdì sex sexta vr vrijdag fredag fre perjantai pt piątek pá pátek piatok péntek vineri пятница пт петък п'ятниця cuma παρασκευή παρ reede penktadienis piektdiena petak petek jumat jumaat divendres 金曜日 금요일 星期五 周五 週五 金 금 שישי الجمعة ศุกร์ петак петок пʼятниця пятніца premte föstudagur ostirala venres शुक्रवार শুক্রবার პარასკევი ուրբաթ жұма perjantaina vrydag جمعه วันศุกร์ ijumaa",
    "sat saturday sa samstag sonnabend sam samedi sáb sábado sab sabato za zaterdag lördag lör lørdag lør lauantai sob sobota so szombat sâmbătă суббота сб събота субота cumartesi σάββατο σάβ laupäev šeštadienis sestdiena subota sobota sabtu dissabte 土曜日 토요일 星期六 周六 週六 土 토 שבת السبت เสาร์ сабота shtunë laugardagur larunbata शनिवार শনিবার შაბათი շաբաթ сенбі lauantaina saterdag شنبه วันเสาร์ jumamosi",
    "sun sunday so sonntag dim dimanche dom domingo domenica zo zondag söndag sön søndag søn sunnuntai nd niedz niedziela ne neděle nedeľa vasárnap duminică воскресенье вс неделя неділя pazar κυριακή κυρ pühapäev sekmadienis svētdiena nedjelja nedelja minggu ahad diumenge 日曜日 일요일 星期日 星期天 周日 週日 ראשון الأحد อาทิตย์ недела недеља diel sunnudagur igandea रविवार রবিবার კვირა կիրակի жексенбі sunnuntaina sondag یکشنبه วันอาทิตย์ jumapili",
)
# Too short to be told from names and words by themselves: believed only beside a date.
SHORT_WEEKDAYS = (
    "po pon пон må pzt пн pirmd pr sen isn mán luns सोम সোম ორშ երկ дс dl",
    "ti tirs ty tys ut uto уто вто sal вт otrd an sel þri ar मंगल মঙ্গল სამ сс dt",
    "ke on mie sri sre сре çar ср trešd rab mið az mér बुध বুধ ოთխ ср sze dc",
    "to tors št čet чет per чт ceturtd kt kam kha fim og xov गुरु გურ ხუთ бс cs dj",
    "pe pi vin pet пет cum пт piektd pn jum fös or शुक्र শুক্র პარ ուր жм dv",
    "la lau sâm sub суб саб cmt сб sestd št ds शनि শনি შაბ szo",
    "su sø dum нд ned нед paz нед svētd sk min dg ahd रवि রবি კვი жс",
)
