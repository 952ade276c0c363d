import { createDevChain, type DevChain } from "@taonet/dev"
import { burnedRegister, submitCall } from "@taonet/sdk/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { chainBook } from "./commitments.ts"

const netuid = 2
const digest = (n: number): string => n.toString(16).padStart(64, "0")

let chain: DevChain
beforeAll(async () => {
  chain = await createDevChain({ scenario: "one-subnet" })
  await burnedRegister(chain.client, chain.signer("Bob"), { netuid, hotkey: chain.hotkey("Bob") })
}, 60_000)
afterAll(() => chain?.close())

describe("the book of commitments on a chain", () => {
  it("keeps each hotkey's latest, with its block", async () => {
    const signer = chain.signer("Bob_hk")
    const book = chainBook(chain.client, netuid, signer)
    expect([await book.read(), await book.of(signer.ss58)]).toEqual([[], undefined])
    await book.commit(digest(1))
    await book.commit(digest(2))
    const standing = { hotkey: signer.ss58, digest: digest(2), block: await book.blockNumber() }
    expect(await book.of(signer.ss58)).toEqual(standing)
    expect(await book.read()).toEqual([standing])
    expect(await book.blockHash(standing.block)).toMatch(/^0x[0-9a-f]{64}$/)
    await expect(book.blockHash(10_000)).rejects.toThrow(RangeError)
  })

  it("does not read what is no digest", async () => {
    const signer = chain.signer("Bob_hk")
    const fields = [{ type: "Raw3" as const, value: Uint8Array.of(1, 2, 3) }]
    await submitCall(chain.client, signer, "Commitments.set_commitment", { netuid, info: { fields } })
    const book = chainBook(chain.client, netuid)
    expect([await book.read(), await book.of(signer.ss58)]).toEqual([[], undefined])
  })

  it("refuses who has no key, and who is no neuron", async () => {
    await expect(chainBook(chain.client, netuid).commit(digest(1))).rejects.toThrow(TypeError)
    await expect(chainBook(chain.client, netuid, chain.signer("Dave")).commit(digest(1))).rejects.toThrow()
  })
})
