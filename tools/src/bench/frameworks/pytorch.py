"""PyTorch as a framework of the bench: python pytorch.py JOB THREADS.

Written as PyTorch's own guides do: fused optimizer, data resident, metrics summed in tensors. nn.RNN has no dropout of the
recurrent state and no mask of its own for each direction, so the bidirectional RNN does without, which saves it products.
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
# Rows of a call in validation and prediction, as in Reprise.
EVALUATION_ROWS = 250

with open(sys.argv[1]) as file:
    job = json.load(file)
torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)
torch.set_flush_denormal(True)


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
            conv[0], nn.MaxPool2d(2), nn.ReLU(), conv[1], nn.MaxPool2d(2), nn.ReLU(), nn.Dropout(0.5),
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
        # Padding 'same' of a 2 x 2 pooling. ReLU is of the smaller image.
        after = [(nn.MaxPool2d(2, ceil_mode=True), nn.ReLU())] * 3 + [(nn.ReLU(), nn.Upsample(scale_factor=2))] * 3
        parts = [part for conv, others in zip(convs, after) for part in (conv, *others)]
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
        # Images of one row, since Conv1d has no channels last.
        self.conv = nn.Conv2d(32, 256, (1, 5), padding=(0, 2)).to(memory_format=torch.channels_last)
        self.lstm = nn.LSTM(256, 32)
        self.dense = nn.Linear(32, 1)
        assign(self.conv, next(weights).permute(2, 1, 0).unsqueeze(2), next(weights))
        assign_recurrent(self.lstm, "", weights)
        assign(self.dense, next(weights).T, next(weights))

    def forward(self, x):
        x = self.conv(self.embedding(x).transpose(1, 2).unsqueeze(2))
        x = F.dropout(F.elu(F.max_pool2d(x, (1, 4))), 0.1, self.training)
        _, (last, _) = self.lstm(x.squeeze(2).permute(2, 0, 1))
        return self.dense(F.dropout(last[0], 0.1, self.training))


class TransferTail(nn.Sequential):
    def __init__(self, weights):
        weights = list(weights)[-8:]
        conv = nn.Conv2d(512, 512, 3, padding=1)
        dense = [nn.Linear(512, 1024), nn.Linear(1024, 1024), nn.Linear(1024, 10)]
        # Of 3 x 3 pixels the pooling leaves one.
        super().__init__(
            conv, nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(), dense[0], nn.ReLU(), nn.Dropout(0.5), dense[1], nn.ReLU(), dense[2]
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
    getattr(layer, f"bias_hh_l0{suffix}").requires_grad_(False).zero_()
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


def measures(model, x, y):
    """@returns the mean loss, and the correct rows"""
    logits = model(x)
    if categorical:
        loss, correct = F.cross_entropy(logits, y), (logits.argmax(1) == y).sum()
    else:
        loss = F.binary_cross_entropy_with_logits(logits, y)
        correct = torch.tensor(0) if job["reconstruct"] else ((logits > 0) == (y > 0)).sum()
    return loss + 1e-4 * model.embedding.weight.square().sum() if urls else loss, correct


def build(variant):
    """@returns the model, the optimizer, and what measures and predicts"""
    model = MODELS[job["workload"]](initial_weights())
    if variant == "channels-last":
        model = model.to(memory_format=torch.channels_last)
    config = job["optimizer"]
    parameters = [one for one in model.parameters() if one.requires_grad]
    if config["name"] == "Adam":
        betas = (config["beta_1"], config["beta_2"])
        optimizer = torch.optim.Adam(parameters, config["learning_rate"], betas, config["epsilon"], fused=True)
    else:
        optimizer = torch.optim.Adadelta(parameters, config["learning_rate"], config["rho"], config["epsilon"], foreach=True)
    if variant == "compile":
        return model, optimizer, torch.compile(measures, dynamic=False), torch.compile(model, dynamic=False)
    return model, optimizer, measures, model


def epoch(built, x, y):
    """@returns sums of loss and correct rows"""
    model, optimizer, measures, _ = built
    model.train()
    order = torch.randperm(len(x))
    totals = [0, 0]
    for batch in order.split(batch_size):
        inputs = x.index_select(0, batch)
        loss, correct = measures(model, inputs, inputs if y is x else y.index_select(0, batch))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        totals = [totals[0] + loss.detach() * len(batch), totals[1] + correct]
    return [float(total) for total in totals]


@torch.inference_mode()
def validate(built, x, y):
    """@returns the mean loss"""
    model, _, measures, _ = built
    model.eval()
    batches = zip(x.split(EVALUATION_ROWS), y.split(EVALUATION_ROWS))
    return float(sum(measures(model, *batch)[0] * len(batch[0]) for batch in batches)) / len(x)


@torch.inference_mode()
def predict(built, x):
    model, _, _, forward = built
    model.eval()
    return torch.cat([forward(batch) for batch in x.split(EVALUATION_ROWS)])


x, y = rows("")
validation = rows("-val")
models = {}

for line in sys.stdin:
    request = json.loads(line)
    variant = request.get("variant", "eager")
    started = time.perf_counter()
    answer = {}
    if request["do"] == "start":
        answer["loss"] = validate(build("eager"), *validation)
    if variant not in models:
        models[variant] = build(variant)
        epoch(models[variant], x[:batch_size], y[:batch_size])
    built = models[variant]
    if request["do"] == "train":
        answer["loss"] = epoch(built, x, y)[0] / len(x)
        validate(built, *validation)
    elif request["do"] == "predict":
        predict(built, x)
    ms = (time.perf_counter() - started) * 1e3
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(MARK + json.dumps({"ms": ms, "peak_mb": peak_mb, **answer}), flush=True)
