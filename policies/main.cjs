// The engine starts this file as the policy pack. CommonJS, because the SDK's runner loads it by `require`, puts ts-node before every
// TypeScript file that is required, and calls what a module exports (@pulumi/pulumi 3.270.0, cmd/run-policy-pack/run.js); an
// `import` inside is Node's own again.
module.exports = () => import("./index.ts");
