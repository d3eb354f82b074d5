"""Split the labelled corpus once into train, dev and test, keeping look-alikes together.

Posts that share a `pair` (contrast partners) or are near-duplicates (Jaccard similarity of word
trigrams of 0.5 and more, found by MinHash) form one group; a group goes to one split as a whole.
Groups are drawn per corpus part, so each split holds about the same share of every part.

    python training/split.py PARTS_FOLDER OUT_FOLDER
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from datasketch import MinHash, MinHashLSH

SHARES = {"test": 0.12, "dev": 0.10}
SIMILARITY = 0.5


def shingles(text: str) -> set[bytes]:
    """Return the word trigrams of `text`, lower-cased; whole words where it is shorter."""
    words = re.findall(r"\w+", text.lower())
    if len(words) < 3:
        return {" ".join(words).encode()}
    return {" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)}


class Groups:
    """Union-find over post ids."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, item: str) -> str:
        self._parent.setdefault(item, item)
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, a: str, b: str) -> None:
        self._parent[self.root(a)] = self.root(b)


def read_parts(folder: Path) -> list[dict[str, Any]]:
    """Return every post of every part, each with its part's file name in `part`."""
    posts = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            posts.append(json.loads(line) | {"part": path.stem})
    return posts


def group(posts: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the posts by group; pairs and near-duplicates share one."""
    groups = Groups()
    index = MinHashLSH(threshold=SIMILARITY, num_perm=128)
    for post in posts:
        groups.root(post["id"])
        if post.get("pair"):
            groups.join(post["id"], f"pair:{post['part']}:{post['pair']}")
        sketch = MinHash(num_perm=128, seed=1)
        sketch.update_batch(sorted(shingles(post["text"])))
        for other in index.query(sketch):
            groups.join(post["id"], other)
        index.insert(post["id"], sketch)
    by_root: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for post in posts:
        by_root[groups.root(post["id"])].append(post)
    return by_root


def deal(groups: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Deal the groups out per part, in an order fixed by a hash of their members."""
    dealt: dict[str, list[dict[str, Any]]] = {"train": [], "dev": [], "test": []}
    sizes: dict[str, int] = defaultdict(int)
    filled: dict[tuple[str, str], int] = defaultdict(int)
    for members in groups.values():
        for post in members:
            sizes[post["part"]] += 1
    order = sorted(
        groups.values(),
        key=lambda m: hashlib.sha256(min(p["id"] for p in m).encode()).hexdigest(),
    )
    for members in order:
        part = members[0]["part"]
        split = "train"
        for name, share in SHARES.items():
            if filled[part, name] + len(members) <= share * sizes[part] + 1:
                split = name
                break
        filled[part, split] += len(members)
        dealt[split].extend(members)
    return dealt


def main(parts: Path, out: Path) -> None:
    posts = read_parts(parts)
    dealt = deal(group(posts))
    out.mkdir(parents=True, exist_ok=True)
    for name, members in dealt.items():
        members.sort(key=lambda p: (p["part"], p["id"]))
        lines = (json.dumps(p, ensure_ascii=False, sort_keys=True) for p in members)
        (out / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{name}: {len(members)} posts")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
