package bench_test

import (
	"fmt"
	"testing"

	"github.com/vpplint/vpplint/internal/bench"
)

// BenchmarkWithoutVPP is a tree on which vpplint has nothing to do.
func BenchmarkWithoutVPP(b *testing.B) {
	benchmark(b, func(n int) bench.Tree { return bench.Tree{Packages: n, Lines: 200} }, 1, 10, 100, 1000)
}

// BenchmarkPackages grows with the packages that speak VPP.
func BenchmarkPackages(b *testing.B) {
	benchmark(b, func(n int) bench.Tree { return bench.Tree{Speaking: n, Constructs: 4} }, 1, 10, 100, 1000)
}

// BenchmarkConstructs grows with the retries of one package.
func BenchmarkConstructs(b *testing.B) {
	benchmark(b, func(n int) bench.Tree { return bench.Tree{Speaking: 1, Constructs: n} }, 1, 10, 100, 1000)
}

// BenchmarkRequests grows with the kinds of requests that go through one retry.
func BenchmarkRequests(b *testing.B) {
	benchmark(b, func(n int) bench.Tree { return bench.Tree{Requests: n} }, 1, 10, 100, 1000)
}

func benchmark(b *testing.B, at func(n int) bench.Tree, sizes ...int) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := lay(b, at(n))
			lint(b, dir) // export data is there from now on
			for b.Loop() {
				o := lint(b, dir)
				b.ReportMetric(float64(o.Steps), "steps/op")
				b.ReportMetric(float64(o.Fact), "factbytes/op")
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(n), "ms/"+"unit")
		})
	}
}
