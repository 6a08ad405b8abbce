# Everything a person or a machine does with this project; `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 8000
EVENTS ?= 100000
VAR    := var
export DATELINE_DATABASE_URL ?= sqlite:///$(VAR)/dateline.db

.PHONY: help setup run test lint types bench openapi clean

help:                      ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

$(VENV)/.ready: setup.cfg pyproject.toml bin/setup
	@PYTHON="$(PYTHON)" bin/setup run
	@touch $@

$(VENV)/.ready-tests: $(VENV)/.ready
	@PYTHON="$(PYTHON)" bin/setup test
	@touch $@

setup: $(VENV)/.ready      ## virtual environment with everything the service needs

run: setup                 ## set up, take in samples/, say three curl lines and serve on http://127.0.0.1:8000
	@bin/run "$(HOST)" "$(PORT)"

test: $(VENV)/.ready-tests ## set up what the tests need and run them all, with coverage
	@bin/test $(TESTS)

lint: $(VENV)/.ready-tests ## style and types
	@$(BIN)/ruff check service schemas tests bench
	@$(BIN)/mypy

bench: $(VENV)/.ready-tests ## speed, as ratios against a reference in the same run (EVENTS=1000000 for the whole store)
	@bin/bench "$(EVENTS)"

openapi: setup             ## write openapi.yaml anew from the schemas and the routes
	@$(BIN)/python -m service.web.openapi > openapi.yaml.new && mv openapi.yaml.new openapi.yaml && echo "wrote openapi.yaml"

clean:                     ## remove what make made: the environment, caches and var/
	@rm -rf $(VENV) $(VAR) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis htmlcov .coverage .coverage.*
