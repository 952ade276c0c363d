import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createAxon } from "@taonet/neuron/axon/axon"
import { evidenceRecord } from "@taonet/neuron/btauth/evidence"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { freePortBase, runTaonet } from "../testKit.ts"

const [alice, bob] = [hotkeyFromUri("//Alice"), hotkeyFromUri("//Bob")]
let folder: string
let record: Record<string, object>

async function inFile(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "taonet-evidence-"))
  const says = { method: "POST", path: "/say", handle: async () => ({ status: 200, body: "yes" }) } as const
  const axon = await createAxon({ hotkey: bob, routes: [says] })
  const dendrite = createDendrite({ hotkey: alice })
  const target = { hotkey: bob.ss58, ip: "127.0.0.1", port: axon.port }
  const { evidence, body } = await dendrite.request(target, { path: "/say", body: "is it so?" })
  if (evidence) record = evidenceRecord(evidence, body) as typeof record
  await dendrite.close()
  await axon.close()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe("taonet evidence", () => {
  it("says who answered what, from a file and from a gateway", async () => {
    const path = await inFile("good.json", JSON.stringify(record))
    const { code, stdout } = await runTaonet(["evidence", path])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      new RegExp(`^${bob.ss58} answered ${alice.ss58}, who asked at 20.*Z; both signed.\n`),
    )
    expect(stdout).toContain("\nPOST /say\nis it so?\n\n200\nyes\n")

    const server = createServer((_, response) => response.end(JSON.stringify(record)))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as AddressInfo
    const fetched = await runTaonet(["evidence", `http://127.0.0.1:${port}/v1/evidence/1`, "--json"])
    server.close()
    expect(JSON.parse(fetched.stdout)).toMatchObject({
      ...{ responder: bob.ss58, sender: alice.ss58, status: 200, question: "is it so?", answer: "yes" },
    })
  })

  it("fails in one line where there is nothing to prove", async () => {
    const no = Buffer.from("no").toString("base64")
    const forged = JSON.stringify({ ...record, answer: { ...record["answer"], body: no } })
    for (const [place, says] of [
      [await inFile("forged.json", forged), "proves nothing: the answer is not signed by its responder"],
      [await inFile("text", "hello"), "is no JSON"],
      [join(folder, "absent"), "can not be read: ENOENT"],
      [`http://127.0.0.1:${await freePortBase(22_900, 1)}/`, "can not be read: connect ECONNREFUSED"],
    ] as const) {
      const { code, stdout, stderr } = await runTaonet(["evidence", place])
      expect([code, stdout]).toEqual([1, ""])
      expect(stderr).toMatch(/^taonet: [^\n]+\n$/)
      expect(stderr).toContain(says)
    }
  })
})
