"""Articles written for these tests: people, towns and events are invented."""

TITLE = "بلدية تل السنديان تعيد فتح الجسر القديم"
LEAD = "أعلنت بلدية تل السنديان، اليوم الثلاثاء، إعادة فتح الجسر القديم أمام المشاة بعد أعمال ترميم استمرت سبعة أشهر."
BODY = (
    f"{LEAD}\n"
    "وقال رئيس البلدية سمعان الورداني إن الأعمال كلفت نحو 40 ألف دينار، وإن ثلاثة عمال أصيبوا بجروح طفيفة خلالها.\n"
    "وأضاف الورداني أن الجسر سيبقى مغلقا أمام السيارات حتى نهاية الشهر المقبل، ريثما تنتهي لجنة السلامة من تقريرها.\n"
    "ويربط الجسر بين حي المطاحن وسوق النحاسين، ويعبره كل صباح مئات التلاميذ في طريقهم إلى مدارسهم."
)
ARTICLE = f"{TITLE}\n\n{BODY}\n"


def page(*, head: str = "", body: str | None = None, charset: str = "utf-8") -> str:
    """An HTML page around the article, with a menu, comments and a footer."""
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n")) if body is None else body
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}"><title>{TITLE}</title>{head}</head>'
        "<body><nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/s'>رياضة</a></li></ul></nav>"
        f"<main><article><h1>{TITLE}</h1>{paragraphs}</article></main>"
        '<section id="comments" class="comments"><h3>التعليقات</h3><div class="comment"><p>سمعت أن الجسر انهار وقتل '
        "تسعون شخصا، والبلدية تخفي الخبر عن الناس منذ أسبوع كامل.</p></div></section>"
        "<footer><p>جميع الحقوق محفوظة</p></footer></body></html>"
    )
