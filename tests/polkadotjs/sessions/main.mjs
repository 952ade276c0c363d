/** Runs every session, one after the other, on the chain at argv[2], and prints what was seen as JSON: one object a session. */

import { openLab, plain } from "./lab.mjs"
import { limitOrders } from "./limitOrders.mjs"
import { multisig } from "./multisig.mjs"
import { announcedProxy, proxiedValidator } from "./proxy.mjs"
import { preimaged, scheduled } from "./scheduler.mjs"
import { shield } from "./shield.mjs"
import { timelocks } from "./timelocks.mjs"

const all = {
  multisig,
  proxiedValidator,
  announcedProxy,
  scheduled,
  preimaged,
  limitOrders,
  timelocks,
  shield,
}
const lab = await openLab(process.argv[2])
const stepTimeoutMs = 120_000
const wanted = process.argv.slice(3)
const chosen = Object.fromEntries(
  Object.entries(all).filter(([name]) => wanted.length === 0 || wanted.includes(name)),
)
const seen = {}
for (const [name, open] of Object.entries(chosen)) {
  seen[name] = {}
  for (const [step, run] of Object.entries(await open(lab))) {
    const timeout = new Promise((resolve) => setTimeout(resolve, stepTimeoutMs, "timed out").unref())
    seen[name][step] = await Promise.race([
      run().catch((error) => `failed: ${error?.stack ?? error}`),
      timeout,
    ])
  }
}
process.stdout.write(`${plain(seen)}\n`, () => process.exit(0))
