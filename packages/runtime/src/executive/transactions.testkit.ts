/** For tests of transactions: a chain with real keys that builds blocks extrinsic by extrinsic. Never imported by product code. */
import { InvariantError } from "@taonet/frame/errors"
import type { ApplyResult, TransactionValidity, ValidationContext } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { concatBytes } from "@taonet/primitives/bytes"
import { type Keypair, sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import type { SignatureScheme } from "@taonet/primitives/crypto/verify"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { bytesFixed, encode, option, u32 } from "@taonet/primitives/scale/index"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import type { Changes } from "@taonet/state/types"
import { violationText, watchBooks } from "../invariants/index.ts"
import { RuntimeCall, type RuntimeCallValue } from "../outer.ts"
import { slotDigest } from "../pallets/aura/index.ts"
import { storage as balances } from "../pallets/balances/schema.ts"
import { accountNonce, blockNumber } from "../pallets/system/account.ts"
import { constants, storage as system } from "../pallets/system/schema.ts"
import { createRuntime } from "../runtime.ts"
import type { ChainSpec } from "../specs/chainSpec.ts"
import { local } from "../specs/local.ts"
import { type Era, immortal } from "./era.ts"
import { encodeExtra, encodeSigned, type SignedExtra, signedBy } from "./extrinsic.ts"
import { signingPayload } from "./validate.ts"

const keys = new Map<string, Keypair>()

/** `//Alice` and so on; deriving a key costs, so each is derived once. */
export function keyOf(uri: string, scheme: SignatureScheme = "sr25519"): Keypair {
  const name = `${scheme}:${uri}`
  let pair = keys.get(name)
  if (!pair) {
    pair = keypairFromUri(uri, scheme)
    keys.set(name, pair)
  }
  return pair
}

/** What a client may say otherwise than the chain expects. */
export interface SigningOptions {
  readonly nonce?: number
  readonly era?: Era
  readonly tip?: bigint
  readonly mode?: SignedExtra["mode"]
  readonly specVersion?: number
  readonly transactionVersion?: number
  readonly genesisHash?: Hex
  readonly birthHash?: Hex
  /** The digest that the signature promises; absent: none. */
  readonly metadataHash?: Uint8Array
}

export interface TransactionChain {
  readonly state: State
  readonly slotMs: number
  /** Ends the block that is open, if any, and starts the next with its timestamp. */
  nextBlock(): void
  endBlock(): void
  signed(pair: Keypair, call: RuntimeCallValue, options?: SigningOptions): Uint8Array
  apply(bytes: Uint8Array, signatureVerified?: boolean): ApplyResult
  validate(bytes: Uint8Array, context?: Partial<ValidationContext>): TransactionValidity
  inherent(timestampMs: bigint): Uint8Array
  call(method: string, args?: Uint8Array): Uint8Array
  /** Events since the last call, as `Pallet.Event` with values. */
  takeEvents(): { readonly name: string; readonly value: unknown }[]
  /** Changes since genesis. */
  changes(): Changes
}

export const hashAt = (number: number): Hex => `0x${(number + 0xabc).toString(16).padStart(64, "0")}`

/** `checked`: whether a block that breaks an invariant raises InvariantError; benches go without. */
export function createTransactionChain(spec: ChainSpec = local, { checked = true } = {}): TransactionChain {
  const runtime = createRuntime(spec)
  const state = runtime.open(createOverlay(createMemoryStore(runtime.genesis())))
  const slotMs = runtime.slotDurationMs
  const books = checked ? watchBooks(state) : undefined
  let open = false

  const chain: TransactionChain = {
    state,
    slotMs,
    nextBlock() {
      if (open) chain.endBlock()
      const number = blockNumber(state) + 1
      const digest = [slotDigest(BigInt(number))]
      runtime.initializeBlock(state, { number, parentHash: hashAt(number - 1), digest })
      for (const inherent of runtime.inherents(state, { timestampMs: BigInt(number * slotMs) }))
        runtime.applyExtrinsic(state, inherent)
      open = true
      state.events.length = 0
    },
    endBlock() {
      runtime.finalizeBlock(state)
      const [violation] = books?.look(state) ?? []
      if (violation) throw new InvariantError(violationText(violation))
      open = false
    },
    signed: (pair, call, options = {}) => signTransaction(state, pair, call, options),
    apply: (bytes, signatureVerified = false) => runtime.applyExtrinsic(state, bytes, signatureVerified),
    validate: (bytes, context = {}) =>
      runtime.validateTransaction(state, bytes, {
        source: "External",
        blockHash: hashAt(blockNumber(state)),
        ...context,
      }),
    inherent: (timestampMs) => runtime.inherents(state, { timestampMs })[0]!,
    call: (method, args = new Uint8Array()) =>
      runtime.call(state, method, args, { blockHash: hashAt(blockNumber(state)) }),
    takeEvents: () =>
      state.events
        .splice(0)
        .map(({ event }) => ({ name: `${event.type}.${event.value.type}`, value: event.value.value })),
    changes: () => state.changes(),
  }
  return chain
}

export function signTransaction(
  state: State,
  pair: Keypair,
  call: RuntimeCallValue,
  options: SigningOptions,
): Uint8Array {
  const { era = immortal, tip = 0n, mode = "Disabled" } = options
  const extra: SignedExtra = { era, nonce: options.nonce ?? accountNonce(state, pair.account), tip, mode }
  const callBytes = encode(RuntimeCall, call)
  const version = constants.Version.get(state)
  const genesisHash = options.genesisHash ?? system.BlockHash.get(state, 0)
  const implicit = concatBytes(
    encode(u32, options.specVersion ?? version.spec_version),
    encode(u32, options.transactionVersion ?? version.transaction_version),
    fromHex(genesisHash),
    fromHex(options.birthHash ?? genesisHash),
    encode(option(bytesFixed(32)), options.metadataHash),
  )
  const value = sign(pair, signingPayload(callBytes, encodeExtra(extra), implicit))
  const type = ({ sr25519: "Sr25519", ed25519: "Ed25519", ecdsa: "Ecdsa" } as const)[pair.scheme]
  return encodeSigned({ address: signedBy(pair.account), signature: { type, value }, extra }, callBytes)
}

/** What the accounts hold together; the recorded issuance must equal it, but for imbalances inside one call. */
export function sumOfAccounts(state: State): bigint {
  let sum = 0n
  for (const [, { data }] of system.Account.entries(state)) sum += data.free + data.reserved
  return sum
}

export const issuance = (state: State): bigint => balances.TotalIssuance.get(state)
