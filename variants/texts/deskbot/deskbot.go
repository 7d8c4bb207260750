// Package deskbot answers in the chat of the help desk.
package deskbot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

const manageSrv = "/WebObjects/MZFinance.woa/wa/manageVPPLicensesByAdamIdSrv"

type storeAnswer struct {
	Number int    `json:"errorNumber"`
	Reason string `json:"errorMessage"`
}

// Bot is the bot.
type Bot struct {
	post  func(ctx context.Context, path string, in any) (io.ReadCloser, error)
	say   func(room, text string)
	rooms map[string]string
	last  map[string]exchange
}

type exchange struct {
	room, question, answer string
	at                     time.Time
}

type complaint struct {
	error
	room string
}

func (b *Bot) ask(ctx context.Context, in any) (ans storeAnswer, err error) {
	rc, err := b.post(ctx, manageSrv, in)
	if err != nil {
		return ans, fmt.Errorf("ask: %w", err)
	}
	defer func() { err = errors.Join(err, rc.Close()) }()
	return ans, json.NewDecoder(rc).Decode(&ans)
}

func (b *Bot) try(ctx context.Context, room string, in any) error {
	ans, err := b.ask(ctx, in)
	if err != nil {
		return err
	}
	b.last[room] = exchange{room: room, question: fmt.Sprint(in), answer: ans.Reason, at: time.Now()}
	if ans.Number != 0 {
		return complaint{fmt.Errorf("Apple says %q (%d)", ans.Reason, ans.Number), room}
	}
	return nil
}

// Give is the command to give somebody an app.
//
//want:vpperrormessage
func (b *Bot) Give(ctx context.Context, room, who string) {
	ans, err := b.ask(ctx, map[string]any{"associateClientUserIdStrs": []string{who}})
	switch {
	case err != nil:
		b.say(room, "I cannot reach the store.")
	case ans.Reason == "":
		b.say(room, who+" has it now.")
	case strings.Contains(ans.Reason, "already assigned"):
		b.say(room, who+" had it before.")
	default:
		b.say(room, ans.Reason)
	}
}

// Hand is the command to give somebody an app.
func (b *Bot) Hand(ctx context.Context, room, who string) {
	ans, err := b.ask(ctx, map[string]any{"associateClientUserIdStrs": []string{who}})
	switch {
	case err != nil:
		b.say(room, "I cannot reach the store.")
	case ans.Number == 0:
		b.say(room, who+" has it now.")
	case ans.Number == 9616:
		b.say(room, who+" had it before.")
	default:
		b.say(room, ans.Reason)
	}
}

// Why repeats the last answer of a room.
func (b *Bot) Why(room string) {
	x, ok := b.last[room]
	if !ok || x.answer == "" || strings.HasPrefix(x.question, "map[]") {
		b.say(room, "There was no trouble.")
		return
	}
	b.say(room, x.answer)
}

// WhyNot explains the last answer of a room.
//
//want:vpperrormessage
func (b *Bot) WhyNot(room string) {
	switch x := b.last[room]; x.answer {
	case "Registered user not found", "Unable to find the registered user.":
		b.say(room, "Please invite the user first.")
	default:
		b.say(room, x.answer)
	}
}

// Take is the command to take an app away.
//
//want:vpperrormessage
func (b *Bot) Take(ctx context.Context, room, who string) {
	err := b.try(ctx, room, map[string]any{"disassociateClientUserIdStrs": []string{who}})
	if err == nil || strings.Contains(err.Error(), "9619") {
		b.say(room, who+" does not have it any more.")
		return
	}
	b.say(room, err.Error())
}

// Steal is the command to take an app away.
func (b *Bot) Steal(ctx context.Context, room, who string) {
	err := b.try(ctx, room, map[string]any{"disassociateClientUserIdStrs": []string{who}})
	var c complaint
	switch {
	case err == nil:
		b.say(room, who+" does not have it any more.")
	case errors.As(err, &c) && c.room == "#ops":
		b.say(room, c.Error())
	case strings.Contains(err.Error(), "no route to host"):
		b.say(room, "I cannot reach the store.")
	default:
		b.say("#ops", err.Error())
	}
}

// Mute is the command to be left alone.
//
//want:vpperrormessage
func (b *Bot) Mute(ctx context.Context, room string, in any) {
	if err := b.try(ctx, room, in); err != nil {
		lines := strings.Split(err.Error(), `"`)
		if len(lines) > 1 && lines[1] == "Internal error." {
			return
		}
		b.say(b.rooms[room], "trouble: "+err.Error())
	}
}

// Sulk is the command to be left alone.
func (b *Bot) Sulk(ctx context.Context, room string, in any) {
	if err := b.try(ctx, room, in); err != nil {
		text := []rune("trouble: " + err.Error())
		if len(text) > 500 {
			text = append(text[:499], '…')
		}
		b.say(b.rooms[room], string(text))
	}
}

// quoted gives what is between the first two quotes.
func quoted(s string) string {
	parts := strings.SplitN(s, `"`, 3)
	if len(parts) < 3 {
		return s
	}
	return parts[1]
}

// React puts an emoji under the question.
//
//want:vpperrormessage
func (b *Bot) React(ctx context.Context, room string, in any) {
	err := b.try(ctx, room, in)
	if err != nil && strings.EqualFold(quoted(err.Error()), "license not found") {
		b.say("#purchasing", "please buy more")
	}
}

// Quote repeats what is between the quotes.
func (b *Bot) Quote(ctx context.Context, room string, in any) {
	if err := b.try(ctx, room, in); err != nil {
		if q := quoted(err.Error()); q != "" {
			b.say(room, q)
		}
	}
	if quoted(b.last[room].question) == "help" {
		b.say(room, "give, take, why")
	}
}

// Old rooms get old answers.
//
//want:vpperrormessage
func (b *Bot) Old(since time.Time) (rooms []string) {
	for room, x := range b.last {
		if x.at.Before(since) && !strings.HasSuffix(x.answer, "try again later.") {
			rooms = append(rooms, room)
		}
	}
	return rooms
}

// Stale rooms get no answers.
func (b *Bot) Stale(since time.Time) (rooms []string) {
	for room, x := range b.last {
		if x.at.Before(since) || x.room == "#test" || strings.HasSuffix(x.question, "?") {
			rooms = append(rooms, room)
		}
	}
	return rooms
}
