import { ApiError } from "@taonet/frame/runtime"
import { concatBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decode, encode, u32, u64 } from "@taonet/primitives/scale/index"
import { describe, expect, test } from "vitest"
import golden from "../../../../vectors/golden-461.json" with { type: "json" }
import { TransactionPaymentApi } from "../apis/transactionPaymentApi/schema.ts"
import { RuntimeCall } from "../outer.ts"
import { calls as adminUtils } from "../pallets/adminUtils/schema.ts"
import { calls as balances } from "../pallets/balances/schema.ts"
import { storage as subtensor, calls as subtensorCalls } from "../pallets/subtensor/schema.ts"
import { calls as system } from "../pallets/system/schema.ts"
import { calls as timestamp } from "../pallets/timestamp/schema.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { mortalEra } from "./era.ts"
import { encodeBare } from "./extrinsic.ts"
import { createTransactionChain, hashAt, keyOf } from "./transactions.testkit.ts"

/* What pools and clients are told: behaviour/runtime-apis.md sections 10 to 13. */

const { Alice, Bob } = devAccounts
const alice = keyOf("//Alice")
const transfer = balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value: 1n })
const tag = (nonce: number): Hex => toHex(concatBytes(fromHex(Alice), encode(u32, nonce)))
const max = 2n ** 64n - 1n

/** At best block 1. */
function chainAtBlock1() {
  const chain = createTransactionChain()
  chain.nextBlock()
  chain.endBlock()
  return chain
}

describe("validity", () => {
  test("of an immortal transfer", () => {
    const chain = chainAtBlock1()
    expect(chain.validate(chain.signed(alice, transfer))).toEqual({
      ok: true,
      value: {
        priority: 1n,
        requires: [],
        provides: [tag(0)],
        longevity: max - 2n,
        propagate: true,
        sender: { account: Alice, nonce: 0 },
      },
    })
  })

  test("of a mortal one lasts as long as its era", () => {
    const chain = chainAtBlock1()
    const bytes = chain.signed(alice, transfer, { era: mortalEra(64, 1), birthHash: hashAt(1) })
    expect(chain.validate(bytes)).toMatchObject({ ok: true, value: { longevity: 1n + 64n - 2n } })
  })

  test("of a later nonce requires the one before", () => {
    const chain = chainAtBlock1()
    const verdict = chain.validate(chain.signed(alice, transfer, { nonce: 4 }))
    expect(verdict).toMatchObject({ ok: true, value: { requires: [tag(3)], provides: [tag(4)] } })
  })

  test("has no priority from tips, and a high one for operational calls", () => {
    const chain = chainAtBlock1()
    const priority = (call: typeof transfer, tip = 0n) => {
      const verdict = chain.validate(chain.signed(alice, call, { tip }))
      return verdict.ok ? verdict.value.priority : verdict.error
    }
    expect(priority(transfer, 10n ** 9n)).toBe(1n)
    expect(priority(system.set_heap_pages.make({ pages: 1n }))).toBe(10_000_000_000n)
    expect(priority(adminUtils.sudo_set_owner_cut_enabled.make({ netuid: 1, enabled: true }))).toBe(
      10_000_000_000n,
    )
  })

  test("of a weight commit provides a second tag, while weights are rate limited", () => {
    const chain = chainAtBlock1()
    subtensor.StakeThreshold.set(chain.state, 0n)
    const commit = subtensorCalls.commit_mechanism_weights.make({
      netuid: 1,
      mecid: 2,
      commit_hash: hashAt(1),
    } as never)
    const provides = () => {
      const verdict = chain.validate(chain.signed(alice, commit))
      return verdict.ok ? verdict.value.provides : verdict.error
    }
    const index = 2 * 4096 + 1
    const commitTag = toHex(
      concatBytes(
        new TextEncoder().encode("weight-commit"),
        fromHex(Alice),
        Uint8Array.of(index & 255, index >> 8),
      ),
    )
    expect(provides()).toEqual([tag(0), commitTag])
    subtensor.WeightsSetRateLimit.set(chain.state, 1, 0n)
    expect(provides()).toEqual([tag(0)])
  })

  test("is the same over the runtime API, as bytes", () => {
    const chain = chainAtBlock1()
    const ask = (bytes: Uint8Array) =>
      toHex(
        chain.call(
          "TaggedTransactionQueue_validate_transaction",
          concatBytes(Uint8Array.of(2), bytes, fromHex(hashAt(1))),
        ),
      )
    expect(ask(chain.signed(alice, transfer, { nonce: 1 }))).toBe(
      toHex(
        concatBytes(
          Uint8Array.of(0),
          encode(u64, 1n),
          concatBytes(Uint8Array.of(4, 36 << 2), fromHex(tag(0))),
          concatBytes(Uint8Array.of(4, 36 << 2), fromHex(tag(1))),
          encode(u64, max - 2n),
          Uint8Array.of(1),
        ),
      ),
    )
    expect(ask(chain.signed(keyOf("//Nobody"), transfer))).toBe("0x010001")
    expect(ask(encodeBare(transfer))).toBe("0x010101")
  })

  test("leaves no trace", () => {
    const chain = chainAtBlock1()
    const before = [...chain.changes()]
    chain.validate(chain.signed(alice, transfer))
    chain.validate(chain.signed(keyOf("//Nobody"), transfer))
    expect([...chain.changes()]).toEqual(before)
  })
})

describe("fee estimates", () => {
  const { query_info, query_fee_details } = TransactionPaymentApi.methods
  const golden144 = fromHex((golden.extrinsics[0]?.extrinsic_hex ?? "0x") as Hex)
  const withLength = (bytes: Uint8Array, length = bytes.length) => concatBytes(bytes, encode(u32, length))

  test("do not look at the signature, and count the length they are told", () => {
    const chain = chainAtBlock1()
    const info = decode(
      query_info.output,
      chain.call("TransactionPaymentApi_query_info", withLength(golden144, 144)),
    )
    expect(info).toEqual({
      weight: { ref_time: BigInt(golden.payment_info.weight.ref_time), proof_size: 7791n },
      class: "Normal",
      partial_fee: BigInt(golden.receipt.total_fee_amount),
    })
    const details = decode(
      query_fee_details.output,
      chain.call("TransactionPaymentApi_query_fee_details", withLength(golden144, 144)),
    )
    expect(details).toEqual({
      inclusion_fee: { base_fee: 54_078n, len_fee: 144n, adjusted_weight_fee: 112_025n },
      tip: 0n,
    })
  })

  test("of calls alone, of bare extrinsics and of free calls", () => {
    const chain = chainAtBlock1()
    const call = concatBytes(encode(RuntimeCall, transfer), encode(u32, 10))
    expect(toHex(chain.call("TransactionPaymentCallApi_query_call_info", call))).toMatch(/^0x.*[0-9a-f]{16}$/)
    const fee = (bytes: Uint8Array) =>
      (
        decode(query_info.output, chain.call("TransactionPaymentApi_query_info", withLength(bytes))) as {
          partial_fee: bigint
        }
      ).partial_fee
    expect(fee(encodeBare(timestamp.set.make({ now: 5n })))).toBe(0n)
    const free = subtensorCalls.set_weights.make({ netuid: 1, dests: [], weights: [], version_key: 0n })
    expect(fee(chain.signed(alice, free))).toBe(0n)
  })

  test("of a price list", () => {
    const chain = chainAtBlock1()
    const weight = (refTime: string) => `0x${refTime}00` as Hex
    const fee = (args: Hex) =>
      decode(u64, chain.call("TransactionPaymentApi_query_weight_to_fee", fromHex(args)))
    // Compact 1000 = half a rao, 1001 more, 999 less: an exact half goes down.
    expect([weight("a10f"), weight("a50f"), weight("9d0f")].map(fee)).toEqual([0n, 1n, 0n])
    // Weight counts up to 4·10¹².
    expect(fee("0x13ffffffffffffffff00")).toBe(2_000_000_000n)
    expect(decode(u64, chain.call("TransactionPaymentApi_query_length_to_fee", encode(u32, 77)))).toBe(77n)
  })
})

describe("calls of runtime APIs", () => {
  test("with bytes missing, left over or of an unknown method are refused", () => {
    const chain = chainAtBlock1()
    const ask = (method: string, args: Hex) => () => chain.call(method, fromHex(args))
    expect(ask("AccountNonceApi_account_nonce", "0x00")).toThrow(ApiError)
    expect(ask("AccountNonceApi_account_nonce", `0x${"00".repeat(33)}`)).toThrow(ApiError)
    expect(ask("Core_version", "0x00")).toThrow(ApiError)
    expect(ask("Core_nothing", "0x")).toThrow("Exported method Core_nothing is not found")
    expect(ask("TransactionPaymentApi_query_info", "0x0c840000ff000000")).toThrow(ApiError)
  })

  test("know version, metadata and nonces", () => {
    const chain = chainAtBlock1()
    chain.nextBlock()
    chain.apply(chain.signed(alice, transfer))
    const [nonce] = golden.account_nonce
    const answer = chain.call(
      "AccountNonceApi_account_nonce",
      fromHex(`0x${nonce?.encoded_params_hex}` as Hex),
    )
    expect(toHex(answer)).toBe(nonce?.raw_hex)
    expect(toHex(chain.call("Metadata_metadata_versions"))).toBe("0x080e0000000f000000")
    expect(toHex(chain.call("Metadata_metadata_at_version", encode(u32, 13)))).toBe("0x00")
    expect(toHex(chain.call("Metadata_metadata").subarray(4, 9))).toBe("0x6d6574610e")
    expect(toHex(chain.call("Core_version").subarray(0, 15))).toBe(
      toHex(concatBytes(Uint8Array.of(14 << 2), new TextEncoder().encode("node-subtensor"))),
    )
  })
})
