package flows

import (
	"context"

	"example.com/serversa/tern/bus"
	"example.com/serversa/tern/shop"
	"example.com/serversa/tern/verdict"
)

// Custom is a line with a judge of its own.
type Custom struct {
	Shop  shop.Shop
	Line  *bus.Line
	Judge verdict.Judge
	Tame  verdict.Judge
}

// Drive drives the line.
//
//want:module:vppretry9603 module:vppretry9616
func (c *Custom) Drive(ctx context.Context) {
	c.Line.Drive(ctx, c.Judge, func(ctx context.Context, t *bus.Task) error {
		_, err := c.Shop.Grant(ctx, t.App, t.Holder)
		return err
	})
}

// DriveTame drives the line with the tame judge.
func (c *Custom) DriveTame(ctx context.Context) {
	c.Line.Drive(ctx, c.Tame, func(ctx context.Context, t *bus.Task) error {
		_, err := c.Shop.Grant(ctx, t.App, t.Holder)
		return err
	})
}
