import { sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { type SignatureScheme, signatureSchemes, verifySignature } from "@taonet/primitives/crypto/verify"
import { fromHex } from "@taonet/primitives/hex"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { noLog } from "../../log.ts"
import { acceleratedCheck } from "./accelerated.ts"
import { packStatements, type Statement, unpackStatements } from "./batch.ts"
import { threadVerifier } from "./verifier.ts"

const entropy = new Uint8Array(32)
const pairs = signatureSchemes.map((scheme) => keypairFromUri("//Alice", scheme))

function signed(scheme: SignatureScheme, message: Uint8Array): Statement {
  const pair = pairs[signatureSchemes.indexOf(scheme)]!
  return { scheme, message, signature: sign(pair, message, entropy), account: fromHex(pair.account) }
}

const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === (bit >> 3) % bytes.length ? byte ^ (1 << (bit & 7)) : byte))

/** True statements, and what an attacker makes of them. */
const statements = fc
  .record({
    scheme: fc.constantFrom(...signatureSchemes),
    message: fc.uint8Array({ maxLength: 300 }),
    bit: fc.nat(511),
    harm: fc.constantFrom("none", "none", "signature", "message", "account", "noise", "zero"),
  })
  .map(({ scheme, message, bit, harm }): Statement => {
    const good = signed(scheme, message)
    if (harm === "signature") return { ...good, signature: flipped(good.signature, bit) }
    if (harm === "message") return { ...good, message: Uint8Array.from([...message, bit & 255]) }
    if (harm === "account") return { ...good, account: flipped(good.account, bit) }
    if (harm === "noise") return { ...good, signature: good.signature.map((_, i) => (i * 37 + bit) & 255) }
    if (harm === "zero") return { ...good, account: new Uint8Array(32) }
    return good
  })

const portable = ({ scheme, signature, message, account }: Statement): boolean =>
  verifySignature(scheme, signature, message, account)

it("packs statements of every scheme and length", () => {
  fc.assert(
    fc.property(fc.array(statements, { maxLength: 5 }), (list) => {
      expect(unpackStatements(packStatements(list))).toEqual(list)
    }),
    { numRuns: 50 },
  )
})

it("answers as the portable code does, where the faster one panics too", () => {
  const check = acceleratedCheck()
  fc.assert(
    fc.property(statements, (statement) => {
      const { scheme, signature, message, account } = statement
      expect(check(scheme, signature, message, account)).toBe(portable(statement))
    }),
    { numRuns: 300 },
  )
})

describe("threads", () => {
  const warnings: string[] = []
  const log = (_level: string, message: string): void => void warnings.push(message)
  const verifier = threadVerifier({ threads: 2, log })
  afterAll(() => verifier.close())

  it("answer each question rightly, in the order of the questions", async () => {
    const list = fc.sample(statements, { seed: 7, numRuns: 300 })
    const order: number[] = []
    const answers = list.map((statement, index) =>
      verifier.verify(statement).then((holds) => {
        order.push(index)
        return holds
      }),
    )
    expect(await Promise.all(answers)).toEqual(list.map(portable))
    expect(order).toEqual(list.map((_, index) => index))
    expect(verifier.pending).toBe(0)
    // None had to be answered on this thread.
    expect(warnings).toEqual([])
  })
  it("refuse what has the wrong length without a look", async () => {
    const good = signed("sr25519", entropy)
    expect(await verifier.verify({ ...good, signature: good.signature.subarray(1) })).toBe(false)
    expect(await verifier.verify({ ...good, account: new Uint8Array(33) })).toBe(false)
  })
  it("leave no question open when they end", async () => {
    const ending = threadVerifier({ threads: 1, log: noLog })
    const good = signed("sr25519", entropy)
    const answers = Promise.all(Array.from({ length: 200 }, () => ending.verify(good)))
    await ending.close()
    expect(new Set(await answers)).toEqual(new Set([true]))
    expect(await ending.verify(good)).toBe(true)
  })
})
