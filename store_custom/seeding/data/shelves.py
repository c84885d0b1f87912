"""The collections: title, seller, tags, closing sentences, colours of their pictures."""

from typing import NamedTuple

from store_custom.seeding.data import food, home, leisure, living, outdoors
from store_custom.seeding.data.sound import AUDIO
from store_custom.seeding.data.textiles import CLOTHING, TEXTILES

Row = tuple[str, str, int, int, str, str]


class Shelf(NamedTuple):
    title: str
    vendor: str
    rows: list[Row]
    tags: str
    closers: str
    paper: str
    inks: str


BOOKSHELF = "Books"
SHELVES = [
    Shelf(
        "Fresh Fruit",
        "mango-house",
        food.FRUIT_KINDS,
        "seasonal|local|organic",
        "Weighed for you, sold by the kilo.|Sold by the kilo and packed in straw."
        "|Picked ripe, never gassed; by the kilo.",
        "#fff4dc",
        "#f59e2c|#e4572e|#8ab446|#c2410c",
    ),
    Shelf(
        "Pantry",
        "atlas-cooperative",
        food.PANTRY,
        "local|vegan|organic|everyday",
        "Keeps for months in a cool cupboard.|Packed by hand in small batches."
        "|Made by a cooperative of forty families.|No additives, no colouring.",
        "#f8eedd",
        "#b7791f|#8a5a2b|#6b8e23|#a23b2a",
    ),
    Shelf(
        "Kitchen",
        "casbah-kitchen",
        home.KITCHEN,
        "everyday|handmade|gift idea",
        "Dishwasher-safe, though it prefers a sponge.|Made to be handed down."
        "|A good gift for a first kitchen.|Tested in our own kitchen for a year.",
        "#e9f1f2",
        "#2f7f86|#c9653a|#5b6f7b|#d19a2e",
    ),
    Shelf(
        "Lighting",
        "son-et-lumiere",
        home.LIGHTING,
        "minimalist|gift idea|vintage",
        "Bulb and instructions included where needed.|Assembled and tested by hand."
        "|Pairs well with a warm bulb.|Two-year guarantee.",
        "#f3eefb",
        "#e0a526|#6d5bab|#b5743a|#3f3f5a",
    ),
    Shelf(
        "Garden",
        "jardin-dessai",
        outdoors.GARDEN,
        "outdoor|eco-friendly|seasonal",
        "Chosen by people who garden every day.|Happy outdoors all year round."
        "|For beds, balconies and window sills.|Tried in our own nursery.",
        "#e8f3e4",
        "#4f8a3c|#b8623b|#7fa650|#3b6b57",
    ),
    Shelf(
        "Sports",
        "djurdjura-sports",
        outdoors.SPORTS,
        "outdoor|everyday|new",
        "Comes with a carrying bag.|Tested by a local club for a season."
        "|For beginners and for those who never stopped.|Easy to clean and to store.",
        "#e4eefb",
        "#2563a8|#e0662b|#2f8f6b|#b02a3c",
    ),
    Shelf(
        "Toys & Games",
        "petit-renard",
        leisure.TOYS,
        "for kids|gift idea|wood",
        "Safe paints, sturdy parts.|From three years, with no upper limit."
        "|Comes in a box that survives the holidays.|Loved by our own children first.",
        "#fdeef0",
        "#e2574c|#3a86c8|#f0b429|#5aa469",
    ),
    Shelf(
        "Clothing",
        "tlemcen-textiles",
        CLOTHING,
        "cotton|classic|handmade",
        "True to size; exchanges are free.|Wash cold, dry in the shade."
        "|Sewn in a small workshop in Tlemcen.|Made to be repaired.",
        "#f1eef0",
        "#3d5a80|#a44a3f|#6b705c|#c08552",
    ),
    Shelf(
        "Home Textiles",
        "tlemcen-textiles",
        TEXTILES,
        "cotton|wool|handmade",
        "Machine-washable at thirty degrees.|Woven on looms older than us."
        "|Dyed with plant colours.|Softens with every wash.",
        "#f6efe6",
        "#b56b45|#5f7f8c|#8b7d5b|#a3546b",
    ),
    Shelf(
        "Stationery",
        "plume-stationers",
        leisure.STATIONERY,
        "gift idea|minimalist|everyday",
        "Wrapped in paper, without plastic.|A small luxury for the desk."
        "|Made for people who still write.|Refills are always in stock.",
        "#eef2f6",
        "#34567a|#b4443c|#4f7f6c|#c59b3a",
    ),
    Shelf(
        "Furniture",
        "cedar-and-oak",
        living.FURNITURE,
        "wood|minimalist|classic",
        "Delivered to your room and assembled.|Oiled, not varnished: scratches sand out."
        "|From managed forests.|Ships flat, goes up in half an hour.",
        "#efe9e1",
        "#8a5a34|#556b5d|#b08046|#4b4a54",
    ),
    Shelf(
        "Bath & Body",
        "atlas-cooperative",
        living.BATH,
        "vegan|organic|eco-friendly",
        "Never tested on animals.|Kind to sensitive skin."
        "|Made with oils from the Atlas cooperative.|In packaging that can be refilled.",
        "#e9f4f1",
        "#4d9a8c|#c77d92|#8aa65b|#d2a24c",
    ),
    Shelf(
        "Audio",
        "son-et-lumiere",
        AUDIO,
        "new|gift idea|classic",
        "Two-year guarantee, spare parts for ten.|Listened to before it leaves the shop."
        "|Set up in five minutes.|Comes with every cable it needs.",
        "#eaecef",
        "#374151|#b0532f|#2f6f7f|#7a5c8e",
    ),
]
