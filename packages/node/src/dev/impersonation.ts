import type { State } from "@taonet/frame/state"
import type { SignatureCheck } from "@taonet/primitives/crypto/verify"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { immortal } from "@taonet/runtime/executive/era"
import { encodeSigned, signedBy } from "@taonet/runtime/executive/extrinsic"
import type { RuntimeCallValue } from "@taonet/runtime/outer"
import { accountNonce } from "@taonet/runtime/pallets/system/account"
import type { Pool } from "../pool/pool.ts"
import { DevError } from "./errors.ts"

/** Whose signature need not be a real one. */
export interface Impersonation {
  /** Takes the placeholder for any signature of this account. */
  start(account: Hex): void
  stop(account: Hex): void
  /** For every account. */
  auto(on: boolean): void
  readonly isAuto: boolean
  accounts(): Hex[]
  reset(): void
  /** Whether a signature counts without being verified. */
  readonly accepts: SignatureCheck
  /** Runs `work` with the account impersonated. */
  during<T>(account: Hex, work: () => T): T
}

/** What Chopsticks' users put where a signature belongs: `0xdeadbeef`, then `cd`. */
export const placeholder: Uint8Array = fromHex(`0xdeadbeef${"cd".repeat(60)}`)
const maxImpersonated = 100_000

export function createImpersonation(autoFromStart: boolean): Impersonation {
  const impersonated = new Set<Hex>()
  let isAuto = autoFromStart
  let lent: Hex | undefined

  return {
    start(account) {
      if (impersonated.size >= maxImpersonated)
        throw new DevError(
          "too-far",
          "account",
          `more than ${maxImpersonated} accounts; auto-impersonation takes all`,
        )
      impersonated.add(account)
    },
    stop(account) {
      if (!impersonated.delete(account))
        throw new DevError("unknown-id", "account", `${encodeAddress(account)} is not impersonated`)
    },
    auto(on) {
      isAuto = on
    },
    get isAuto() {
      return isAuto
    },
    accounts: () => [...impersonated],
    reset() {
      impersonated.clear()
      isAuto = autoFromStart
    },
    accepts(_scheme, signature, _message, account) {
      if (!isPlaceholder(signature)) return false
      const hex = toHex(account)
      return isAuto || hex === lent || impersonated.has(hex)
    },
    during(account, work) {
      lent = account
      try {
        return work()
      } finally {
        lent = undefined
      }
    },
  }
}

/** 64 bytes, or 65 where the scheme has so many. */
function isPlaceholder(signature: Uint8Array): boolean {
  return signature.every((byte, i) => byte === (placeholder[i] ?? 0xcd))
}

/** A call as a transaction of the account, with the placeholder as its signature. */
export function transactionOf(
  state: State,
  account: Hex,
  call: RuntimeCallValue,
  pool?: Pick<Pool, "nextNonce">,
): Uint8Array {
  const stored = accountNonce(state, account)
  const nonce = pool?.nextNonce(account, stored) ?? stored
  const signature = { type: "Sr25519", value: placeholder } as const
  const extra = { era: immortal, nonce, tip: 0n, mode: "Disabled" } as const
  return encodeSigned({ address: signedBy(account), signature, extra }, call)
}
