// Package uses shows text that comes through other packages.
package uses

import (
	"errors"
	"fmt"
	"strings"

	"message/lists"
	"message/texts"
	"message/wire"
)

const gone = "License not found"

func field(a *wire.Answer) bool { return a.Text == gone } // want `errorMessage compared with "License not found" in uses\.field`

func otherField(a *wire.Answer) bool { return a.Note == gone || a.Region == "cn" }

func getter(a *wire.Answer) bool { return a.Explain() == gone } // want `errorMessage compared with "License not found" in uses\.getter \(text through wire\.Head\.Explain\)`

func otherGetter(a *wire.Answer) bool { return a.Where() == "cn" }

func tidied(a *wire.Answer) bool { return texts.Tidy(a.Text) == "license not found" } // want `errorMessage compared with "license not found" in uses\.tidied`

func generic(a *wire.Answer) bool { return texts.Has(a.Text, "not found") } // want `errorMessage searched by strings\.Contains for "not found" in uses\.generic`

func genericOther(a *wire.Answer) bool { return texts.Has(a.Note, "not found") }

func genericTexts(a, b *wire.Answer) bool { return texts.Same(a.Text, b.Text) }

func same(a *wire.Answer) bool { return texts.Same(gone, a.Explain()) } // want `errorMessage compared with "License not found" in uses\.same \(text through wire\.Head\.Explain\)`

func sameEmpty(a *wire.Answer) bool { return texts.Same("", a.Explain()) }

func fixed(a *wire.Answer) bool { return texts.Fixed(a.Note) }

func length(a *wire.Answer) bool { return texts.Length(a.Text) > 80 }

func errorText(c *wire.Client) bool {
	_, err := c.Send("assign")
	return err != nil && strings.Contains(err.Error(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in uses\.errorText \(text through wire\.Client\.Send\)`
}

func errorNumber(c *wire.Client) bool {
	err := c.Quick("assign")
	return err != nil && strings.HasSuffix(err.Error(), " 9616") // want `errorMessage searched by strings\.HasSuffix for " 9616" in uses\.errorNumber \(text through wire\.Client\.Quick\)`
}

func errorPing(c *wire.Client) bool {
	err := c.Ping()
	return err != nil && strings.Contains(err.Error(), "License")
}

func errorField(err error) bool {
	var e *wire.Error
	return errors.As(err, &e) && (e.Op == "assign" || e.Reason == gone) // want `errorMessage compared with "License not found" in uses\.errorField`
}

func errorWrapped(c *wire.Client) bool {
	_, err := c.Send("assign")
	err = texts.Wrap(err, "try")
	return texts.Mentions(err, "already assigned") // want `errorMessage searched by strings\.Contains for "already assigned" in uses\.errorWrapped \(text through wire\.Client\.Send, texts\.Wrap\)`
}

func errorWrappedPing(c *wire.Client) bool {
	return texts.Mentions(texts.Wrap(c.Ping(), "try"), "already assigned")
}

func noted(a *wire.Answer) bool {
	n := texts.NewNote("refused", a.Text)
	return n.Title() == "refused" || n.Body == gone // want `errorMessage compared with "License not found" in uses\.noted`
}

func titled(a *wire.Answer) bool {
	n := texts.NewNote("refused", a.Text)
	return texts.TitleOf(n) == "refused"
}

func filtered(as []wire.Answer) []wire.Answer {
	return lists.Filter(as, func(a wire.Answer) bool { return a.Text == gone }) // want `errorMessage compared with "License not found" in uses\.filtered`
}

func mapped(as []*wire.Answer) []string {
	words := lists.Map(as, func(a *wire.Answer) string { return a.Explain() })
	return lists.Filter(words, func(w string) bool { return w == gone }) // want `errorMessage compared with "License not found" in uses\.mapped \(text through wire\.Head\.Explain, lists\.Map\)`
}

func mappedOther(as []*wire.Answer) []string {
	notes := lists.Map(as, func(a *wire.Answer) string { return a.Note })
	return lists.Filter(notes, func(w string) bool { return w == gone })
}

func tried(c *wire.Client) bool {
	_, err := lists.Try(3, func() (*wire.Answer, error) { return c.Send("assign") })
	return err != nil && strings.Contains(err.Error(), "9616") // want `errorMessage searched by strings\.Contains for "9616" in uses\.tried \(text through wire\.Client\.Send, lists\.Try\)`
}

func triedPing(c *wire.Client) bool {
	_, err := lists.Try(3, func() (int, error) { return 0, c.Ping() })
	return err != nil && strings.Contains(err.Error(), "9616")
}

var quiet = texts.Set[string]{gone: {}}

func set(a *wire.Answer) bool { return quiet.Has(a.Text) } // want `errorMessage looked up in a map of "License not found" in uses\.set`

func setOther(a *wire.Answer) bool { return quiet.Has(a.Note) }

var busy = texts.NewPatterns("(?i)maintenance", "again later")

func matched(a *wire.Answer) bool { return busy.Match(a.Text) } // want `errorMessage matched by regexp\.Regexp\.MatchString with "\(\?i\)maintenance", "again later" in uses\.matched`

func matchedOther(a *wire.Answer) bool { return busy.Match(a.Note) }

func stacked(as []wire.Answer) bool {
	var s texts.Stack[string]
	for _, a := range as {
		s.Push(a.Text)
	}
	return s.Top() == gone // want `errorMessage compared with "License not found" in uses\.stacked \(text through texts\.Stack\.Top\)`
}

func stackedOther(as []wire.Answer) bool {
	var s texts.Stack[string]
	for _, a := range as {
		s.Push(a.Note)
	}
	return s.Top() == gone
}

func counted(c *texts.Counter, a *wire.Answer) { c.Inc(a.Text) }

func textOf(c *wire.Client) bool { return texts.TextOf(c.Quick("assign")) == "refused with 9616" } // want `errorMessage compared with "refused with 9616" in uses\.textOf \(text through wire\.Client\.Quick, texts\.TextOf\)`

func lowered(as []*wire.Answer) bool {
	words := lists.Map(lists.Map(as, (*wire.Answer).Explain), strings.ToLower)
	return words[0] == "license not found" // want `errorMessage compared with "license not found" in uses\.lowered \(text through wire\.Head\.Explain, lists\.Map\)`
}

func passedOn(as []*wire.Answer) bool {
	words := lists.Map(as, func(a *wire.Answer) string { return texts.Tidy(a.Text) })
	return words[0] == "license not found" // want `errorMessage compared with "license not found" in uses\.passedOn \(text through texts\.Tidy, lists\.Map\)`
}

func verdict(a, b *wire.Answer) bool { return texts.Verdict(a.Text, b.Text) == "same" }

func again(c *wire.Client) error {
	return lists.Again(3, func() error {
		_, err := c.Send("assign")
		return err
	}, func(err error) bool {
		return strings.Contains(err.Error(), "temporarily unavailable") // want `errorMessage searched by strings\.Contains for "temporarily unavailable" in uses\.again`
	})
}

func againPing(c *wire.Client) error {
	return lists.Again(3, c.Ping, func(err error) bool {
		return strings.Contains(err.Error(), "temporarily unavailable")
	})
}

func detailed(c *wire.Client) bool {
	a, err := c.Send("assign")
	err = fmt.Errorf("uses: %w", texts.Detail(err, "text", a.Text))
	s, _ := texts.Find(err, "text").(string)
	return strings.Contains(s, "sToken") // want `errorMessage searched by strings\.Contains for "sToken" in uses\.detailed`
}
