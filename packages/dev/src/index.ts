export { devAccounts } from "@taonet/runtime/specs/devAccounts"
