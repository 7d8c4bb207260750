// Package vppignore offers the rule of this name alone, as Bazel's nogo wants
// it.
package vppignore

import "github.com/vpplint/vpplint/analyzer"

// Analyzer is the rule, with default settings.
var Analyzer = analyzer.Ignore
