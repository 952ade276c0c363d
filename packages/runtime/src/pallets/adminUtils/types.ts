import { type Codec, unitEnum } from "@taonet/primitives/scale/index"

export type PrecompileEnum =
  | "BalanceTransfer"
  | "Staking"
  | "Subnet"
  | "Metagraph"
  | "Neuron"
  | "UidLookup"
  | "Alpha"
  | "Crowdloan"
  | "Proxy"
  | "Leasing"
  | "AddressMapping"
  | "VotingPower"
  | "AccountBalance"
  | "Scheduler"
  | "Drand"
  | "Timestamp"
  | "RuntimeConfiguration"
  | "PrecompileRegistry"
export const PrecompileEnum: Codec<PrecompileEnum> = unitEnum<PrecompileEnum>(
  "pallet_admin_utils::pallet::PrecompileEnum",
  [
    "BalanceTransfer",
    "Staking",
    "Subnet",
    "Metagraph",
    "Neuron",
    "UidLookup",
    "Alpha",
    "Crowdloan",
    "Proxy",
    "Leasing",
    "AddressMapping",
    "VotingPower",
    "AccountBalance",
    "Scheduler",
    "Drand",
    "Timestamp",
    "RuntimeConfiguration",
    "PrecompileRegistry",
  ],
)
