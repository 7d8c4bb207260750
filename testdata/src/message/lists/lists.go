// Package lists has generic helpers.
package lists

// Filter filters.
func Filter[T any](in []T, keep func(T) bool) (out []T) {
	for _, v := range in {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

// Map maps.
func Map[T, U any](in []T, f func(T) U) (out []U) {
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

// Try calls until it works.
func Try[T any](n int, f func() (T, error)) (v T, err error) {
	for range n {
		if v, err = f(); err == nil {
			return v, nil
		}
	}
	return v, err
}

// Again calls until it works, or is not to be called again.
func Again(n int, f func() error, again func(error) bool) (err error) {
	for range n {
		if err = f(); err == nil || !again(err) {
			return err
		}
	}
	return err
}
