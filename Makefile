# Targets of the book; `make help` lists them. Machines without make: README.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.PHONY: help book offline pdf lock test test-all lab serve refresh bench \
	bench-class lint audit clean

VENV := .venv
BIN := $(VENV)/bin
INDEX := _build/html/index.html
TORCH := $(shell sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements.txt)
PORT ?= 8000
# Two of these at once would write the same pages.
.NOTPARALLEL:
# What a user's own settings would bring in: other packages, other kernels,
# warnings as errors. What runs here writes its settings here too.
unexport PYTHONPATH PYTHONHOME PYTHONWARNINGS JUPYTER_PATH JUPYTER_CONFIG_DIR
export JUPYTER_PREFER_ENV_PATH := 1
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/matplotlib
export IPYTHONDIR := $(CURDIR)/$(VENV)/ipython
# The networks here are tiny: a second thread only waits for the first.
export OMP_NUM_THREADS := 1
# nbclient reads a notebook's own kernel name; this is only for speed.
export PYDEVD_DISABLE_FILE_VALIDATION := 1

# Moved, or without its Python, the environment is made anew.
ifneq ($(shell cat $(VENV)/.installed 2>/dev/null && $(BIN)/python -c ''), \
	$(CURDIR))
$(shell rm -f $(VENV)/.installed)
endif

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 13

book: $(VENV)/.installed  ## execute the chapters and build the HTML book
	@bash scripts/build.sh

pdf: book  ## write the whole book as one PDF
	$(BIN)/python -m scripts.pdf

offline: book  ## pack the book in one zip that works from disk
	$(BIN)/python scripts/offline.py

test: $(VENV)/.installed  ## run every check but the slow ones
	@bash scripts/test.sh -m "not slow"

test-all: $(VENV)/.installed  ## run every check, the slow ones too
	@$(BIN)/python scripts/find_engines.py
	@bash scripts/test.sh

# JupyterLab refuses to run as root unless it is told to.
LAB := $(if $(filter 0,$(shell id -u)),--allow-root)

lab: $(VENV)/.installed  ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=chapters $(LAB)

serve: $(INDEX)  ## serve the built book on localhost, follow edits
	@$(BIN)/python scripts/serve.py $(PORT)

refresh: $(VENV)/.installed  ## re-run the chapters, rewrite their outputs
	$(BIN)/python scripts/refresh.py

bench: book  ## measure the book: time, weight, frames
	$(BIN)/python -m scripts.bench

bench-class: book  ## measure a class: memory, a hub, the pages under load
	$(BIN)/python -m scripts.classroom

lint: $(VENV)/.installed  ## check style and layout of the code
	@bash scripts/lint.sh

lock:  ## rewrite requirements.lock (needs uv)
	@bash scripts/lock.sh

audit:  ## look for known vulnerabilities in requirements.lock
	@python3 scripts/audit.py

clean:  ## remove what was built, keep the environment
	rm -rf _build .pytest_cache .ruff_cache .hypothesis

$(INDEX):
	@$(MAKE) --no-print-directory book

$(VENV)/.installed: requirements.txt pyproject.toml
	@bash scripts/install.sh $(VENV) $(TORCH)
	@echo '$(CURDIR)' > $@
