package apple

// What Apple says in *Interpreting Error Codes*, in Markdown. Each of the rules
// stands on one of these sentences; all that quotes them takes them from here.
const (
	SaysMessage = "The `errorMessage` field contains human-readable text explaining the error. The `errorNumber` field is intended for software to interpret."

	Says9603 = "When the MDM server receives this response, it should send the current request again. If it continues to receive `9603` errors after more than five attempts, it may mean that the VPP service is unexpectedly down and further retries should be scheduled for minutes later, instead of seconds."

	Says9616 = "Error number 9616 is returned when an attempt is made to assign a license to a user or device that already has a license for the specified app or book, in which case there’s no need to retry the assignment."
)
