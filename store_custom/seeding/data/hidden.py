"""What shops sell that nobody sees: of one closed, one pending and one suspended vendor."""

HIDDEN = {
    "sahara-studio": [
        ("Dune Vase", "Kitchen", "jar", 3900),
        ("Sand-Glazed Dinner Plate", "Kitchen", "bowl", 1450),
        ("Ochre Serving Platter", "Kitchen", "bowl", 2900),
        ("Tassili Espresso Cup", "Kitchen", "mug", 780),
        ("Carved Incense Burner", "Lighting", "lantern", 1650),
        ("Clay Oil Lamp", "Lighting", "candle", 990),
        ("Hoggar Water Jug", "Kitchen", "teapot", 3400),
        ("Terracotta Wall Tile", "Garden", "blocks", 620),
        ("Desert Rose Bookend", "Stationery", "chess", 2700),
        ("Burnished Fruit Bowl", "Kitchen", "bowl", 3200),
        ("Palm-Fibre Planter", "Garden", "plant", 1900),
        ("Oasis Candle Jar", "Lighting", "candle", 1350),
    ],
    "kabyle-crafts": [
        ("Silver and Coral Brooch Box", "Clothing", "soap", 8900),
        ("Painted Kabyle Jug", "Kitchen", "teapot", 4200),
        ("Handwoven Wool Belt", "Clothing", "belt", 2600),
        ("Ash Wood Butter Churn", "Kitchen", "drum", 5400),
        ("Geometric Floor Cushion", "Home Textiles", "cushion", 4800),
        ("Embroidered Fouta Skirt", "Clothing", "blanket", 6200),
        ("Basket with Lid", "Home Textiles", "bag", 2400),
        ("Olive Wood Spoon Pair", "Kitchen", "knife", 890),
    ],
    "bargain-bazaar": [
        ("Brandless Wireless Earbuds", "Audio", "headphones", 990),
        ("Gold-Tone Wristwatch", "Clothing", "belt", 1490),
        ("Mystery Gift Box", "Toys & Games", "blocks", 500),
        ("Five-Minute Face Mask", "Bath & Body", "tube", 350),
        ("Glow-in-the-Dark Phone Stand", "Audio", "speaker", 450),
        ("Inflatable Garden Chair", "Garden", "sofa", 2200),
        ("Laser Cat Toy", "Toys & Games", "pen", 290),
        ("Folding Sunglasses", "Clothing", "belt", 790),
    ],
}
