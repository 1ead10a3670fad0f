"""What people are told about data protection before somebody enters them (Art. 13 DSGVO).

In the languages of the letters (`offer_texts`). The German text is the one that counts; the others
say so in `binding`. No Django.
"""

from dataclasses import dataclass

from miteinander.courses import offer_texts


@dataclass(frozen=True)
class Notice:
    """A heading and (question, answer) pairs; `who` and `officer` head what the town says."""

    code: str
    title: str
    points: tuple[tuple[str, str], ...]
    who: str
    officer: str
    binding: str = ""

    @property
    def name(self) -> str:
        """The language in its own words."""
        return offer_texts.ALL[self.code].name

    @property
    def direction(self) -> str:
        """How its script runs: "ltr" or "rtl"."""
        return offer_texts.ALL[self.code].direction


GERMAN = Notice(
    code="de",
    title="Wir suchen einen Deutschkurs für Sie",
    points=(
        (
            "Was wir aufschreiben",
            "Ihren Namen, einen Weg, auf dem wir Sie erreichen, wie gut Sie Deutsch können, wann "
            "Sie Zeit haben, in welchem Ortsteil Sie wohnen, und was Sie brauchen, um mitzumachen. "
            "Nichts über Krankheiten, keine Ausweise, keinen Aufenthaltstitel.",
        ),
        (
            "Wofür",
            "Nur, um einen passenden Kurs für Sie zu finden und Ihnen einen Platz anzubieten. Ein "
            "Programm schlägt Plätze vor; entschieden wird von Menschen.",
        ),
        (
            "Wer es sieht",
            "Die Person, die Sie einträgt, die Vermittlung und die Koordination der Kommune. Ihr "
            "Name und Ihr Kontakt sind verschlüsselt gespeichert. Der Kurs erfährt von Ihnen erst, "
            "wenn Sie sich selbst dort melden.",
        ),
        (
            "Wie lange",
            "Bis Sie einen Platz haben und den Kurs beendet haben oder nicht mehr suchen, und drei "
            "Monate danach. Dann wird alles gelöscht.",
        ),
        (
            "Freiwillig",
            "Niemand muss das. Wenn Sie nicht möchten, hilft Ihnen die Beratung auch ohne Eintrag. "
            "Sie können Ihre Einwilligung jederzeit zurücknehmen; dann löschen wir alles. "
            "Geschlecht und Alter sagen Sie nur, wenn Sie möchten.",
        ),
        (
            "Rechtsgrundlage",
            "Ihre Einwilligung (Art. 6 Abs. 1 Buchst. a, Art. 9 Abs. 2 Buchst. a DSGVO).",
        ),
        (
            "Ihre Rechte",
            "Sie können fragen, was über Sie gespeichert ist, es berichtigen oder löschen lassen "
            "und sich bei der Aufsichtsbehörde für Datenschutz beschweren (Art. 15 bis 18, 20, 77 "
            "DSGVO).",
        ),
    ),
    who="Wer verantwortlich ist",
    officer="Datenschutzbeauftragte und mehr zum Datenschutz",
)
_ENGLISH = Notice(
    code="en",
    title="We are looking for a German course for you",
    points=(
        (
            "What we write down",
            "Your name, one way to reach you, how well you speak German, when you have time, which "
            "part of town you live in, and what you need in order to take part. Nothing about "
            "illnesses, no identity papers, no residence title.",
        ),
        (
            "What for",
            "Only to find a course that suits you and to offer you a place. A program suggests "
            "places; people decide.",
        ),
        (
            "Who sees it",
            "The person who enters you, the placement team and the coordination of the "
            "municipality. Your name and contact are stored encrypted. The course learns about you "
            "only when you contact it yourself.",
        ),
        (
            "How long",
            "Until you have a place and have finished the course or no longer look for one, and "
            "three months after that. Then everything is deleted.",
        ),
        (
            "Voluntary",
            "Nobody has to do this. If you do not want it, you will be advised without being "
            "entered. You can withdraw your consent at any time; then we delete everything. Tell "
            "us your sex and age only if you want to.",
        ),
        (
            "Legal basis",
            "Your consent (Art. 6(1)(a), Art. 9(2)(a) GDPR).",
        ),
        (
            "Your rights",
            "You can ask what is stored about you, have it corrected or deleted, and complain to "
            "the data protection authority (Art. 15 to 18, 20, 77 GDPR).",
        ),
    ),
    who="Who is responsible",
    officer="Data protection officer and more about data protection",
    binding="This is a translation. The German text is the one that counts.",
)
_ARABIC = Notice(
    code="ar",
    title="نبحث لكم عن دورة لتعلّم اللغة الألمانية",
    points=(
        (
            "ماذا نكتب",
            "اسمكم، ووسيلة واحدة للتواصل معكم، ومستواكم في اللغة الألمانية، والأوقات المناسبة لكم، "
            "والحي الذي تسكنون فيه، وما تحتاجون إليه للمشاركة. لا نكتب شيئاً عن الأمراض، ولا عن "
            "وثائق الهوية، ولا عن تصريح الإقامة.",
        ),
        (
            "لأي غرض",
            "فقط لإيجاد دورة مناسبة لكم وعرض مكان عليكم. برنامج يقترح الأماكن، أما القرار فيتخذه "
            "أشخاص.",
        ),
        (
            "من يرى ذلك",
            "الشخص الذي يسجّلكم، وموظفو توزيع الأماكن، ومنسقو البلدية. يُحفظ اسمكم ووسيلة التواصل "
            "معكم بشكل مشفّر. لا تعرف الدورة عنكم شيئاً إلا عندما تتواصلون معها بأنفسكم.",
        ),
        (
            "كم من الوقت",
            "إلى أن تحصلوا على مكان وتنهوا الدورة أو لا تعودوا تبحثون عن دورة، ثم ثلاثة أشهر بعد "
            "ذلك. بعدها يُحذف كل شيء.",
        ),
        (
            "الأمر طوعي",
            "لا أحد مجبر على ذلك. إذا كنتم لا ترغبون، تحصلون على المشورة دون تسجيل. يمكنكم سحب "
            "موافقتكم في أي وقت، وعندها نحذف كل شيء. تذكرون الجنس والعمر فقط إذا أردتم.",
        ),
        (
            "الأساس القانوني",
            "موافقتكم (المادة 6 الفقرة 1 الحرف a والمادة 9 الفقرة 2 الحرف a من اللائحة العامة "
            "لحماية البيانات).",
        ),
        (
            "حقوقكم",
            "يمكنكم السؤال عمّا هو محفوظ عنكم، وطلب تصحيحه أو حذفه، وتقديم شكوى إلى هيئة حماية "
            "البيانات (المواد 15 إلى 18 و20 و77 من اللائحة العامة لحماية البيانات).",
        ),
    ),
    who="الجهة المسؤولة",
    officer="مسؤول حماية البيانات والمزيد عن حماية البيانات",
    binding="هذه ترجمة. النص الألماني هو المعتمد.",
)
_UKRAINIAN = Notice(
    code="uk",
    title="Ми шукаємо для вас курс німецької мови",
    points=(
        (
            "Що ми записуємо",
            "Ваше ім'я, один спосіб зв'язку з вами, ваш рівень німецької, коли ви маєте час, у "
            "якому районі ви живете і що вам потрібно, щоб брати участь. Нічого про хвороби, "
            "жодних документів, жодного дозволу на проживання.",
        ),
        (
            "Для чого",
            "Лише для того, щоб знайти для вас відповідний курс і запропонувати вам місце. "
            "Програма пропонує місця, а рішення ухвалюють люди.",
        ),
        (
            "Хто це бачить",
            "Людина, яка вас записує, працівники, що розподіляють місця, і координація громади. "
            "Ваше ім'я та контакт зберігаються в зашифрованому вигляді. Курс дізнається про вас "
            "лише тоді, коли ви самі туди звернетеся.",
        ),
        (
            "Як довго",
            "Доки ви не отримаєте місце й не закінчите курс або не припините пошук, і ще три "
            "місяці після цього. Потім усе видаляється.",
        ),
        (
            "Добровільно",
            "Ніхто не зобов'язаний це робити. Якщо ви не бажаєте, вам допоможуть і без запису. Ви "
            "можете будь-коли відкликати свою згоду; тоді ми все видалимо. Стать і вік називаєте, "
            "лише якщо хочете.",
        ),
        (
            "Правова підстава",
            "Ваша згода (ст. 6 абз. 1 літ. a, ст. 9 абз. 2 літ. a Загального регламенту про захист "
            "даних).",
        ),
        (
            "Ваші права",
            "Ви можете запитати, що про вас зберігається, попросити виправити або видалити це та "
            "подати скаргу до органу захисту даних (ст. 15–18, 20, 77 Загального регламенту про "
            "захист даних).",
        ),
    ),
    who="Хто відповідає",
    officer="Уповноважена особа із захисту даних і більше про захист даних",
    binding="Це переклад. Визначальним є німецький текст.",
)
_TURKISH = Notice(
    code="tr",
    title="Sizin için bir Almanca kursu arıyoruz",
    points=(
        (
            "Ne yazıyoruz",
            "Adınızı, size ulaşabileceğimiz bir yolu, Almancayı ne kadar bildiğinizi, ne zaman "
            "vaktiniz olduğunu, hangi semtte oturduğunuzu ve katılmak için neye ihtiyacınız "
            "olduğunu. Hastalıklar, kimlik belgeleri veya oturum izni hakkında hiçbir şey "
            "yazmıyoruz.",
        ),
        (
            "Ne için",
            "Yalnızca size uygun bir kurs bulmak ve size bir yer önermek için. Bir program yer "
            "önerir; kararı insanlar verir.",
        ),
        (
            "Kim görür",
            "Sizi kaydeden kişi, yerleştirme görevlileri ve belediyenin koordinasyonu. Adınız ve "
            "iletişim bilginiz şifrelenerek saklanır. Kurs, sizden ancak siz oraya başvurduğunuzda "
            "haberdar olur.",
        ),
        (
            "Ne kadar süre",
            "Bir yer bulup kursu bitirene ya da artık aramayana kadar ve ondan sonra üç ay daha. "
            "Sonra her şey silinir.",
        ),
        (
            "Gönüllü",
            "Kimse buna mecbur değildir. İstemezseniz kayıt olmadan da danışmanlık alırsınız. "
            "Onayınızı istediğiniz zaman geri alabilirsiniz; o zaman her şeyi sileriz. Cinsiyet ve "
            "yaşınızı yalnızca isterseniz söylersiniz.",
        ),
        (
            "Hukuki dayanak",
            "Onayınız (Genel Veri Koruma Tüzüğü md. 6 fıkra 1 bent a, md. 9 fıkra 2 bent a).",
        ),
        (
            "Haklarınız",
            "Hakkınızda ne saklandığını sorabilir, düzelttirebilir veya sildirebilir ve veri "
            "koruma makamına şikâyette bulunabilirsiniz (Genel Veri Koruma Tüzüğü md. 15–18, 20, "
            "77).",
        ),
    ),
    who="Kim sorumlu",
    officer="Veri koruma görevlisi ve veri koruma hakkında daha fazlası",
    binding="Bu bir çeviridir. Geçerli olan Almanca metindir.",
)
ALL = {one.code: one for one in (GERMAN, _ENGLISH, _ARABIC, _UKRAINIAN, _TURKISH)}


def in_language(code: str) -> Notice:
    """The notice in a language; German where there is none."""
    return ALL.get(code, GERMAN)
