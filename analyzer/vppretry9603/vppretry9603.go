// Package vppretry9603 offers the rule of this name alone, as Bazel's nogo wants
// it.
package vppretry9603

import "github.com/vpplint/vpplint/analyzer"

// Analyzer is the rule, with default settings.
var Analyzer = analyzer.Retry9603
