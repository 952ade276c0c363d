import { type Codec, DecodeError } from "@taonet/primitives/scale/index"

/** A `BoundedVec`: the same type and bytes, but more than `max` items do not decode. */
export function limited<T extends { readonly length: number }>(codec: Codec<T>, max: number): Codec<T> {
  return {
    ...codec,
    info: codec.info,
    decodeFrom(reader) {
      const value = codec.decodeFrom(reader)
      if (value.length > max) throw new DecodeError(`more than ${max} items`)
      return value
    },
  }
}
