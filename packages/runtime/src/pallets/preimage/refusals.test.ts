import type { Hex } from "@taonet/primitives/hex"
import { type Refusal, testRefusals } from "../../refusals.testkit.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { deposit } from "../balances/currency.ts"
import { preimageBytesMax } from "./preimages.ts"
import { calls } from "./schema.ts"

const { Alice, Bob } = devAccounts
const nobody: Hex = `0x${"77".repeat(32)}`
const bytes = Uint8Array.of(1, 2, 3)
const hash: Hex = "0x11c0e79b71c3976ccd0c02d1310e2516c08edc9d8b6f57ccd680d63a4d8e72da"
const note = calls.note_preimage.make({ bytes })
const arrange = ({ call }: TestChain) => call(Alice, note)

const rows: readonly Refusal[] = [
  { error: "BadOrigin", when: "bytes from nobody", caller: "none", call: note },
  {
    error: "Preimage.TooBig",
    when: "more than four mebibytes",
    caller: Alice,
    call: calls.note_preimage.make({ bytes: new Uint8Array(preimageBytesMax + 1) }),
  },
  { error: "Preimage.AlreadyNoted", when: "somebody noted them", caller: Bob, call: note, arrange },
  { error: "Token.CannotCreateHold", when: "no account to hold from", caller: nobody, call: note },
  {
    error: "Token.FundsUnavailable",
    when: "less than the deposit",
    caller: nobody,
    call: note,
    arrange: ({ state }) => deposit(state, nobody, 107_000_000n + 499n),
  },
  {
    error: "BadOrigin",
    when: "let go by nobody",
    caller: "none",
    call: calls.unnote_preimage.make({ hash }),
    arrange,
  },
  {
    error: "Preimage.NotNoted",
    when: "no such bytes",
    caller: Alice,
    call: calls.unnote_preimage.make({ hash }),
  },
  {
    error: "Preimage.NotAuthorized",
    when: "somebody else's bytes",
    caller: Bob,
    call: calls.unnote_preimage.make({ hash }),
    arrange,
  },
  ...[calls.request_preimage.make({ hash }), calls.unrequest_preimage.make({ hash })].map((call) => ({
    error: "BadOrigin",
    when: `${call.value.type} by an account`,
    caller: Alice,
    call,
    arrange,
  })),
  {
    error: "Preimage.NotRequested",
    when: "bytes that nobody asked for",
    caller: "root",
    call: calls.unrequest_preimage.make({ hash }),
    arrange,
  },
  ...(["root", "none"] as const).map((caller) => ({
    error: "BadOrigin",
    when: `updated by ${caller}`,
    caller,
    call: calls.ensure_updated.make({ hashes: [hash] }),
  })),
  {
    error: "Preimage.TooFew",
    when: "no hashes",
    caller: Alice,
    call: calls.ensure_updated.make({ hashes: [] }),
  },
  {
    error: "Preimage.TooMany",
    when: "1025 hashes",
    caller: Alice,
    call: calls.ensure_updated.make({ hashes: Array<Hex>(1025).fill(hash) }),
  },
]

testRefusals(createTestChain, rows)
