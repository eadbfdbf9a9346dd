#!/usr/bin/env python3
"""Extracts the graph of each folder of annotated texts, scores it, and prints the scores side by side.

    eval.py DEMARCHE EVAL_DIR OUT_DIR

EVAL_DIR holds score.py and the folders dev, unread and probes. What it prints are figures only.
"""
import json
import pathlib
import subprocess
import sys

SETS = ("dev", "unread", "probes")


def extract(demarche, folder, graph):
    """Writes the graph of a folder's texts; problems with single texts are told and do not stop it."""
    texts = sorted(folder.glob("*.txt"))
    done = subprocess.run([demarche, "extract", *texts, "-o", graph, "--no-text"], check=False)
    if done.returncode == 2:
        sys.exit(f"{folder}: nothing was extracted")


def score(evaluation, folder, graph):
    command = [sys.executable, evaluation / "score.py", folder, graph, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


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
        extract(demarche.resolve(), evaluation / name, graph)
        tables[name] = score(evaluation, evaluation / name, graph)
    rows = [row for row in tables["dev"] if not row.startswith("doc/")]
    rows += [row for name in SETS for row in tables[name] if row not in rows and not row.startswith("doc/")]
    print(f"{'precision recall F1, or accuracy':36}" + "".join(f"{name:>20}" for name in SETS))
    for row in rows:
        print(f"{row:36}" + "".join(f"{cell(tables[name].get(row)):>20}" for name in SETS))


if __name__ == "__main__":
    main()
