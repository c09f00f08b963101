"""Damages the cache of `backend-lint`, or changes what it depends on, and compares each run with one that has no cache.

    python scripts/cache_damage.py --mutations 1000 [PATH]

PATH is a Python file to take findings from, beside those of a small project that is made. Whatever is done, both runs must
print the same bytes, neither may fail, and nothing may change outside of the cache's directory."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cache_world import Report, World

#: Runs that share the cache in the same moment.
AT_ONCE = 8


def same_size_and_time(world: World) -> None:
    path = world.tree / world.chance.choice([name for name, text in world.files.items() if "{}" in text])
    before = path.stat()
    world.edit(path.relative_to(world.tree).as_posix())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def clock(world: World) -> None:
    path = world.edit(world.chance.choice([*world.files]))
    os.utime(path, (world.chance.choice((0, 1, time.time() + 10**8, 2**33)),) * 2)


def exchanged(world: World) -> None:
    one, two = world.chance.sample([*world.files], 2)
    first, second = (world.tree / one).read_bytes(), (world.tree / two).read_bytes()
    (world.tree / one).write_bytes(second)
    (world.tree / two).write_bytes(first)


def bytes_changed(change: Callable[[bytes, int, random.Random], bytes]) -> Callable[[World], None]:
    """A kind of damage to the bytes of a file of the cache, from a random place on."""

    def damage(world: World) -> None:
        path = world.victim()
        data = path.read_bytes()
        path.write_bytes(change(data, world.chance.randrange(len(data) or 1), world.chance))

    return damage


def flipped(data: bytes, _: int, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def of_another_project(world: World) -> None:
    path = world.victim()
    world.run(world.other)
    shutil.copyfile(world.kept()[0], path)


def swapped(world: World) -> None:
    one, two = world.victim(), world.chance.choice(world.kept())
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def instead(make: Callable[[Path, Path], object]) -> Callable[[World], None]:
    """A kind of thing that stands in the place of a file of the cache, which is moved away."""

    def damage(world: World) -> None:
        path = world.victim()
        moved = world.away / path.name
        shutil.move(path, moved)
        make(path, moved)

    return damage


def directory_linked(world: World) -> None:
    place = world.chance.choice((world.cache, world.cache / "results"))
    shutil.move(place, world.away / "elsewhere")
    place.symlink_to(world.away / "elsewhere")


def mode(world: World) -> None:
    place = world.chance.choice((world.cache, world.cache / "results", world.victim()))
    place.chmod(world.chance.choice((0o000, 0o400, 0o500, 0o555, 0o777)))


def owner(world: World) -> None:
    if os.geteuid() == 0:
        os.chown(world.chance.choice((world.cache, world.cache / "results", world.victim())), 65_534, 65_534)


def crowd(world: World) -> list[Report]:
    """Several runs at once, while files of the cache are damaged."""
    for runner in world.crowd:
        world.begin(runner)
    for _ in range(world.chance.randint(1, 20)):
        with suppress(OSError, IndexError):
            world.chance.choice((MENDED["bits flipped"], MENDED["cut"], MENDED["emptied"], removed))(world)
        time.sleep(world.chance.uniform(0, 0.01))
    return [runner.report() for runner in world.crowd]


def removed(world: World) -> None:
    world.victim().unlink()


def removed_meanwhile(world: World) -> list[Report]:
    """A run whose cache is removed at some time of it."""
    world.begin(world.runner)
    time.sleep(world.chance.uniform(0, 0.05))
    shutil.rmtree(world.cache, ignore_errors=True)
    return [world.runner.report()]


#: The kind that a runner of its own makes.
OTHER_TOOL = "other version of the tool"
#: What changes, and damage that the next run mends.
MENDED: dict[str, Callable[[World], list[Report] | None]] = {
    "edited, size and time kept": same_size_and_time,
    "edited, clock set": clock,
    "files exchanged": exchanged,
    "other configuration and flags": World.configure,
    OTHER_TOOL: lambda _: None,
    "cut": bytes_changed(lambda data, at, _: data[:at]),
    "bits flipped": bytes_changed(flipped),
    "bytes inserted": bytes_changed(
        lambda data, at, chance: data[:at] + chance.randbytes(chance.randint(1, 9)) + data[at:]
    ),
    "bytes left out": bytes_changed(lambda data, at, chance: data[:at] + data[at + chance.randint(1, 9) :]),
    "random bytes": bytes_changed(lambda data, _, chance: chance.randbytes(len(data))),
    "zeros": bytes_changed(lambda data, at, _: data[:at] + bytes(len(data) - at)),
    "emptied": bytes_changed(lambda *_: b""),
    "of another project": of_another_project,
    "swapped": swapped,
    "removed": removed,
    "removed meanwhile": removed_meanwhile,
    "runs at once": crowd,
}
#: Damage that a run cannot mend.
ODD: dict[str, Callable[[World], list[Report] | None]] = {
    "linked": instead(lambda path, moved: path.symlink_to(moved)),
    "linked hard": instead(lambda path, moved: path.hardlink_to(moved)),
    "a link to nothing": instead(lambda path, _: path.symlink_to("nowhere")),
    "a directory": instead(lambda path, _: path.mkdir()),
    "a pipe": instead(lambda path, _: os.mkfifo(path)),
    "directory linked": directory_linked,
    "mode": mode,
    "owner": owner,
}
KINDS = MENDED | ODD


def faults(world: World, kind: str) -> list[str]:
    """What goes wrong after one mutation, and during it."""
    before = world.state()
    reports = KINDS[kind](world) or []
    outside = before if reports else world.state()
    wrong = [why for each in reports if (why := difference(world.plain(world.runner), each))]
    runners = (world.other_tool, world.runner) if kind == OTHER_TOOL else (world.runner,)
    wrong += [difference(world.plain(runner), world.run(runner)) for runner in runners * 2]
    if world.state() != outside:
        wrong.append("something else has changed")
    if kind in ODD:
        world.heal()
    return [why for why in wrong if why]


def difference(expected: Report, found: Report) -> str:
    """What is wrong with a run, or nothing."""
    if found.fault or expected.fault:
        return f"a run fails: {found.fault or expected.fault}"
    return "" if found == expected else f"status {found.status}, not {expected.status}, or another report"


def mutated(mutations: int, seed: int, more: Path | None, at_once: int) -> tuple[Counter[str], Counter[str]]:
    """How many mutations of each kind were made, and how many of each were not stood."""
    kinds = [kind for kind in KINDS if kind != "owner" or os.geteuid() == 0]
    made: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        world = World(Path(name).resolve(), random.Random(seed), more, at_once)
        try:
            if world.plain(world.runner) == world.plain(world.other_tool):
                raise RuntimeError("the other version of the tool says the same")
            world.run(world.runner)
            for number in range(mutations):
                kind = kinds[number % len(kinds)]
                made[kind] += 1
                for each in faults(world, kind):
                    wrong[kind] += 1
                    print(f"mutation {number}, {kind}: {each}", file=sys.stderr)
        finally:
            world.close()
    return made, wrong


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--mutations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made, wrong = mutated(given.mutations, given.seed, given.path, AT_ONCE)
    print(f"{made.total()} mutations of {len(made)} kinds: {wrong.total()} wrong results")
    raise SystemExit(int(bool(wrong)))


if __name__ == "__main__":
    main()
