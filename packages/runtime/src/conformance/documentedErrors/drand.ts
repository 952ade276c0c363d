import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

export const documentedErrors: DocumentedErrors = {
  write_pulse: ["BadOrigin", "PulseVerificationError", "InvalidRoundNumber"],
  set_beacon_config: ["BadOrigin"],
  set_oldest_stored_round: ["BadOrigin"],
}

export const unreachable: UnreachableErrors = {
  write_pulse: {
    NoneValue: "no code raises it",
    StorageOverflow: "no code raises it",
    DrandConnectionFailure: "pulses are fetched by the node, never in a call",
    UnverifiedPulse: "a pulse that the beacon did not sign is passed over",
  },
}
