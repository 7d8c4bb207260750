// Package persist has shops that do not give up at once.
package persist

import (
	"context"
	"time"

	"example.com/serversa/tern/shop"
)

// Mild asks a few times.
type Mild struct{ shop.Shop }

// Grant implements shop.Shop.
func (m Mild) Grant(ctx context.Context, app string, holders ...string) (a *shop.Answer, err error) {
	for left := 4; ; left-- {
		if a, err = m.Shop.Grant(ctx, app, holders...); shop.NumOf(err) != 9603 || left == 0 {
			return a, err
		}
		time.Sleep(3 * time.Second)
	}
}

// Stern asks until the shop gives in.
type Stern struct{ shop.Shop }

// Grant implements shop.Shop.
//
//want:vppretry9603
func (s Stern) Grant(ctx context.Context, app string, holders ...string) (a *shop.Answer, err error) {
	for ctx.Err() == nil {
		if a, err = s.Shop.Grant(ctx, app, holders...); shop.NumOf(err) != 9603 {
			break
		}
		time.Sleep(3 * time.Second)
	}
	return a, err
}

// Revoke implements shop.Shop; it asks ever more slowly.
func (s Stern) Revoke(ctx context.Context, app string, holders ...string) (a *shop.Answer, err error) {
	for pause := 3 * time.Second; ctx.Err() == nil; pause *= 2 {
		if a, err = s.Shop.Revoke(ctx, app, holders...); shop.NumOf(err) != 9603 {
			break
		}
		time.Sleep(pause)
	}
	return a, err
}

// Deaf asks once more without having listened.
type Deaf struct{ shop.Shop }

// Grant implements shop.Shop.
//
//want:vppretry9616
func (d Deaf) Grant(ctx context.Context, app string, holders ...string) (a *shop.Answer, err error) {
	defer func() {
		if err != nil {
			a, err = d.Shop.Grant(ctx, app, holders...)
		}
	}()
	return d.Shop.Grant(ctx, app, holders...)
}
