package unit

import (
	"os"
	"path/filepath"
	"sync"
	"time"
)

// store keeps facts that were promised and made, by the hash of the promise and of
// the tool, in the user's cache. It may lose anything at any time.
type store struct{ dir string } // "" keeps nothing

// unused is how long something is kept that nobody asks for.
const unused = 5 * 24 * time.Hour

// openStore opens the store of this tool.
var openStore = sync.OnceValue(func() store {
	dir, err := os.UserCacheDir()
	if err != nil {
		return store{}
	}
	tool, err := os.Executable()
	if err != nil {
		return store{}
	}
	text, err := os.ReadFile(tool)
	if err != nil {
		return store{}
	}
	all := filepath.Join(dir, "vpplint", "facts")
	s := store{filepath.Join(all, hashOf(text)[:16])}
	if os.MkdirAll(s.dir, 0o700) != nil {
		return store{}
	}
	tidy(all, s.dir)
	return s
})

func (s store) get(key string) ([]byte, bool) {
	if s.dir == "" {
		return nil, false
	}
	name := filepath.Join(s.dir, key)
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(name, now, now) // else it is made again some day
	return text, true
}

// put keeps a text, whole or not at all. Without it the facts are made again.
func (s store) put(key string, text []byte) {
	if s.dir == "" {
		return
	}
	f, err := os.CreateTemp(s.dir, "new-")
	if err != nil {
		return
	}
	_, err = f.Write(text)
	if closed := f.Close(); err == nil && closed == nil {
		err = os.Rename(f.Name(), filepath.Join(s.dir, key))
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
}

// tidy removes what nobody has asked for, of all tools, once a day.
func tidy(all, own string) {
	stamp := filepath.Join(all, "tidy")
	now := time.Now()
	if info, err := os.Stat(stamp); err == nil && now.Sub(info.ModTime()) < 24*time.Hour {
		return
	}
	if os.WriteFile(stamp, nil, 0o600) != nil {
		return
	}
	files, _ := filepath.Glob(filepath.Join(all, "*", "*"))
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && now.Sub(info.ModTime()) > unused {
			_ = os.Remove(file)
		}
	}
	dirs, _ := filepath.Glob(filepath.Join(all, "*"))
	for _, dir := range dirs {
		if dir != own && dir != stamp {
			_ = os.Remove(dir) // if it is empty
		}
	}
}
