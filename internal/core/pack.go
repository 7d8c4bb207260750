package core

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"errors"
	"fmt"
	"io"

	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/message"
)

// A fact travels packed: two bytes that say what everybody needs to know, and
// the rest compressed, since names repeat in it. Drivers read the facts of all
// imports of each package; the rest is unpacked only where it counts.

// contents are the packed part of a fact.
type contents struct {
	Evidence *evidence.Fact
	Message  *message.Fact
	Bodies   []byte
	Failures []Failure
}

// What the second byte says.
const (
	packedSpeaks byte = 1 << iota
	packedFailures
	packedOpen
	packedDeferred
)

// maxPacked is how large a fact may be, unpacked: more is no fact of ours.
const maxPacked = 256 << 20

// GobEncode packs the fact. The same fact gives the same bytes.
func (f *Fact) GobEncode() ([]byte, error) {
	if f.packed != nil {
		return f.packed, nil
	}
	var b bytes.Buffer
	b.WriteByte(byte(f.Version))
	var flags byte
	if f.speaks() {
		flags |= packedSpeaks
	}
	if len(f.Failures) > 0 {
		flags |= packedFailures
	}
	if f.opens() {
		flags |= packedOpen
	}
	if f.Deferred != nil {
		flags |= packedDeferred
	}
	b.WriteByte(flags)
	if err := compress(&b, &contents{f.Evidence, f.Message, f.Bodies, f.Failures}); err != nil {
		return nil, fmt.Errorf("packing a fact: %w", err)
	}
	return b.Bytes(), nil
}

// section is how many bytes are compressed alike: bodies consist of parts that
// have little in common.
const section = 8 << 10

func compress(to io.Writer, what *contents) error {
	var plain bytes.Buffer
	if err := gob.NewEncoder(&plain).Encode(what); err != nil {
		return err
	}
	w, err := flate.NewWriter(to, flate.DefaultCompression)
	if err != nil {
		return err
	}
	for plain.Len() > section {
		if _, err := w.Write(plain.Next(section)); err != nil {
			return err
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	if _, err := w.Write(plain.Bytes()); err != nil {
		return err
	}
	return w.Close()
}

// GobDecode takes a packed fact, and leaves it packed. Of a fact of another
// version nothing but that is read. Of one that puts off what
// it may tell nothing has been kept that could be asked: an io.EOF is what
// golangci-lint understands as a fact that is not there, and it loads the package
// from sources then.
func (f *Fact) GobDecode(data []byte) error {
	*f = Fact{Version: -1}
	switch {
	case len(data) > 0 && data[0] != version:
		return nil // another version's: it says nothing
	case len(data) < 2:
		return errors.New("a packed fact that is cut short")
	case data[1]&packedDeferred != 0:
		return io.EOF
	}
	*f = Fact{Version: int(data[0]), packed: bytes.Clone(data)}
	return nil
}

// unpack decodes a fact of this version that is still packed.
func (f *Fact) unpack() error {
	if f.packed == nil || f.Version != version {
		return nil
	}
	var c contents
	r := io.LimitReader(flate.NewReader(bytes.NewReader(f.packed[2:])), maxPacked)
	if err := gob.NewDecoder(r).Decode(&c); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("unpacking a fact: %w", err)
	}
	f.Evidence, f.Message, f.Bodies, f.Failures, f.packed = c.Evidence, c.Message, c.Bodies, c.Failures, nil
	return nil
}
