package apple

// Host is the host of the service.
const Host = "vpp.itunes.apple.com"

// Service says whether name is a service of the legacy API, as it appears at
// the end of a URL.
func Service(name string) bool { return services[name] }

var services = set(
	"VPPClientConfigSrv",
	"VPPServiceConfigSrv",
	"associateVPPLicenseSrv",
	"associateVPPLicenseWithVPPUserSrv",
	"disassociateVPPLicenseFromVPPUserSrv",
	"disassociateVPPLicenseSrv",
	"editVPPUserSrv",
	"getVPPAssetsSrv",
	"getVPPLicensesSrv",
	"getVPPUserSrv",
	"getVPPUsersSrv",
	"manageVPPLicensesByAdamIdSrv",
	"registerVPPUserSrv",
	"retireVPPUserSrv",
)

// Name says whether name is a name of the service's own on the wire, besides
// the names of every answer (status, errorNumber, errorMessage).
func Name(name string) bool { return distinctive[name] || common[name] }

// Distinctive says whether name is a Name that no other protocol is likely to
// use.
func Distinctive(name string) bool { return distinctive[name] }

// common names prove something only next to the pair itself.
var common = set(
	"associations",
	"clientUserId",
	"disassociations",
	"serialNumbers",
	"uId",
)

var distinctive = set(
	"adamId",
	"adamIdStr",
	"associateClientUserIdStrs",
	"associateLicenseIdStrs",
	"associateSerialNumbers",
	"clientUserIdStr",
	"clientUserIds",
	"disassociateClientUserIdStrs",
	"disassociateLicenseIdStrs",
	"disassociateSerialNumbers",
	"errorInfo",
	"facilitatorMemberId",
	"isIrrevocable",
	"itsIdHash",
	"licenseAlreadyAssigned",
	"licenseId",
	"licenseIdStr",
	"managedAppleIDStr",
	"notifyDisassociation",
	"pricingParam",
	"regUsersAlreadyAssigned",
	"sToken",
	"sinceModifiedToken",
	"tokenExpirationDate",
)

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}
