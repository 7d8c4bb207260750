package replay

// hand lets somebody from outside hand something to a worker that only waits:
// another method of the root's receiver is called, with what is not known. It
// happens once, and only where nothing was sent without.
func (m *machine) hand() bool {
	self := m.made[m.prog.ReceiverOf(m.ex.root)]
	if m.fed || m.done || self == nil || len(m.sends) > 0 || len(m.ex.Handing) == 0 {
		return false
	}
	m.fed = true
	m.start(func() {
		fn := m.ex.Handing[m.choose("who hands in", len(m.ex.Handing), 0)]
		if p := m.askOf(self, fn, nil, "h"); p != nil {
			m.stop("a goroutine panics")
		}
	})
	return true
}
