"""Reads tensorboard/ of trained models with TensorBoard's own reader, and fails where it is not what the run left.

    python -m venv .venv && .venv/bin/pip install tensorboard==2.21.0 h5py==3.16.0 pillow==13.0.0
    .venv/bin/python tools/parity/check_tensorboard.py artifacts/full/*/seed-1

Each folder is one of a model, with run.json, model.h5, predictions.npy and tensorboard/; those without tensorboard/, such
as the report's, are passed over. It checks that

- scalars are the history of run.json, as float32;
- there is a histogram of every trained weight of model.h5 and every epoch, of 30 buckets that touch each other and whose
  counts add up to the weight's size; that of the last epoch is what TensorBoard's histogram_pb makes of model.h5;
- a model that reconstructs has an image: test images 1 to 9 in a row, above what predictions.npy has for them;
- the graph has a node a layer, chained, with the layer's class and output shape.
"""
import io
import json
import os
import sys

import h5py
import numpy as np
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.histogram.summary_v2 import histogram_pb
from tensorboard.util.tensor_util import make_ndarray

BUCKETS = 30
# The notebook's range(1, 10).
SHOWN = slice(1, 10)


class Differs(Exception):
    pass


def expect(what, expected, found):
    same = np.array_equal(expected, found) if isinstance(expected, np.ndarray) else expected == found
    if not same:
        raise Differs(f"{what}: expected {expected}, found {found}")


def read(folder):
    # 0: keep all events, where the default keeps a sample.
    board = EventAccumulator(folder, size_guidance={kind: 0 for kind in ["scalars", "tensors", "images", "graph"]})
    board.Reload()
    return board


def trained_weights(folder, run):
    """Weights of the trained layers by TensorBoard's tag: Keras's callback has _ in place of the colon."""
    trained = {layer["name"] for layer in run["layers"] if layer["trainable"]}
    weights = {}
    with h5py.File(f"{folder}/model.h5") as file:
        for name, layer in file["model_weights"].items():
            if name in trained:
                for weight in layer.attrs["weight_names"]:
                    weight = weight.decode() if isinstance(weight, bytes) else weight
                    weights[weight.replace(":", "_")] = layer[weight][()]
    return weights


def check_scalars(board, run):
    curves = {tag: run["history"][tag] for tag in ["loss", "acc", "val_loss", "val_acc"] if tag in run["history"]}
    expect("tags of scalars", sorted(curves), sorted(board.Tags()["scalars"]))
    for tag, curve in curves.items():
        events = board.Scalars(tag)
        expect(f"steps of {tag}", list(range(run["epochs_run"])), [event.step for event in events])
        expect(tag, np.float32(curve), np.float32([event.value for event in events]))
    return f"{len(curves)} scalars"


def check_histograms(board, run, weights):
    tags = board.Tags()["tensors"]
    expect("tags of histograms", sorted(weights), sorted(tags))
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
            expect(f"{where}: buckets that touch", right[:-1], left[1:])
            expect(f"{where}: edges in order", True, bool(np.all(left <= right)))
            expect(f"{where}: whole counts", True, bool(np.all((count >= 0) & (count == np.round(count)))))
        if events:
            reference = make_ndarray(histogram_pb(tag, values).value[0].tensor).astype("float32")
            expect(f"{tag}, last: lowest and highest value", [values.min(), values.max()], [left[0], right[-1]])
            expect(f"{tag}, last: histogram_pb's table", reference, table)
    return f"{len(weights)} x {run['epochs_run']} histograms of {sum(w.size for w in weights.values()):,} weights"


def check_images(board, run, folder):
    tags = board.Tags()["images"]
    if run["task"] != "reconstruction":
        expect("tags of images", [], tags)
        return "no image"
    expect("tags of images", ["reconstructions/image"], tags)
    (event,) = board.Images(tags[0])
    expect("step of the image", run["epochs_run"] - 1, event.step)
    picture = Image.open(io.BytesIO(event.encoded_image_string))
    expect("format of the image", "PNG", picture.format)
    outputs = np.load(f"{folder}/predictions.npy")[SHOWN]
    n, height, width, _ = outputs.shape
    expect("size of the image", (n * width, 2 * height), picture.size)
    lower = np.asarray(picture)[height:]
    expected = np.rint(np.concatenate(list(outputs[..., 0]), axis=1) * np.float32(255)).astype("uint8")
    expect("reconstructions in the image", expected, lower)
    return f"a {picture.format} of {picture.size[0]} x {picture.size[1]}"


def check_graph(board, run):
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
    with open(f"{folder}/run.json") as file:
        run = json.load(file)
    board = read(f"{folder}/tensorboard")
    seen = [
        check_scalars(board, run),
        check_histograms(board, run, trained_weights(folder, run)),
        check_images(board, run, folder),
        check_graph(board, run),
    ]
    return ", ".join(seen)


def main(folders):
    folders = [folder for folder in folders if os.path.isdir(f"{folder}/tensorboard")]
    failed = not folders
    if failed:
        print("no folder with tensorboard/ among those given")
    for folder in folders:
        try:
            print(f"{folder}: {check(folder)}")
        except Differs as difference:
            failed = True
            print(f"{folder}: DIFFERS: {difference}")
    sys.exit(1 if failed else 0)


main(sys.argv[1:])
