import type { DocumentedErrors } from "./types.ts"

/** Root may as well; who signs must hold the key. */
const holder = ["BadOrigin", "RequireSudo"]

export const documentedErrors: DocumentedErrors = {
  sudo: holder,
  sudo_unchecked_weight: holder,
  set_key: [...holder, "CannotLookup"],
  sudo_as: [...holder, "CannotLookup"],
  remove_key: holder,
}
