"""What is said below products: who (one of three customers, or the vendor), in reply to which
of the lines above, the words, and whether they give something away."""

Line = tuple[str, int | None, str, bool]

TALKS: dict[str, list[Line]] = {
    "Books": [
        ("a", None, "I am halfway through. Does it get any faster?", False),
        ("b", 0, "From the middle on you will not put it down.", False),
        ("c", 0, "It does: nobody guesses who wrote the letter. It was her.", True),
        ("a", 2, "Thank you for hiding that until I had finished!", False),
    ],
    "Fresh Fruit": [
        ("a", None, "Do they keep until Friday?", False),
        ("vendor", 0, "In the fridge, easily. We pick them the day before.", False),
        ("b", 1, "Mine were still fine on Sunday. 🥭", False),
        ("c", None, "وصلت طازجة، شكرا جزيلا", False),
    ],
    "": [
        ("a", None, "Does it come with instructions?", False),
        ("vendor", 0, "It does, in Arabic, French and English.", False),
        ("b", 0, "Keep them: the second page is worth it.", False),
    ],
}
