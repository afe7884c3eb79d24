import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { guardsAccess } from "../../host/access.ts";

describe("a changed file after which a new connection is asked for", () => {
  it("is each that can shut an administrator out", () => {
    for (const path of [
      "/etc/fail2ban/jail.d/90-stillroom.local",
      "/etc/iptables/rules.v6",
      "/etc/ssh/authorized_keys.d/ops",
      "/etc/sudoers.d/90-stillroom",
      "/etc/sysctl.d/90-stillroom.conf",
      "/etc/systemd/system/ssh.service.d/stillroom.conf",
      "/etc/systemd/system/stillroom-mounts.service",
      "/etc/systemd/system/tmp.mount",
      "/etc/systemd/system/var-lib.mount.d/a.conf",
      "/etc/wireguard/wg0.conf",
      "/usr/local/lib/stillroom/keep-administrators",
      "/usr/local/lib/stillroom/keep-privileges",
    ]) {
      assert.ok(guardsAccess(path), path);
    }
  });

  it("is none that only a service reads, so that such a delivery survives a connection that breaks", () => {
    for (const path of [
      "/etc/nginx/nginx.conf",
      "/etc/prosody/prosody.cfg.lua",
      "/etc/systemd/system/jicofo.service",
      "/etc/systemd/system/nginx.service.d/stillroom.conf",
      "/usr/local/share/stillroom/video/guard.js",
    ]) {
      assert.ok(!guardsAccess(path), path);
    }
  });
});
