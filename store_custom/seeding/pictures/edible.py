"""Motifs of food, kitchen, light and garden in the drawing language of `brush`."""

MOTIFS = {
    "mango": "oval d 22 26 92 77; oval d 8 38 72 92; oval d 30 40 84 84;"
    " oval m 22 23 90 74; oval m 8 35 70 89; oval m 30 38 81 81; pie a 40 24 89 73 262 400; pie m 34 26 76 82 262 372;"
    " oval l 20 46 38 62; line k 3 66 26 70 12; pie g 70 2 100 24 150 330",
    "citrus": "oval d 16 18 86 88; oval m 15 16 84 85; oval w 25 26 74 75;"
    " oval l 28 29 71 72; line w 2 50 29 50 72; line w 2 28 50 71 50;"
    " line w 2 34 35 65 66; line w 2 65 35 34 66; pie g 52 2 84 24 160 340",
    "apple": "oval d 14 26 60 88; oval d 40 26 86 88; oval m 14 24 58 84;"
    " oval m 40 24 84 84; oval l 22 32 40 54; line k 3 50 32 53 12;"
    " pie g 52 6 84 26 150 330",
    "date": "oval d 12 38 44 88; oval m 12 36 42 84; oval d 36 26 66 82;"
    " oval m 36 24 64 78; oval d 58 40 90 90; oval m 58 38 88 86; oval l 18 42 26 62;"
    " oval l 42 32 50 52; oval l 64 44 72 64; line g 3 28 36 46 10 50 24;"
    " line g 3 46 10 74 38",
    "grapes": "line k 3 50 8 50 22; pie g 50 4 86 28 150 330; oval m 24 22 46 44;"
    " oval d 40 20 62 42; oval m 56 22 78 44; oval d 32 38 54 60; oval m 48 38 70 60;"
    " oval m 40 54 62 76; oval d 44 70 60 88; oval l 29 26 36 33; oval l 61 26 68 33;"
    " oval l 53 42 60 49; oval l 45 58 52 65",
    "bottle": "box k 42 8 58 16 3; box d 43 14 57 34 2; box m 32 30 68 88 10;"
    " box w 32 48 68 74 0; box d 38 55 62 58 1; box d 38 63 56 66 1; box l 36 34 40 46 2",
    "jar": "box k 30 14 70 26 4; box m 24 24 76 88 12; box w 24 42 76 70 0;"
    " oval a 42 48 58 64; box l 29 30 34 40 2",
    "bag": "poly d 28 22 72 22 68 12 32 12; poly m 26 22 74 22 80 88 20 88;"
    " box w 32 40 68 72 3; oval a 42 46 58 62; line d 2 28 27 72 27; box d 40 65 60 67 1",
    "bar": "box d 20 22 82 80 4; box m 18 18 80 76 4; line d 2 18 38 80 38;"
    " line d 2 18 57 80 57; line d 2 39 18 39 76; line d 2 60 18 60 76;"
    " poly w 14 56 86 46 86 82 14 84; poly a 14 64 86 55 86 62 14 70",
    "pot": "box k 4 46 20 54 3; box k 80 46 96 54 3; pie d 16 16 84 60 180 360;"
    " oval k 44 10 56 20; box m 14 38 86 86 12; box d 14 38 86 45 2; box l 22 52 27 76 2",
    "pan": "line k 8 62 56 94 30; oval d 6 38 74 84; oval m 6 34 74 78;"
    " oval d 14 40 66 72; oval w 24 44 54 66; oval a 33 49 46 61",
    "knife": "poly l 34 10 52 14 52 60 34 60; poly w 34 10 40 11 40 60 34 60;"
    " box d 33 58 53 63 1; box m 34 62 52 92 6; oval w 41 68 45 72; oval w 41 80 45 84",
    "board": "box d 20 24 80 90 8; box m 18 22 78 87 8; box m 40 6 56 28 6;"
    " oval w 45 10 51 16; line d 1.5 26 36 70 36; line d 1.5 26 52 70 52;"
    " line d 1.5 26 68 70 68",
    "mug": "ring d 56 38 88 70 7; box m 18 26 70 86 8; oval d 18 20 70 34;"
    " oval k 23 23 65 32; box l 25 40 30 72 2; box a 18 56 70 62 0",
    "teapot": "ring d 66 38 94 72 6; poly d 6 36 14 34 34 58 28 70;"
    " oval m 20 32 80 88; oval d 34 26 66 40; oval k 45 18 55 28; oval l 30 44 42 62",
    "bowl": "oval d 10 32 90 58; oval w 15 35 85 55; pie m 10 6 90 86 0 180;"
    " box d 36 82 64 89 2; box a 17 60 83 65 2",
    "lamp": "poly m 32 10 68 10 84 50 16 50; poly l 40 10 50 10 44 50 30 50;"
    " box d 47 50 53 82 0; box k 30 81 70 88 3; oval y 38 46 62 54",
    "desklamp": "line k 4 40 84 26 52 56 28; oval d 22 48 30 56; box k 20 82 62 89 3;"
    " poly m 48 20 68 14 88 42 52 52; oval y 56 40 84 52",
    "pendant": "line k 2 50 0 50 24; box d 44 22 56 30 2; pie m 14 26 86 98 180 360;"
    " pie l 26 34 60 90 180 270; oval y 38 56 62 70; box d 14 60 86 64 1",
    "lantern": "ring k 40 2 60 20 3; poly d 28 28 50 12 72 28; box m 26 28 74 82 3;"
    " box y 34 36 66 76 2; line d 3 50 36 50 76; line d 3 34 56 66 56; box d 20 80 80 88 2",
    "bulb": "oval m 22 8 78 64; poly m 34 56 66 56 60 70 40 70; oval l 32 18 50 38;"
    " line w 2.5 42 66 42 44 50 54 58 44 58 66; box k 40 70 60 75 2; box d 41 76 59 81 2;"
    " box k 44 82 56 87 2",
    "candle": "poly y 50 4 58 20 50 28 42 20; line k 2 50 24 50 34; box w 40 32 60 74 2;"
    " box l 40 32 46 74 2; box m 24 72 76 80 3; box d 42 78 58 88 2",
    "plant": "line g 3 50 62 50 26; oval g 48 10 70 40; oval h 28 16 52 46;"
    " oval g 22 36 48 56; oval h 52 34 80 54; box m 22 54 78 64 2;"
    " poly m 28 64 72 64 66 90 34 90; poly d 28 64 72 64 71 69 29 69",
    "can": "line d 5 24 50 4 28; oval d 0 20 12 32; arc d 5 28 10 84 66 180 360;"
    " ring d 58 40 92 76 5; box m 24 40 72 88 5; box a 24 50 72 55 0; box l 30 60 34 80 2",
    "tool": "poly l 42 6 58 6 66 40 50 52 34 40; poly w 42 6 50 6 50 52 34 40;"
    " box k 47 48 53 62 1; box m 41 60 59 92 7; box d 41 66 59 69 0",
    "packet": "box d 24 14 80 90 3; box m 22 12 78 88 3; box w 30 34 70 74 3;"
    " line d 2 22 22 78 22; line g 2.5 50 70 50 50; oval a 42 40 58 56; oval g 34 58 49 67;"
    " oval h 51 60 66 69",
}
