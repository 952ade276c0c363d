import { utf8 } from "@taonet/primitives/bytes"

/** `Vec<Compact<u8>>`: text whose every byte is a compact integer of its own. */
export const compactBytes = (bytes: Uint8Array): number[] => [...bytes]

export const compactText = (text: string): number[] => compactBytes(utf8(text))
