"""What reviewers say, what is on offer, and which word in a title earns which tag."""

PRAISE = [
    "Exactly what I was looking for.",
    "Better than I expected for the price.",
    "Arrived in two days and very well packed.",
    "The second one I buy, that says it all.",
    "A present for my mother, who does not want to give it back.",
    "Lovely quality, you notice it as soon as you open the box.",
    "My neighbour saw it and has ordered one too.",
    "We use it every single day.",
    "Looks even better than in the picture.",
    "Five stars, and I am hard to please.",
    "Simple, well made, nothing to add.",
    "I hesitated for weeks and should not have.",
]
FAIR = [
    "Good, though not perfect.",
    "Does what it should.",
    "Nice, but a little smaller than I imagined.",
    "Decent for the price.",
    "The colour is a shade darker than on the screen.",
    "Fine for everyday use.",
]
GRUMBLE = [
    "Not for me, sorry.",
    "Arrived late and slightly damaged.",
    "I expected more at this price.",
    "It did not last as long as I had hoped.",
]
DETAILS = {
    "Fresh Fruit": [
        "Ripe to the day, not one bruise.",
        "The smell alone is worth it.",
        "Gone before the evening.",
        "I order two kilos every week now.",
        "One or two were a bit too firm.",
        "The children ate them standing in the kitchen.",
    ],
    "Pantry": [
        "Tastes like my grandmother's.",
        "The flavour is clean and strong.",
        "The packaging closes well again.",
        "A little goes a long way.",
    ],
    "Books": [
        "Clear type and good paper.",
        "I read it in two nights.",
        "I had forgotten how funny it is.",
        "The last chapter stays with you.",
        "Slow at the start, then impossible to put down.",
        "A pleasure to read again after twenty years.",
    ],
    "": [
        "The finish is neat and nothing wobbles.",
        "It feels solid in the hand.",
        "Easy to clean, too.",
        "The instructions were short and correct.",
        "It fits our flat as if made for it.",
        "The seller answered my question within the hour.",
        "The material is the real thing.",
        "After a month it still looks new.",
    ],
}
CLOSINGS = [
    "",
    "Recommended.",
    "I will be back.",
    "Thank you to the shop.",
    "Delivery was quick.",
    "Would buy again.",
    "",
]
PROMOTIONS = [
    ("Mango season", "10.00", "Fresh Fruit"),
    ("Back to school", "15.00", "Stationery"),
    ("Garden days", "12.50", "Garden"),
    ("White weeks: linen and cotton", "20.00", "Home Textiles"),
    ("Two hundred years of classics", "8.00", "Books"),
    ("Warm light for long evenings", "10.00", "Lighting"),
    ("Training camp", "18.00", "Sports"),
    ("Last pieces", "30.00", "Furniture"),
]
LABELS = {
    "Organic": "organic",
    "Wool": "wool",
    "Cotton": "cotton",
    "Linen": "linen",
    "Oak": "wood",
    "Walnut": "wood",
    "Wooden": "wood",
    "Olive Wood": "wood",
    "Beech": "wood",
    "Bamboo": "eco-friendly",
    "Recycled": "eco-friendly",
    "Stoneware": "ceramic",
    "Terracotta": "ceramic",
    "Porcelain": "ceramic",
    "Ceramic": "ceramic",
    "Vintage": "vintage",
    "Retro": "vintage",
    "Brass": "brass and copper",
    "Copper": "brass and copper",
    "Travel": "travel",
    "Kids'": "for kids",
    "Junior": "for kids",
    "Hand-Painted": "handmade",
    "Mangoes": "mango",
    "Dates": "dates",
}

# To a complaint, and to praise.
REPLIES = (
    "We are sorry to read this. Please write to us, we will make it good.",
    "Thank you for your kind words! We look forward to your next order.",
)

# What a reader tells the store about a review.
REPORT = "This shop always answers within a day. It reads like a competitor's."

# Reasons to give something back, with words.
COMPLAINTS = (
    ("damaged", "The box was open and one piece is broken."),
    ("not_as_described", "The colour is not the one in the picture."),
    ("changed_mind", ""),
    ("wrong_item", "I ordered the large one."),
    ("other", "It does not fit where it was meant to go."),
)
NO_RETURN = (
    "It was used, as the pictures you sent show. We can't take it back like this."
)
