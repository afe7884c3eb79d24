import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { needOf } from "../../host/units.ts";

const NGINX = { name: "nginx.service", onChange: "reload", files: ["/etc/nginx/", "/etc/one.conf"] } as const;
const RUNNING = { name: "nginx.service", enabled: true, active: true };

describe("what a unit needs", () => {
  it("is nothing where no file of it changed", () => {
    assert.equal(needOf(NGINX, RUNNING, ["/etc/other.conf", "/etc/nginx.conf"]), undefined);
  });

  it("is what it asks for where one did, by path or by folder", () => {
    assert.equal(needOf(NGINX, RUNNING, ["/etc/one.conf"]), "reload");
    assert.equal(needOf(NGINX, RUNNING, ["/etc/nginx/sites/a.conf"]), "reload");
    assert.equal(needOf({ ...NGINX, onChange: "restart" }, RUNNING, ["/etc/one.conf"]), "restart");
  });

  it("is a restart where the unit itself changed, a drop-in or the template of an instance", () => {
    assert.equal(needOf(NGINX, RUNNING, ["/etc/systemd/system/nginx.service"]), "restart");
    assert.equal(needOf(NGINX, RUNNING, ["/etc/systemd/system/nginx.service.d/a.conf"]), "restart");
    const instance = { ...NGINX, name: "wg-quick@wg0.service" };
    assert.equal(needOf(instance, RUNNING, ["/etc/systemd/system/wg-quick@.service"]), "restart");
    assert.equal(needOf(instance, RUNNING, ["/etc/systemd/system/wg-quick@wg1.service"]), undefined);
  });

  it("is a start where it does not run, and enabling where only that is missing", () => {
    assert.equal(needOf(NGINX, { ...RUNNING, active: false }, []), "restart");
    assert.equal(needOf(NGINX, { ...RUNNING, enabled: false }, []), "enable");
  });
});
