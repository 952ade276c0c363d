/** Where the accounts of the chain itself are found by those who look among the keys. */
export { burnAccount, isSystemAccount, subnetAccount } from "../subnets/accounts.ts"
