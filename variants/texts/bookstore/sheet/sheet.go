// Package sheet reads the weekly export of a district.
package sheet

import (
	"encoding/json"
	"strings"
)

// Cell is one assignment.
type Cell struct {
	Code int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
	Room string `json:"room"`
}

// Sheet is one export.
type Sheet struct {
	School string `json:"school"`
	Cells  []Cell `json:"associations"`
}

// Unsolved lists the rooms that need a visit.
//
//want:vpperrormessage
func Unsolved(b []byte) (rooms []string, err error) {
	var s Sheet
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, err
	}
	for _, c := range s.Cells {
		if c.Code != 0 && !strings.HasPrefix(c.Text, "Already") {
			rooms = append(rooms, c.Room)
		}
	}
	return rooms, nil
}

// Rooms lists the rooms of a wing.
func (s *Sheet) Rooms(wing string) (rooms []string) {
	for _, c := range s.Cells {
		if strings.HasPrefix(c.Room, wing) && c.Text == "" {
			rooms = append(rooms, c.Room)
		}
	}
	return rooms
}
