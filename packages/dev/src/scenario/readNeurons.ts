import type { Located } from "./located.ts"
import type { AxonPlan, NeuronPlan } from "./plan.ts"
import type { Shape } from "./shape.ts"

/** A neuron of which its weights have not been read, because they name others. */
export interface ReadNeuron extends Omit<NeuronPlan, "weights"> {
  readonly weightsNode: Located | undefined
}

const maxCount = 4096
const ownerFields = ["name", "stake", "axon", "weights"] as const
const neuronFields = ["name", "count", "coldkey", "stake", "axon", "quality", "weights"] as const

/** `owner: Alice`, or a map that gives its neuron, uid 0, more. */
export function readOwner(shape: Shape, node: Located): ReadNeuron {
  const isName = node.kind === "scalar"
  const fields = isName ? undefined : shape.fields(node, ownerFields)
  const name = nameOf(shape, fields?.need("name") ?? node)
  const stake = fields?.get("stake")
  return {
    at: node,
    uid: 0,
    name,
    coldkey: name,
    isValidator: true,
    stake: stake === undefined ? 0n : shape.tao(stake),
    axon: readAxon(shape, fields?.get("axon"), 0),
    quality: 0,
    weightsNode: fields?.get("weights"),
  }
}

/** One neuron, or `count` of them with numbers after the name, which share a coldkey. Uids go on from `uid`. */
export function readNeurons(
  shape: Shape,
  node: Located,
  {
    netuid,
    uid,
    isValidator,
  }: { readonly netuid: number; readonly uid: number; readonly isValidator: boolean },
): ReadNeuron[] {
  const fields = shape.fields(node, neuronFields)
  const name = nameOf(shape, fields.need("name")).replaceAll("{netuid}", String(netuid))
  const countNode = fields.get("count")
  const count = countNode && shape.whole(countNode, 1, maxCount)
  const coldkeyNode = fields.get("coldkey")
  const coldkey = coldkeyNode === undefined ? name : nameOf(shape, coldkeyNode)
  const stake = fields.get("stake")
  const quality = fields.get("quality")
  const qualities =
    quality?.kind === "list" ? quality.items.map((one) => shape.whole(one, 0, 100)) : undefined
  if (qualities?.length === 0 && quality !== undefined) throw shape.error(quality, "the list is empty")
  const common = {
    at: node,
    coldkey: coldkey.replaceAll("{netuid}", String(netuid)),
    isValidator,
    stake: stake === undefined ? 0n : shape.tao(stake),
    weightsNode: fields.get("weights"),
  }
  return Array.from({ length: count ?? 1 }, (_, i) => ({
    ...common,
    uid: uid + i,
    name: count === undefined ? name : `${name}${i + 1}`,
    axon: readAxon(shape, fields.get("axon"), i),
    quality: qualities?.[i % qualities.length] ?? (quality ? shape.whole(quality, 0, 100) : 100),
  }))
}

/** Names are parts of key paths, so they are plain. */
export function nameOf(shape: Shape, node: Located): string {
  const name = shape.text(node)
  if (!/^[A-Za-z0-9_.{}-]{1,64}$/.test(name))
    throw shape.error(node, `"${name.slice(0, 70)}" is no name: letters, digits, - _ and . make one`)
  return name
}

/** `10.0.0.1:8091`; the port rises with each neuron of a group. */
function readAxon(shape: Shape, node: Located | undefined, index: number): AxonPlan | undefined {
  if (node === undefined) return undefined
  const text = shape.text(node)
  const [, v4, v6, port] = /^(?:(\d+\.\d+\.\d+\.\d+)|\[([0-9a-fA-F:]+)\]):(\d+)$/.exec(text) ?? []
  const ip = v4 === undefined ? ip6(v6) : ip4(v4)
  const number = Number(port) + index
  if (ip === undefined || number < 1 || number > 65_535)
    throw shape.error(
      node,
      `an address as 10.0.0.1:8091 or [fd00::1]:8091 is needed, not "${text.slice(0, 60)}"`,
    )
  return { ip, ipType: v4 === undefined ? 6 : 4, port: number }
}

function ip4(text: string): bigint | undefined {
  const parts = text.split(".").map(Number)
  if (parts.some((part) => part > 255)) return undefined
  return BigInt(parts.reduce((sum, part) => sum * 256 + part, 0))
}

function ip6(text = ""): bigint | undefined {
  const [head = "", tail, more] = text.split("::")
  const left = head === "" ? [] : head.split(":")
  const right = tail === undefined || tail === "" ? [] : tail.split(":")
  const missing = 8 - left.length - right.length
  if (text === "" || more !== undefined || (tail === undefined ? missing !== 0 : missing < 1))
    return undefined
  const groups = [...left, ...Array<string>(missing).fill("0"), ...right]
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n)
}
