// Package store keeps things in memory.
package store

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"sync"
)

// Key is what things are kept under.
type Key interface {
	comparable
	cmp.Ordered
}

// Store keeps things.
type Store[K Key, V any] struct {
	mu sync.RWMutex
	m  map[K]V
}

// Put puts a thing in.
func (s *Store[K, V]) Put(k K, v V) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.m == nil {
		s.m = make(map[K]V)
	}
	s.m[k] = v
}

// Get gets a thing.
func (s *Store[K, V]) Get(k K) (V, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	v, ok := s.m[k]
	return v, ok
}

// All yields all things in order.
func (s *Store[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		s.mu.RLock()
		defer s.mu.RUnlock()
		for _, k := range slices.Sorted(maps.Keys(s.m)) {
			if !yield(k, s.m[k]) {
				return
			}
		}
	}
}

// Where yields the things that are so.
func (s *Store[K, V]) Where(so func(V) bool) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for k, v := range s.All() {
			if so(v) && !yield(k, v) {
				return
			}
		}
	}
}

// Count counts the things by something.
func Count[K Key, V any, B comparable](s *Store[K, V], by func(V) B) map[B]int {
	out := make(map[B]int)
	for _, v := range s.All() {
		out[by(v)]++
	}
	return out
}
