"""Reads every export of a store with other people's software, and compares it with the store.

    roundtrip.py DEMARCHE STORE FOLDER

Exports are parsed by rdflib and by pyoxigraph; each must be the same dataset as the store's N-Quads (RDFC-1.0). Formats without
graph names are compared with what all graphs say together. RDF 1.2 is only read by pyoxigraph, GraphML by NetworkX.
"""

import csv
import gzip
import pathlib
import subprocess
import sys

import networkx
import pyoxigraph as ox
import rdflib

rdflib.NORMALIZE_LITERALS = False
BASE = "https://w3id.org/demarche/data/"
FORMATS = {  # ending: rdflib's name, whether it keeps graphs
    "nq": ("nquads", True),
    "trig": ("trig", True),
    "jsonld": ("json-ld", True),
    "nt": ("nt", False),
    "ttl": ("turtle", False),
    "rdf": ("xml", False),
}


def canonical(quads):
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def merged(quads):
    return [ox.Quad(q.subject, q.predicate, q.object) for q in quads]


def by_rdflib(path, name):
    dataset = rdflib.Dataset()
    dataset.parse(path, format=name)
    return list(ox.parse(dataset.serialize(format="nquads").encode(), ox.RdfFormat.N_QUADS))


def main(demarche, store, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)

    def export(name, *options):
        path = folder / name
        subprocess.run([demarche, "export", "--store", store, "-o", path, *options], check=True)
        return path

    failed = 0

    def check(what, good):
        nonlocal failed
        failed += not good
        print(f"{'same' if good else 'DIFFERENT':10}{what}")

    quads = list(ox.parse(path=export("all.nq")))
    whole, union = canonical(quads), canonical(merged(quads))
    for ending, (name, has_graphs) in FORMATS.items():
        path = export(f"all.{ending}")
        expected = whole if has_graphs else union
        # A JSON-LD document has its own base; the others name it.
        check(f"{ending} by pyoxigraph", canonical(ox.parse(path=path, base_iri=BASE)) == expected)
        read = by_rdflib(path, name)
        check(f"{ending} by rdflib", canonical(read if has_graphs else merged(read)) == expected)
    packed = export("all.nq.gz")
    check("nq.gz", gzip.open(packed).read() == (folder / "all.nq").read_bytes())
    for ending in ("ttl", "trig", "nq", "nt"):
        read = list(ox.parse(path=export(f"annotated.{ending}", "--rdf12")))
        plain = [q for q in read if not isinstance(q.object, ox.Triple)]
        check(f"{ending} with annotations", len(plain) < len(read) and canonical(plain) == (whole if ending in ("trig", "nq") else union))
    network = networkx.read_graphml(export("network.graphml"))
    check(f"graphml by NetworkX ({network.number_of_nodes()} nodes, {network.number_of_edges()} edges)", network.number_of_edges() > 0)
    with open(export("dyads.csv"), newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    check(f"dyads ({len(rows)} rows)", all(row["source"] and row["target"] and None not in row for row in rows))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
