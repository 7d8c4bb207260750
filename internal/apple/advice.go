package apple

// Advice is one short sentence on what software should do when it is answered
// the number, as far as Apple's texts say so; it is empty for other numbers.
func Advice(number int) string { return advice[number] }

var advice = map[int]string{
	9603: "send the same request again; after more than five attempts schedule retries minutes later, not seconds",
	9609: "the user is not registered: register the user before sending a new assignment",
	9610: "there is no such license; repeating the assignment soon turns into 9631",
	9616: "the license is already assigned: there is no need to retry, and repeating it soon turns into 9630",
	9617: "the URL has moved: read the new one from VPPServiceConfigSrv",
	9618: "the user has already been retired: there is nothing left to do",
	9619: "the license is not associated: there is nothing to take back",
	9620: "the user has already been deleted: there is nothing left to do",
	9621: "the token has expired: stop and ask for a new one",
	9622: "the authentication token is invalid: stop and check the token",
	9624: "the license was refunded and is no longer valid: do not use it again",
	9625: "the token has been revoked: stop and ask for a new one",
	9626: "the license belongs to a different user: retry the assignment with a different license",
	9628: "the item cannot be assigned to devices: assign it to a user",
	9630: "the same assignment was answered 9616 too often: stop repeating it",
	9631: "the same assignment was answered 9610 too often: stop repeating it",
	9632: "the identical request was sent too often: stop repeating it",
	9634: "the service has been removed: do not call it",
	9643: "the license is locked for a pending transfer: try again later",
	9644: "the service is in maintenance: try again later",
	9646: "there are too many requests: retry with an incremental or exponential backoff",
	9709: "there are not enough assets left: get more before assigning again",
	9721: "the version ID is not valid: send the one from the read APIs",
	9729: "the server has moved: refresh the DNS entry",
}
