// Package alarmbus talks to the alarm panels of the buildings, over a bridge
// between HTTP and their serial bus.
package alarmbus

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// Baud rates of the bus.
const (
	Slow = 1200
	Fast = 9600
)

// frame is an answer of a panel.
type frame struct {
	Armed        bool   `json:"armed"`
	ErrorNumber  uint8  `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Inventory lists the sensors of a building.
type Inventory struct {
	Building      string            `json:"building"`
	SerialNumbers []string          `json:"serialNumbers"`
	Associations  map[string]string `json:"associations"`
}

const (
	lineBusy = 17
	zoneOpen = 33
)

var errPanel = errors.New("alarmbus: panel does not obey")

// Bridge is a bridge.
type Bridge struct{ addr string }

// Connect returns the bridge of a host.
func Connect(host string) *Bridge { return &Bridge{"http://" + host + ":9603"} }

func (b *Bridge) exec(cmd string, baud int) (f frame, err error) {
	resp, err := http.Post(b.addr+"/exec", "text/plain", strings.NewReader(cmd))
	if err != nil {
		return f, err
	}
	defer resp.Body.Close()
	if baud == Fast {
		return f, json.NewDecoder(resp.Body).Decode(&f)
	}
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(all, &f)
}

// Arm arms a panel. It is asked until it is armed.
func (b *Bridge) Arm(panel string) error {
	for baud, n := Fast, 0; n < 30; n++ {
		f, err := b.exec("ARM "+panel, baud)
		if err != nil {
			return err
		}
		if f.ErrorNumber == 0 {
			return nil
		}
		if f.ErrorNumber == lineBusy {
			baud = Slow
		}
		time.Sleep(400 * time.Millisecond)
	}
	return errPanel
}

// Disarm disarms it. Fire brigades cannot wait.
func (b *Bridge) Disarm(panel string) error {
	f, err := b.exec("DISARM "+panel, Fast)
	for err == nil && f.ErrorNumber != 0 {
		f, err = b.exec("DISARM "+panel, Slow)
	}
	return err
}

// Zones waits until all windows are closed.
func (b *Bridge) Zones(panel string) error {
	for {
		f, err := b.exec("ZONES "+panel, Fast)
		if err != nil {
			return err
		}
		switch {
		case f.ErrorNumber == zoneOpen:
			time.Sleep(10 * time.Second)
		case f.ErrorNumber >= lineBusy:
			time.Sleep(time.Second)
		default:
			return nil
		}
	}
}
