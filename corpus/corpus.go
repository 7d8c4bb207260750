// Package corpus has vpplint look at code that has nothing to do with VPP: the
// standard library, the test data of the compiler and of golang.org/x/tools, and
// large modules, in every driver as it is, and once more with the gate forced
// open. It is a module of its own, since nobody who uses vpplint should depend
// on those.
package corpus

// Large is the package that imports the large modules.
const Large = "github.com/vpplint/vpplint/corpus/large"
