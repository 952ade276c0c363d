import { createDevChain } from "@taonet/dev"
import { getMetagraph, getStorage } from "@taonet/sdk/index"
import { expect, it } from "vitest"
import { bootstrap } from "./bootstrap.ts"
import { mechanismsOf } from "./mechanisms.ts"
import { plannedSubnets } from "./plan.ts"

it.each([
  [0, 1, undefined],
  [20, 2, [52_428, 13_107]],
])("gives trained models a share of %i in %i mechanisms", async (trainingShare, mechanisms, split) => {
  await using chain = await createDevChain()
  const [text, image] = plannedSubnets(false, undefined, { trainingShare })
  if (text === undefined || image === undefined) return expect.fail()
  await bootstrap(chain.client, text)
  await bootstrap(chain.client, image)
  const read = (name: "MechanismCountCurrent" | "MechanismEmissionSplit", netuid: number) =>
    getStorage(chain.client, `SubtensorModule.${name}`, [netuid])
  expect(await read("MechanismCountCurrent", text.netuid)).toBe(mechanisms)
  expect(await read("MechanismEmissionSplit", text.netuid)).toEqual(split)
  expect(await read("MechanismCountCurrent", image.netuid)).toBe(1)
  const at = chain.head().hash
  const second = await getMetagraph(chain.client, { netuid: text.netuid, mechid: 1 })
  expect(second?.netuid).toBe(split && 4_096 + text.netuid)
  const found = await mechanismsOf(chain.client, text.netuid, at)
  expect(found.map(({ mechid, emissionShare }) => [mechid, Math.round(emissionShare * 100)])).toEqual(
    split
      ? [
          [0, 80],
          [1, 20],
        ]
      : [[0, 100]],
  )
})
