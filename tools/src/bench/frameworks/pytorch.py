"""PyTorch as a framework of the bench: python pytorch.py JOB THREADS.

Written as PyTorch's own guides do: fused optimizer, data resident, metrics summed in tensors. nn.RNN has no dropout of the
recurrent state, so the bidirectional RNN does without, which saves it a product a time step.
"""
import json
import os
import resource
import sys
import time

import h5py
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

MARK = "bench: "

with open(sys.argv[1]) as file:
    job = json.load(file)
torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)


def initial_weights():
    """Arrays of model.h5, layer by layer, as Keras lays them out."""
    with h5py.File(os.path.join(job["folder"], "model.h5")) as file:
        group = file["model_weights"]
        text = lambda name: name.decode() if isinstance(name, bytes) else name
        for layer in group.attrs["layer_names"]:
            for name in group[text(layer)].attrs["weight_names"]:
                yield torch.tensor(np.array(group[text(layer)][text(name)]))


class Lenet(nn.Sequential):
    def __init__(self, weights):
        conv = [nn.Conv2d(channels, 32, 3) for channels in (1, 32, 32)]
        dense = [nn.Linear(288, 84), nn.Linear(84, 10)]
        super().__init__(
            conv[0], nn.ReLU(), nn.MaxPool2d(2), conv[1], nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.5),
            conv[2], nn.ReLU(), nn.Flatten(), *dense,
        )  # fmt: skip
        for layer in conv:
            assign(layer, next(weights).permute(3, 2, 0, 1), next(weights))
        # Keras flattens channels last.
        flat = next(weights).reshape(3, 3, 32, 84).permute(2, 0, 1, 3).reshape(288, 84)
        assign(dense[0], flat.T, next(weights))
        assign(dense[1], next(weights).T, next(weights))


class Autoencoder(nn.Sequential):
    def __init__(self, weights):
        sizes = [(1, 16, 1), (16, 8, 1), (8, 8, 1), (8, 8, 1), (8, 8, 1), (8, 16, 0), (16, 1, 1)]
        convs = [nn.Conv2d(channels, filters, 3, padding=padding) for channels, filters, padding in sizes]
        # Padding 'same' of a 2 x 2 pooling.
        after = [nn.MaxPool2d(2, ceil_mode=True)] * 3 + [nn.Upsample(scale_factor=2)] * 3
        parts = [part for conv, other in zip(convs, after) for part in (conv, nn.ReLU(), other)]
        super().__init__(*parts, convs[-1])
        for conv in convs:
            assign(conv, next(weights).permute(3, 2, 0, 1), next(weights))


class Birnn(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(next(weights), freeze=False)
        self.rnn = nn.RNN(32, 100, batch_first=True, bidirectional=True)
        self.dense = nn.Linear(200, 1)
        for suffix in ("", "_reverse"):
            assign_recurrent(self.rnn, suffix, weights)
        assign(self.dense, next(weights).T, next(weights))

    def forward(self, x):
        x = self.embedding(x)
        # One mask a sequence.
        x = x * F.dropout(x.new_ones(x.shape[0], 1, x.shape[2]), 0.1, self.training)
        _, last = self.rnn(x)
        return self.dense(torch.cat((last[0], last[1]), 1))


class CnnLstm(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(next(weights), freeze=False)
        self.conv = nn.Conv1d(32, 256, 5, padding=2)
        self.lstm = nn.LSTM(256, 32, batch_first=True)
        self.dense = nn.Linear(32, 1)
        assign(self.conv, next(weights).permute(2, 1, 0), next(weights))
        assign_recurrent(self.lstm, "", weights)
        assign(self.dense, next(weights).T, next(weights))

    def forward(self, x):
        x = F.elu(self.conv(self.embedding(x).transpose(1, 2)))
        x = F.dropout(F.max_pool1d(x, 4), 0.1, self.training)
        _, (last, _) = self.lstm(x.transpose(1, 2))
        return self.dense(F.dropout(last[0], 0.1, self.training))


class TransferTail(nn.Sequential):
    def __init__(self, weights):
        weights = list(weights)[-8:]
        conv = nn.Conv2d(512, 512, 3, padding=1)
        dense = [nn.Linear(512, 1024), nn.Linear(1024, 1024), nn.Linear(1024, 10)]
        # Of 3 x 3 pixels the pooling leaves one.
        super().__init__(
            conv, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), dense[0], nn.ReLU(), nn.Dropout(0.5), dense[1], nn.ReLU(), dense[2]
        )  # fmt: skip
        assign(conv, weights[0].permute(3, 2, 0, 1), weights[1])
        for layer, kernel, bias in zip(dense, weights[2::2], weights[3::2]):
            assign(layer, kernel.T, bias)


def assign(layer, weight, bias):
    layer.weight.data.copy_(weight)
    layer.bias.data.copy_(bias)


def assign_recurrent(layer, suffix, weights):
    """Keras and PyTorch order an LSTM's gates alike. PyTorch has a second bias."""
    getattr(layer, f"weight_ih_l0{suffix}").data.copy_(next(weights).T)
    getattr(layer, f"weight_hh_l0{suffix}").data.copy_(next(weights).T)
    getattr(layer, f"bias_ih_l0{suffix}").data.copy_(next(weights))
    getattr(layer, f"bias_hh_l0{suffix}").data.zero_()
    layer.flatten_parameters()


MODELS = {"lenet": Lenet, "autoencoder": Autoencoder, "birnn": Birnn, "cnn-lstm": CnnLstm, "transfer-tail": TransferTail}
urls = job["workload"] in ("birnn", "cnn-lstm")
categorical = job["loss"] == "categorical_crossentropy"
batch_size = job["batchSize"]


def rows(part):
    x = torch.from_numpy(np.load(os.path.join(job["folder"], f"x{part}.npy")))
    x = x.long() if urls else x.permute(0, 3, 1, 2).contiguous()
    if job["reconstruct"]:
        return x, x
    y = torch.from_numpy(np.load(os.path.join(job["folder"], f"y{part}.npy")))
    return x, y.argmax(1) if categorical else y.float().reshape(-1, 1)


def hits(logits, y):
    if job["reconstruct"]:
        return 0
    return ((logits.argmax(1) if categorical else (logits > 0).float()) == y).sum()


def build(variant):
    model = MODELS[job["workload"]](initial_weights())
    if variant == "channels-last":
        model = model.to(memory_format=torch.channels_last)
    config = job["optimizer"]
    if config["name"] == "Adam":
        betas = (config["beta_1"], config["beta_2"])
        optimizer = torch.optim.Adam(
            model.parameters(), config["learning_rate"], betas, config["epsilon"], fused=True
        )
    else:
        optimizer = torch.optim.Adadelta(model.parameters(), config["learning_rate"], config["rho"], config["epsilon"], foreach=True)
    # A compiled module and the module share their parameters.
    return torch.compile(model) if variant == "compile" else model, model, optimizer


def loss_of(logits, y, plain):
    loss = F.cross_entropy(logits, y) if categorical else F.binary_cross_entropy_with_logits(logits, y)
    return loss + 1e-4 * plain.embedding.weight.square().sum() if urls else loss


def epoch(built, x, y):
    """@returns sums of loss and correct rows"""
    model, plain, optimizer = built
    model.train()
    order = torch.randperm(len(x))
    totals = [0, 0]
    for at in range(0, len(x), batch_size):
        batch = order[at : at + batch_size]
        target = y[batch]
        logits = model(x[batch])
        loss = loss_of(logits, target, plain)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        totals = [totals[0] + loss.detach() * len(batch), totals[1] + hits(logits.detach(), target)]
    return [float(total) for total in totals]


@torch.inference_mode()
def validate(built, x, y):
    """@returns the mean loss"""
    model, plain, _ = built
    model.eval()
    total = 0
    for at in range(0, len(x), batch_size):
        target = y[at : at + batch_size]
        logits = model(x[at : at + batch_size])
        total = total + loss_of(logits, target, plain) * len(target)
        hits(logits, target)
    return float(total) / len(x)


data = {"": rows(""), "channels-last": None}
validation = {"": rows("-val")}
if not urls:
    last = lambda pair: tuple(t.to(memory_format=torch.channels_last) if t.dim() == 4 else t for t in pair)
    data["channels-last"], validation["channels-last"] = last(data[""]), last(validation[""])
models = {}

for line in sys.stdin:
    request = json.loads(line)
    variant = request.get("variant", "eager")
    started = time.perf_counter()
    answer = {}
    layout = variant if variant == "channels-last" else ""
    x, y = data[layout]
    if request["do"] == "start":
        answer["loss"] = validate(build("eager"), *validation[""])
    if variant not in models:
        models[variant] = build(variant)
    built = models[variant]
    if request["do"] == "start":
        epoch(built, x[:batch_size], y[:batch_size])
    elif request["do"] == "steps":
        epoch(built, x, y)
    elif request["do"] == "train":
        epoch(built, x, y)
        validate(built, *validation[layout])
    elif request["do"] == "predict":
        with torch.inference_mode():
            built[0].eval()
            torch.cat([built[0](x[at : at + 32]) for at in range(0, len(x), 32)])
    ms = (time.perf_counter() - started) * 1e3
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(MARK + json.dumps({"ms": ms, "peak_mb": peak_mb, **answer}), flush=True)
