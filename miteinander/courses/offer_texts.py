"""What a person reads who is offered a place, in five languages. No Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Texts:
    """The sentences of letter, mail, SMS and answer page; braces are filled in."""

    code: str
    name: str
    direction: str
    to_content: str
    subject: str
    hello: str
    offer: str
    course: str
    provider: str
    begins: str
    times: str
    place: str
    ask: str
    how: str
    yes: str
    no: str
    optional: str
    thanks_yes: str
    thanks_no: str
    already: str
    expired: str
    sms: str
    regards: str


GERMAN = Texts(
    code="de",
    name="Deutsch",
    direction="ltr",
    to_content="Zum Inhalt springen",
    subject="Ein Kursplatz für Sie",
    hello="Guten Tag {name},",
    offer="wir haben einen Platz in einem Deutschkurs für Sie.",
    course="Kurs",
    provider="Wer den Kurs anbietet",
    begins="Beginn",
    times="Zeiten",
    place="Ort",
    ask="Möchten Sie diesen Platz? Bitte antworten Sie bis {day}.",
    how="Antworten Sie hier, ohne Anmeldung:",
    yes="Ja, ich nehme den Platz",
    no="Nein, ich nehme den Platz nicht",
    optional="Wenn Sie Nein sagen, suchen wir weiter für Sie. Sie haben keinen Nachteil davon.",
    thanks_yes="Vielen Dank. Der Platz ist für Sie reserviert. Bitte melden Sie sich vor dem "
    "Beginn beim Kurs.",
    thanks_no="Vielen Dank für Ihre Antwort. Wir suchen weiter für Sie.",
    already="Auf dieses Angebot wurde schon geantwortet, oder es gilt nicht mehr.",
    expired="Die Zeit zum Antworten ist vorbei. Bitte fragen Sie bei uns nach.",
    sms="{town}: Ein Platz im Kurs „{course}“ für Sie, Beginn {start}. Ja oder Nein bis {day}: "
    "{link}",
    regards="Freundliche Grüße",
)
_ENGLISH = Texts(
    code="en",
    name="English",
    direction="ltr",
    to_content="Skip to content",
    subject="A course place for you",
    hello="Hello {name},",
    offer="we have a place in a German course for you.",
    course="Course",
    provider="Who offers the course",
    begins="Start",
    times="Times",
    place="Place",
    ask="Would you like this place? Please answer by {day}.",
    how="Answer here, without signing in:",
    yes="Yes, I take the place",
    no="No, I do not take the place",
    optional="If you say no, we will keep looking for you. It has no disadvantage for you.",
    thanks_yes="Thank you. The place is reserved for you. Please contact the course before it "
    "starts.",
    thanks_no="Thank you for your answer. We will keep looking for you.",
    already="This offer has already been answered, or it is no longer valid.",
    expired="The time to answer is over. Please ask us.",
    sms="{town}: a place in the course “{course}” for you, start {start}. Yes or no by {day}: "
    "{link}",
    regards="Kind regards",
)
_ARABIC = Texts(
    code="ar",
    name="العربية",
    direction="rtl",
    to_content="الانتقال إلى المحتوى",
    subject="مكان لك في دورة لغة",
    hello="مرحبًا {name}،",
    offer="لدينا مكان لك في دورة لتعلّم اللغة الألمانية.",
    course="الدورة",
    provider="الجهة التي تقدّم الدورة",
    begins="البداية",
    times="المواعيد",
    place="المكان",
    ask="هل ترغب في هذا المكان؟ يرجى الرد حتى {day}.",
    how="يمكنك الرد هنا دون تسجيل الدخول:",
    yes="نعم، أقبل المكان",
    no="لا، لا أقبل المكان",
    optional="إذا كان جوابك لا، فسنواصل البحث لك. ولن يترتب على ذلك أي ضرر لك.",
    thanks_yes="شكرًا لك. تم حجز المكان لك. يرجى التواصل مع الدورة قبل بدايتها.",
    thanks_no="شكرًا لردّك. سنواصل البحث لك.",
    already="تم الرد على هذا العرض من قبل، أو لم يعد ساريًا.",
    expired="انتهى وقت الرد. يرجى الاستفسار لدينا.",
    sms="{town}: مكان لك في دورة «{course}»، البداية {start}. نعم أو لا حتى {day}: {link}",
    regards="مع أطيب التحيات",
)
_UKRAINIAN = Texts(
    code="uk",
    name="Українська",
    direction="ltr",
    to_content="Перейти до змісту",
    subject="Місце на курсі для вас",
    hello="Добрий день, {name}!",
    offer="У нас є для вас місце на курсі німецької мови.",
    course="Курс",
    provider="Хто проводить курс",
    begins="Початок",
    times="Час занять",
    place="Місце",
    ask="Чи бажаєте ви отримати це місце? Будь ласка, дайте відповідь до {day}.",
    how="Відповісти можна тут, без реєстрації:",
    yes="Так, я приймаю місце",
    no="Ні, я не приймаю місце",
    optional="Якщо ви відмовитеся, ми шукатимемо далі. Це не матиме для вас негативних наслідків.",
    thanks_yes="Дякуємо. Місце зарезервовано для вас. Будь ласка, зверніться до курсу до його "
    "початку.",
    thanks_no="Дякуємо за відповідь. Ми шукатимемо для вас далі.",
    already="На цю пропозицію вже відповіли, або вона більше не дійсна.",
    expired="Час для відповіді минув. Будь ласка, зверніться до нас.",
    sms="{town}: місце на курсі «{course}» для вас, початок {start}. Так чи ні до {day}: {link}",
    regards="З повагою",
)
_TURKISH = Texts(
    code="tr",
    name="Türkçe",
    direction="ltr",
    to_content="İçeriğe geç",
    subject="Sizin için bir kurs yeri",
    hello="Merhaba {name},",
    offer="Sizin için bir Almanca kursunda yerimiz var.",
    course="Kurs",
    provider="Kursu veren kurum",
    begins="Başlangıç",
    times="Saatler",
    place="Yer",
    ask="Bu yeri istiyor musunuz? Lütfen {day} tarihine kadar cevap verin.",
    how="Buradan, oturum açmadan cevap verebilirsiniz:",
    yes="Evet, yeri kabul ediyorum",
    no="Hayır, yeri kabul etmiyorum",
    optional="Hayır derseniz sizin için aramaya devam ederiz. Bunun size bir zararı olmaz.",
    thanks_yes="Teşekkür ederiz. Yer sizin için ayrıldı. Lütfen başlangıçtan önce kursla iletişime "
    "geçin.",
    thanks_no="Cevabınız için teşekkür ederiz. Sizin için aramaya devam ediyoruz.",
    already="Bu teklif daha önce cevaplandı veya artık geçerli değil.",
    expired="Cevap süresi doldu. Lütfen bize sorun.",
    sms="{town}: „{course}“ kursunda sizin için bir yer var, başlangıç {start}. {day} tarihine "
    "kadar evet veya hayır: {link}",
    regards="Saygılarımızla",
)
ALL = {one.code: one for one in (GERMAN, _ENGLISH, _ARABIC, _UKRAINIAN, _TURKISH)}


def in_language(code: str) -> Texts:
    """The texts in a language; German where there are none."""
    return ALL.get(code, GERMAN)
