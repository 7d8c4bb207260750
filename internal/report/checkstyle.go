package report

import (
	"encoding/xml"
	"io"
)

type checkstyle struct {
	XMLName xml.Name          `xml:"checkstyle"`
	Version string            `xml:"version,attr"`
	Files   []*checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

func writeCheckstyle(w io.Writer, r *Report, _ bool) error {
	doc := checkstyle{Version: "8.0"}
	var file *checkstyleFile
	for _, f := range r.Findings {
		if name := Plain(r.file(f.Pos.Filename)); file == nil || file.Name != name {
			file = &checkstyleFile{Name: name}
			doc.Files = append(doc.Files, file)
		}
		file.Errors = append(file.Errors, checkstyleError{f.Pos.Line, f.Pos.UTF16, "error", Plain(f.Message), "vpplint." + f.Rule})
	}
	text, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}
