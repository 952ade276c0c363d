import "../../examples/subnet-tests-ts/subnet.test.ts"
