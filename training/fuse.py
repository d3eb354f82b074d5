"""A finished reader's graph with what onnxruntime computes in one step written as one step.

    python -m training.fuse models/tone-v8

onnxruntime fuses such steps itself where it knows the shapes; after quantisation it does not. The
weights stay as they are. Attention gives the same numbers to the last bit, a sum with its norm
gives others in the seventh digit.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import onnx
from onnx import NodeProto, helper

from app.modelstore.manifest import sha256

DOMAIN = "com.microsoft"
HEADS = 12
"""Heads of attention of MPNet-base, each 64 wide: the scores are divided by 8, as is the rule."""


class Fusion:
    """One graph, rewritten in place."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._model, self._graph = model, model.graph
        self._fixed = {each.name for each in self._graph.initializer}
        self._makers = {name: node for node in self._graph.node for name in node.output}
        self._users: dict[str, list[NodeProto]] = defaultdict(list)
        for node in self._graph.node:
            for name in node.input:
                self._users[name].append(node)
        self._added: dict[str, list[NodeProto]] = {}
        self._sums: dict[tuple[str, str], str] = {}

    def run(self) -> int:
        """Fuse what can be fused and drop what nobody needs any more; return how many steps."""
        for node in self._graph.node:
            found = self._norm(node) or self._attention(node)
            if found:
                self._added[node.name] = found
        if self._added:
            self._replace()
        return len(self._added)

    def _norm(self, node: NodeProto) -> list[NodeProto] | None:
        if node.op_type != "LayerNormalization":
            return None
        total = self._made_by(node.input[0], "Add")
        if total is None or self._fixed & set(total.input):
            return None
        [epsilon] = [each.f for each in node.attribute if each.name == "epsilon"]
        read = [*total.input, *node.input[1:]]
        return [self._step("SkipLayerNormalization", read, node, epsilon=epsilon)]

    def _attention(self, node: NodeProto) -> list[NodeProto] | None:
        """Return the steps for the heads' outcome, a row for each piece, where `node` makes it."""
        if node.op_type != "Reshape":
            return None
        turned = self._makers.get(node.input[0])  # not for this step alone: its shape is asked for
        mixed = turned and self._made_by(turned.input[0], "MatMul")
        shares = mixed and self._made_by(mixed.input[0], "Softmax")
        masked = shares and self._made_by(shares.input[0], "Add")
        placed = masked and self._made_by(masked.input[0], "Add")
        scaled = placed and self._made_by(placed.input[0], "Div")
        scores = scaled and self._made_by(scaled.input[0], "MatMul")
        if not (mixed and masked and placed and scores):
            return None
        asked, known, told = map(self._rows, (scores.input[0], scores.input[1], mixed.input[1]))
        steps, bias = self._sum(placed.input[1], masked.input[1])
        read = [asked, known, told, "", "", bias]
        return [*steps, self._step("MultiHeadAttention", read, node, num_heads=HEADS)]

    def _sum(self, place: str, mask: str) -> tuple[list[NodeProto], str]:
        """Return the name of the sum of both, and the step that makes it where none did yet."""
        known = self._sums.get((place, mask))
        if known:
            return [], known
        name = self._sums[place, mask] = f"{place}/masked"
        return [helper.make_node("Add", [place, mask], [name], name=name)], name

    def _rows(self, name: str) -> str:
        """Return what was cut into heads to make `name`."""
        turned = self._makers[name]
        return str(self._makers[turned.input[0]].input[0])

    def _made_by(self, name: str, kind: str) -> NodeProto | None:
        """Return the step that makes `name` for one user alone, where it is of this kind."""
        node = self._makers.get(name)
        alone = len(self._users[name]) == 1
        return node if node is not None and node.op_type == kind and alone else None

    def _step(self, kind: str, read: list[str], instead: NodeProto, **settings: float) -> NodeProto:
        return helper.make_node(
            kind, read, list(instead.output), name=instead.name, domain=DOMAIN, **settings
        )

    def _replace(self) -> None:
        nodes = [n for node in self._graph.node for n in self._added.get(node.name, [node])]
        shown = {each.name for each in self._graph.output}
        while True:
            needed = shown | {name for node in nodes for name in node.input}
            live = [node for node in nodes if needed & set(node.output)]
            if len(live) == len(nodes):
                break
            nodes = live
        del self._graph.node[:]
        self._graph.node.extend(nodes)
        if DOMAIN not in {each.domain for each in self._model.opset_import}:
            self._model.opset_import.append(helper.make_opsetid(DOMAIN, 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reader", type=Path)
    folder = parser.parse_args().reader
    model = onnx.load(str(folder / "model.onnx"), load_external_data=False)
    print(Fusion(model).run(), "steps fused,", len(model.graph.node), "left")
    onnx.save(model, str(folder / "model.onnx"))
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    told["model"]["sha256"] = sha256(folder / "model.onnx")
    (folder / "manifest.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
