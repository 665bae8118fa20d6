"""What nobody may find by any way: a draft, a page that has expired, and one that is scheduled."""

from sandbox.content.records import PUBLIC, InSeason, News, Page, Recently

NEWS = (
    News(
        key="X1",
        place="998111",
        title="Nye takster i Ahornen fra {year_after}",
        text="Byrådet behandler taksterne i december, og de nye priser gælder fra januar.",
        body="Her mangler de endelige tal.",
        published=Recently(days=1),
        state="draft",
        author="ida",
    ),
    News(
        key="X3",
        place="998101",
        title="Skolefoto: Bestil senest søndag",
        text=(
            "Billederne fra skolefotografen er klar. I får en kode med hjem fra klasselæreren og "
            "kan bestille til og med søndag."
        ),
        body="Bestiller I senere, kommer der fragt oveni.",
        published=Recently(days=1),
        state="scheduled",
        author="ida",
    ),
)
PAGES = (
    Page(
        key="X2",
        place="998101",
        audience=PUBLIC,
        title="Ringetider {school_year_before}",
        text="Ringetiderne for sidste skoleår. Skoledagen begyndte kl. 8.10.",
        body="De nye tider står på siden Ringetider.",
        published=InSeason(month=8, day=5),
        state="expired",
        author="ida",
    ),
)
