"""How books in the public domain begin, by the slug of their product: title of the first
chapter and its first words."""

PASSAGES = {
    "pride-and-prejudice": (
        "Chapter I",
        "It is a truth universally acknowledged, that a single man in possession of a good "
        "fortune, must be in want of a wife. However little known the feelings or views of "
        "such a man may be on his first entering a neighbourhood, this truth is so well "
        "fixed in the minds of the surrounding families, that he is considered as the "
        "rightful property of some one or other of their daughters.",
    ),
    "sense-and-sensibility": (
        "Chapter I",
        "The family of Dashwood had long been settled in Sussex. Their estate was large, "
        "and their residence was at Norland Park, in the centre of their property, where, "
        "for many generations, they had lived in so respectable a manner as to engage the "
        "general good opinion of their surrounding acquaintance.",
    ),
    "emma": (
        "Chapter I",
        "Emma Woodhouse, handsome, clever, and rich, with a comfortable home and happy "
        "disposition, seemed to unite some of the best blessings of existence; and had "
        "lived nearly twenty-one years in the world with very little to distress or vex "
        "her.",
    ),
    "persuasion": (
        "Chapter I",
        "Sir Walter Elliot, of Kellynch Hall, in Somersetshire, was a man who, for his own "
        "amusement, never took up any book but the Baronetage; there he found occupation "
        "for an idle hour, and consolation in a distressed one.",
    ),
    "moby-dick": (
        "Loomings",
        "Call me Ishmael. Some years ago, never mind how long precisely, having little or "
        "no money in my purse, and nothing particular to interest me on shore, I thought I "
        "would sail about a little and see the watery part of the world.",
    ),
    "frankenstein": (
        "Letter I",
        "You will rejoice to hear that no disaster has accompanied the commencement of an "
        "enterprise which you have regarded with such evil forebodings. I arrived here "
        "yesterday, and my first task is to assure my dear sister of my welfare and "
        "increasing confidence in the success of my undertaking.",
    ),
    "dracula": (
        "Jonathan Harker's Journal",
        "Left Munich at 8:35 P.M., on 1st May, arriving at Vienna early next morning; "
        "should have arrived at 6:46, but train was an hour late. Buda-Pesth seems a "
        "wonderful place, from the glimpse which I got of it from the train and the little "
        "I could walk through the streets.",
    ),
    "the-picture-of-dorian-gray": (
        "Chapter I",
        "The studio was filled with the rich odour of roses, and when the light summer "
        "wind stirred amidst the trees of the garden, there came through the open door the "
        "heavy scent of the lilac, or the more delicate perfume of the pink-flowering "
        "thorn.",
    ),
    "jane-eyre": (
        "Chapter I",
        "There was no possibility of taking a walk that day. We had been wandering, "
        "indeed, in the leafless shrubbery an hour in the morning; but since dinner the "
        "cold winter wind had brought with it clouds so sombre, and a rain so penetrating, "
        "that further out-door exercise was now out of the question.",
    ),
    "wuthering-heights": (
        "Chapter I",
        "I have just returned from a visit to my landlord, the solitary neighbour that I "
        "shall be troubled with. This is certainly a beautiful country! In all England, I "
        "do not believe that I could have fixed on a situation so completely removed from "
        "the stir of society.",
    ),
    "great-expectations": (
        "Chapter I",
        "My father's family name being Pirrip, and my Christian name Philip, my infant "
        "tongue could make of both names nothing longer or more explicit than Pip. So, I "
        "called myself Pip, and came to be called Pip.",
    ),
    "a-tale-of-two-cities": (
        "The Period",
        "It was the best of times, it was the worst of times, it was the age of wisdom, it "
        "was the age of foolishness, it was the epoch of belief, it was the epoch of "
        "incredulity, it was the season of Light, it was the season of Darkness, it was "
        "the spring of hope, it was the winter of despair.",
    ),
    "david-copperfield": (
        "I Am Born",
        "Whether I shall turn out to be the hero of my own life, or whether that station "
        "will be held by anybody else, these pages must show. To begin my life with the "
        "beginning of my life, I record that I was born (as I have been informed and "
        "believe) on a Friday, at twelve o'clock at night.",
    ),
    "a-christmas-carol": (
        "Marley's Ghost",
        "Marley was dead: to begin with. There is no doubt whatever about that. The "
        "register of his burial was signed by the clergyman, the clerk, the undertaker, "
        "and the chief mourner. Scrooge signed it. Old Marley was as dead as a door-nail.",
    ),
    "alices-adventures-in-wonderland": (
        "Down the Rabbit-Hole",
        "Alice was beginning to get very tired of sitting by her sister on the bank, and "
        "of having nothing to do: once or twice she had peeped into the book her sister "
        "was reading, but it had no pictures or conversations in it, 'and what is the use "
        "of a book,' thought Alice 'without pictures or conversations?'",
    ),
    "treasure-island": (
        "The Old Sea-dog at the Admiral Benbow",
        "Squire Trelawney, Dr. Livesey, and the rest of these gentlemen having asked me to "
        "write down the whole particulars about Treasure Island, from the beginning to the "
        "end, keeping nothing back but the bearings of the island, and that only because "
        "there is still treasure not yet lifted, I take up my pen.",
    ),
    "the-adventures-of-tom-sawyer": (
        "Chapter I",
        "'Tom!' No answer. 'Tom!' No answer. 'What's gone with that boy, I wonder? You "
        "Tom!' No answer. The old lady pulled her spectacles down and looked over them "
        "about the room; then she put them up and looked out under them.",
    ),
    "adventures-of-huckleberry-finn": (
        "Chapter I",
        "You don't know about me without you have read a book by the name of The "
        "Adventures of Tom Sawyer; but that ain't no matter. That book was made by Mr. "
        "Mark Twain, and he told the truth, mainly.",
    ),
    "the-time-machine": (
        "Chapter I",
        "The Time Traveller (for so it will be convenient to speak of him) was expounding "
        "a recondite matter to us. His pale grey eyes shone and twinkled, and his usually "
        "pale face was flushed and animated.",
    ),
    "the-war-of-the-worlds": (
        "The Eve of the War",
        "No one would have believed in the last years of the nineteenth century that this "
        "world was being watched keenly and closely by intelligences greater than man's "
        "and yet as mortal as his own.",
    ),
    "the-invisible-man": (
        "The Strange Man's Arrival",
        "The stranger came early in February, one wintry day, through a biting wind and a "
        "driving snow, the last snowfall of the year, over the down, walking from "
        "Bramblehurst railway station, and carrying a little black portmanteau in his "
        "thickly gloved hand.",
    ),
    "walden": (
        "Economy",
        "When I wrote the following pages, or rather the bulk of them, I lived alone, in "
        "the woods, a mile from any neighbor, in a house which I had built myself, on the "
        "shore of Walden Pond, in Concord, Massachusetts, and earned my living by the "
        "labor of my hands only.",
    ),
    "little-women": (
        "Playing Pilgrims",
        "'Christmas won't be Christmas without any presents,' grumbled Jo, lying on the "
        "rug. 'It's so dreadful to be poor!' sighed Meg, looking down at her old dress.",
    ),
    "the-adventures-of-sherlock-holmes": (
        "A Scandal in Bohemia",
        "To Sherlock Holmes she is always the woman. I have seldom heard him mention her "
        "under any other name. In his eyes she eclipses and predominates the whole of her "
        "sex.",
    ),
}
COLOPHON = (
    "This file holds the first words of a book in the public domain. It was made by the "
    "example shop, to try downloads out."
)
