import { expect, it } from "vitest"
import { callsTo, differing, judgeRecorded } from "../../../conformance/recorded.testkit.ts"

const registrationCalls = callsTo(
  "burned_register",
  "dissolve_network",
  "register_limit",
  "register_network",
  "root_dissolve_network",
  "root_register",
  "serve_axon",
  "serve_prometheus",
  "set_identity",
  "set_subnet_identity",
  "start_call",
  "update_symbol",
)

it.each([
  ["tiny_reg_1", 20],
  ["tiny_reg_2", 21],
  ["lifecycle_1", 86],
])("does what the real pallet did, %s", (name, calls) => {
  const judged = judgeRecorded(name, { wanted: registrationCalls })
  expect(judged).toHaveLength(calls)
  expect(differing(judged)).toEqual([])
})
