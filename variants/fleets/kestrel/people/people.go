// Package people keeps the users of a location and its assets in view.
package people

import (
	"context"
	"iter"
	"time"

	"example.com/serversa/kestrel/api"
	"example.com/serversa/kestrel/endpoint"
	"example.com/serversa/kestrel/outcome"
	"example.com/serversa/kestrel/policy"
	"example.com/serversa/kestrel/sched"
)

// People keeps users.
type People struct {
	api    *api.Client
	create endpoint.Func[api.Users, api.Event]
}

// New returns a People.
func New(c *api.Client) *People { return &People{api: c, create: creating(c)} }

// creating is the call that registers.
func creating(c *api.Client) endpoint.Func[api.Users, api.Event] {
	return endpoint.Repeat[api.Users, api.Event](policy.Front, outcome.Unless(outcome.Denied, outcome.Duplicate))(c.CreateUsers)
}

// Create registers people.
func (p *People) Create(ctx context.Context, users ...api.User) error {
	_, err := p.create(ctx, api.Users{Users: users})
	return err
}

// Retire retires people; Apple may take its time.
//
//want:vppretry9603
func (p *People) Retire(ctx context.Context, users []api.User) error {
	_, err := endpoint.Try(ctx, sched.Growing(time.Second, 1.6, 30*time.Second), func(ctx context.Context) (api.Event, bool, error) {
		ev, err := p.api.RetireUsers(ctx, api.Users{Users: users})
		return ev, !outcome.Passing(err), err
	})
	return err
}

// Update changes people; what is out of date is fetched and sent anew.
func (p *People) Update(ctx context.Context, users []api.User, fetch func() []api.User) error {
	for range 3 {
		_, err := p.api.UpdateUsers(ctx, api.Users{Users: users})
		if r, ok := err.(api.Refusal); !ok || r.Code != 9721 {
			return err
		}
		users = fetch()
	}
	return nil
}

// Assets yields the assets of all pages.
//
//want:vppretry9603
func (p *People) Assets(ctx context.Context) iter.Seq2[api.Asset, error] {
	return func(yield func(api.Asset, error) bool) {
		for page, total := 0, 1; page < total; page++ {
			var got api.Page
			var err error
			for range sched.Attempts(ctx, sched.Every(500*time.Millisecond).Take(10)) {
				if got, err = p.api.Assets(ctx, page); !outcome.Passing(err) {
					break
				}
			}
			if err != nil {
				yield(api.Asset{}, err)
				return
			}
			total = got.Total
			for _, a := range got.Assets {
				if !yield(a, nil) {
					return
				}
			}
		}
	}
}

// Count counts the assets, with a few attempts for each page.
func (p *People) Count(ctx context.Context) (n int, err error) {
	for page, total := 0, 1; page < total; page++ {
		got, err := endpoint.Try(ctx, policy.Front, func(ctx context.Context) (api.Page, bool, error) {
			got, err := p.api.Assets(ctx, page)
			return got, !outcome.Passing(err), err
		})
		if err != nil {
			return n, err
		}
		n, total = n+len(got.Assets), got.Total
	}
	return n, nil
}
