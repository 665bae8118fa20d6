"""Given names and surnames from which people are invented; none of the cast's are among them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NamePool:
    """Names that go together in a family; `weight` is its share of families in per cent."""

    weight: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]


def _list_names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_DANISH = NamePool(
    weight=82,
    women=_list_names(
        "Birgit Camilla Charlotte Christina Gitte Hanne Heidi Helle Inger Karen Katrine Lene "
        "Lise Lone Louise Maja Majbritt Maria Marianne Merete Pernille Pia Rikke Sanne Signe "
        "Susanne Tina Tine Trine Ulla Vibeke Åse"
    ),
    men=_list_names(
        "Anders Bjarne Brian Claus Daniel Erik Flemming Frank Hans Jakob Jens Jesper Kasper "
        "Kenneth Kim Lars Mads Martin Michael Mikkel Morten Niels Ole Per Poul René Simon Steen "
        "Stefan Thomas Torben Troels"
    ),
    girls=_list_names(
        "Agnes Alberte Alma Asta Astrid Clara Esther Filippa Freja Frida Gry Ingrid Johanne "
        "Josefine Karla Laura Lærke Marie Mathilde Mynte Naja Olivia Rosa Selma Silje Smilla "
        "Solveig Tilde Vigga Vilma Ylva Åsa"
    ),
    boys=_list_names(
        "Albert Alfred Anton Arthur August Axel Birk Carl Christian Elias Felix Frederik Gustav "
        "Hjalmar Holger Johan Konrad Lauge Liam Lucas Magnus Marius Nohr Otto Philip Storm Theo "
        "Valdemar Victor Viggo Villads William"
    ),
    surnames=_list_names(
        "Abildgaard Agerbo Bakkely Birkedal Bjerregaard Brinkholt Damgaard Dybdal Egholm Elmkær "
        "Engelsted Fjordside Frydendal Grønbæk Hasselbo Hedegaard Højlund Højris Kirkeby Klitmose "
        "Kragelund Lundsby Lyngholm Løvstrøm Mosegaard Nygaard Overby Rosenlund Ryevang Sandager "
        "Skovsende Stenbro Sønderlev Toftegaard Tværmose Vangsted Vesterlund Ågesen Åkjær Østerby"
    ),
)
_ARABIC = NamePool(
    weight=6,
    women=_list_names("Fatima Hanan Layla Mariam Rania Samira Zainab"),
    men=_list_names("Ahmad Bilal Hassan Karim Mahmoud Omar Tarek"),
    girls=_list_names("Aya Dana Hala Lina Maryam Salma Yasmin"),
    boys=_list_names("Adam Ali Ibrahim Jad Sami Yahya Zaid"),
    surnames=_list_names("Al-Basri Darwish El-Khoury Haddadin Mansouri Saadeh"),
)
_TURKISH = NamePool(
    weight=4,
    women=_list_names("Ayşe Elif Fatma Gülay Sevgi"),
    men=_list_names("Emre Hakan Mehmet Murat Serkan"),
    girls=_list_names("Aylin Defne Melisa Selin"),
    boys=_list_names("Can Deniz Kerem Mert"),
    surnames=_list_names("Aksoylu Çelikoğlu Demirtaş Yıldızhan"),
)
_SLAVIC = NamePool(
    weight=5,
    women=_list_names("Agnieszka Iryna Katarzyna Oksana Olena"),
    men=_list_names("Andrij Krzysztof Marek Oleksandr Paweł"),
    girls=_list_names("Daryna Hanna Maja Zofia Zuzanna"),
    boys=_list_names("Filip Jakub Kacper Maksym Szymon"),
    surnames=_list_names("Bilokur Dąbrowiak Kowalczuk Sokolenko Wiśniak"),
)
_ASIAN = NamePool(
    weight=3,
    women=_list_names("Anjali Kavitha Lan Priya Thanh"),
    men=_list_names("Arjun Minh Rajan Suresh Tuan"),
    girls=_list_names("Devi Linh Mai Nila"),
    boys=_list_names("Duc Kiran Rohan Vinh"),
    surnames=_list_names("Kandiahrajah Nguyenthi Selvanathan Tranvan"),
)

NAME_POOLS = (_DANISH, _ARABIC, _TURKISH, _SLAVIC, _ASIAN)
