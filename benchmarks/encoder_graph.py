"""Draw how the encoder's layers are worked out: ``python -m benchmarks.encoder_graph`` writes ``layers.onnx``.

Needs the package ``onnx``, which is in no list of requirements. The drawing holds no weights: those of
``encoder.npz`` are handed over under its names when it is loaded (`debrief.reading.learned.encoder`), so that the
same one serves every `STEP` layers. What is multiplied with the weights is rounded to eight bits beforehand, by
a scale of its own for every piece where single pieces stand out (`BY_PIECE`): with one scale for all of them
the answers moved by 0.4 in log odds, with this by 0.1.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

from benchmarks.weights_file import keep
from debrief.reading.learned.encoder import HEADS, STEP, WIDE

DRAWN = Path(__file__).parents[1] / "debrief" / "reading" / "learned" / "layers.onnx"
BY_PIECE = ("fi", "fo")
SIZES = {
    "qkv": (WIDE, 3 * WIDE),
    "ao": (WIDE, WIDE),
    "fi": (WIDE, 4 * WIDE),
    "fo": (4 * WIDE, WIDE),
}
OPSET, IR = 18, 9


@dataclass
class Drawing:
    """The steps so far, and the arrays that they take."""

    steps: list[NodeProto] = field(default_factory=list)
    arrays: list[TensorProto] = field(default_factory=list)

    def add(self, kind: str, given: list[str], name: str, **how: Any) -> str:  # noqa: ANN401 - as ONNX has it
        """Add a step; return the name of what it makes."""
        self.steps.append(helper.make_node(kind, given, [name], **how))
        return name

    def fixed(self, name: str, *values: int) -> str:
        """Add an array of whole numbers; return its name."""
        self.arrays.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def handed(self, name: str, kind: int, *shape: int) -> str:
        """Add an array that is handed over when the drawing is loaded; return its name."""
        array = TensorProto(name=name, data_type=kind, dims=shape)
        array.data_location = TensorProto.EXTERNAL
        array.external_data.add(key="location", value="encoder.npz")
        self.arrays.append(array)
        return name

    def linear(self, given: str, name: str) -> str:
        """Multiply with the weights of this name, in whole numbers."""
        wide, high = SIZES[name.split(".")[1]]
        by_piece = name.endswith(BY_PIECE)
        if by_piece:
            size = self.add("Abs", [given], f"{name}.size")
            most = self.add("ReduceMax", [size, "last"], f"{name}.most", keepdims=1)
            given = self.add("Div", [given, most], f"{name}.even")
        whole = [f"{name}.whole", f"{name}.step", f"{name}.nought"]
        self.steps.append(helper.make_node("DynamicQuantizeLinear", [given], whole))
        weight = self.handed(f"{name}.weight", TensorProto.INT8, wide, high)
        product = self.add("MatMulInteger", [whole[0], weight, whole[2]], f"{name}.product")
        scale = self.handed(f"{name}.scale", TensorProto.FLOAT, high)
        both = self.add("Mul", [whole[1], scale], f"{name}.both")
        found = self.add("Cast", [product], f"{name}.cast", to=TensorProto.FLOAT)
        found = self.add("Mul", [found, both], f"{name}.scaled")
        if by_piece:
            found = self.add("Mul", [found, most], f"{name}.back")
        bias = self.handed(f"{name}.bias", TensorProto.FLOAT, high)
        return self.add("Add", [found, bias], f"{name}.found")

    def even(self, state: str, change: str, name: str, made: str) -> str:
        """Add a change to the state and make every row of it even."""
        both = self.add("Add", [change, state], f"{name}.changed")
        weights = [
            self.handed(f"{name}.{part}", TensorProto.FLOAT, WIDE) for part in ("weight", "bias")
        ]
        return self.add("LayerNormalization", [both, *weights], made, epsilon=1e-12)

    def layer(self, state: str, at: int, made: str) -> str:
        """Add one layer, as `benchmarks.train_encoder` teaches it."""
        name = f"l{at}"
        state_ = self.add("Reshape", [self.linear(state, f"{name}.qkv"), "heads"], f"{name}.heads")
        apart = self.add("Transpose", [state_], f"{name}.apart", perm=[1, 2, 0, 3])
        asked, key, value = (f"{name}.{part}" for part in ("asked", "key", "value"))
        self.steps.append(helper.make_node("Split", [apart], [asked, key, value], num_outputs=3))
        key = self.add("Transpose", [key], f"{name}.keys", perm=[0, 1, 3, 2])
        scores = self.add("MatMul", [asked, key], f"{name}.scores")
        share = self.add("Softmax", [scores], f"{name}.share", axis=-1)
        heard = self.add("MatMul", [share, value], f"{name}.heard")
        heard = self.add("Squeeze", [heard, "first"], f"{name}.listed")
        heard = self.add("Transpose", [heard], f"{name}.by_piece", perm=[1, 0, 2])
        heard = self.add("Reshape", [heard, "flat"], f"{name}.together")
        state = self.even(state, self.linear(heard, f"{name}.ao"), f"{name}.aln", f"{name}.middle")
        inner = self.linear(state, f"{name}.fi")
        gate = self.add("HardSigmoid", [inner], f"{name}.gate", alpha=0.3, beta=0.5)
        inner = self.add("Mul", [inner, gate], f"{name}.inner")
        return self.even(state, self.linear(inner, f"{name}.fo"), f"{name}.oln", made)


def drawn() -> bytes:
    """Return the file: from the state of the pieces to that after `STEP` layers, rows of `WIDE` numbers."""
    drawing = Drawing()
    drawing.fixed("heads", 0, 3, HEADS, -1)
    drawing.fixed("flat", 0, -1)
    drawing.fixed("first", 0)
    drawing.fixed("last", -1)
    state = "state"
    for at in range(STEP):
        state = drawing.layer(state, at, "deeper" if at + 1 == STEP else f"l{at}.state")
    given, made = (
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pieces", WIDE])]
        for name in ("state", state)
    )
    graph = helper.make_graph(drawing.steps, "layers", given, made, drawing.arrays)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)
    return bytes(model.SerializeToString())


def main(arguments: list[str]) -> int:
    """Write the file, or with ``--check`` compare it."""
    return keep(drawn(), DRAWN, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
