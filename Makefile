# Two commands do all the set-up on a fresh Debian machine with Go: make run and make test.
export GOFLAGS := -mod=readonly
GO := go

.PHONY: run build generate check test mutants bench setup clean

# run starts a demonstration with made-up people on http://localhost:8080 and prints links that sign in.
run: build
	bin/aigaq demo $(ARGS)

# build makes one static binary; templates and style are inside it.
build:
	@echo "building bin/aigaq (modules come from the Go module proxy)"
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/aigaq ./cmd/server
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/aigaq-verify ./cmd/server/verifier

# generate writes the Go code of the page templates again.
generate:
	$(GO) tool templ generate -path views

check:
	@scripts/check

# setup installs what the tests need and the machine lacks: PostgreSQL, Chromium, a font.
setup:
	@scripts/setup

test: setup
	@scripts/test $(ARGS)

# mutants breaks the policy one clause at a time and expects a test to notice; it takes an hour or two.
mutants:
	@scripts/policy-mutants $(ARGS)

bench: setup build
	@scripts/bench $(ARGS)

clean:
	rm -rf bin data-demo data-demo.passphrase
