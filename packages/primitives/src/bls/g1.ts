/**
 * Arithmetic of G1 for what everybody may know: hashing to the group, and multiples by numbers that are no secret. Its time depends on the
 * numbers. Points are Jacobian (x = X/Z², y = Y/Z³), and the identity has Z = 0. Beside the general library this leaves out that each result
 * is tested to be in the group, which is half the cost of a pulse: a hash is in it by its construction.
 */
import { hash_to_field } from "@noble/curves/abstract/hash-to-curve.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { divTrunc } from "../integers.ts"
import { isogenyCoefficients } from "./isogeny.ts"

export interface Jacobian {
  readonly x: bigint
  readonly y: bigint
  readonly z: bigint
}

export interface Affine {
  readonly x: bigint
  readonly y: bigint
}

/** The field's modulus. */
const p = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn
/** The curve's parameter is minus this; multiplying by 1 + this clears the cofactor (RFC 9380, section 8.8.1). */
const clearing = 0xd201000000010001n

/** The curve that the map of RFC 9380, section 8.8.1 leads to, from which the isogeny leads on: y² = x³ + Ax + B. */
const A = 0x144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1dn
const B = 0x12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0n
const Z = 11n
/** √(−Z³): p = 3 mod 4, so one of Z³ and −Z³ is a square, and here it is the latter. */
const rootOfMinusZ3 = power((p - Z ** 3n) % p, (p + 1n) >> 2n)
const [xTop = [], xBottom = [], yTop = [], yBottom = []] = isogenyCoefficients

const identity: Jacobian = { x: 1n, y: 1n, z: 0n }

/** RFC 9380's hash_to_curve with expand_message_xmd over SHA-256. */
export function hashToG1(message: Uint8Array, domain: string): Jacobian {
  const [[first = 0n] = [], [second = 0n] = []] = hash_to_field(message, 2, {
    DST: domain,
    p,
    m: 1,
    k: 128,
    expand: "xmd",
    hash: sha256,
  })
  return multiply(add(mapToG1(first), mapToG1(second)), clearing)
}

/** The simplified map of Shallue, van de Woestijne and Ulas, then the isogeny: a point of the curve, not always of the group. */
function mapToG1(u: bigint): Jacobian {
  const zu2 = (Z * u * u) % p
  const sum = (zu2 * zu2 + zu2) % p
  // x = top / bottom; y² = g / bottom³.
  const top = (B * (sum + 1n)) % p
  const bottom = (A * (sum === 0n ? Z : p - sum)) % p
  const bottom2 = (bottom * bottom) % p
  const bottom3 = (bottom2 * bottom) % p
  const g = (((top * top + A * bottom2) % p) * top + B * bottom3) % p
  // A root of g / bottom³ without a division: g · bottom³ · (g · bottom⁹)^((p − 3) / 4).
  const product = (g * bottom3) % p
  const candidate = (product * power((((product * bottom3) % p) * bottom3) % p, (p - 3n) >> 2n)) % p
  const isRoot = (((candidate * candidate) % p) * bottom3) % p === g
  const x = isRoot ? top : (zu2 * top) % p
  const root = isRoot ? candidate : (((candidate * rootOfMinusZ3) % p) * ((u * u * u) % p)) % p
  const y = (root & 1n) === (u & 1n) ? root : p - root
  return isogeny(x, bottom, y)
}

/** Of the point (x / bottom, y). Both fractions keep their denominators: Z is their product. */
function isogeny(x: bigint, bottom: bigint, y: bigint): Jacobian {
  const powers = [1n]
  for (let i = 1; i < yTop.length; i++) powers.push((powers[i - 1]! * bottom) % p)
  const at = (coefficients: readonly bigint[]): bigint => {
    const degree = coefficients.length - 1
    let sum = coefficients[degree]!
    for (let i = degree - 1; i >= 0; i--) sum = (sum * x + coefficients[i]! * powers[degree - i]!) % p
    return sum
  }
  // The numerator of x has one degree more than its denominator, those of y have the same.
  const xDenominator = (at(xBottom) * bottom) % p
  const yDenominator = at(yBottom)
  const z = (xDenominator * yDenominator) % p
  const z2 = (z * z) % p
  const yValue = (y * at(yTop)) % p
  return {
    x: (((at(xTop) * yDenominator) % p) * z) % p,
    y: (((yValue * xDenominator) % p) * z2) % p,
    z,
  }
}

/** `scalar` is not negative. */
export function multiply(point: Jacobian, scalar: bigint): Jacobian {
  let sum = identity
  for (const bit of scalar.toString(2)) {
    sum = double(sum)
    if (bit === "1") sum = add(sum, point)
  }
  return sum
}

function double({ x, y, z }: Jacobian): Jacobian {
  const y2 = (y * y) % p
  const s = (4n * x * y2) % p
  const m = (3n * x * x) % p
  const x3 = (m * m + 2n * (p - s)) % p
  return { x: x3, y: (m * (s + p - x3) + 8n * y2 * (p - y2)) % p, z: (2n * y * z) % p }
}

function add(a: Jacobian, b: Jacobian): Jacobian {
  if (a.z === 0n) return b
  if (b.z === 0n) return a
  const az2 = (a.z * a.z) % p
  const bz2 = (b.z * b.z) % p
  const u = (a.x * bz2) % p
  const s = (((a.y * b.z) % p) * bz2) % p
  const h = (((b.x * az2) % p) + p - u) % p
  const r = (((((b.y * a.z) % p) * az2) % p) + p - s) % p
  if (h === 0n) return r === 0n ? double(a) : identity
  const h2 = (h * h) % p
  const h3 = (h2 * h) % p
  const uh2 = (u * h2) % p
  const x = (r * r + (p - h3) + 2n * (p - uh2)) % p
  return { x, y: (r * (uh2 + p - x) + s * (p - h3)) % p, z: (((a.z * b.z) % p) * h) % p }
}

/** Undefined for the identity. */
export function toAffine({ x, y, z }: Jacobian): Affine | undefined {
  if (z === 0n) return undefined
  const inverse = invert(z)
  const inverse2 = (inverse * inverse) % p
  return { x: (x * inverse2) % p, y: (((y * inverse2) % p) * inverse) % p }
}

/** zcash's compressed form. */
export function compress(point: Affine | undefined): Uint8Array {
  const bytes = new Uint8Array(48)
  if (point === undefined) {
    bytes[0] = 0xc0
    return bytes
  }
  const digits = point.x.toString(16).padStart(96, "0")
  for (let i = 0; i < 48; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16)
  bytes[0]! |= 2n * point.y > p ? 0xa0 : 0x80
  return bytes
}

/** Takes four bits of the exponent at a time. */
function power(base: bigint, exponent: bigint): bigint {
  const powers = [1n, base]
  for (let i = 2; i < 16; i++) powers.push((powers[i - 1]! * base) % p)
  let result = 1n
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % p
    const value = Number.parseInt(digit, 16)
    if (value > 0) result = (result * powers[value]!) % p
  }
  return result
}

/** Euclid's. */
function invert(value: bigint): bigint {
  let [a, b, x, y] = [value, p, 1n, 0n]
  while (a > 1n) {
    const quotient = divTrunc(a, b)
    ;[a, b, x, y] = [b, a % b, y, x - quotient * y]
  }
  return ((x % p) + p) % p
}
