import { expect, test } from "vitest"
import { utf8 } from "../bytes.ts"
import { openKeySigner } from "./openKey.ts"
import { keypairFromUri } from "./suri.ts"
import { sr25519Verify } from "./verify.ts"

test("what an open key signs is valid, for its message and its key alone, and the same each time", () => {
  const [alice, bob] = [keypairFromUri("//Alice"), keypairFromUri("//Bob/soft")]
  for (const pair of [alice, bob]) {
    const sign = openKeySigner(pair)
    // Lengths around the rate of the sponge, where it begins anew in the middle of a message.
    for (const length of [0, 1, 32, 100, 101, 102, 103, 104, 105, 106, 165, 166, 167, 1000]) {
      const message = new Uint8Array(length).fill(length)
      const signature = sign(message)
      expect(sr25519Verify(signature, message, pair.publicKey), `${length} bytes`).toBe(true)
      expect(openKeySigner(pair)(message)).toEqual(signature)
    }
  }
  const [message, other] = [utf8("a message"), utf8("another")]
  const signature = openKeySigner(alice)(message)
  expect(sr25519Verify(signature, other, alice.publicKey)).toBe(false)
  expect(sr25519Verify(signature, message, bob.publicKey)).toBe(false)
})
