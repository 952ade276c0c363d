import { seededRandom } from "@taonet/neuron/random"
import { describe, expect, it } from "vitest"
import { scoreAnswer } from "../text/scoring/score.ts"
import { textTemplate } from "../text/template.ts"
import { agreementOf } from "./agreement.ts"
import { TemplateError } from "./fields.ts"
import { draw, personalise, scoreOf } from "./personal.ts"

const definition = textTemplate("model")
const facts = { right: true, agreement: 0.5, elapsedMs: 10_000, judged: 0.2 }

describe("a template", () => {
  it("is the owner's where a validator says nothing", () => {
    const own = personalise(definition)
    expect(scoreOf(own, facts)).toBeCloseTo(scoreAnswer(facts))
    expect(own.settings).toMatchObject({ challengesPerRound: 2, alpha: 0.1 })
    const random = seededRandom("draw")
    const sets = Array.from({ length: 600 }, () => draw(own, random).set)
    expect(sets.filter((set) => set === "facts").length / 600).toBeCloseTo(1 / 6, 1)
  })

  it("takes a validator's weights, sets, judge and settings", async () => {
    const own = personalise(
      definition,
      {
        template: "text",
        criteria: { right: 1, agreement: 0, judge: 3n, speed: 0 },
        challenges: {
          reading: 0,
          facts: 0,
          mine: { questions: [{ ask: "Two and two?", expect: [4n, "four"] }] },
        },
        judge: { module: "./judge.mjs" },
        settings: { challengesPerRound: 5 },
      },
      { module: async () => 0.2 },
    )
    expect(scoreOf(own, facts)).toBeCloseTo((1 + 3 * 0.2) / 4)
    expect(draw(own, seededRandom("x"))).toEqual({
      set: "mine",
      challenge: { kind: "own", question: "Two and two?", expected: ["4", "four"], forbidden: [] },
    })
    expect(own.settings["challengesPerRound"]).toBe(5)
    expect(await own.judge?.(draw(own, seededRandom("x")).challenge, "4")).toBe(0.2)
  })

  it.each([
    [{ template: "image" }, "template"],
    [{ weights: {} }, "weights"],
    [{ criteria: { rihgt: 1 } }, "criteria.rihgt"],
    [{ criteria: { right: "much" } }, "criteria.right"],
    [{ criteria: { speed: 1.5 } }, "criteria.speed"],
    [{ criteria: { right: 0, agreement: 0 } }, "criteria"],
    [{ criteria: { judge: 1 } }, "criteria.judge"],
    [{ challenges: { reading: 0, facts: 0 } }, "challenges"],
    [{ challenges: { mine: { questions: [] } } }, "challenges.mine.questions"],
    [
      { challenges: { mine: { questions: [{ ask: "?", expect: [] }] } } },
      "challenges.mine.questions[0].expect",
    ],
    [{ challenges: { mine: { questions: [{ expect: ["a"] }] } } }, "challenges.mine.questions[0].ask"],
    [{ judge: { openai: { url: "ftp://x", model: "m" } } }, "judge.openai.url"],
    [{ judge: { openai: { url: "http://x", model: "m", keyFrom: "NO_SUCH_KEY" } } }, "judge.openai.keyFrom"],
    [{ judge: { claude: 1 } }, "judge.claude"],
    [{ judge: { module: "./x.mjs" } }, "judge.module"],
    [{ settings: { alpha: 0 } }, "settings.alpha"],
    [[], ""],
  ])("refuses %j and names the field %s", (value, field) => {
    expect(() => personalise(definition, value)).toThrow(TemplateError)
    try {
      personalise(definition, value)
    } catch (error) {
      expect(error).toMatchObject({ code: "bad-template", field })
    }
  })
})

describe("agreement", () => {
  const row = (uid: number, stake: bigint, weights: [number, number][]) => ({
    uid,
    hotkey: `v${uid}`,
    stake,
    weights,
  })

  it("is the share of incentive that two would pay to others", () => {
    const { validators, distances, mean, identical } = agreementOf([
      row(0, 300n, [
        [5, 65_535],
        [6, 65_535],
      ]),
      row(1, 100n, [
        [5, 10],
        [6, 10],
      ]),
      row(2, 100n, [
        [6, 1],
        [7, 1],
      ]),
      row(3, 100n, []),
    ])
    expect(distances).toEqual([
      [0, 0, 0.5],
      [0, 0, 0.5],
      [0.5, 0.5, 0],
    ])
    // Pairs by stake: 3·1 at 0, 3·1 and 1·1 at a half.
    expect(mean).toBeCloseTo((4 * 0.5) / 7)
    expect(validators.map(({ uid, stakeShare, fromOthers }) => [uid, stakeShare, fromOthers])).toEqual([
      [0, 0.6, 0.25],
      [1, 0.2, expect.closeTo(0.125)],
      [2, 0.2, 0.5],
    ])
    expect(validators[0]?.nearest).toEqual({ uid: 1, distance: 0 })
    expect(identical).toEqual([])
  })

  it("names rows that are the same to the last digit", () => {
    const rows = [1, 2, 3].map((uid) =>
      row(
        uid,
        1n,
        uid === 2
          ? [
              [6, 3],
              [5, 9],
              [4, 0],
            ]
          : [
              [5, 9],
              [6, 3],
            ],
      ),
    )
    expect(agreementOf([...rows, row(4, 1n, [[5, 9]]), row(5, 1n, [[5, 9]])]).identical).toEqual([[1, 2, 3]])
    expect(agreementOf([row(1, 0n, [[2, 1]])])).toMatchObject({
      mean: 0,
      validators: [{ fromOthers: undefined }],
    })
  })
})
