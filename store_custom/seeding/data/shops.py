"""The vendors and who works there."""

from typing import NamedTuple


class Shop(NamedTuple):
    name: str
    slug: str
    description: str
    address: str
    colour: str
    owner: str
    manager: str = ""
    staff: str = ""
    status: str = "approved"
    is_open: bool = True


BOOKSHOP = "corner-bookshop"
SHOPS = [
    Shop(
        "Mango House",
        "mango-house",
        "Thirty-four varieties of mango by the kilo, and the fruit of the season.",
        "4 Rue du Marché, Alger",
        "#e8912d",
        owner="vera",
        manager="mina",
        staff="sami",
    ),
    Shop(
        "The Corner Bookshop",
        BOOKSHOP,
        "Classics in good editions, since before the tram came.",
        "12 Rue Didouche Mourad, Alger",
        "#7b3f3f",
        owner="otto",
        manager="claire",
    ),
    Shop(
        "Atlas Cooperative",
        "atlas-cooperative",
        "Olive oil, honey and soap from forty families of the Atlas.",
        "Route de Chréa, Blida",
        "#6b8e23",
        owner="fatima",
        manager="rachid",
        staff="lila",
    ),
    Shop(
        "Casbah Kitchen",
        "casbah-kitchen",
        "Pots, knives and bowls for people who cook every day.",
        "7 Rue de la Casbah, Alger",
        "#2f7f86",
        owner="nadir",
        staff="hana",
    ),
    Shop(
        "Son et Lumière",
        "son-et-lumiere",
        "Lamps to read by and speakers to listen to.",
        "21 Boulevard de la Soummam, Oran",
        "#6d5bab",
        owner="julien",
        manager="meriem",
    ),
    Shop(
        "Jardin d'Essai",
        "jardin-dessai",
        "Everything for beds, balconies and window sills.",
        "Rue Mohamed Belouizdad, Alger",
        "#4f8a3c",
        owner="amina",
        staff="tarek",
    ),
    Shop(
        "Djurdjura Sports",
        "djurdjura-sports",
        "Gear for the field, the hall and the mountain.",
        "3 Avenue Larbi Ben M'hidi, Tizi Ouzou",
        "#2563a8",
        owner="massi",
        manager="dihya",
    ),
    Shop(
        "Petit Renard",
        "petit-renard",
        "Toys of wood and cloth, tested by our own children.",
        "9 Place Amirouche, Béjaïa",
        "#d9534a",
        owner="sophie",
    ),
    Shop(
        "Tlemcen Textiles",
        "tlemcen-textiles",
        "Weavers and tailors of clothes, rugs and linen.",
        "15 Rue Kaldoun, Tlemcen",
        "#a44a3f",
        owner="mourad",
        manager="salima",
        staff="ilyes",
    ),
    Shop(
        "Plume Stationers",
        "plume-stationers",
        "Paper, pens and ink for people who still write.",
        "2 Rue Ben Badis, Constantine",
        "#34567a",
        owner="ines",
    ),
    Shop(
        "Cedar & Oak",
        "cedar-and-oak",
        "Solid wood furniture, oiled by hand.",
        "Zone artisanale, Batna",
        "#8a5a34",
        owner="walid",
        manager="camille",
    ),
    Shop(
        "Sahara Studio",
        "sahara-studio",
        "Ceramics from the south. On vacation until the heat is over.",
        "Ksar Tafilelt, Ghardaïa",
        "#c98b4b",
        owner="zohra",
        is_open=False,
    ),
    Shop(
        "Kabyle Crafts",
        "kabyle-crafts",
        "Silver, wool and wood; opening soon.",
        "Beni Yenni, Tizi Ouzou",
        "#9a6a9e",
        owner="ghania",
        status="pending",
    ),
    Shop(
        "Bargain Bazaar",
        "bargain-bazaar",
        "Too cheap to be true.",
        "Marché Dubaï, Bab Ezzouar",
        "#777777",
        owner="farid",
        status="suspended",
    ),
]
