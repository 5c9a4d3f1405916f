# What one does with Tidemill. Each target is a script that also works by itself; make only names them.
.DEFAULT_GOAL := help
.PHONY: help demo test up down build bench soak clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'
	@echo 'CLUSTER=kwok: simulated nodes, for which root is not needed. CLUSTER=current: your own cluster, by KUBECONFIG.'

demo: ## everything from nothing: starts what is missing, applies the samples, shows Jobs in real containers
	@e2e/demo/run

test: ## everything that must hold; the last line is the count
	@e2e/cluster/test

up: ## cluster, queue and operator run afterwards; then: source .local/env
	@e2e/cluster/up
	@e2e/cluster/queue start
	@e2e/cluster/operator start

down: ## stops all of it and leaves nothing behind but logs
	@e2e/cluster/down

build: ## the operator's jar and the cluster's programs, without starting anything
	@e2e/cluster/build
	@e2e/cluster/jar

bench: ## figures beside their floors, in one table
	@e2e/bench/run

soak: ## the fault runs with larger numbers, for hours, then all on the oldest Kubernetes that we claim
	@e2e/cluster/test -Psoak
	@TIDEMILL_KUBERNETES=kubernetes-1.33 e2e/cluster/test

clean: ## stops every instance of this checkout and removes what was built in it; the cache stays (~/.cache/tidemill)
	@for i in .local .local/*/; do [ ! -e "$$i/instance" ] || TIDEMILL_LOCAL=$$i e2e/cluster/down || exit; done
	@rm -rf .local target crds/target operator/target e2e/target
