// Package pb has messages as a generator would write them, for the VPP bridge.
package pb

// VppError is a message.
type VppError struct {
	ErrorNumber  *int32  `protobuf:"varint,1" json:"errorNumber,omitempty"`
	ErrorMessage *string `protobuf:"bytes,2" json:"errorMessage,omitempty"`
	Hint         *string `protobuf:"bytes,3" json:"hint,omitempty"`
}

// GetErrorNumber returns the number.
func (x *VppError) GetErrorNumber() int32 {
	if x != nil && x.ErrorNumber != nil {
		return *x.ErrorNumber
	}
	return 0
}

// GetErrorMessage returns the text.
func (x *VppError) GetErrorMessage() string {
	if x != nil && x.ErrorMessage != nil {
		return *x.ErrorMessage
	}
	return ""
}

// GetHint returns the hint.
func (x *VppError) GetHint() string {
	if x != nil && x.Hint != nil {
		return *x.Hint
	}
	return ""
}

// AssignReply is a message.
type AssignReply struct {
	Failed *VppError            `json:"failed,omitempty"`
	Each   map[string]*VppError `json:"each,omitempty"`
}

// GetFailed returns what failed.
func (x *AssignReply) GetFailed() *VppError {
	if x == nil {
		return nil
	}
	return x.Failed
}

// GetEach returns the failures.
func (x *AssignReply) GetEach() map[string]*VppError {
	if x == nil {
		return nil
	}
	return x.Each
}
