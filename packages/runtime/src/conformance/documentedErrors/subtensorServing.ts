/** Endpoints, identities and voting power. Sources: behaviour/keys-and-fees.md sections 6, 8 and 13. */
import type { DocumentedErrors } from "./types.ts"

const endpoint = [
  "BadOrigin",
  "HotKeyNotRegisteredInNetwork",
  "InvalidIpType",
  "InvalidIpAddress",
  "ServingRateLimitExceeded",
  "InvalidPort",
  "SubnetNotExists",
]

export const documentedErrors: DocumentedErrors = {
  serve_axon: endpoint,
  serve_axon_tls: endpoint,
  serve_prometheus: endpoint,
  set_identity: ["BadOrigin", "HotKeyNotRegisteredInNetwork", "InvalidIdentity"],
  set_subnet_identity: ["BadOrigin", "SubnetNotExists", "NotSubnetOwner", "InvalidIdentity"],
  enable_voting_power_tracking: ["BadOrigin", "SubnetNotExists"],
  disable_voting_power_tracking: ["BadOrigin", "VotingPowerTrackingNotEnabled"],
  sudo_set_voting_power_ema_alpha: ["BadOrigin", "InvalidVotingPowerEmaAlpha", "SubnetNotExists"],
}
