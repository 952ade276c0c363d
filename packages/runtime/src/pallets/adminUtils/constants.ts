import { defineConstants } from "@taonet/frame/schema/constants"

export const constants = defineConstants("AdminUtils", {})
