import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createDevChain, readScenario } from "@taonet/dev"
import { imageTemplate } from "@taonet/subnets/image/template"
import { scrapingTemplate } from "@taonet/subnets/scraping/template"
import { personalise } from "@taonet/subnets/template/personal"
import type { TemplateDefinition } from "@taonet/subnets/template/types"
import { textTemplate } from "@taonet/subnets/text/template"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { agreementText, readAgreement } from "../subnet/agreement.ts"
import { readPersonalFile } from "../subnet/personalFile.ts"
import { templateText } from "../subnet/templateText.ts"

const definition = textTemplate("model")
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "taonet-settings-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(text: string) {
  const path = join(folder, "validator.yaml")
  await writeFile(path, text)
  return readPersonalFile(definition, path)
}

describe("a validator's file", () => {
  it.each([
    ["text", definition],
    ["image", imageTemplate(["green apple", "red apple"])],
    ["scraping", scrapingTemplate],
  ] as [string, TemplateDefinition<unknown, unknown>][])(
    "of %s begins as the owner has it, with an example that is one",
    async (_, template) => {
      const path = join(folder, "validator.yaml")
      const text = templateText(template)
      await writeFile(path, text)
      const { weights, settings, challenges } = personalise(template)
      const begun = await readPersonalFile(template, path)
      expect(begun).toMatchObject({ weights, settings })
      expect(Object.keys(begun.challenges)).toEqual(Object.keys(challenges))
      await writeFile(path, text.replace(/^ {2}# {0,1}(?= *(mine|share|questions|-))/gm, "  "))
      const own = await readPersonalFile(template, path)
      expect(Object.keys(own.challenges)).toEqual([...Object.keys(challenges), "mine"])
    },
  )

  it("may have questions and a judge of its own", async () => {
    await writeFile(join(folder, "judge.mjs"), "export default async (task, answer) => answer.length / 10")
    const own = await read(`
criteria: { judge: 2 }
challenges:
  mine:
    questions:
      - { ask: "How many legs has a cow?", expect: [4, four] }
judge: { module: ./judge.mjs }
`)
    const task = own.challenges["mine"]?.make({ next: () => 0 })
    expect(task).toMatchObject({ question: "How many legs has a cow?", expected: ["4", "four"] })
    expect(task && (await own.judge?.(task, "12345"))).toBe(0.5)
  })

  it.each([
    ["criteria:\n  right: 1\n  sped: 1\n", /validator\.yaml:3: criteria\.sped: there is no such field/],
    [
      "challenges:\n  mine:\n    share: 1\n    questions:\n      - ask: x\n        expect: []\n",
      /:6: .*questions\[0\]\.expect/,
    ],
    [
      "criteria: { judge: 1 }\njudge: { module: ./nowhere.mjs }\n",
      /:2: judge\.module: "\.\/nowhere\.mjs" cannot be loaded/,
    ],
    ["criteria: [", /this is no YAML/],
  ])("tells a mistake with line and field", async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({
      name: "UsageError",
      message: expect.stringMatching(message),
    })
  })

  it("is missed by its name", async () => {
    await expect(readPersonalFile(definition, join(folder, "none.yaml"))).rejects.toThrow("cannot be read")
  })
})

it("tells how much the validators of a subnet differ, from the chain", async () => {
  const scenario = readScenario(`
subnets:
  - owner: Alice
    hyperparameters: { tempo: 10, commit_reveal_weights_enabled: false, weights_set_rate_limit: 0 }
    validators:
      - { name: one, stake: 300, weights: { good: 3, fair: 1 } }
      - { name: two, stake: 100, weights: { good: 3, fair: 1 } }
      - { name: three, stake: 100, weights: { fair: 1 } }
    miners: [{ name: good }, { name: fair }]
history: { epochs: 1 }
`)
  await using chain = await createDevChain({ scenario })
  const agreement = await readAgreement(chain.client, 2)
  expect(agreement.validators.map(({ uid }) => uid)).toEqual([1, 2, 3])
  expect(agreement.distances[0]?.map((apart) => Number(apart.toFixed(2)))).toEqual([0, 0, 0.75])
  expect(agreement.identical).toEqual([[1, 2]])
  const text = agreementText(2, agreement).join("\n")
  expect(text).toMatch(/^subnet 2: 3 validators differ by \d+% of the incentive on average/)
  expect(text).toContain("the same to the last digit: uids 1, 2")

  await chain.call("root", { AdminUtils: { sudo_set_admin_freeze_window: { window: 0 } } })
  const done = [
    await chain.call("root", {
      AdminUtils: { sudo_set_max_allowed_uids: { netuid: 2, max_allowed_uids: 64 } },
    }),
    await chain.call("root", { AdminUtils: { sudo_set_mechanism_count: { netuid: 2, mechanism_count: 2 } } }),
    await chain.call(chain.hotkey("one"), {
      SubtensorModule: {
        set_mechanism_weights: { netuid: 2, mecid: 1, dests: [4, 5], weights: [1, 1], version_key: 0 },
      },
    }),
  ]
  expect(done.map(({ ok }) => ok)).toEqual([true, true, true])
  const { validators } = await readAgreement(chain.client, 2, 1)
  expect(validators.map(({ uid }) => uid)).toEqual([1])
  await expect(readAgreement(chain.client, 2, 2)).rejects.toThrow("there is no subnet 2 with a mechanism 2")
  await expect(readAgreement(chain.client, 9)).rejects.toMatchObject({ name: "UsageError" })
})
