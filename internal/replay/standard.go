package replay

import (
	"sync"

	"github.com/vpplint/vpplint/internal/standard"
)

// standard are the bodies of the standard library that are run rather than
// modelled. They are decoded when the first of them is needed.
var standardBodies = sync.OnceValue(func() *Program { return NewProgram(standard.Bodies()...) })

func standardProgram() *Program { return standardBodies() }
