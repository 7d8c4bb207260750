package directives

import "time"

// Service is how the VPP service is reached.
type Service interface {
	Assign(body []byte) (*VPPResponse, error)
}

func severalRules(s Service, body []byte) error {
	for {
		//vpplint:ignore vppretry9603,vppretry9616 somebody watches, and stops it
		if r, err := s.Assign(body); err != nil || r.ErrorNumber == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
}

func stacked(s Service, body []byte) error {
	for {
		//vpplint:ignore vppretry9603 somebody watches, and stops it
		//vpplint:ignore vppretry9616 the sandbox answers 9616 until it has settled
		if r, err := s.Assign(body); err != nil || r.ErrorNumber == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
}

func oneOfTwo(s Service, body []byte) error {
	for {
		//vpplint:ignore vppretry9616 the sandbox answers 9616 until it has settled
		if r, err := s.Assign(body); err != nil || r.ErrorNumber == 0 { // want `directives.oneOfTwo retries 9603 every 1s`
			return err
		}
		time.Sleep(time.Second)
	}
}

func oneTooMany(s Service, body []byte) error {
	for range 3 {
		// want +1 `this vpplint:ignore of vppretry9603 in directives.oneTooMany \("the sandbox is slow"\) silences nothing`
		//vpplint:ignore vppretry9603,vppretry9616 the sandbox is slow
		if r, err := s.Assign(body); err != nil || r.ErrorNumber == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

//vpplint:ignore vppretry9603,vppretry9616 somebody watches, and stops it
func function(s Service, body []byte) error {
	for {
		if r, err := s.Assign(body); err != nil || r.ErrorNumber == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
}
