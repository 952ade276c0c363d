/**
 * What a hardware wallet is given beside a transaction: the types that this transaction is made of, and a proof that they are those of the
 * metadata digest that it signs (RFC-78). It shows the transaction by them and trusts nobody.
 */
import { blake3 } from "@noble/hashes/blake3.js"
import { concatBytes } from "@taonet/primitives/bytes"
import {
  bytesFixed,
  createReader,
  createWriter,
  encode,
  finish,
  type Primitive,
  type Reader,
  readCompact,
  readCompactBig,
  remaining,
  take,
  u32,
  vec,
  writeBytes,
  writeCompact,
} from "@taonet/primitives/scale/index"
import { InvariantError } from "../errors.ts"
import { MetadataHashInfo, type MetadataTree, partsOf, treeNodes } from "./metadataHash.ts"

/** The parts of a transaction that are signed. */
export interface SignedParts {
  readonly call: Uint8Array
  readonly included: Uint8Array
  readonly implicit: Uint8Array
}

/**
 * The bytes that the generic app of hardware wallets expects: leaves, their nodes in the tree, the hashes beside them, extrinsic format and
 * token. Addresses and signatures are described whole, whatever their kind.
 */
export function metadataProof(tree: MetadataTree, parts: SignedParts, info: MetadataHashInfo): Uint8Array {
  const used = new Set<string>()
  walk(tree, [tree.call], parts.call, used)
  const of = (which: "included" | "signed") => tree.extensions.map((extension) => extension[which])
  walk(tree, of("included"), parts.included, used)
  walk(tree, of("signed"), parts.implicit, used)
  for (const type of tree.outer) addWhole(tree, type, used)
  const { leaves, indices, hashes } = proofOf(tree, used)
  const writer = createWriter()
  writeCompact(writer, leaves.length)
  for (const leaf of leaves) writeBytes(writer, leaf)
  return concatBytes(
    finish(writer),
    encode(vec(u32), indices),
    encode(vec(bytesFixed(32)), hashes),
    tree.extrinsic,
    encode(MetadataHashInfo, info),
  )
}

interface Proof {
  readonly leaves: Uint8Array[]
  readonly indices: number[]
  readonly hashes: Uint8Array[]
}

/** From left to right: the leaves that are used, and the roots of the largest subtrees without any. */
function proofOf(tree: MetadataTree, used: ReadonlySet<string>): Proof {
  const nodes = treeNodes(tree.leaves.map(({ bytes }) => blake3(bytes)))
  const firstLeaf = tree.leaves.length - 1
  const onPath = new Set<number>()
  for (const [place, { type, variant }] of tree.leaves.entries())
    if (used.has(nameOf(type, variant)))
      for (let index = firstLeaf + place; index >= 0; index = index === 0 ? -1 : (index - 1) >> 1)
        onPath.add(index)
  const proof: Proof = { leaves: [], indices: [], hashes: [] }
  const descend = (index: number): void => {
    if (!onPath.has(index)) proof.hashes.push(nodes[index]!)
    else if (index >= firstLeaf) {
      proof.leaves.push(tree.leaves[index - firstLeaf]!.bytes)
      proof.indices.push(index)
    } else {
      descend(2 * index + 1)
      descend(2 * index + 2)
    }
  }
  descend(0)
  return proof
}

const nameOf = (type: number, variant: number | undefined): string => `${type}.${variant ?? ""}`

/** Reads values of these types, which must fill the bytes, and notes every type and variant that they use. */
function walk({ types }: MetadataTree, ids: readonly number[], bytes: Uint8Array, used: Set<string>): void {
  const reader = createReader(bytes)
  const visit = (id: number): void => {
    const { def } = types[id]!
    if (def.type === "Primitive") skipPrimitive(reader, def.value)
    else if (def.type === "Compact") readCompactBig(reader)
    else if (def.type === "Variant") {
      const index = reader.bytes[take(reader, 1)]!
      const variant = def.value.find((one) => one.index === index)
      if (variant === undefined) throw new InvariantError(`type ${id} has no variant ${index}`)
      used.add(nameOf(id, index))
      for (const { type } of variant.fields) visit(type)
    } else {
      used.add(nameOf(id, undefined))
      const count = def.type === "Sequence" ? readCompact(reader) : 1
      for (let i = 0; i < count; i++) for (const type of partsOf(def)) visit(type)
    }
  }
  for (const id of ids) visit(id)
  if (remaining(reader) !== 0) throw new InvariantError("bytes are left over")
}

/** A type with all that can be in it. */
function addWhole(tree: MetadataTree, id: number, used: Set<string>): void {
  const { def } = tree.types[id]!
  if (def.type === "Primitive" || def.type === "Compact" || used.has(`whole ${id}`)) return
  used.add(`whole ${id}`)
  if (def.type === "Variant") for (const { index } of def.value) used.add(nameOf(id, index))
  else used.add(nameOf(id, undefined))
  for (const part of new Set(partsOf(def))) addWhole(tree, part, used)
}

const widths: Readonly<Partial<Record<Primitive, number>>> = {
  bool: 1,
  char: 4,
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  u128: 16,
  u256: 32,
  i8: 1,
  i16: 2,
  i32: 4,
  i64: 8,
  i128: 16,
  i256: 32,
}

function skipPrimitive(reader: Reader, primitive: Primitive): void {
  take(reader, widths[primitive] ?? readCompact(reader))
}
