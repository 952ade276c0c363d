import type { NodeOptions } from "@taonet/node/index"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { waitForClients } from "../support/deadlines.ts"
import { type Missing, type PythonEnvironment, titleOf } from "../support/environments.ts"
import { startWatchedChain, type WatchedNode } from "../support/watchedChain.ts"
import { temporaryHome } from "./environments.ts"
import { runScenario, type Scenario } from "./scenario.ts"

export interface Session {
  readonly title: string
  readonly client: PythonEnvironment | Missing
  /** Beside this file. */
  readonly script: string
  readonly tests: (of: Scenario["of"]) => void
}

/** One network, and one client's session after the other in it. */
export const sessions = (...all: readonly Session[]): void => sessionsOn({}, ...all)

/** The same on a chain that makes blocks as the options say. */
export function sessionsOn(options: Pick<NodeOptions, "blockTimeMs">, ...all: readonly Session[]): void {
  waitForClients()
  let node: WatchedNode | undefined
  beforeAll(async () => {
    if (all.some(({ client }) => client.ok)) node = await startWatchedChain(options)
  })
  afterAll(() => node?.close())

  for (const { title, client, script, tests } of all)
    describe.skipIf(!client.ok)(titleOf(title, client), () => {
      const home = temporaryHome()
      let seen: Scenario | undefined
      beforeAll(async () => {
        if (client.ok && node !== undefined)
          seen = await runScenario(client.python, script, [node.url, `${home.dir}/wallets`], home.env)
      })
      afterAll(() => home.remove())
      tests((step) => seen?.of(step) ?? {})
      it("leaves books that add up, block after block", () => {
        expect(node?.watched()).toEqual({ complaints: [], unseen: 0 })
      })
    })
}
