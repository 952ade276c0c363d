/** The tables of all pallets under their wire names, with their types: what lets names such as "Balances.transfer_all" be checked. */
import * as adminUtils from "@taonet/runtime/pallets/adminUtils/schema"
import * as alphaAssets from "@taonet/runtime/pallets/alphaAssets/schema"
import * as aura from "@taonet/runtime/pallets/aura/schema"
import * as balances from "@taonet/runtime/pallets/balances/schema"
import * as baseFee from "@taonet/runtime/pallets/baseFee/schema"
import * as commitments from "@taonet/runtime/pallets/commitments/schema"
import * as contracts from "@taonet/runtime/pallets/contracts/schema"
import * as crowdloan from "@taonet/runtime/pallets/crowdloan/schema"
import * as drand from "@taonet/runtime/pallets/drand/schema"
import * as ethereum from "@taonet/runtime/pallets/ethereum/schema"
import * as evm from "@taonet/runtime/pallets/evm/schema"
import * as evmChainId from "@taonet/runtime/pallets/evmChainId/schema"
import * as grandpa from "@taonet/runtime/pallets/grandpa/schema"
import * as limitOrders from "@taonet/runtime/pallets/limitOrders/schema"
import * as mevShield from "@taonet/runtime/pallets/mevShield/schema"
import * as multisig from "@taonet/runtime/pallets/multisig/schema"
import * as preimage from "@taonet/runtime/pallets/preimage/schema"
import * as proxy from "@taonet/runtime/pallets/proxy/schema"
import * as randomnessCollectiveFlip from "@taonet/runtime/pallets/randomnessCollectiveFlip/schema"
import * as safeMode from "@taonet/runtime/pallets/safeMode/schema"
import * as scheduler from "@taonet/runtime/pallets/scheduler/schema"
import * as subtensor from "@taonet/runtime/pallets/subtensor/schema"
import * as sudo from "@taonet/runtime/pallets/sudo/schema"
import * as swap from "@taonet/runtime/pallets/swap/schema"
import * as system from "@taonet/runtime/pallets/system/schema"
import * as timestamp from "@taonet/runtime/pallets/timestamp/schema"
import * as transactionPayment from "@taonet/runtime/pallets/transactionPayment/schema"
import * as utility from "@taonet/runtime/pallets/utility/schema"

export const pallets = {
  System: system,
  RandomnessCollectiveFlip: randomnessCollectiveFlip,
  Timestamp: timestamp,
  Aura: aura,
  Grandpa: grandpa,
  Balances: balances,
  TransactionPayment: transactionPayment,
  SubtensorModule: subtensor,
  Utility: utility,
  Sudo: sudo,
  Multisig: multisig,
  Preimage: preimage,
  Scheduler: scheduler,
  Proxy: proxy,
  Commitments: commitments,
  AdminUtils: adminUtils,
  SafeMode: safeMode,
  Ethereum: ethereum,
  EVM: evm,
  EVMChainId: evmChainId,
  BaseFee: baseFee,
  Drand: drand,
  Crowdloan: crowdloan,
  Swap: swap,
  Contracts: contracts,
  MevShield: mevShield,
  AlphaAssets: alphaAssets,
  LimitOrders: limitOrders,
} as const

export type Pallets = typeof pallets
export type PalletName = keyof Pallets

type Table = "storage" | "calls" | "events"
/** "Pallet.entry" of all entries of one table. */
export type NameIn<T extends Table> = {
  [P in PalletName]: `${P}.${keyof Pallets[P][T] & string}`
}[PalletName]

export type EntryAt<T extends Table, N extends string> = N extends `${infer P}.${infer E}`
  ? P extends PalletName
    ? E extends keyof Pallets[P][T]
      ? Pallets[P][T][E]
      : never
    : never
  : never

/** The entry of a name. Throws RangeError when there is none, for callers without types. */
export function entryAt<T extends Table, N extends NameIn<T>>(table: T, name: N): EntryAt<T, N> {
  const [pallet = "", entry = ""] = name.split(".")
  const found = (pallets as Readonly<Record<string, Partial<Record<Table, Record<string, unknown>>>>>)[pallet]
  const value = found?.[table]?.[entry]
  if (value === undefined) throw new RangeError(`there is no ${name} among the ${table}`)
  return value as EntryAt<T, N>
}
