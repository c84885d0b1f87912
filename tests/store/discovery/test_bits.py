"""Sets and numbers as bits say what plain sets and sorting say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.discovery.bits import SIZE, bits_at, compare, count, keys_between
from store.discovery.blocks import Block, load_block
from store.discovery.facts import Facts
from store.discovery.matches import add, merged
from store.discovery.pages import page_of
from store.discovery.words import COLUMNS, WordBlock, load_words

# The ends of blocks, and some inside.
keys = st.sampled_from(
    [*range(6), SIZE - 1, SIZE, SIZE + 1, 2 * SIZE - 1, 2 * SIZE, 5 * SIZE + 17]
)
numbers = st.dictionaries(keys, st.integers(0, 40), max_size=12)
places = st.sets(st.integers(0, SIZE - 1), max_size=20)


def bits_of(wanted: set[int]) -> dict[int, int]:
    blocks = {key // SIZE for key in wanted}
    return {
        n: bits_at({key % SIZE for key in wanted if key // SIZE == n}) for n in blocks
    }


def digits_of(values: dict[int, int]) -> dict[int, list[int]]:
    return {
        n: [
            bits_at(
                {k % SIZE for k, v in values.items() if k // SIZE == n and v >> p & 1}
            )
            for p in range(6)
        ]
        for n in {key // SIZE for key in values}
    }


@given(places)
def test_bits_are_set_where_they_are_asked_for(wanted):
    assert bits_at(wanted) == sum(1 << place for place in wanted)


@given(
    st.dictionaries(st.integers(0, SIZE - 1), st.integers(0, 40)), st.integers(-1, 70)
)
def test_comparing(values, bound):
    [slices] = digits_of(values).values() or [[]]
    smaller, equal = compare(slices, bound, bits_at(values))

    assert smaller == bits_at({place for place, v in values.items() if v < bound})
    if 0 <= bound < 64:
        assert equal == bits_at({place for place, v in values.items() if v == bound})


@given(numbers, st.integers(0, 13), st.integers(0, 13), st.booleans(), st.booleans())
def test_pages(values, start, length, highest, newest):
    expected = sorted(
        values,
        key=lambda key: (
            -values[key] if highest else values[key],
            -key if newest else key,
        ),
    )
    found = page_of(
        bits_of(set(values)),
        [digits_of(values)],
        start,
        start + length,
        highest_first=highest,
        newest_first=newest,
    )
    assert found == expected[start : start + length]


@given(st.sets(keys), st.integers(0, 13), st.integers(0, 13))
def test_keys_in_their_order(wanted, start, length):
    bits = bits_of(wanted)

    assert count(bits) == len(wanted)
    assert (
        keys_between(bits, start, start + length)
        == (sorted(wanted)[start : start + length])
    )


@given(st.lists(st.tuples(places, st.integers(1, 30)), max_size=5))
def test_adding_up(parts):
    slices: list[int] = []
    for wanted, weight in parts:
        add(slices, bits_at(wanted), weight)

    for place in range(0, SIZE, 97):
        total = sum(weight for wanted, weight in parts if place in wanted)
        assert sum((s >> place & 1) << p for p, s in enumerate(slices)) == total


def test_what_changed_counts_as_it_is_now():
    assert merged([0b11, 0b01], [0b10], changed=0b10) == [0b11, 0b01]
    assert merged([0b11], [], changed=0b10) == [0b01]


def facts(key: int, **values: str) -> Facts:
    return Facts(key, tuple(values.items()), {"price": key * 7})


def test_a_block_is_patched_as_if_it_were_built_anew():
    before = [facts(1, genre="1"), facts(2, genre="1"), facts(3, genre="2")]
    block = Block().patched((), before)

    patched = block.patched([2, 3, 4], [facts(2, genre="9"), facts(4, genre="1")])

    now = [facts(1, genre="1"), facts(2, genre="9"), facts(4, genre="1")]
    built = Block().patched((), now)
    assert patched.sets == built.sets
    assert [bits for bits in patched.numbers["price"] if bits] == [
        bits for bits in built.numbers["price"] if bits
    ]
    assert block.bits("genre", "2") == 0b1000  # the old one is what it was
    assert load_block(patched.dump()) == patched


def words(**columns: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(columns.get(name, "").split()) for name in COLUMNS}


def test_words_are_patched_as_if_they_were_read_anew():
    before = {1: words(title="zzred zztea"), 2: words(body="zzred"), 3: words()}
    block = WordBlock.of(before)

    patched = block.patched([2, 1], {1: words(title="zzred", keywords="zzcup")})

    assert patched == WordBlock.of(
        {1: words(title="zzred", keywords="zzcup"), 3: words()}
    )
    assert block == WordBlock.of(before)
    assert load_words(patched.dump()) == patched
    assert load_words(WordBlock.of({}).dump()) == WordBlock.of({})
