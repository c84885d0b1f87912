"""The blocks as of now, for one search.

What changed since is asked first and the blocks' versions after it. So whatever is folded in
between is in the new block and still among the changes, never in neither.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from store.discovery.bits import SHIFT, SIZE
from store.discovery.blocks import Block, load_block
from store.discovery.choices import Kept
from store.discovery.facts import Facts, facts_of_keys
from store.discovery.folding import blocks
from store.discovery.live import words_of_keys
from store.discovery.models import ChangedProduct
from store.discovery.words import WordBlock, Words, load_words

Marks = frozenset[tuple[int, str]]
MarksByBlock = dict[int, dict[int, str]]
NO_FACTS, NO_WORDS = Block(), WordBlock.of({})
LOADERS: dict[str, Any] = {Kept.FACTS: load_block, Kept.WORDS: load_words}


@dataclass(frozen=True)
class Part:
    """One block's words, and beside them those of its products that changed since."""

    words: WordBlock
    changed: int = 0
    live: WordBlock = NO_WORDS


@dataclass
class Memory:
    """What this process has read. Versions and marks say whether it is still true."""

    blocks: dict[tuple[int, str], tuple[str, Any]] = field(default_factory=dict)
    facts: dict[int, tuple[str, Facts | None]] = field(default_factory=dict)
    words: dict[int, tuple[str, Words | None]] = field(default_factory=dict)
    patched: dict[int, tuple[tuple[str, Marks], Block]] = field(default_factory=dict)
    parts: dict[int, tuple[tuple[str, Marks], Part]] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)


memory = Memory()


class Snapshot:
    """`facts` and `words` by number of the block; read when they are asked for."""

    def __init__(self) -> None:
        self.marks: MarksByBlock = defaultdict(dict)
        self.word_marks: MarksByBlock = defaultdict(dict)
        changed = ChangedProduct.objects.values_list("product_id", "mark", "in_words")
        for key, mark, in_words in changed:
            self.marks[key >> SHIFT][key] = mark
            if in_words:
                self.word_marks[key >> SHIFT][key] = mark
        versions = blocks().values_list("number", "kept", "version")
        self.versions = {(number, kept): at for number, kept, at in versions}
        with memory.lock:
            load_new(self.versions)

    @property
    def numbers(self) -> list[int]:
        return sorted({number for number, _ in self.versions} | self.marks.keys())

    def facts(self) -> dict[int, Block]:
        with memory.lock:
            forget_folded(memory.facts, self.marks)
            new = unread(memory.facts, self.marks)
            found = {one.product_id: one for one in facts_of_keys(new)}
            memory.facts.update({key: (new[key], found.get(key)) for key in new})
            return {number: self.patch(number) for number in self.numbers}

    def words(self) -> dict[int, Part]:
        with memory.lock:
            forget_folded(memory.words, self.word_marks)
            new = unread(memory.words, self.word_marks)
            found = words_of_keys(new)
            memory.words.update({key: (new[key], found.get(key)) for key in new})
            return {number: self.part(number) for number in self.numbers}

    def patch(self, number: int) -> Block:
        version, block = memory.blocks.get((number, Kept.FACTS), ("", NO_FACTS))
        marks = self.marks.get(number)
        if not marks:
            return block
        state = (version, frozenset(marks.items()))
        kept = memory.patched.get(number)
        if kept is None or kept[0] != state:
            facts = [one for key in marks if (one := memory.facts[key][1])]
            kept = memory.patched[number] = (state, block.patched(marks, facts))
        return kept[1]

    def part(self, number: int) -> Part:
        version, block = memory.blocks.get((number, Kept.WORDS), ("", NO_WORDS))
        marks = self.word_marks.get(number)
        if not marks:
            return Part(block)
        state = (version, frozenset(marks.items()))
        kept = memory.parts.get(number)
        if kept is None or kept[0] != state:
            words = {key: one for key in marks if (one := memory.words[key][1])}
            changed = sum(1 << (key & (SIZE - 1)) for key in marks)
            part = Part(block, changed, WordBlock.of(words))
            kept = memory.parts[number] = (state, part)
        return kept[1]


def load_new(versions: dict[tuple[int, str], str]) -> None:
    """Read the blocks that this process has not read yet, or that changed since."""
    for gone in memory.blocks.keys() - versions.keys():
        memory.blocks.pop(gone, None)
    new = {
        number
        for (number, kept), version in versions.items()
        if memory.blocks.get((number, kept), ("", None))[0] != version
    }
    if not new:
        return
    rows = blocks().filter(number__in=new)
    for number, kept, version in rows.values_list("number", "kept", "version"):
        if memory.blocks.get((number, kept), ("", None))[0] != version:
            read(number, kept)


def read(number: int, kept: str) -> None:
    row = blocks().filter(number=number, kept=kept)
    for version, data in row.values_list("version", "data"):
        memory.blocks[number, kept] = (version, LOADERS[kept](data))


def forget_folded(read: dict[int, Any], marks: MarksByBlock) -> None:
    if len(read) > sum(map(len, marks.values())):
        for key in list(read):
            if key not in marks.get(key >> SHIFT, ()):
                read.pop(key, None)


def unread(read: dict[int, tuple[str, Any]], marks: MarksByBlock) -> dict[int, str]:
    """The changed products of which this process knows an older state, or none."""
    return {
        key: mark
        for of_block in marks.values()
        for key, mark in of_block.items()
        if read.get(key, ("", None))[0] != mark
    }
