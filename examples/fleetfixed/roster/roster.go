// Package roster keeps the users that Apple knows in step with the roster of a
// school or company.
package roster

import (
	"context"

	"github.com/vpplint/vpplint/examples/fleetfixed/retry"
	"github.com/vpplint/vpplint/examples/fleetfixed/vpp"
)

// Join registers a user.
func Join(ctx context.Context, client *vpp.Client, user vpp.User) error {
	return retry.Do(ctx, vpp.Busy, func(ctx context.Context) error {
		return vpp.Check(client.Register(ctx, user))
	})
}

// JoinAll registers users, and returns those that are left. It gives up when the
// location's token has expired: no other user would fare better.
func JoinAll(ctx context.Context, client *vpp.Client, users []vpp.User) (left []vpp.User) {
	for i, user := range users {
		err := Join(ctx, client, user)
		if err == nil {
			continue
		}
		if vpp.Number(err) == vpp.NumberTokenExpired {
			return append(left, users[i:]...)
		}
		left = append(left, user)
	}
	return left
}

// Leave retires a user. It is no error if somebody else was faster.
func Leave(ctx context.Context, client *vpp.Client, id string) error {
	answer, err := client.Retire(ctx, id)
	if err != nil {
		return err
	}
	switch answer.ErrorNumber {
	case vpp.NumberRetired, vpp.NumberNoUser:
		return nil
	}
	return answer.Err()
}
