package replay

import (
	"sync"

	"github.com/vpplint/vpplint/internal/standard"
)

// standardBodies are the bodies of the standard library that are run rather than
// modelled. They are decoded when the first of them is needed.
var standardBodies = sync.OnceValue(standard.Bodies)

// standard links them for this program, which runs by itself: programs learn
// about their functions and types while they run.
func (p *Program) standard() *Program {
	if p.std == nil {
		p.std = NewProgram(standardBodies()...)
	}
	return p.std
}
