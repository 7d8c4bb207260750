# What takes too long for each change, or needs a network; .ci/run has the rest.
# Each target says behind ## what it does: docs/design.md shows that.

.PHONY: help ci corpus fuzz vulnerabilities builds

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1: \2/p' Makefile

ci: ## run what has to hold before a change lands
	.ci/run

corpus: ## look at the standard library, at test data and at large modules, in every driver and behind an open gate, and write down what came of it (an hour or more, 5 GB)
	go -C corpus test -count=1 -timeout=0 -v -update .

FUZZTIME = 1m

fuzz: ## run each fuzz target for FUZZTIME (1m)
	@set -e; for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "== $$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

vulnerabilities: ## ask govulncheck for known vulnerabilities that the code can reach; it fetches its data
	go tool -modfile=tools/go.mod govulncheck ./...

builds: ## build the command and the plugin for each system that is supported
	@set -e; for os in linux darwin windows; do \
		echo "== $$os"; \
		GOOS=$$os CGO_ENABLED=0 go build -o /dev/null ./cmd/vpplint; \
		GOOS=$$os CGO_ENABLED=0 go build ./plugin; \
	done
