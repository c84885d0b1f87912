"""Motifs of everything else in the drawing language of `brush`."""

MOTIFS = {
    "glove": "box m 26 36 70 88 12; box m 26 14 36 50 5; box m 37 8 47 50 5;"
    " box m 48 8 58 50 5; box m 59 14 69 50 5; poly m 66 62 84 40 90 48 70 76;"
    " box d 26 78 70 88 3",
    "hose": "ring d 14 24 86 88 9; ring m 14 20 86 84 8; ring m 28 34 72 70 7;"
    " line k 6 78 30 92 14; oval a 86 6 98 18",
    "house": "box m 24 42 76 86 2; poly d 12 46 50 10 88 46; oval k 40 50 60 70;"
    " line k 3 50 74 50 84; box l 30 50 34 80 1",
    "ball": "oval d 14 16 88 90; oval m 13 14 86 87; oval l 24 22 48 44;"
    " arc w 3 -20 10 50 90 300 60; arc w 3 50 10 120 90 120 240; line w 3 13 52 86 52;"
    " line w 3 50 14 50 87",
    "football": "oval k 13 14 88 90; oval d 14 15 87 89; oval w 15 16 84 86;"
    " poly k 50 36 65 47 59 64 41 64 35 47; line k 2 50 36 50 18; line k 2 65 47 82 40;"
    " line k 2 59 64 70 80; line k 2 41 64 30 80; line k 2 35 47 18 40;"
    " poly k 40 17 60 17 50 24; poly k 83 34 84 54 76 44; poly k 17 34 15 54 24 44;"
    " poly k 62 83 76 74 68 72; poly k 38 83 24 74 32 72",
    "roll": "box m 22 30 82 74 4; oval d 10 30 36 74; oval l 16 40 30 64;"
    " oval d 20 47 26 57; box d 56 30 62 74 0; box d 22 74 92 80 2",
    "dumbbell": "box k 28 46 72 56 2; box m 14 28 30 74 5; box d 6 36 16 66 4;"
    " box m 70 28 86 74 5; box d 84 36 94 66 4; box l 18 34 21 68 1",
    "racket": "line k 7 46 62 28 92; oval m 34 6 84 68; oval w 41 13 77 61;"
    " line d 1.2 50 15 50 60; line d 1.2 59 13 59 61; line d 1.2 68 15 68 60;"
    " line d 1.2 42 28 76 28; line d 1.2 41 37 77 37; line d 1.2 42 46 76 46;"
    " oval y 66 74 82 90",
    "belt": "ring m 10 26 90 78 10; box k 36 62 64 84 3; box y 41 66 59 80 2;"
    " box k 46 70 54 76 1",
    "backpack": "arc k 5 36 2 64 30 180 360; box d 14 44 30 78 6; box d 70 44 86 78 6;"
    " box m 24 14 76 88 16; box d 32 52 68 80 6; line w 2 36 60 64 60; box l 34 28 66 34 3",
    "tent": "poly m 50 14 92 84 8 84; poly d 50 14 66 84 34 84; poly k 50 40 58 84 42 84;"
    " line g 3 2 86 98 86; line a 2.5 50 14 50 4",
    "blocks": "box m 12 52 46 86 3; box a 52 52 86 86 3; box d 32 16 66 50 3;"
    " poly w 49 22 58 44 40 44; oval w 20 60 38 78; box w 61 61 77 77 1",
    "puzzle": "box m 14 18 50 54 3; box a 50 18 86 54 3; box d 14 54 50 90 3;"
    " box l 50 54 86 90 3; oval m 44 28 60 44; oval a 62 46 76 62; oval l 40 64 56 80;"
    " oval d 24 46 38 62",
    "bear": "oval d 20 10 42 32; oval d 58 10 80 32; oval m 22 14 78 62;"
    " oval m 24 52 76 92; oval l 36 62 64 90; oval l 40 38 60 54; oval k 34 30 40 36;"
    " oval k 60 30 66 36; oval k 46 40 54 46; oval d 14 54 34 76; oval d 66 54 86 76",
    "train": "box m 34 40 88 70 4; box d 60 18 90 70 4; box w 66 26 84 44 2;"
    " box k 38 24 48 42 2; oval l 34 10 46 20; oval l 44 4 54 12; oval k 34 66 54 86;"
    " oval k 66 66 86 86; oval a 40 72 48 80; oval a 72 72 80 80; poly d 34 58 20 76 34 76",
    "car": "box d 24 28 74 58 14; box m 8 46 92 74 10; box w 32 34 48 50 4;"
    " box w 52 34 67 50 4; oval k 18 62 40 84; oval k 62 62 84 84; oval l 24 68 34 78;"
    " oval l 68 68 78 78; oval y 84 50 91 57",
    "chess": "box d 24 80 76 90 3; poly m 34 80 66 80 58 44 42 44; oval m 34 20 66 50;"
    " box d 36 44 64 50 2; line d 4 50 6 50 22; line d 4 43 12 57 12; oval l 40 25 49 36",
    "kite": "poly m 50 6 78 38 50 38; poly d 50 6 50 38 22 38; poly a 22 38 50 38 50 78;"
    " poly l 78 38 50 38 50 78; line k 1.5 50 78 58 84 48 90 60 97",
    "cards": "poly d 16 26 50 16 66 76 32 86; poly w 20 28 50 19 64 74 34 83;"
    " box m 42 22 84 86 5; box w 46 26 80 82 3; poly m 63 40 72 54 63 68 54 54",
    "notebook": "box d 24 14 82 90 4; box w 22 14 78 86 3; box m 20 10 74 86 4;"
    " box d 20 10 29 86 3; box w 38 24 66 40 2; box a 64 10 68 94 0; line d 2 43 32 61 32",
    "pen": "poly m 60 6 78 18 42 70 24 58; poly d 69 12 78 18 42 70 33 64;"
    " poly l 24 58 42 70 18 86; poly k 18 86 22 77 27 80; line a 4 58 12 76 24;"
    " line d 2 14 92 60 92",
    "envelope": "box d 10 26 92 82 3; box m 8 22 90 78 3; poly l 8 24 49 56 90 24;"
    " line d 2 8 24 49 56 90 24; oval a 41 48 57 64",
    "headphones": "arc d 8 16 10 84 86 180 360; box m 10 50 32 88 9; box m 68 50 90 88 9;"
    " box d 26 52 34 86 4; box d 66 52 74 86 4; box l 15 58 19 78 2",
    "speaker": "box d 26 10 80 90 6; box m 22 8 76 88 6; oval k 30 40 68 78;"
    " oval d 36 46 62 72; oval l 44 54 54 64; oval k 40 15 58 33; oval l 46 21 52 27",
    "turntable": "box d 8 30 94 88 5; box m 6 26 92 84 5; oval k 12 29 66 81;"
    " ring d 20 37 58 73 1; oval a 32 48 46 62; oval w 38 54 40 56;"
    " line l 4 80 34 80 60 62 68; oval w 75 30 85 40",
    "mic": "box k 46 56 54 82 0; box k 30 82 70 88 3; arc d 4 26 20 74 70 0 180;"
    " box m 36 6 64 58 14; line d 2 36 24 64 24; line d 2 36 32 64 32; box d 36 40 64 46 0",
    "drum": "poly m 18 22 82 22 62 58 74 88 26 88 38 58; oval d 18 12 82 32;"
    " oval w 23 15 77 29; line d 2 22 28 38 56; line d 2 78 28 62 56; box a 38 54 62 60 1",
    "guitar": "line k 6 58 44 84 10; box d 78 2 92 14 3; oval d 14 46 62 92;"
    " oval m 14 44 60 89; oval m 36 32 70 66; oval k 34 52 52 70; line w 1 26 80 84 10;"
    " box d 22 72 36 78 1",
    "shirt": "poly m 34 14 66 14 94 32 84 50 72 42 72 88 28 88 28 42 16 50 6 32;"
    " pie w 38 4 62 26 0 180; pie d 40 6 60 22 0 180; line d 2 50 24 50 88;"
    " box d 56 46 66 56 1",
    "hat": "oval d 4 60 96 86; oval m 4 56 96 80; pie m 24 16 76 104 180 360;"
    " box a 24 54 76 63 1; oval l 34 26 48 44",
    "trousers": "poly m 28 10 72 10 80 90 56 90 50 40 44 90 20 90; box d 28 10 72 18 0;"
    " line d 2 50 18 50 40; line d 2 32 24 42 22; line d 2 68 24 58 22; oval y 48 12 52 16",
    "sock": "poly m 38 8 66 8 66 56 60 62 38 54; oval m 34 46 66 82; oval m 12 58 60 86;"
    " box a 38 8 66 18 1; pie d 48 50 68 82 300 90; pie d 10 58 38 86 90 270",
    "shoe": "oval m 8 46 70 84; poly m 40 48 78 26 92 34 92 78 40 80; box d 8 78 94 87 4;"
    " oval k 60 28 90 50; line a 4 30 54 50 50",
    "chair": "box m 26 8 34 90 2; box m 26 10 70 18 3; box m 62 8 70 54 2;"
    " box d 30 26 66 31 1; box d 30 38 66 43 1; box m 22 52 78 62 4; box d 70 60 77 90 2;"
    " box d 46 62 50 90 1",
    "sofa": "box d 18 22 82 66 12; box m 6 42 24 80 8; box m 76 42 94 80 8;"
    " box m 14 56 86 80 5; box l 26 48 50 64 5; box l 51 48 74 64 5; box k 16 80 22 90 1;"
    " box k 78 80 84 90 1",
    "table": "box m 8 34 92 46 3; box d 16 46 23 90 1; box d 77 46 84 90 1;"
    " box d 23 46 77 56 0; oval y 47 49 53 55; box a 58 20 72 34 2; oval g 56 8 74 24",
    "shelf": "box m 16 8 84 90 3; box w 22 14 78 34 1; box w 22 39 78 59 1;"
    " box w 22 64 78 84 1; box a 26 18 32 34 0; box d 33 16 38 34 0; box l 40 20 46 34 0;"
    " oval g 56 20 72 34; box d 54 44 60 59 0; box a 61 46 68 59 0; box m 28 72 50 84 2",
    "mirror": "oval d 18 8 84 88; oval m 16 6 82 86; oval w 24 14 74 78;"
    " poly l 34 62 60 22 66 28 40 70; box d 38 86 62 91 2",
    "blanket": "box d 16 26 86 86 6; box m 14 20 84 48 8; box l 14 40 84 66 8;"
    " box m 14 58 84 84 8; box a 24 20 32 84 0; line d 2 14 48 84 48; line d 2 14 66 84 66",
    "cushion": "poly d 18 18 50 24 84 18 80 52 86 86 50 80 16 86 22 52;"
    " poly m 16 16 50 22 82 16 78 50 84 84 50 78 14 84 20 50; poly l 50 34 64 50 50 66 36 50;"
    " oval a 45 45 55 55",
    "towel": "box k 8 14 92 19 2; box m 24 16 76 88 3; box a 24 64 76 69 0;"
    " box l 24 72 76 76 0; box d 24 16 34 88 2",
    "rug": "box d 12 24 90 82 2; box m 10 22 88 80 2; poly l 49 30 68 51 49 72 30 51;"
    " poly a 49 38 60 51 49 64 38 51; line d 3 16 27 16 76; line d 3 82 27 82 76;"
    " line w 2 5 22 5 80; line w 2 93 22 93 80",
    "soap": "box d 16 44 86 84 14; box m 14 38 84 78 14; box l 26 48 72 68 8;"
    " oval w 58 14 76 32; oval w 44 22 54 32; oval l 76 28 84 36",
    "dropper": "oval k 42 2 58 20; box k 40 18 60 34 2; box d 44 32 56 42 0;"
    " box m 28 38 72 90 12; box w 28 54 72 78 0; oval a 44 58 56 72; box l 33 44 37 52 2",
    "tube": "poly m 28 8 72 8 64 70 36 70; box d 28 6 72 12 1; box k 38 70 62 88 3;"
    " box w 37 28 63 52 2; oval a 45 34 55 46",
}
