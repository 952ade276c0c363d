import { homedir } from "node:os"
import { join } from "node:path"

/** Where neurons keep what they have learned, unless told otherwise: the user's cache folder. */
export const dataFolder = (dataDir?: string): string =>
  dataDir ?? join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "taonet")
