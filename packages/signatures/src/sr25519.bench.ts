/** What a check and a signature cost in each code that is there: `npx tsx packages/signatures/src/sr25519.bench.ts`. */
import { cpus, loadavg } from "node:os"
import { sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { verifySignature } from "@taonet/primitives/crypto/verify"
import { installedSr25519, type Sr25519 } from "./sr25519.ts"

const batch = 16
const rounds = 7
const pair = keypairFromUri("//Alice", "sr25519")
const messages = Array.from({ length: batch }, (_, index) => new Uint8Array(110).fill(index))
const statements = messages.map((message) => ({
  scheme: "sr25519" as const,
  message,
  signature: sign(pair, message),
  account: pair.publicKey,
}))

/** Median over the rounds, in microseconds for each message. */
function microseconds(work: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now()
    for (let turn = 0; turn < 20; turn++) work()
    return ((performance.now() - startedAt) * 1_000) / (20 * batch)
  })
  return times.toSorted((a, b) => a - b)[rounds >> 1] ?? Number.NaN
}

type Code = Omit<Sr25519, "name"> & { readonly name: string }
const portable: Code = {
  name: "portable",
  check: verifySignature,
  sign: (_publicKey, _secretKey, message) => sign(pair, message),
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
)
for (const { name, check, sign: signs, allHold } of [...installedSr25519(), portable]) {
  const checks = microseconds(() => {
    for (const { scheme, signature, message, account } of statements)
      if (!check(scheme, signature, message, account)) throw new Error("a true signature was refused")
  })
  const signatures = microseconds(() => {
    for (const message of messages) signs(pair.publicKey, pair.secretKey, message)
  })
  const together = allHold && microseconds(() => void allHold(statements))
  console.log(
    `${name.padEnd(12)} check ${checks.toFixed(0)} µs, sign ${signatures.toFixed(0)} µs` +
      (together ? `, check in batches of ${batch} ${together.toFixed(0)} µs` : ""),
  )
}
