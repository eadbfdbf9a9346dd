#!/usr/bin/env python3
"""Extracts the graph of each folder of annotated texts, scores it, and prints the scores side by side.

    eval.py DEMARCHE EVAL_DIR OUT_DIR

EVAL_DIR holds score.py and the folders dev, unread and probes. What it prints are figures only.
"""
import json
import pathlib
import re
import subprocess
import sys

SETS = ("dev", "unread", "probes")
DEFAULT = "0.3"  # the program's own default
BINS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
CONFIDENCE = re.compile(r'(<\S+>) <https://w3id\.org/demarche/ontology#confidence> "([\d.]+)"')
STATES = "> <https://w3id.org/demarche/ontology#states> <"


def extract(demarche, folder, graph, least):
    """Writes the graph of a folder's texts; problems with single texts are told and do not stop it."""
    texts = sorted(folder.glob("*.txt"))
    done = subprocess.run([demarche, "extract", *texts, "-o", graph, "--no-text", "--min-confidence", least], check=False)
    if done.returncode == 2:
        sys.exit(f"{folder}: nothing was extracted")


def score(evaluation, folder, graph):
    command = [sys.executable, evaluation / "score.py", folder, graph, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def between(graph, low, high, part):
    """Writes the graph with only the assertions whose confidence lies from low to below high."""
    lines = graph.read_text().splitlines(keepends=True)
    sure = {m[1]: float(m[2]) for m in map(CONFIDENCE.match, lines) if m}
    inside = lambda line: STATES not in line or low <= sure.get(line.split(" ", 1)[0], 0) < high
    part.write_text("".join(filter(inside, lines)))


def reliability(evaluation, graphs, part):
    """For each step of confidence: how many assertions there are, and which share is right."""
    print(f"\n{'confidence':12}{'assertions':>12}{'right type':>12}{'and roles':>12}{'false facts':>14}")
    for low, high in zip(BINS, BINS[1:]):
        counts = {"type": [0, 0], "strict": [0, 0]}
        flips = [0, 0]
        for name, graph in graphs.items():
            between(graph, low, high, part)
            table = score(evaluation, evaluation / name, part)
            for kind, count in counts.items():
                count[0] += table.get(kind, {}).get("tp", 0)
                count[1] += table.get(kind, {}).get("fp", 0)
            flips = [a + int(b) for a, b in zip(flips, re.findall(r"\d+", table["flips"]))]
        share = {kind: f"{right / max(1, right + wrong):.2f}" for kind, (right, wrong) in counts.items()}
        told = sum(counts["type"])
        print(f"{low:.1f}–{min(high, 1):.1f}     {told:>12}{share['type']:>12}{share['strict']:>12}{f'{flips[0]} of {flips[1]}':>14}")


def cell(value):
    if value is None:
        return "–"
    if isinstance(value, dict):
        return f"{value['p']:.3f} {value['r']:.3f} {value['f1']:.3f}"
    if isinstance(value, str):
        return " ".join(value.split()[:3])
    return f"{value:.3f}"


def main():
    demarche, evaluation, out = map(pathlib.Path, sys.argv[1:4])
    out.mkdir(parents=True, exist_ok=True)
    tables = {}
    for name in SETS:
        graph = out / f"{name}.nq"
        extract(demarche.resolve(), evaluation / name, graph, DEFAULT)
        tables[name] = score(evaluation, evaluation / name, graph)
    rows = [row for row in tables["dev"] if not row.startswith("doc/")]
    rows += [row for name in SETS for row in tables[name] if row not in rows and not row.startswith("doc/")]
    print(f"{'precision recall F1, or accuracy':36}" + "".join(f"{name:>20}" for name in SETS))
    for row in rows:
        print(f"{row:36}" + "".join(f"{cell(tables[name].get(row)):>20}" for name in SETS))
    graphs = {name: out / f"{name}-all.nq" for name in SETS}
    for name, graph in graphs.items():
        extract(demarche.resolve(), evaluation / name, graph, "0")
    reliability(evaluation, graphs, out / "part.nq")


if __name__ == "__main__":
    main()
