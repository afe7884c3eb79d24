// The engine starts this file as the plugin. CommonJS, because the SDK's plugin runner loads it by `require`, puts ts-node before
// every TypeScript file that is required, and calls what a module exports (@pulumi/pulumi 3.270.0, cmd/run-plugin/run.js); an
// `import` inside is Node's own again.
module.exports = () => import("./serve.ts");
