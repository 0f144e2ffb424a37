"""Reads tensorboard/ of trained models with TensorBoard's own reader. Fails when it differs from what the run left.

    python -m venv .venv && .venv/bin/pip install tensorboard==2.21.0 h5py==3.16.0 pillow==13.0.0
    .venv/bin/python tools/parity/check_tensorboard.py artifacts/full/*/seed-1

Each folder holds run.json, model.h5, predictions.npy and tensorboard/; folders without tensorboard/ are skipped.
"""
import io
import os
import sys

import h5py
import numpy as np
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.histogram.summary_v2 import histogram_pb
from tensorboard.util.tensor_util import make_ndarray

from common import read_json

BUCKETS = 30
# The notebook's range(1, 10).
SHOWN = slice(1, 10)


class Differs(Exception):
    pass


def expect(what, expected, found):
    same = np.array_equal(expected, found) if isinstance(expected, np.ndarray) else expected == found
    if not same:
        raise Differs(f"{what}: expected {expected}, found {found}")


def trained_weights(folder, run):
    """Weights of the trained layers by TensorBoard's tag: Keras's callback has _ in place of the colon."""
    trained = {layer["name"] for layer in run["layers"] if layer["trainable"]}
    with h5py.File(f"{folder}/model.h5") as file:
        layers = [layer for name, layer in file["model_weights"].items() if name in trained]
        weights = [(np.bytes_(name).decode(), layer[name][()]) for layer in layers for name in layer.attrs["weight_names"]]
    return {name.replace(":", "_"): values for name, values in weights}


def check_scalars(board, run):
    """Scalars are the history of run.json, as float32."""
    curves = {tag: run["history"][tag] for tag in ["loss", "acc", "val_loss", "val_acc"] if tag in run["history"]}
    expect("tags of scalars", sorted(curves), sorted(board.Tags()["scalars"]))
    for tag, curve in curves.items():
        events = board.Scalars(tag)
        expect(f"steps of {tag}", list(range(run["epochs_run"])), [event.step for event in events])
        expect(tag, np.float32(curve), np.float32([event.value for event in events]))
    return f"{len(curves)} scalars"


def check_histograms(board, run, weights):
    """Each trained weight has a histogram an epoch, whose adjoining buckets count all values; the last is histogram_pb's."""
    expect("tags of histograms", sorted(weights), sorted(board.Tags()["tensors"]))
    for tag, values in weights.items():
        expect(f"plugin of {tag}", "histograms", board.SummaryMetadata(tag).plugin_data.plugin_name)
        events = board.Tensors(tag)
        expect(f"steps of {tag}", list(range(run["epochs_run"])), [event.step for event in events])
        for event in events:
            where = f"{tag}, step {event.step}"
            table = make_ndarray(event.tensor_proto)
            expect(f"{where}: shape", (BUCKETS, 3), table.shape)
            left, right, count = table.T
            expect(f"{where}: values counted", values.size, count.sum(dtype="float64"))
            expect(f"{where}: adjoining buckets", right[:-1], left[1:])
            expect(f"{where}: edges in order", True, bool(np.all(left <= right)))
            expect(f"{where}: whole counts", True, bool(np.all((count >= 0) & (count == np.round(count)))))
        if events:
            reference = make_ndarray(histogram_pb(tag, values).value[0].tensor).astype("float32")
            expect(f"{tag}, last: lowest and highest value", [values.min(), values.max()], [left[0], right[-1]])
            expect(f"{tag}, last: histogram_pb's table", reference, table)
    return f"{len(weights)} x {run['epochs_run']} histograms of {sum(w.size for w in weights.values()):,} weights"


def check_images(board, run, folder):
    """A model that reconstructs has an image: test images 1 to 9 in a row, above their predictions."""
    tags = board.Tags()["images"]
    expect("tags of images", ["reconstructions/image"] if run["task"] == "reconstruction" else [], tags)
    if not tags:
        return "no image"
    (event,) = board.Images(tags[0])
    expect("step of the image", run["epochs_run"] - 1, event.step)
    picture = Image.open(io.BytesIO(event.encoded_image_string))
    expect("format of the image", "PNG", picture.format)
    outputs = np.load(f"{folder}/predictions.npy")[SHOWN]
    n, height, width, _ = outputs.shape
    expect("size of the image", (n * width, 2 * height), picture.size)
    row = np.rint(np.concatenate(list(outputs[..., 0]), axis=1) * np.float32(255)).astype("uint8")
    expect("reconstructions in the image", row, np.asarray(picture)[height:])
    return f"a {picture.format} of {picture.size[0]} x {picture.size[1]}"


def check_graph(board, run):
    """The graph has a node a layer, chained, with the layer's class and output shape."""
    nodes = board.Graph().node
    layers = run["layers"]
    names = [f"{run['model']}/{layer['name']}" for layer in layers]
    expect("names of nodes", names, [node.name for node in nodes])
    expect("ops of nodes", [layer["class_name"] for layer in layers], [node.op for node in nodes])
    expect("inputs of nodes", [[]] + [[name] for name in names[:-1]], [list(node.input) for node in nodes])
    for layer, node in zip(layers, nodes):
        (shape,) = node.attr["_output_shapes"].list.shape
        sizes = [None if dim.size == -1 else dim.size for dim in shape.dim]
        expect(f"shape of {node.name}", layer["output_shape"], sizes)
    return f"a graph of {len(nodes)} nodes"


def check(folder):
    run = read_json(f"{folder}/run.json")
    # 0: keep all events, where the default keeps a sample.
    kept = {kind: 0 for kind in ["scalars", "tensors", "images", "graph"]}
    board = EventAccumulator(f"{folder}/tensorboard", size_guidance=kept).Reload()
    histograms = check_histograms(board, run, trained_weights(folder, run))
    return ", ".join([check_scalars(board, run), histograms, check_images(board, run, folder), check_graph(board, run)])


folders = [folder for folder in sys.argv[1:] if os.path.isdir(f"{folder}/tensorboard")]
if not folders:
    sys.exit("expected folders with tensorboard/, found none")
failed = False
for folder in folders:
    try:
        print(f"{folder}: {check(folder)}")
    except Differs as difference:
        failed = True
        print(f"{folder}: DIFFERS: {difference}")
sys.exit(failed)
