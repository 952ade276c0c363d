import assert from "node:assert/strict"
import { test } from "node:test"
import { seededRandom } from "@taonet/neuron/index"
import { draw, personalise, scoreOf } from "@taonet/subnets/template/index"
import { answer } from "../src/miner.ts"
import { BadMessage, readAnswer, readQuestion } from "../src/protocol.ts"
import { factsOf, ownersVersion, template } from "../src/scoring.ts"

test("a right answer is worth 1, a near one less, a slow one less than that", () => {
  const question = { text: "banana bandana", letter: "a" }
  const score = (count: number, elapsedMs = 0) =>
    scoreOf(ownersVersion, factsOf(question, { count }, elapsedMs))
  assert.equal(score(6), 1)
  assert.ok(score(5) < 0.5 && score(5) > score(1))
  assert.ok(score(6, 10_000) < 1)
  assert.equal(score(0), 0)
})

test("miners who read more score higher", () => {
  const random = seededRandom("effort")
  const mean = (effort: number) => {
    let sum = 0
    for (let i = 0; i < 50; i++) {
      const { challenge } = draw(ownersVersion, random)
      sum += scoreOf(ownersVersion, factsOf(challenge, answer(challenge, effort), 0))
    }
    return sum / 50
  }
  const means = [1, 0.7, 0.3].map(mean)
  assert.deepEqual(
    means,
    means.toSorted((a, b) => b - a),
  )
  assert.equal(means[0], 1)
})

test("questions are never the same twice", () => {
  const random = seededRandom("fresh")
  const texts = new Set(Array.from({ length: 500 }, () => draw(ownersVersion, random).challenge.text))
  assert.equal(texts.size, 500)
})

test("what comes over the wire is read with its limits", () => {
  const body = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  assert.deepEqual(readQuestion(body({ text: "abc", letter: "a" })), { text: "abc", letter: "a" })
  for (const bad of [null, {}, { text: "abc", letter: "ab" }, { text: "x".repeat(3_000), letter: "x" }])
    assert.throws(() => readQuestion(body(bad)), BadMessage)
  for (const bad of [null, {}, { count: -1 }, { count: 1.5 }, { count: "3" }])
    assert.throws(() => readAnswer(bad), BadMessage)
})

test("a validator's mistake is told with the field's name", () => {
  assert.throws(() => personalise(template, { criteria: { exakt: 1 } }), { field: "criteria.exakt" })
})
