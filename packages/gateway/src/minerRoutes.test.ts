import { expect, it } from "vitest"
import { minerRoutes } from "./minerRoutes.ts"

const row = (uid: number, ip: string, port = 8091) => ({
  uid,
  hotkey: `5H${uid}`,
  incentive: 0.5,
  axon: { ip, port },
})

it("keeps the serving miners and brackets IPv6", () => {
  const rows = [
    row(0, "1.1.1.1"),
    row(1, "2606:4700::1"),
    { ...row(2, ""), axon: undefined },
    row(3, "8.8.8.8", 0),
    row(4, "evil.example/x?"),
  ]
  expect(minerRoutes(rows, { allowPrivateAddresses: false }).map((each) => each.url)).toEqual([
    "http://1.1.1.1:8091",
    "http://[2606:4700::1]:8091",
  ])
})

it("is not led into its own network unless told so", () => {
  const inside = [
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "::1",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
  ]
  const rows = inside.map((ip, uid) => row(uid, ip))
  expect(minerRoutes(rows, { allowPrivateAddresses: false })).toEqual([])
  expect(minerRoutes(rows, { allowPrivateAddresses: true })).toHaveLength(inside.length)
  const nowhere = [row(0, "0.0.0.1"), row(1, "::"), row(2, "255.255.255.255")]
  expect(minerRoutes(nowhere, { allowPrivateAddresses: true })).toEqual([])
})

it("takes any address for this machine on a network that is all on it, and only there", () => {
  const here = minerRoutes([row(0, "0.0.0.0")], { allowPrivateAddresses: true })
  expect(here.map(({ url }) => url)).toEqual(["http://0.0.0.0:8091"])
  expect(minerRoutes([row(0, "0.0.0.0")], { allowPrivateAddresses: false })).toEqual([])
})

it("leaves out who is to be left out", () => {
  expect(minerRoutes([row(0, "1.1.1.1")], { allowPrivateAddresses: true, exclude: ["5H0"] })).toEqual([])
})
