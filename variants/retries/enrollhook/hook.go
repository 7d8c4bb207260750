// Package enrollhook reacts to the enrollment events of devices: a device that
// appears gets its apps, a device that leaves gives them back.
package enrollhook

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// Known error numbers of the license service.
const (
	ErrNumInternal        = 9603
	ErrNumAlreadyAssigned = 9616
	ErrNumNotAssociated   = 9619
)

// Device is the subject of an event.
type Device struct {
	Serial string
	Apps   []string
}

// Hook handles events.
type Hook struct {
	log      *slog.Logger
	client   *http.Client
	endpoint string
	sToken   string
}

type manageArgs struct {
	SToken       string   `json:"sToken"`
	AdamID       string   `json:"adamIdStr"`
	Associate    []string `json:"associateSerialNumbers,omitempty"`
	Disassociate []string `json:"disassociateSerialNumbers,omitempty"`
}

type manageReply struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
	ProductType  int    `json:"productTypeId"`
}

// New returns a hook that talks to Apple.
func New(sToken string) *Hook {
	return &Hook{
		log:      slog.Default(),
		client:   &http.Client{Timeout: 20 * time.Second},
		endpoint: "https://vpp.itunes.apple.com/mdm",
		sToken:   sToken,
	}
}

func (h *Hook) manage(ctx context.Context, path string, args manageArgs) (*manageReply, error) {
	args.SToken = h.sToken
	payload, err := json.Marshal(args)
	if err != nil {
		return nil, fmt.Errorf("marshal: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.endpoint+path, bytes.NewReader(payload))
	if err != nil {
		return nil, fmt.Errorf("request: %w", err)
	}
	res, err := h.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("transport: %w", err)
	}
	defer res.Body.Close()

	var reply manageReply
	if err := json.NewDecoder(res.Body).Decode(&reply); err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	return &reply, nil
}

func (h *Hook) give(ctx context.Context, adamID, serial string) (*manageReply, error) {
	return h.manage(ctx, "/manageVPPLicensesByAdamIdSrv", manageArgs{AdamID: adamID, Associate: []string{serial}})
}

func (h *Hook) take(ctx context.Context, adamID, serial string) error {
	_, err := h.manage(ctx, "/disassociateLicensesSrv", manageArgs{AdamID: adamID, Disassociate: []string{serial}})
	return err
}

// OnEnroll gives every app of the profile to a new device.
//
//want:vppretry9603
func (h *Hook) OnEnroll(ctx context.Context, dev Device) (failed []string) {
apps:
	for _, app := range dev.Apps {
		for attempt := 1; ; attempt++ {
			reply, err := h.give(ctx, app, dev.Serial)
			if err != nil {
				h.log.Error("enroll", "serial", dev.Serial, "err", err)
				break apps
			}
			switch reply.ErrorNumber {
			case 0, ErrNumAlreadyAssigned:
				continue apps
			case ErrNumInternal:
				if attempt > 8 {
					failed = append(failed, app)
					continue apps
				}
				select {
				case <-time.After(3 * time.Second):
				case <-ctx.Done():
					break apps
				}
			default:
				failed = append(failed, app)
				continue apps
			}
		}
	}
	return failed
}

// OnReenroll does the same for a device that comes back after a wipe.
func (h *Hook) OnReenroll(ctx context.Context, dev Device) (failed []string) {
apps:
	for _, app := range dev.Apps {
		for attempt := 1; ; attempt++ {
			reply, err := h.give(ctx, app, dev.Serial)
			if err != nil {
				h.log.Error("reenroll", "serial", dev.Serial, "err", err)
				break apps
			}
			switch reply.ErrorNumber {
			case 0, ErrNumAlreadyAssigned:
				continue apps
			case ErrNumInternal:
				if attempt > 5 {
					failed = append(failed, app)
					continue apps
				}
				select {
				case <-time.After(3 * time.Second):
				case <-ctx.Done():
					break apps
				}
			default:
				failed = append(failed, app)
				continue apps
			}
		}
	}
	return failed
}

// OnUserLogin personalises a shared device. It makes three rounds of three.
//
//want:vppretry9603 vppretry9616
func (h *Hook) OnUserLogin(ctx context.Context, app, serial string) error {
	for round := 0; round < 3; round++ {
		if round > 0 {
			time.Sleep(30 * time.Second)
		}
		for try := 0; try < 3; try++ {
			reply, err := h.give(ctx, app, serial)
			if err != nil {
				return err
			}
			if reply.ErrorNumber == 0 {
				return nil
			}
			h.log.Warn("login", "round", round, "try", try, "number", reply.ErrorNumber)
			time.Sleep(2 * time.Second)
		}
	}
	return fmt.Errorf("%s: no license for %s", serial, app)
}

// OnUserSwitch knows that the service may be down for a while, so the rounds
// are ten minutes apart. Each of them is a burst of six, though.
//
//want:vppretry9603
func (h *Hook) OnUserSwitch(ctx context.Context, app, serial string) error {
	for round := range 4 {
		if round > 0 {
			time.Sleep(10 * time.Minute)
		}
		for range 6 {
			reply, err := h.give(ctx, app, serial)
			if err != nil {
				return err
			}
			if reply.ErrorNumber != ErrNumInternal {
				return nil
			}
			time.Sleep(2 * time.Second)
		}
	}
	return fmt.Errorf("%s: no license for %s", serial, app)
}

// OnCheckout lends a device. A quick round is followed by a calmer one.
//
//want:vppretry9603
func (h *Hook) OnCheckout(ctx context.Context, app, serial string) error {
	for i := 0; i < 4; i++ {
		reply, err := h.give(ctx, app, serial)
		if err != nil {
			return err
		}
		if reply.ErrorNumber != ErrNumInternal {
			return nil
		}
		time.Sleep(time.Second)
	}
	h.log.Info("service is slow", "app", app)
	for i := 0; i < 4; i++ {
		reply, err := h.give(ctx, app, serial)
		if err != nil {
			return err
		}
		if reply.ErrorNumber != ErrNumInternal {
			return nil
		}
		time.Sleep(10 * time.Second)
	}
	return fmt.Errorf("%s: no license for %s", serial, app)
}

// OnReturn puts a device back: the old license goes, a fresh one comes.
// Between the two rounds the license is taken away once more.
func (h *Hook) OnReturn(ctx context.Context, app, serial string) error {
	for i := 0; i < 4; i++ {
		reply, err := h.give(ctx, app, serial)
		if err != nil {
			return err
		}
		if reply.ErrorNumber != ErrNumInternal {
			return nil
		}
		time.Sleep(time.Second)
	}
	if err := h.take(ctx, app, serial); err != nil {
		return err
	}
	for i := 0; i < 4; i++ {
		reply, err := h.give(ctx, app, serial)
		if err != nil {
			return err
		}
		if reply.ErrorNumber != ErrNumInternal {
			return nil
		}
		time.Sleep(time.Second)
	}
	return fmt.Errorf("%s: no license for %s", serial, app)
}

// OnRepair replaces a mainboard: nothing is certain, so a failure is followed by one more request.
//
//want:vppretry9616
func (h *Hook) OnRepair(ctx context.Context, app, serial string) error {
	reply, err := h.give(ctx, app, serial)
	if err == nil && reply.Status == -1 {
		h.log.Warn("repair: again", "number", reply.ErrorNumber)
		time.Sleep(5 * time.Second)
		reply, err = h.give(ctx, app, serial)
	}
	if err != nil {
		return err
	}
	if reply.Status != 0 {
		return fmt.Errorf("%s: error %d", serial, reply.ErrorNumber)
	}
	return nil
}

// OnTransfer moves a device to another school, and has all the time of the world.
func (h *Hook) OnTransfer(ctx context.Context, app, serial string) error {
	tick := time.NewTicker(2 * time.Minute)
	defer tick.Stop()
transfer:
	for {
		reply, err := h.give(ctx, app, serial)
		if err != nil {
			return err
		}
		switch {
		case reply.ErrorNumber == 0:
			return nil
		case reply.ErrorNumber == ErrNumAlreadyAssigned:
			break transfer
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	h.log.Info("had it already", "serial", serial)
	return nil
}

// OnLost prepares the replacement of a lost device.
//
//want:vppretry9616
func (h *Hook) OnLost(ctx context.Context, app, serial string) error {
	for n := 1; n <= 5; n++ {
		reply, err := h.give(ctx, app, serial)
		if err != nil {
			return err
		}
		switch reply.ErrorNumber {
		case 0:
			return nil
		case ErrNumAlreadyAssigned:
			h.log.Info("nothing to do", "serial", serial)
			break
		case ErrNumInternal:
			time.Sleep(time.Duration(n) * time.Second)
		default:
			return fmt.Errorf("%s: error %d", serial, reply.ErrorNumber)
		}
	}
	return fmt.Errorf("%s: no license for %s", serial, app)
}

// OnSteal takes the license from whoever has it, and gives it to the device.
func (h *Hook) OnSteal(ctx context.Context, app, holder, serial string) error {
	reply, err := h.give(ctx, app, serial)
	if err != nil {
		return err
	}
	if reply.ErrorNumber == ErrNumAlreadyAssigned {
		if err := h.take(ctx, app, holder); err != nil {
			return err
		}
		if reply, err = h.give(ctx, app, serial); err != nil {
			return err
		}
	}
	if reply.ErrorNumber != 0 {
		return fmt.Errorf("%s: error %d", serial, reply.ErrorNumber)
	}
	return nil
}
