import { readFileSync } from "node:fs"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { keypairFromSeed, sign } from "@taonet/primitives/crypto/sign"
import { verifySignature } from "@taonet/primitives/crypto/verify"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { decode, encode } from "@taonet/primitives/scale/index"
import { decodeAddress } from "@taonet/primitives/ss58"
import { describe, expect, it } from "vitest"
import {
  account,
  ann,
  ben,
  buyOrder,
  carol,
  hotkeyOf,
  signatureOf,
  signed,
  users,
} from "./limitOrders.testkit.ts"
import { orderMessage } from "./message.ts"
import { orderId } from "./order.ts"
import { isSignedBySigner } from "./signature.ts"
import {
  BoundedVecAccountId32_2,
  BoundedVecSignedOrder,
  type Order,
  type OrderV2,
  VersionedOrder,
} from "./types.ts"

type RawOrder = Record<
  "signer" | "hotkey" | "fee_recipient" | "amount" | "limit_price" | "expiry" | "chain_id",
  string
> & {
  readonly netuid: number
  readonly order_type: Order["order_type"]
  readonly fee_rate: number
  readonly relayer: string[] | null
  readonly max_slippage: number | null
  readonly partial_fills_enabled: boolean
}
interface Vector {
  readonly order: RawOrder
  readonly message: string
  readonly digest: Hex
  readonly public_key?: Hex
  readonly signature: Hex
}
const vectors = JSON.parse(
  readFileSync(new URL("../../../../../vectors/limit-orders.json", import.meta.url), "utf8"),
) as Record<"device" | "seed", Vector>

const orderOf = (raw: RawOrder): VersionedOrder => ({
  type: "V1",
  value: {
    ...raw,
    signer: decodeAddress(raw.signer),
    hotkey: decodeAddress(raw.hotkey),
    fee_recipient: decodeAddress(raw.fee_recipient),
    amount: BigInt(raw.amount),
    limit_price: BigInt(raw.limit_price),
    expiry: BigInt(raw.expiry),
    chain_id: BigInt(raw.chain_id),
    relayer: raw.relayer?.map((text) => decodeAddress(text)),
    max_slippage: raw.max_slippage ?? undefined,
  },
})
const wrapped = (bytes: Uint8Array) => concatBytes(utf8("<Bytes>"), bytes, utf8("</Bytes>"))

describe("what hardware wallets sign", () => {
  it.each(["device", "seed"] as const)("is the text of the order, hashed (%s)", (name) => {
    const { order, message, digest } = vectors[name]
    expect(orderMessage(orderOf(order))).toBe(message)
    expect(toHex(blake2b256(wrapped(utf8(message))))).toBe(digest)
  })

  it("verifies as the device gave it, and only so", () => {
    const { signature, public_key = "0x", digest, message } = vectors.device
    const verify = (bytes: Uint8Array) =>
      verifySignature("ed25519", fromHex(signature), bytes, fromHex(public_key))
    expect(verify(fromHex(digest))).toBe(true)
    expect(verify(wrapped(utf8(message)))).toBe(false)
    const order = orderOf(vectors.device.order)
    const item = {
      order,
      signature: { type: "Ed25519", value: fromHex(signature) },
      partial_fill: undefined,
    } as const
    expect(isSignedBySigner(item, orderId(order))).toBe(false)
  })

  it("is accepted where the signer's own key has signed", () => {
    const order = orderOf(vectors.seed.order)
    const value = fromHex(vectors.seed.signature)
    const seed = Uint8Array.from({ length: 32 }, (_, i) => i + 1)
    expect(toHex(sign(keypairFromSeed("ed25519", seed), fromHex(vectors.seed.digest)))).toBe(
      vectors.seed.signature,
    )
    const item = { order, signature: { type: "Ed25519", value }, partial_fill: undefined } as const
    expect(isSignedBySigner(item, orderId(order))).toBe(true)
    const changed = { ...order, value: { ...order.value, chain_id: 42n } } as VersionedOrder
    expect(isSignedBySigner({ ...item, order: changed }, orderId(changed))).toBe(false)
  })
})

describe("the text of an order", () => {
  const text = (change: Partial<OrderV2>) => orderMessage({ type: "V2", value: { ...buyOrder, ...change } })

  it("says in its second version what it comes from and whether it feeds another", () => {
    expect(text({})).toMatch(
      /^TAO\.com order v2: Limit buy 10000000000 on subnet 5, limit price 1000000000, /,
    )
    expect(text({})).toMatch(/, records output false$/)
    const provider = account(0xab)
    const linked = text({
      order_type: "StopLoss",
      amount: { type: "LinkedPercentage", value: { provider, pct: 250_000_000 } },
      has_linked_order: true,
    })
    expect(linked).toContain(`Stop-loss 250000000 ppb of order ${provider} output on subnet 5, trigger price`)
    expect(linked).toMatch(/, records output true$/)
    expect(text({ order_type: "TakeProfit" })).toContain("v2: Take-profit ")
  })

  it("tells anybody from nobody and from several", () => {
    expect(text({})).toContain(", relayer none, max slippage none, ")
    expect(text({ relayer: [], max_slippage: 0 })).toContain(", relayer [], max slippage 0, ")
    expect(text({ relayer: [ann.account, ben.account] })).toMatch(/, relayer 5\w+\+5\w+, /)
  })
})

describe("a signature", () => {
  const orderBy = (signer: Hex): VersionedOrder => ({ type: "V2", value: { ...buyOrder, signer } })

  it.each([
    ["the bytes", (order: VersionedOrder) => encode(VersionedOrder, order)],
    ["the wrapped id", (order: VersionedOrder) => wrapped(fromHex(orderId(order)))],
    ["the hash of the text", (order: VersionedOrder) => blake2b256(wrapped(utf8(orderMessage(order))))],
  ])("may be over %s, of either scheme, by the signer", (_, form) => {
    for (const user of users) {
      const order = orderBy(user.account)
      const item = { order, signature: signatureOf(user, form(order)), partial_fill: undefined }
      expect(isSignedBySigner(item, orderId(order))).toBe(true)
      const other = orderBy(ben === user ? ann.account : ben.account)
      expect(isSignedBySigner({ ...item, order: other }, orderId(other))).toBe(false)
    }
  })

  it("is never ecdsa, nor over anything else", () => {
    const pair = keypairFromSeed("ecdsa", new Uint8Array(32).fill(7))
    const order = orderBy(pair.account)
    const value = sign(pair, encode(VersionedOrder, order))
    const item = { order, signature: { type: "Ecdsa", value }, partial_fill: undefined } as const
    expect(isSignedBySigner(item, orderId(order))).toBe(false)
    const own = orderBy(carol.account)
    const raw = {
      order: own,
      signature: signatureOf(carol, utf8(orderMessage(own))),
      partial_fill: undefined,
    }
    expect(isSignedBySigner(raw, orderId(own))).toBe(false)
  })
})

it("the id is the hash of the order with its version", () => {
  const { has_linked_order: _, amount: __, ...rest } = buyOrder
  const first: VersionedOrder = { type: "V1", value: { ...rest, amount: 5n } }
  expect(orderId(first)).toBe(toHex(blake2b256(encode(VersionedOrder, first))))
  expect(encode(VersionedOrder, first)[0]).toBe(0)
  expect(orderId({ type: "V2", value: buyOrder })).not.toBe(orderId(first))
})

it("more than ten relayers and more than a hundred orders do not decode", () => {
  const relayers = (count: number) => encode(BoundedVecAccountId32_2, Array(count).fill(hotkeyOf(ann)))
  expect(decode(BoundedVecAccountId32_2, relayers(10))).toHaveLength(10)
  expect(() => decode(BoundedVecAccountId32_2, relayers(11))).toThrow()
  const orders = (count: number) => encode(BoundedVecSignedOrder, Array(count).fill(signed(ann, buyOrder)))
  expect(decode(BoundedVecSignedOrder, orders(100))).toHaveLength(100)
  expect(() => decode(BoundedVecSignedOrder, orders(101))).toThrow()
})
