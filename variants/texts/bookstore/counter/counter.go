// Package counter serves people at the desk.
package counter

import "strings"

// MDMReply is relayed by the device manager.
type MDMReply struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// PrinterReply comes from the receipt printer, which happens to use the same words.
type PrinterReply struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

//want:vpperrormessage
func busy(r MDMReply) bool { return strings.Contains(r.ErrorMessage, "busy") }

func jam(r PrinterReply) bool { return strings.Contains(r.ErrorMessage, "jam") || r.ErrorNumber == 4 }

//want:vpperrormessage
func handle(m MDMReply, p PrinterReply) string {
	if p.ErrorMessage == "cover open" || jam(p) {
		return "fix the printer"
	}
	if m.ErrorMessage != "ok" && !busy(m) {
		return m.ErrorMessage
	}
	return p.ErrorMessage
}

func serve(m MDMReply, p PrinterReply) string {
	if p.ErrorMessage == "no paper" || jam(p) {
		return "fix the printer"
	}
	if m.ErrorNumber != 0 {
		return m.ErrorMessage
	}
	return p.ErrorMessage
}
