/**
 * One dendrite asks 256 miners at once, each an axon with its own key; all axons in one process, the dendrite in another. Both wires, and
 * Python's dendrite asking the same miners. `npx tsx packages/neuron/src/fanOut.bench.ts`
 */
import { fileURLToPath } from "node:url"
import { bittensor10, temporaryHome } from "../../../tests/python-sdk/environments.ts"
import { run } from "../../../tests/support/environments.ts"
import { type Axon, createAxon } from "./axon/axon.ts"
import { machine, quantile, ready, startRole } from "./bench.testkit.ts"
import { createDendrite } from "./dendrite/dendrite.ts"
import type { AxonTarget } from "./dendrite/types.ts"
import { hotkeyFromUri } from "./hotkey.ts"
import type { SynapseType } from "./synapse/types.ts"

const miners = 256
const rounds = 20
const type: SynapseType = { name: "Prompt", hashed: { text: "string" }, answer: ["completion"] }
const text = "x".repeat(100)

async function serve(): Promise<void> {
  const axons: Axon[] = []
  for (let i = 0; i < miners; i++)
    axons.push(
      await createAxon({
        hotkey: hotkeyFromUri(`//Miner//${i}`),
        routes: [
          {
            method: "POST",
            path: "/prompt",
            handle: async () => ({ status: 200, body: `{"text":"${text}"}` }),
          },
        ],
        synapses: [{ type, handle: async ({ fields }) => ({ fields: { completion: fields["text"] } }) }],
      }),
    )
  ready({ targets: axons.map(({ hotkey, host, port }) => ({ hotkey, ip: host, port })) })
}

async function measure(
  name: string,
  targets: readonly AxonTarget[],
  ask: (to: AxonTarget) => Promise<unknown>,
) {
  const calls: number[] = []
  const whole: number[] = []
  for (let i = 0; i <= rounds; i++) {
    const startedAt = performance.now()
    await Promise.all(
      targets.map(async (target) => {
        await ask(target)
        // The first round connects.
        if (i > 0) calls.push(performance.now() - startedAt)
      }),
    )
    if (i > 0) whole.push(performance.now() - startedAt)
  }
  const [p50, p99] = [0.5, 0.99].map((q) => quantile(calls, q).toFixed(0))
  const [mid, high] = [0.5, 1].map((q) => quantile(whole, q).toFixed(0))
  console.log(
    `${name.padEnd(26)} answers p50 ${p50} ms, p99 ${p99} ms; all ${miners} in ${mid} ms (at most ${high})`,
  )
}

async function main(): Promise<void> {
  console.log(machine())
  const server = await startRole<{ targets: AxonTarget[] }>(import.meta.url, "serve")
  const { targets } = server.ready
  const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Alice") })
  const body = JSON.stringify({ text })
  await measure("taonet, btauth/1", targets, (to) => dendrite.request(to, { path: "/prompt", body }))
  await measure("taonet, SDK 10", targets, (to) => dendrite.synapse(to, type, { fields: { text } }))
  await dendrite.close()
  const python = await bittensor10()
  const home = temporaryHome()
  if (python.ok) {
    const script = fileURLToPath(new URL("../../../tests/neuron/bench_dendrite10.py", import.meta.url))
    const args = [script, JSON.stringify(targets), text]
    const { stdout } = await run(python.python, args, { env: home.env, timeoutMs: 120_000 })
    process.stdout.write(stdout)
  }
  home.remove()
  server.end()
  process.exit(0)
}

await (process.argv[2] === "serve" ? serve() : main())
