/**
 * A stand-in for the API of Hetzner Cloud, as much of it as the provider asks when it makes and deletes one practice. Every action
 * succeeds at once, and what the real one would refuse is refused only where a test needs that: deleting what is protected.
 * `node stand-in-hetzner.ts` prints its port and ends with its parent. Shapes: hcloud-go v2, hcloud/schema.
 */
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

type Item = Record<string, unknown>;

const LOCATION = {
  ...{ id: 2, name: "nbg1", description: "", country: "DE", city: "Nuremberg", latitude: 49, longitude: 11 },
  network_zone: "eu-central",
};
const CREATED = "2026-01-01T00:00:00Z";

const collections: Record<string, Item[]> = {
  actions: [],
  firewalls: [],
  images: [{ ...named(1, "debian-13"), type: "system", status: "available", architecture: "x86", os_flavor: "debian" }],
  locations: [LOCATION],
  primary_ips: [],
  server_types: [
    {
      ...named(1, "cx33"),
      cores: 4,
      memory: 8,
      disk: 80,
      architecture: "x86",
      prices: [],
      cpu_type: "shared",
      storage_type: "local",
    },
  ],
  servers: [],
  volumes: [],
  zones: [{ ...named(1, "quiet-harbour.example"), mode: "primary", ttl: 3600, record_count: 0, status: "ok" }],
};
const rrsets: Item[] = [];
let lastId = 100;

function named(id: number, name: string): Item {
  return { id, name, created: CREATED, labels: {}, protection: { delete: false } };
}

function action(command: string): Item {
  const done = {
    ...{ id: (lastId += 1), command, status: "success", progress: 100 },
    ...{ started: CREATED, finished: CREATED, error: null, resources: [] },
  };
  collections["actions"]?.push(done);
  return done;
}

/** What the API adds to what was asked for. */
function created(collection: string, request: Item): Item {
  const item: Item = { ...named((lastId += 1), String(request["name"])), location: LOCATION };
  switch (collection) {
    case "primary_ips": {
      const ip = request["type"] === "ipv4" ? "198.51.100.9" : "2001:db8:1::";
      return {
        ...item,
        ...request,
        location: LOCATION,
        ip,
        assignee_id: null,
        assignee_type: "server",
        blocked: false,
        dns_ptr: [],
      };
    }
    case "firewalls":
      return { ...item, rules: request["rules"], applied_to: [] };
    case "volumes": {
      const linux_device = `/dev/disk/by-id/scsi-0HC_Volume_${String(item["id"])}`;
      return { ...item, size: request["size"], server: null, status: "available", format: null, linux_device };
    }
    default:
      return createdServer(item, request);
  }
}

function createdServer(item: Item, request: Item): Item {
  const net = request["public_net"] as { ipv4: number; ipv6: number }; // what the provider sends
  for (const id of [net.ipv4, net.ipv6]) update("primary_ips", id, { assignee_id: item["id"] });
  const firewalls = request["firewalls"] as readonly { firewall: number }[];
  for (const { firewall } of firewalls)
    update("firewalls", firewall, { applied_to: [{ type: "server", server: { id: item["id"] } }] });
  return {
    ...{ ...item, status: "running", locked: false, rescue_enabled: false, iso: null, backup_window: null },
    ...{ server_type: collections["server_types"]?.[0], image: collections["images"]?.[0], placement_group: null },
    ...{ private_net: [], volumes: [], load_balancers: [], protection: { delete: false, rebuild: false } },
    public_net: {
      ipv4: { id: net.ipv4, ip: "198.51.100.9", blocked: false, dns_ptr: "" },
      ipv6: { id: net.ipv6, ip: "2001:db8:1::/64", blocked: false, dns_ptr: [] },
      floating_ips: [],
      firewalls: firewalls.map(({ firewall }) => ({ id: firewall, status: "applied" })),
    },
  };
}

function find(collection: string, id: number): Item | undefined {
  return collections[collection]?.find((item) => item["id"] === id);
}

function update(collection: string, id: number, change: Item): void {
  Object.assign(find(collection, id) ?? {}, change);
}

function act(collection: string, item: Item, command: string, request: Item): void {
  switch (command) {
    case "change_protection":
      item["protection"] = { ...(item["protection"] as Item), ...request };
      break;
    case "change_dns_ptr":
      item["dns_ptr"] = request["dns_ptr"] === null ? [] : [{ ip: request["ip"], dns_ptr: request["dns_ptr"] }];
      break;
    case "attach":
      item["server"] = request["server"];
      break;
    case "detach":
      item["server"] = null;
      break;
    case "set_rules":
      item["rules"] = request["rules"];
      break;
    case "remove_from_resources":
      item["applied_to"] = [];
      break;
    case "poweroff":
    case "shutdown":
      item["status"] = "off";
      break;
    default:
      throw new Error(`The stand-in knows no action ${collection}/${command}.`);
  }
}

const SINGULAR: Readonly<Record<string, string>> = {
  ...{ actions: "action", firewalls: "firewall", images: "image", locations: "location" },
  ...{ primary_ips: "primary_ip", server_types: "server_type", servers: "server", volumes: "volume", zones: "zone" },
};

interface Answer {
  readonly status: number;
  readonly body?: Item;
}

const NOT_FOUND: Answer = { status: 404, body: { error: { code: "not_found", message: "not found" } } };

function answer(method: string, url: URL, request: Item): Answer {
  const [, , collection = "", id = "", sub = "", ...rest] = url.pathname.split("/");
  if (collection === "zones" && sub === "rrsets") return answerForRecords(method, rest, request);
  const items = collections[collection];
  const one = SINGULAR[collection];
  if (items === undefined || one === undefined) throw new Error(`The stand-in has no ${url.pathname}.`);
  if (id === "" && method === "GET") {
    const ids = url.searchParams.getAll("id").map(Number);
    const name = url.searchParams.get("name");
    const found = items.filter(
      (item) => (ids.length === 0 || ids.includes(Number(item["id"]))) && (name === null || item["name"] === name),
    );
    return {
      status: 200,
      body: {
        [collection]: found,
        meta: {
          pagination: {
            page: 1,
            per_page: 50,
            last_page: 1,
            total_entries: found.length,
            next_page: null,
            previous_page: null,
          },
        },
      },
    };
  }
  if (id === "") {
    const item = created(collection, request);
    items.push(item);
    return { status: 201, body: { [one]: item, action: action(`create_${one}`), actions: [], next_actions: [] } };
  }
  const item = items.find((candidate) => String(candidate["id"]) === id || candidate["name"] === id);
  if (item === undefined) return NOT_FOUND;
  if (sub === "actions") {
    act(collection, item, rest[0] ?? "", request);
    const done = action(rest[0] ?? "");
    return { status: 201, body: { action: done, actions: [done] } };
  }
  if (method === "DELETE") {
    if ((item["protection"] as Item)["delete"] === true)
      return { status: 423, body: { error: { code: "protected", message: "resource deletion is protected" } } };
    items.splice(items.indexOf(item), 1);
    return collection === "servers" ? { status: 200, body: { action: action("delete_server") } } : { status: 204 };
  }
  if (method === "PUT") Object.assign(item, request);
  return { status: 200, body: { [one]: item } };
}

/** `/zones/ZONE/rrsets[/NAME/TYPE]` */
function answerForRecords(method: string, [name, type]: readonly string[], request: Item): Answer {
  if (name === undefined && method === "POST") {
    const id = `${String(request["name"])}/${String(request["type"])}`;
    const rrset = { labels: {}, ...request, id, zone: 1, protection: { change: false } };
    rrsets.push(rrset);
    return { status: 201, body: { rrset, action: action("create_rrset") } };
  }
  const rrset = rrsets.find((candidate) => candidate["id"] === `${name ?? ""}/${type ?? ""}`);
  if (rrset === undefined) return NOT_FOUND;
  if (method === "DELETE") {
    rrsets.splice(rrsets.indexOf(rrset), 1);
    return { status: 200, body: { action: action("delete_rrset") } };
  }
  return { status: 200, body: { rrset } };
}

async function bodyOf(request: IncomingMessage): Promise<Item> {
  const body = await text(request);
  return body === "" ? {} : (JSON.parse(body) as Item); // the provider sends objects
}

const server = createServer((request, response) => {
  void bodyOf(request).then((body) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    let result: Answer;
    // For the test alone: everything that exists now.
    if (url.pathname === "/inventory") result = { status: 200, body: { ...collections, actions: [], rrsets } };
    else {
      try {
        result = answer(request.method ?? "", url, body);
      } catch (error) {
        result = { status: 422, body: { error: { code: "invalid_input", message: String(error) } } };
      }
    }
    response.writeHead(result.status, { "content-type": "application/json", connection: "close" });
    response.end(result.body === undefined ? undefined : JSON.stringify(result.body));
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : "");
});
process.on("disconnect", () => process.exit());
