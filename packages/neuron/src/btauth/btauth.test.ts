import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { type Hotkey, hotkeyFromUri, verifySignatureOf } from "../hotkey.ts"
import { AuthError } from "./errors.ts"
import { requestPayload } from "./payload.ts"
import { createReplayStore } from "./replayStore.ts"
import { signRequest } from "./signRequest.ts"
import { type HeaderBag, type VerifyOptions, verifyRequest } from "./verifyRequest.ts"

const golden = JSON.parse(
  readFileSync(new URL("../../../../vectors/btauth/golden.json", import.meta.url), "utf8"),
)
const nonce = BigInt(golden.nonce)
const body = Buffer.from(golden.body)
const alice = hotkeyFromUri("//Alice")
const aliceEd = hotkeyFromUri("//Alice", "ed25519")
const bob = hotkeyFromUri("//Bob")
const second = 1_000_000_000n

const signed = (hotkey: Hotkey, receiver: string | undefined = bob.ss58): Record<string, string> =>
  signRequest(hotkey, { method: golden.method, target: golden.target, body, receiver, nonce }).headers

type Change = Partial<VerifyOptions> & { method?: string; target?: string; body?: Uint8Array }
function check(headers: HeaderBag, change: Change = {}) {
  return verifyRequest(
    { method: golden.method, target: golden.target, body, headers, ...pickRequest(change) },
    {
      self: bob.ss58,
      now: nonce + 1_000_000n,
      verify: verifySignatureOf,
      replays: createReplayStore(() => 0),
      ...change,
    },
  )
}
const pickRequest = ({ method, target, body }: Change) => ({
  ...(method === undefined ? {} : { method }),
  ...(target === undefined ? {} : { target }),
  ...(body === undefined ? {} : { body }),
})
function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof AuthError) return error.code
    throw error
  }
  return "accepted"
}

describe("golden vectors of bittensor 11.3.0", () => {
  it("builds the reference's payload bytes", () => {
    const { sender, receiver, payload } = golden.sr25519
    expect(alice.ss58).toBe(sender)
    const facts = {
      scheme: "sr25519",
      method: "post",
      target: golden.target,
      body,
      nonce,
      sender,
      receiver,
    } as const
    expect(Buffer.from(requestPayload(facts)).toString()).toBe(payload)
  })

  it("makes the reference's ed25519 signature", () => {
    expect(aliceEd.ss58).toBe(golden.ed25519.sender)
    const headers = signed(aliceEd)
    expect(headers["x-bittensor-signature"]).toBe(golden.ed25519.signature)
    expect(headers["x-bittensor-crypto"]).toBe("ed25519")
  })
})

describe("verifyRequest", () => {
  it("accepts both schemes, any header case and the reference's scheme spellings", () => {
    expect(check(signed(alice))).toMatchObject({ hotkey: alice.ss58, nonce, scheme: "sr25519" })
    expect(check(signed(aliceEd))).toMatchObject({ hotkey: aliceEd.ss58, scheme: "ed25519" })
    const upper = Object.fromEntries(Object.entries(signed(alice)).map(([k, v]) => [k.toUpperCase(), v]))
    expect(check(upper).hotkey).toBe(alice.ss58)
    for (const spelling of ["SR25519", "1"]) {
      expect(check({ ...signed(alice), "x-bittensor-crypto": spelling }).scheme).toBe("sr25519")
    }
    const bare = signed(alice)["x-bittensor-signature"]?.slice(2)
    expect(check({ ...signed(alice), "x-bittensor-signature": bare }).hotkey).toBe(alice.ss58)
  })

  it.each(["version", "hotkey", "nonce", "signature"])("refuses a missing or empty %s", (name) => {
    const headers = { ...signed(alice) }
    delete headers[`x-bittensor-${name}`]
    expect(codeOf(() => check(headers))).toBe("MalformedAuth")
    expect(codeOf(() => check({ ...headers, [`x-bittensor-${name}`]: "" }))).toBe("MalformedAuth")
  })

  it.each([
    ["nonce", "not-a-number"],
    ["nonce", "9".repeat(60)],
    ["crypto", "ecdsa"],
    ["signature", "0xnothex"],
    ["signature", "0x00"],
    ["version", "2"],
    ["hotkey", "5GrwvaEF"],
    ["hotkey", "a\nb"],
  ])("refuses %s %j as malformed", (name, value) => {
    expect(codeOf(() => check({ ...signed(alice), [`x-bittensor-${name}`]: value }))).toBe("MalformedAuth")
  })

  it("refuses a repeated header", () => {
    const twice = [alice.ss58, bob.ss58]
    expect(codeOf(() => check({ ...signed(alice), "x-bittensor-hotkey": twice }))).toBe("MalformedAuth")
  })

  it("refuses a request for somebody else, and an unbound one unless told otherwise", () => {
    expect(codeOf(() => check(signed(alice, alice.ss58)))).toBe("WrongReceiver")
    const { headers } = signRequest(alice, { method: golden.method, target: golden.target, body, nonce })
    expect(codeOf(() => check(headers))).toBe("WrongReceiver")
    expect(check(headers, { requireReceiver: false }).hotkey).toBe(alice.ss58)
  })

  it("holds the window: 10 s back, 2 s ahead", () => {
    expect(codeOf(() => check(signed(alice), { now: nonce + 10n * second }))).toBe("accepted")
    expect(codeOf(() => check(signed(alice), { now: nonce + 10n * second + 1n }))).toBe("StaleRequest")
    expect(codeOf(() => check(signed(alice), { now: nonce - 2n * second }))).toBe("accepted")
    expect(codeOf(() => check(signed(alice), { now: nonce - 2n * second - 1n }))).toBe("StaleRequest")
  })

  it("binds body, method, target, nonce and scheme", () => {
    expect(codeOf(() => check(signed(alice), { body: Buffer.from("{}") }))).toBe("BadSignature")
    expect(codeOf(() => check(signed(alice), { method: "DELETE" }))).toBe("BadSignature")
    expect(codeOf(() => check(signed(alice), { target: "/generate" }))).toBe("BadSignature")
    const moved = { ...signed(alice), "x-bittensor-nonce": String(nonce + 1n) }
    expect(codeOf(() => check(moved))).toBe("BadSignature")
    const stripped = { ...signed(aliceEd) }
    delete stripped["x-bittensor-crypto"]
    expect(codeOf(() => check(stripped))).toBe("BadSignature")
    const claimed = { ...signed(alice), "x-bittensor-hotkey": bob.ss58 }
    expect(codeOf(() => check(claimed))).toBe("BadSignature")
  })

  it("refuses a replay, and a bad signature does not use up the nonce", () => {
    const replays = createReplayStore(() => 0)
    const forged = { ...signed(alice), "x-bittensor-signature": `0x${"00".repeat(64)}` }
    expect(codeOf(() => check(forged, { replays }))).toBe("BadSignature")
    expect(codeOf(() => check(signed(alice), { replays }))).toBe("accepted")
    expect(codeOf(() => check(signed(alice), { replays }))).toBe("ReplayedRequest")
  })

  it("refuses to work with a store that forgets fresh nonces", () => {
    const replays = createReplayStore(() => 0, { retentionMs: 11_999 })
    expect(() => check(signed(alice), { replays })).toThrow(RangeError)
  })
})

describe("replay store", () => {
  it("forgets after the retention and stays within its bounds", () => {
    let now = 0
    const store = createReplayStore(() => now, { retentionMs: 100, maxEntries: 3, maxPerSender: 2 })
    expect(store.checkAndStore("a", 1n)).toBe(true)
    expect(store.checkAndStore("a", 1n)).toBe(false)
    expect(store.checkAndStore("a", 2n)).toBe(true)
    expect(store.checkAndStore("a", 3n)).toBe(false)
    expect(store.checkAndStore("b", 1n)).toBe(true)
    expect(store.checkAndStore("c", 1n)).toBe(false)
    now = 100
    expect(store.checkAndStore("c", 1n)).toBe(true)
    expect(store.checkAndStore("a", 3n)).toBe(true)
  })
})
