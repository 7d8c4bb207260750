// Package vpperrormessage offers the rule of this name alone, as Bazel's nogo wants
// it.
package vpperrormessage

import "github.com/vpplint/vpplint/analyzer"

// Analyzer is the rule, with default settings.
var Analyzer = analyzer.ErrorMessage
