/** Every hyperparameter that btcli 9.23.2 sets, one after the other, in one subnet of the chain's sudo. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { btcli9, temporaryHome } from "../python-sdk/environments.ts"
import { runScenario, type Scenario } from "../python-sdk/scenario.ts"
import { openSubnet, startChain } from "../python-sdk/testChain.ts"
import { waitForClients } from "../support/deadlines.ts"
import { titleOf } from "../support/environments.ts"

waitForClients()
const client = await btcli9()
const own = "2"
const bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
const wallet = ["--wallet-name", "alice", "--hotkey", "default", "--no-prompt"]
const identity = [
  ["--subnet-name", "fruit"],
  ["--github-repo", "https://github.com/a/b"],
  ["--subnet-contact", "a@b.cd"],
  ["--subnet-url", "https://a.b"],
  ["--discord-handle", "a"],
  ["--description", "d"],
  ["--logo-url", "https://a.b/c.png"],
  ["--additional-info", "more"],
].flat()

/**
 * What each gets, as one types it, and what `sudo get` then shows, null where it does not. In the order of the client's own table; where one setting needs another,
 * after it. `network_pow_registration_allowed` is below.
 */
const settings: readonly (readonly [name: string, typed: string, shown: boolean | number | null])[] = [
  ["kappa", "30000", 30_000],
  ["immunity_period", "5000", 5000],
  ["min_allowed_weights", "3", 3],
  ["weights_version", "7", 7],
  ["weights_rate_limit", "50", 50],
  ["target_regs_per_interval", "3", 3],
  ["min_burn", "600000", 600_000],
  ["max_burn", "50000000000", 50_000_000_000],
  ["bonds_moving_avg", "800000", 800_000],
  ["max_regs_per_block", "2", 2],
  ["serving_rate_limit", "20", 20],
  ["max_validators", "32", 32],
  ["commit_reveal_period", "3", 3],
  ["commit_reveal_weights_enabled", "false", false],
  ["liquid_alpha_enabled", "true", true],
  ["registration_allowed", "false", false],
  ["yuma3_enabled", "true", null],
  ["alpha_sigmoid_steepness", "500", 500],
  ["bonds_reset_enabled", "true", true],
  ["transfers_enabled", "false", false],
  ["recycle_or_burn", "Recycle", null],
  ["owner_cut_enabled", "false", false],
  ["owner_cut_auto_lock_enabled", "true", true],
  ["max_allowed_uids", "128", null],
  ["burn_increase_mult", `${3n << 63n}`, 1.5],
  ["burn_half_life", "500", 500],
  ["min_childkey_take", "1000", 1000],
  ["min_allowed_uids", "70", null],
  ["sn_owner_hotkey", bob, null],
]

/** Owners set these by calls that spec 461 accepts without effect; root, in a subnet that it does not own, by others. */
const ofRoot: readonly (readonly [name: string, typed: string, shown: number])[] = [
  ["tempo", "720", 720],
  ["activity_cutoff_factor", "2000", 13_889],
]

/** What spec 461 retired. */
const refused: readonly (readonly [name: string, typed: string, error: string])[] = [
  ["network_pow_registration_allowed", "true", "POWRegistrationDisabled"],
]

function steps(url: string, wallets: string) {
  const path = ["--wallet-path", wallets, "--json-output"]
  const chain = [...path, "--network", url]
  const set = (name: string, value: string, netuid = own) => {
    const args = ["sudo", "set", ...wallet, ...chain, "--netuid", netuid, "--param", name, "--value", value]
    return { step: `${name} ${netuid}`, args }
  }
  const create = ["wallet", "create", "--wallet-name", "alice", "--uri", "Alice", "--hotkey", "default"]
  return [
    { step: "create", args: [...create, "--no-use-password", ...path] },
    { step: "subnet", args: ["subnets", "create", ...wallet, ...chain, "--no-mev-protection", ...identity] },
    ...[...settings, ...refused].map(([name, typed]) => set(name, typed)),
    set("alpha_values", "40000,60000"),
    ...ofRoot.flatMap(([name, typed]) => [set(name, typed), set(name, typed, "1")]),
    { step: "get 1", args: ["sudo", "get", "--network", url, "--netuid", "1", "--json-output"] },
    { step: "get 2", args: ["sudo", "get", "--network", url, "--netuid", own, "--json-output"] },
  ]
}

describe.skipIf(!client.ok)(titleOf("btcli 9.23.2 sudo set", client), () => {
  const home = temporaryHome()
  let seen: Scenario

  beforeAll(async () => {
    const node = await startChain()
    try {
      await openSubnet(node.url)
      const commands = steps(node.url, `${home.dir}/wallets`)
      const script = "../btcli/manyCommands.py"
      seen = await runScenario(client.ok ? client.python : "", script, [JSON.stringify(commands)], home.env)
    } finally {
      await node.close()
    }
  })
  afterAll(() => home.remove())

  const answer = (step: string) => JSON.parse(seen.of(step)["stdout"] as string) as Record<string, unknown>
  const shown = (netuid = own) =>
    new Map(
      (answer(`get ${netuid}`) as unknown as { hyperparameter: string; value: unknown }[]).map((one) => [
        one.hyperparameter,
        one.value,
      ]),
    )

  it("makes a subnet", () => {
    expect(answer("create")).toMatchObject({ success: true })
    expect(answer("subnet")).toMatchObject({ success: true, netuid: 2 })
  })
  it.each(settings)("sets %s to %s", (name, _typed, value) => {
    expect(answer(`${name} ${own}`)).toMatchObject({ success: true, err_msg: "" })
    if (value !== null) expect(shown().get(name)).toEqual(value)
  })
  it.each(ofRoot)("sets %s to %s as root only", (name, typed, value) => {
    for (const netuid of [own, "1"]) expect(answer(`${name} ${netuid}`)).toMatchObject({ success: true })
    expect(shown().get(name)).not.toEqual(Number(typed))
    expect(shown("1").get(name)).toEqual(value)
  })
  it("stops at `alpha_values`, in the client itself, before the chain is asked", () => {
    expect(seen.of(`alpha_values ${own}`)["stdout"]).toBe("")
    expect([shown().get("alpha_low"), shown().get("alpha_high")]).toEqual([45_875, 58_982])
  })
  it.each(refused)("is refused %s %s: %s", (name, _typed, error) => {
    expect(answer(`${name} ${own}`)).toMatchObject({
      success: false,
      err_msg: expect.stringContaining(error),
    })
  })
})
