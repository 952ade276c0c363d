import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { toHex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { storage as aura } from "@taonet/runtime/pallets/aura/schema"
import { storage as balances } from "@taonet/runtime/pallets/balances/schema"
import { calls, storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import {
  createClient,
  readMap,
  readValue,
  signerFromUri,
  submit,
  webSocketTransport,
} from "@taonet/sdk/index"
import { afterEach, describe, expect, it } from "vitest"
import { eventually, freePortBase, report, rpc, runTaonet, type Started, startTaonet } from "../testKit.ts"

const tao = 1_000_000_000n
const founder = keypairFromUri("//Founder")
const hotkey = keypairFromUri("//Founder//hotkey")

describe("taonet mine", () => {
  const running: Started[] = []
  const chain = async (port: number, name: string) => {
    running.push(await startTaonet(["dev", "--port", String(port), "--chain", name]))
    await eventually(() => rpc(port, "chain_getHeader"))
    return `ws://127.0.0.1:${port}`
  }
  const mine = (url: string, ...more: string[]) =>
    runTaonet(["mine", "--url", url, "--hotkey", encodeAddress(hotkey.account), ...more], {
      env: { TAONET_COLDKEY: "//Founder" },
    })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((started) => started.stop("SIGKILL")))
  })

  it("gets a founder the first TAO of a network that starts with none", async () => {
    const url = await chain(await freePortBase(22_800, 1), "thesis")
    const client = await createClient(await webSocketTransport(url))
    expect(await readValue(client, balances.TotalIssuance)).toBe(0n)

    const startedAt = performance.now()
    const { code, stdout } = await mine(url, "--threads", "2")
    report("taonet mine at genesis difficulty, two threads", performance.now() - startedAt)
    expect({ code, stdout }).toEqual({ code: 0, stdout: "neuron 0 of subnet 1\n" })
    expect(await readMap(client, subtensor.Owner, [hotkey.account])).toBe(founder.account)
    expect(await readMap(client, system.Account, [founder.account])).toMatchObject({ data: { free: 0n } })

    const earned = await eventually(async () => {
      const stake = await readMap(client, subtensor.TotalHotkeyAlpha, [hotkey.account, 1])
      return stake > 0n ? stake : undefined
    })
    expect(await readValue(client, balances.TotalIssuance)).toBeGreaterThanOrEqual(earned)
    // Out with it: who has no coins pays the fee with what is taken out.
    const take = calls.remove_stake.make({ hotkey: hotkey.account, netuid: 1, amount_unstaked: earned >> 1n })
    await submit(client, signerFromUri("//Founder"), take)
    const { data } = await readMap(client, system.Account, [founder.account])
    expect(data.free).toBe(earned >> 1n)

    const again = await mine(url)
    expect(again).toMatchObject({ code: 1 })
    expect(again.stderr).toContain("is neuron 0 of subnet 1 already")

    // With a hundred TAO on root, and a word, the founder is elected to make blocks. The node has not its key: its slots stay empty.
    const stand = (...more: string[]) =>
      runTaonet(["stand", "--url", url, ...more], { env: { TAONET_HOTKEY: "//Founder//hotkey" } })
    expect((await stand()).stderr).toContain("no root validator")
    await client.transport.request("dev_newBlock", [{ count: 140 }])
    const coldkey = signerFromUri("//Founder")
    const own = { hotkey: hotkey.account }
    await submit(client, coldkey, calls.remove_stake.make({ ...own, netuid: 1, amount_unstaked: 110n * tao }))
    await submit(client, coldkey, calls.root_register.make(own))
    await submit(client, coldkey, calls.add_stake.make({ ...own, netuid: 0, amount_staked: 101n * tao }))
    expect((await stand()).stdout).toBe(
      `${encodeAddress(hotkey.account)} stands for producer with 101 TAO on root\n`,
    )
    const elected = async () => {
      await client.transport.request("dev_newBlock", [{ count: 100 }])
      return (await readValue(client, aura.Authorities)).map(toHex)
    }
    expect(await elected()).toEqual([hotkey.account, devAccounts.One].sort())
    expect((await stand("--withdraw")).code).toBe(0)
    expect(await elected()).toEqual([devAccounts.One])
    await client.transport.close()
  }, 120_000)

  it("sends nothing to a chain that would take a price", async () => {
    const port = await freePortBase(22_850, 1)
    const url = await chain(port, "local")
    const { code, stderr } = await mine(url)
    expect({ code, stderr }).toMatchObject({ code: 1 })
    expect(stderr).toContain("for a price, not for work")
  })

  it.each<[string[], string]>([
    [["--hotkey", "nobody"], "nobody is no address"],
    [["--hotkey", encodeAddress(hotkey.account), "--threads", "0"], "--threads must be between"],
    [["--hotkey", encodeAddress(hotkey.account), "--coldkey-env", "NOT_SET"], "set NOT_SET to"],
    [[], "required option '--hotkey <address>'"],
  ])("%j: %s", async (args, message) => {
    const { code, stderr } = await runTaonet(["mine", ...args], { env: { TAONET_COLDKEY: "//Founder" } })
    expect(stderr).toContain(message)
    expect(stderr.trimEnd().split("\n")).toHaveLength(1)
    expect(code).toBe(1)
  })
})
