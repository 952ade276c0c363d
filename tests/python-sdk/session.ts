import type { Node } from "@taonet/node/index"
import { afterAll, beforeAll, describe } from "vitest"
import { type Missing, type PythonEnvironment, titleOf } from "../support/environments.ts"
import { temporaryHome } from "./environments.ts"
import { runScenario, type Scenario } from "./scenario.ts"
import { startChain } from "./testChain.ts"

export interface Session {
  readonly title: string
  readonly client: PythonEnvironment | Missing
  /** Beside this file. */
  readonly script: string
  readonly tests: (of: Scenario["of"]) => void
}

/** One network, and one client's session after the other in it. */
export function sessions(...all: readonly Session[]): void {
  let node: Node | undefined
  beforeAll(async () => {
    if (all.some(({ client }) => client.ok)) node = await startChain()
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
    })
}
