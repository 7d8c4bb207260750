// Package roster keeps the users that Apple knows in step with the roster of a
// school or company.
package roster

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/vpplint/vpplint/examples/fleet/vpp"
)

// Join registers a user.
//
// Defect: the wait doubles, but from so little that the seventh attempt comes
// 16 seconds after the sixth, and the eighth 32 seconds after that. These two
// should have waited for minutes.
func Join(ctx context.Context, client *vpp.Client, user vpp.User) error {
	wait := 500 * time.Millisecond
	for {
		answer, err := client.Register(ctx, user)
		if err != nil {
			return err
		}
		if answer.ErrorNumber != 9603 {
			return answer.Err()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
		wait *= 2
	}
}

// JoinAll registers users, and returns those that are left. It gives up when the
// location's token has expired: no other user would fare better.
//
// Defect: it looks for the number in a text, in which Apple and the fleet may
// have put other numbers.
func JoinAll(ctx context.Context, client *vpp.Client, users []vpp.User) (left []vpp.User) {
	for i, user := range users {
		err := Join(ctx, client, user)
		if err == nil {
			continue
		}
		if strings.Contains(err.Error(), "9621") {
			return append(left, users[i:]...)
		}
		left = append(left, user)
	}
	return left
}

// Leave retires a user. It is no error if somebody else was faster.
//
// Defect: for the second of these errors alone, Apple has published three texts.
// Which of them the service uses is its own affair.
func Leave(ctx context.Context, client *vpp.Client, id string) error {
	answer, err := client.Retire(ctx, id)
	if err != nil {
		return err
	}
	err = answer.Err()
	var refusal *vpp.Error
	if !errors.As(err, &refusal) {
		return err
	}
	switch refusal.Message {
	case "The user has already been retired.", "Unable to find the registered user.":
		return nil
	}
	return err
}
