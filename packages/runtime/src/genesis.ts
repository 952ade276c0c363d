import type { State } from "@taonet/frame/state"
import { bytesToKey, utf8 } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { storage as aura } from "./pallets/aura/schema.ts"
import { mutateAccount } from "./pallets/balances/account.ts"
import { storage as balances } from "./pallets/balances/schema.ts"
import { storage as drand } from "./pallets/drand/schema.ts"
import { storage as evmChainId } from "./pallets/evmChainId/schema.ts"
import { storage as grandpa } from "./pallets/grandpa/schema.ts"
import { limitOrdersGenesis } from "./pallets/limitOrders/genesis.ts"
import { subtensorGenesis } from "./pallets/subtensor/genesis.ts"
import { storage as sudo } from "./pallets/sudo/schema.ts"
import { constants, storage as system } from "./pallets/system/schema.ts"
import { one } from "./pallets/transactionPayment/index.ts"
import { storage as transactionPayment } from "./pallets/transactionPayment/schema.ts"
import type { Genesis } from "./specs/chainSpec.ts"

/** Where Substrate keeps the runtime's code. Clients read its hash as the runtime's identity, so it must be there. */
const codeKey = bytesToKey(utf8(":code"))
/** Not WebAssembly: says what runs here instead, to whoever looks. */
const codeStub = "taonet: the runtime is TypeScript, spec_version "

/** What Ethereum tools are told this chain is. */
const ethereumChainId = 42n

/** The parent of block 0, as frame_system writes it. */
const genesisParent: Hex = `0x${"45".repeat(32)}`

/** Writes the first state of a network. */
export function writeGenesis(state: State, genesis: Genesis): void {
  const version = constants.Version.get(state)
  state.set(codeKey, utf8(`${codeStub}${version.spec_version}`))
  system.BlockHash.set(state, 0, genesisParent)
  system.ParentHash.set(state, genesisParent)
  system.LastRuntimeUpgrade.set(state, { spec_version: version.spec_version, spec_name: version.spec_name })
  system.UpgradedToU32RefCount.set(state, true)
  system.UpgradedToTripleRefCount.set(state, true)
  let issuance = 0n
  for (const [account, amount] of genesis.balances) {
    mutateAccount(state, account, (data) => ({ ...data, free: data.free + amount }))
    issuance += amount
  }
  balances.TotalIssuance.set(state, issuance)
  aura.Authorities.set(state, genesis.authorities.map(fromHex))
  grandpa.Authorities.set(
    state,
    genesis.grandpa.map((key) => [fromHex(key), 1n] as const),
  )
  transactionPayment.StorageVersion.set(state, "V2")
  transactionPayment.NextFeeMultiplier.set(state, one)
  evmChainId.ChainId.set(state, ethereumChainId)
  if (genesis.sudo) sudo.Key.set(state, genesis.sudo)
  if (genesis.drand) drand.BeaconConfig.set(state, genesis.drand)
  subtensorGenesis(state, genesis.subtensor)
  limitOrdersGenesis(state)
  state.events.length = 0
}
