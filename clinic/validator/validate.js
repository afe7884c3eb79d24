/* Made by clinic/validator/generate.ts from clinic/stack-file.schema.json: change the schema, not this. */
/* eslint-disable */
"use strict";
export const validate = validate52;
export default validate52;
const schema19 = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://stillroom.example/stack-file.schema.json",
  type: "object",
  required: ["config"],
  additionalProperties: false,
  properties: {
    config: {
      type: "object",
      required: [
        "stillroom:names",
        "stillroom:machine",
        "stillroom:law",
        "stillroom:administrators",
        "stillroom:administrationFrom",
        "stillroom:branding",
      ],
      additionalProperties: false,
      patternProperties: { "^(?!stillroom:)[^:]+:.+$": true },
      properties: {
        "stillroom:names": {
          type: "object",
          required: ["domain"],
          additionalProperties: false,
          properties: {
            domain: { $ref: "#/$defs/domain" },
            host: { $ref: "#/$defs/name" },
            video: { $ref: "#/$defs/name" },
            messaging: { $ref: "#/$defs/name" },
            homeserver: { $ref: "#/$defs/name" },
            relay: { $ref: "#/$defs/name" },
          },
        },
        "stillroom:machine": {
          type: "object",
          discriminator: { propertyName: "provider" },
          oneOf: [
            { $ref: "#/$defs/hetznerMachine" },
            { $ref: "#/$defs/awsMachine" },
            { $ref: "#/$defs/existingMachine" },
          ],
        },
        "stillroom:law": {
          type: "object",
          required: ["jurisdiction"],
          additionalProperties: false,
          properties: {
            jurisdiction: {
              type: "string",
              enum: [
                "DE",
                "UK",
                "AU-ACT",
                "AU-NSW",
                "AU-NT",
                "AU-QLD",
                "AU-SA",
                "AU-TAS",
                "AU-VIC",
                "AU-WA",
                "CA-AB",
                "CA-BC",
                "CA-ON",
                "CA-QC",
                "US-CA",
                "US-FL",
                "US-IL",
                "US-MA",
                "US-NY",
                "US-PA",
                "US-TX",
                "US-WA",
                "AT",
                "BE",
                "BG",
                "CY",
                "CZ",
                "DK",
                "EE",
                "ES",
                "FI",
                "FR",
                "GR",
                "HR",
                "HU",
                "IE",
                "IT",
                "LT",
                "LU",
                "LV",
                "MT",
                "NL",
                "PL",
                "PT",
                "RO",
                "SE",
                "SI",
                "SK",
              ],
            },
            hipaaCovered: { type: "boolean" },
          },
        },
        "stillroom:administrators": {
          type: "array",
          minItems: 1,
          maxItems: 20,
          items: {
            type: "object",
            required: ["name", "sshKeys"],
            additionalProperties: false,
            properties: {
              name: { $ref: "#/$defs/account" },
              sshKeys: {
                type: "array",
                minItems: 1,
                maxItems: 10,
                uniqueItems: true,
                items: { $ref: "#/$defs/sshKey" },
              },
            },
          },
        },
        "stillroom:administrationFrom": {
          type: "array",
          minItems: 1,
          maxItems: 50,
          uniqueItems: true,
          items: { $ref: "#/$defs/network" },
        },
        "stillroom:video": {
          type: "object",
          additionalProperties: false,
          properties: { maxOccupants: { type: "integer", minimum: 2, maximum: 15 } },
        },
        "stillroom:messaging": {
          type: "object",
          additionalProperties: false,
          properties: {
            enabled: { type: "boolean" },
            retentionDays: { type: "integer", minimum: 1, maximum: 180 },
            mediaRetentionDays: { type: "integer", minimum: 1, maximum: 180 },
          },
        },
        "stillroom:branding": {
          type: "object",
          required: ["title"],
          additionalProperties: false,
          properties: {
            title: { type: "string", minLength: 1, maxLength: 60, pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
            colour: { type: "string", pattern: "^#[0-9a-fA-F]{6}$" },
            language: { type: "string", enum: ["en", "de", "fr", "es"] },
          },
        },
        "stillroom:certificates": {
          type: "object",
          discriminator: { propertyName: "issuer" },
          oneOf: [{ $ref: "#/$defs/acmeCertificates" }, { $ref: "#/$defs/practiceCertificates" }],
        },
        "stillroom:egress": {
          type: "object",
          discriminator: { propertyName: "kind" },
          oneOf: [{ $ref: "#/$defs/egressAllowList" }, { $ref: "#/$defs/egressVpnOnly" }],
        },
        "stillroom:packages": {
          type: "object",
          additionalProperties: false,
          properties: { mirror: { $ref: "#/$defs/mirror" } },
        },
        "stillroom:maintenance": {
          type: "object",
          additionalProperties: false,
          properties: {
            start: { type: "string", pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$" },
            timeZone: { type: "string", pattern: "^(?:UTC|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_-]+){1,2})$" },
          },
        },
        "stillroom:waivers": {
          type: "array",
          maxItems: 50,
          items: {
            type: "object",
            required: ["rule", "reason", "by", "until"],
            additionalProperties: false,
            properties: {
              rule: { type: "string", pattern: "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$", maxLength: 64 },
              reason: { type: "string", minLength: 10, maxLength: 500, pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
              by: { type: "string", minLength: 1, maxLength: 80, pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
              until: { type: "string", pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$" },
            },
          },
        },
      },
    },
    secretsprovider: {},
    encryptedkey: {},
    encryptionsalt: {},
    environment: {},
  },
  $defs: {
    domain: {
      type: "string",
      maxLength: 253,
      pattern: "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
    },
    name: {
      type: "string",
      maxLength: 253,
      pattern:
        "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))$",
    },
    account: { type: "string", pattern: "^[a-z_][a-z0-9_-]{0,30}$" },
    sshKey: {
      type: "string",
      maxLength: 2000,
      pattern:
        '^(?:verify-required (?=sk-))?(?:ssh-ed25519|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com|ssh-rsa) AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$',
    },
    network: {
      type: "string",
      pattern:
        "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/(?:3[0-2]|[12]?[0-9])|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
    },
    dns: {
      type: "object",
      discriminator: { propertyName: "kind" },
      oneOf: [{ $ref: "#/$defs/dnsProvider" }, { $ref: "#/$defs/dnsElsewhere" }],
    },
    dnsProvider: {
      type: "object",
      required: ["kind"],
      additionalProperties: false,
      properties: { kind: { const: "provider" }, zone: { $ref: "#/$defs/domain" } },
    },
    dnsElsewhere: {
      type: "object",
      required: ["kind"],
      additionalProperties: false,
      properties: { kind: { const: "elsewhere" } },
    },
    hetznerMachine: {
      type: "object",
      required: ["provider", "size", "region"],
      additionalProperties: false,
      properties: {
        provider: { const: "hetzner" },
        size: {
          type: "string",
          enum: [
            "cx23",
            "cpx22",
            "cpx21",
            "ccx13",
            "cx33",
            "cpx31",
            "cpx32",
            "ccx23",
            "cx43",
            "cpx41",
            "cpx42",
            "cpx52",
            "ccx33",
            "cx53",
            "cpx51",
            "cpx62",
            "ccx43",
            "ccx53",
            "ccx63",
          ],
        },
        region: { type: "string", enum: ["fsn1", "nbg1", "hel1", "ash", "hil", "sin"] },
        dataVolumeGb: { type: "integer", minimum: 10, maximum: 10240 },
        debian: { type: "integer", enum: [13, 12] },
        protected: { type: "boolean" },
        dns: { $ref: "#/$defs/dns" },
      },
    },
    awsMachine: {
      type: "object",
      required: ["provider", "size", "region"],
      additionalProperties: false,
      properties: {
        provider: { const: "aws" },
        size: {
          type: "string",
          enum: [
            "t3.medium",
            "t3a.medium",
            "c6a.large",
            "c6i.large",
            "c7a.large",
            "c7i.large",
            "c7i-flex.large",
            "t3.large",
            "t3a.large",
            "m6a.large",
            "m6i.large",
            "m7a.large",
            "m7i.large",
            "m7i-flex.large",
            "c6a.xlarge",
            "c6i.xlarge",
            "c7a.xlarge",
            "c7i.xlarge",
            "c7i-flex.xlarge",
            "t3.xlarge",
            "t3a.xlarge",
            "m6a.xlarge",
            "m6i.xlarge",
            "m7a.xlarge",
            "m7i.xlarge",
            "m7i-flex.xlarge",
            "c6a.2xlarge",
            "c6i.2xlarge",
            "c7a.2xlarge",
            "c7i.2xlarge",
            "c7i-flex.2xlarge",
            "t3.2xlarge",
            "t3a.2xlarge",
            "m6a.2xlarge",
            "m6i.2xlarge",
            "m7a.2xlarge",
            "m7i.2xlarge",
            "m7i-flex.2xlarge",
            "c6a.4xlarge",
            "c6i.4xlarge",
            "c7a.4xlarge",
            "c7i.4xlarge",
            "c7i-flex.4xlarge",
            "m6a.4xlarge",
            "m6i.4xlarge",
            "m7a.4xlarge",
            "m7i.4xlarge",
            "m7i-flex.4xlarge",
          ],
        },
        region: {
          type: "string",
          enum: [
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
          ],
        },
        dataVolumeGb: { type: "integer", minimum: 10, maximum: 10240 },
        debian: { type: "integer", enum: [13, 12] },
        protected: { type: "boolean" },
        dns: { $ref: "#/$defs/dns" },
      },
    },
    existingMachine: {
      type: "object",
      required: ["provider", "address", "sshUser", "hostKey", "publicAddresses", "cpus", "memoryGb", "diskEncryption"],
      additionalProperties: false,
      properties: {
        provider: { const: "existing" },
        address: {
          type: "string",
          maxLength: 253,
          pattern:
            "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))$",
        },
        sshPort: { type: "integer", minimum: 1, maximum: 65535 },
        sshUser: { $ref: "#/$defs/account" },
        hostKey: {
          type: "string",
          maxLength: 2000,
          pattern: '^ssh-ed25519 AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$',
        },
        publicAddresses: {
          type: "array",
          minItems: 1,
          maxItems: 4,
          uniqueItems: true,
          items: {
            type: "string",
            pattern:
              "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
          },
        },
        cpus: { type: "integer", minimum: 2, maximum: 512 },
        memoryGb: { type: "number", minimum: 4, maximum: 4096 },
        diskEncryption: { type: "string", enum: ["luks2", "hypervisor", "none"] },
        debian: { type: "integer", enum: [13, 12] },
        protected: { type: "boolean" },
        dns: { $ref: "#/$defs/dnsElsewhere" },
      },
    },
    acmeCertificates: {
      type: "object",
      required: ["issuer"],
      additionalProperties: false,
      properties: {
        issuer: { const: "acme" },
        directory: {
          type: "string",
          maxLength: 300,
          pattern:
            "^https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?$",
        },
        contact: {
          type: "string",
          maxLength: 254,
          pattern:
            "^[A-Za-z0-9._+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
        },
        root: {
          type: "string",
          pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
        },
      },
    },
    practiceCertificates: {
      type: "object",
      required: ["issuer", "root"],
      additionalProperties: false,
      properties: {
        issuer: { const: "practice" },
        chain: {
          type: "string",
          pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
        },
        root: {
          type: "string",
          pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
        },
      },
    },
    egressAllowList: {
      type: "object",
      required: ["kind"],
      additionalProperties: false,
      properties: { kind: { const: "allow-list" } },
    },
    egressVpnOnly: {
      type: "object",
      required: ["kind", "wireguard"],
      additionalProperties: false,
      properties: {
        kind: { const: "vpn-only" },
        wireguard: {
          type: "object",
          required: ["endpoint", "publicKey", "addresses", "resolvers"],
          additionalProperties: false,
          properties: {
            endpoint: {
              type: "object",
              required: ["address"],
              additionalProperties: false,
              properties: {
                address: {
                  type: "string",
                  pattern:
                    "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                },
                port: { type: "integer", minimum: 1, maximum: 65535 },
              },
            },
            publicKey: { type: "string", pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$" },
            addresses: {
              type: "array",
              minItems: 1,
              maxItems: 4,
              uniqueItems: true,
              items: { $ref: "#/$defs/network" },
            },
            resolvers: {
              type: "array",
              minItems: 1,
              maxItems: 4,
              uniqueItems: true,
              items: {
                type: "string",
                pattern:
                  "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
              },
            },
          },
        },
      },
    },
    mirror: {
      type: "object",
      required: ["uri", "suite", "fingerprint", "key"],
      additionalProperties: false,
      properties: {
        uri: {
          type: "string",
          maxLength: 300,
          pattern:
            "^https?://(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})|(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|\\[(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?\\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/+-]*)?$",
        },
        suite: { type: "string", maxLength: 64, pattern: "^[a-z0-9][a-z0-9./-]*$" },
        fingerprint: { type: "string", pattern: "^[0-9A-F]{40}$" },
        key: {
          type: "string",
          maxLength: 60000,
          pattern:
            "^-----BEGIN PGP PUBLIC KEY BLOCK-----\\n[A-Za-z0-9+/=:.,() \\n-]+\\n-----END PGP PUBLIC KEY BLOCK-----\\n*$",
        },
      },
    },
  },
};
const func1 = Object.prototype.hasOwnProperty;
import func0Module from "ajv/dist/runtime/equal.js";
const func0 = func0Module.default;
import func2Module from "ajv/dist/runtime/ucs2length.js";
const func2 = func2Module.default;
const pattern3 = new RegExp("^(?!stillroom:)[^:]+:.+$", "u");
const pattern12 = new RegExp("^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$", "u");
const pattern13 = new RegExp("^#[0-9a-fA-F]{6}$", "u");
const pattern26 = new RegExp("^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", "u");
const pattern27 = new RegExp("^(?:UTC|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_-]+){1,2})$", "u");
const pattern28 = new RegExp("^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$", "u");
const pattern31 = new RegExp("^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$", "u");
const schema20 = {
  type: "string",
  maxLength: 253,
  pattern: "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
};
const pattern4 = new RegExp("^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$", "u");
function validate53(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate53.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data === "string") {
    if (func2(data) > 253) {
      const err0 = { instancePath, schemaPath: "#/maxLength", keyword: "maxLength", params: { limit: 253 } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (!pattern4.test(data)) {
      const err1 = {
        instancePath,
        schemaPath: "#/pattern",
        keyword: "pattern",
        params: { pattern: "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$" },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  } else {
    const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate53.errors = vErrors;
  return errors === 0;
}
validate53.evaluated = { dynamicProps: false, dynamicItems: false };
const schema21 = {
  type: "string",
  maxLength: 253,
  pattern:
    "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))$",
};
const pattern5 = new RegExp(
  "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))$",
  "u",
);
function validate55(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate55.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data === "string") {
    if (func2(data) > 253) {
      const err0 = { instancePath, schemaPath: "#/maxLength", keyword: "maxLength", params: { limit: 253 } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (!pattern5.test(data)) {
      const err1 = {
        instancePath,
        schemaPath: "#/pattern",
        keyword: "pattern",
        params: {
          pattern:
            "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))$",
        },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  } else {
    const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate55.errors = vErrors;
  return errors === 0;
}
validate55.evaluated = { dynamicProps: false, dynamicItems: false };
const schema22 = {
  type: "object",
  required: ["provider", "size", "region"],
  additionalProperties: false,
  properties: {
    provider: { const: "hetzner" },
    size: {
      type: "string",
      enum: [
        "cx23",
        "cpx22",
        "cpx21",
        "ccx13",
        "cx33",
        "cpx31",
        "cpx32",
        "ccx23",
        "cx43",
        "cpx41",
        "cpx42",
        "cpx52",
        "ccx33",
        "cx53",
        "cpx51",
        "cpx62",
        "ccx43",
        "ccx53",
        "ccx63",
      ],
    },
    region: { type: "string", enum: ["fsn1", "nbg1", "hel1", "ash", "hil", "sin"] },
    dataVolumeGb: { type: "integer", minimum: 10, maximum: 10240 },
    debian: { type: "integer", enum: [13, 12] },
    protected: { type: "boolean" },
    dns: { $ref: "#/$defs/dns" },
  },
};
const schema23 = {
  type: "object",
  discriminator: { propertyName: "kind" },
  oneOf: [{ $ref: "#/$defs/dnsProvider" }, { $ref: "#/$defs/dnsElsewhere" }],
};
const schema24 = {
  type: "object",
  required: ["kind"],
  additionalProperties: false,
  properties: { kind: { const: "provider" }, zone: { $ref: "#/$defs/domain" } },
};
function validate63(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate63.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.kind === undefined) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "kind" || key0 === "zone")) {
        const err1 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.kind !== undefined) {
      if ("provider" !== data.kind) {
        const err2 = {
          instancePath: instancePath + "/kind",
          schemaPath: "#/properties/kind/const",
          keyword: "const",
          params: { allowedValue: "provider" },
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.zone !== undefined) {
      if (
        !validate53(data.zone, {
          instancePath: instancePath + "/zone",
          parentData: data,
          parentDataProperty: "zone",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate63.errors = vErrors;
  return errors === 0;
}
validate63.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema25 = {
  type: "object",
  required: ["kind"],
  additionalProperties: false,
  properties: { kind: { const: "elsewhere" } },
};
function validate65(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate65.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.kind === undefined) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "kind")) {
        const err1 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.kind !== undefined) {
      if ("elsewhere" !== data.kind) {
        const err2 = {
          instancePath: instancePath + "/kind",
          schemaPath: "#/properties/kind/const",
          keyword: "const",
          params: { allowedValue: "elsewhere" },
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate65.errors = vErrors;
  return errors === 0;
}
validate65.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate62(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate62.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    const tag0 = data.kind;
    if (typeof tag0 == "string") {
      if (tag0 === "provider") {
        if (!validate63(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
          vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
          errors = vErrors.length;
        }
        var props0 = true;
      } else if (tag0 === "elsewhere") {
        if (!validate65(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
          vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
          errors = vErrors.length;
        }
        if (props0 !== true) {
          props0 = true;
        }
      } else {
        const err0 = {
          instancePath,
          schemaPath: "#/discriminator",
          keyword: "discriminator",
          params: { error: "mapping", tag: "kind", tagValue: tag0 },
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    } else {
      const err1 = {
        instancePath,
        schemaPath: "#/discriminator",
        keyword: "discriminator",
        params: { error: "tag", tag: "kind", tagValue: tag0 },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  } else {
    const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate62.errors = vErrors;
  evaluated0.props = props0;
  return errors === 0;
}
validate62.evaluated = { dynamicProps: true, dynamicItems: false };
function validate61(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate61.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.provider === undefined) {
      const err0 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "provider" },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.size === undefined) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "size" } };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.region === undefined) {
      const err2 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "region" },
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === "provider" ||
        key0 === "size" ||
        key0 === "region" ||
        key0 === "dataVolumeGb" ||
        key0 === "debian" ||
        key0 === "protected" ||
        key0 === "dns"
      )) {
        const err3 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.provider !== undefined) {
      if ("hetzner" !== data.provider) {
        const err4 = {
          instancePath: instancePath + "/provider",
          schemaPath: "#/properties/provider/const",
          keyword: "const",
          params: { allowedValue: "hetzner" },
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.size !== undefined) {
      let data1 = data.size;
      if (typeof data1 !== "string") {
        const err5 = {
          instancePath: instancePath + "/size",
          schemaPath: "#/properties/size/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (!(
        data1 === "cx23" ||
        data1 === "cpx22" ||
        data1 === "cpx21" ||
        data1 === "ccx13" ||
        data1 === "cx33" ||
        data1 === "cpx31" ||
        data1 === "cpx32" ||
        data1 === "ccx23" ||
        data1 === "cx43" ||
        data1 === "cpx41" ||
        data1 === "cpx42" ||
        data1 === "cpx52" ||
        data1 === "ccx33" ||
        data1 === "cx53" ||
        data1 === "cpx51" ||
        data1 === "cpx62" ||
        data1 === "ccx43" ||
        data1 === "ccx53" ||
        data1 === "ccx63"
      )) {
        const err6 = {
          instancePath: instancePath + "/size",
          schemaPath: "#/properties/size/enum",
          keyword: "enum",
          params: { allowedValues: schema22.properties.size.enum },
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.region !== undefined) {
      let data2 = data.region;
      if (typeof data2 !== "string") {
        const err7 = {
          instancePath: instancePath + "/region",
          schemaPath: "#/properties/region/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (!(
        data2 === "fsn1" ||
        data2 === "nbg1" ||
        data2 === "hel1" ||
        data2 === "ash" ||
        data2 === "hil" ||
        data2 === "sin"
      )) {
        const err8 = {
          instancePath: instancePath + "/region",
          schemaPath: "#/properties/region/enum",
          keyword: "enum",
          params: { allowedValues: schema22.properties.region.enum },
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.dataVolumeGb !== undefined) {
      let data3 = data.dataVolumeGb;
      if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
        const err9 = {
          instancePath: instancePath + "/dataVolumeGb",
          schemaPath: "#/properties/dataVolumeGb/type",
          keyword: "type",
          params: { type: "integer" },
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 > 10240 || isNaN(data3)) {
          const err10 = {
            instancePath: instancePath + "/dataVolumeGb",
            schemaPath: "#/properties/dataVolumeGb/maximum",
            keyword: "maximum",
            params: { comparison: "<=", limit: 10240 },
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        if (data3 < 10 || isNaN(data3)) {
          const err11 = {
            instancePath: instancePath + "/dataVolumeGb",
            schemaPath: "#/properties/dataVolumeGb/minimum",
            keyword: "minimum",
            params: { comparison: ">=", limit: 10 },
          };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      }
    }
    if (data.debian !== undefined) {
      let data4 = data.debian;
      if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
        const err12 = {
          instancePath: instancePath + "/debian",
          schemaPath: "#/properties/debian/type",
          keyword: "type",
          params: { type: "integer" },
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
      if (!(data4 === 13 || data4 === 12)) {
        const err13 = {
          instancePath: instancePath + "/debian",
          schemaPath: "#/properties/debian/enum",
          keyword: "enum",
          params: { allowedValues: schema22.properties.debian.enum },
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.protected !== undefined) {
      if (typeof data.protected !== "boolean") {
        const err14 = {
          instancePath: instancePath + "/protected",
          schemaPath: "#/properties/protected/type",
          keyword: "type",
          params: { type: "boolean" },
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.dns !== undefined) {
      if (
        !validate62(data.dns, {
          instancePath: instancePath + "/dns",
          parentData: data,
          parentDataProperty: "dns",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate61.errors = vErrors;
  return errors === 0;
}
validate61.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema26 = {
  type: "object",
  required: ["provider", "size", "region"],
  additionalProperties: false,
  properties: {
    provider: { const: "aws" },
    size: {
      type: "string",
      enum: [
        "t3.medium",
        "t3a.medium",
        "c6a.large",
        "c6i.large",
        "c7a.large",
        "c7i.large",
        "c7i-flex.large",
        "t3.large",
        "t3a.large",
        "m6a.large",
        "m6i.large",
        "m7a.large",
        "m7i.large",
        "m7i-flex.large",
        "c6a.xlarge",
        "c6i.xlarge",
        "c7a.xlarge",
        "c7i.xlarge",
        "c7i-flex.xlarge",
        "t3.xlarge",
        "t3a.xlarge",
        "m6a.xlarge",
        "m6i.xlarge",
        "m7a.xlarge",
        "m7i.xlarge",
        "m7i-flex.xlarge",
        "c6a.2xlarge",
        "c6i.2xlarge",
        "c7a.2xlarge",
        "c7i.2xlarge",
        "c7i-flex.2xlarge",
        "t3.2xlarge",
        "t3a.2xlarge",
        "m6a.2xlarge",
        "m6i.2xlarge",
        "m7a.2xlarge",
        "m7i.2xlarge",
        "m7i-flex.2xlarge",
        "c6a.4xlarge",
        "c6i.4xlarge",
        "c7a.4xlarge",
        "c7i.4xlarge",
        "c7i-flex.4xlarge",
        "m6a.4xlarge",
        "m6i.4xlarge",
        "m7a.4xlarge",
        "m7i.4xlarge",
        "m7i-flex.4xlarge",
      ],
    },
    region: {
      type: "string",
      enum: [
        "af-south-1",
        "ap-east-1",
        "ap-east-2",
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-south-2",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-6",
        "ap-southeast-7",
        "ca-central-1",
        "ca-west-1",
        "eu-central-1",
        "eu-central-2",
        "eu-north-1",
        "eu-south-1",
        "eu-south-2",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "il-central-1",
        "me-central-1",
        "me-south-1",
        "mx-central-1",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
      ],
    },
    dataVolumeGb: { type: "integer", minimum: 10, maximum: 10240 },
    debian: { type: "integer", enum: [13, 12] },
    protected: { type: "boolean" },
    dns: { $ref: "#/$defs/dns" },
  },
};
function validate69(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate69.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.provider === undefined) {
      const err0 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "provider" },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.size === undefined) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "size" } };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.region === undefined) {
      const err2 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "region" },
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === "provider" ||
        key0 === "size" ||
        key0 === "region" ||
        key0 === "dataVolumeGb" ||
        key0 === "debian" ||
        key0 === "protected" ||
        key0 === "dns"
      )) {
        const err3 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.provider !== undefined) {
      if ("aws" !== data.provider) {
        const err4 = {
          instancePath: instancePath + "/provider",
          schemaPath: "#/properties/provider/const",
          keyword: "const",
          params: { allowedValue: "aws" },
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.size !== undefined) {
      let data1 = data.size;
      if (typeof data1 !== "string") {
        const err5 = {
          instancePath: instancePath + "/size",
          schemaPath: "#/properties/size/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      if (!(
        data1 === "t3.medium" ||
        data1 === "t3a.medium" ||
        data1 === "c6a.large" ||
        data1 === "c6i.large" ||
        data1 === "c7a.large" ||
        data1 === "c7i.large" ||
        data1 === "c7i-flex.large" ||
        data1 === "t3.large" ||
        data1 === "t3a.large" ||
        data1 === "m6a.large" ||
        data1 === "m6i.large" ||
        data1 === "m7a.large" ||
        data1 === "m7i.large" ||
        data1 === "m7i-flex.large" ||
        data1 === "c6a.xlarge" ||
        data1 === "c6i.xlarge" ||
        data1 === "c7a.xlarge" ||
        data1 === "c7i.xlarge" ||
        data1 === "c7i-flex.xlarge" ||
        data1 === "t3.xlarge" ||
        data1 === "t3a.xlarge" ||
        data1 === "m6a.xlarge" ||
        data1 === "m6i.xlarge" ||
        data1 === "m7a.xlarge" ||
        data1 === "m7i.xlarge" ||
        data1 === "m7i-flex.xlarge" ||
        data1 === "c6a.2xlarge" ||
        data1 === "c6i.2xlarge" ||
        data1 === "c7a.2xlarge" ||
        data1 === "c7i.2xlarge" ||
        data1 === "c7i-flex.2xlarge" ||
        data1 === "t3.2xlarge" ||
        data1 === "t3a.2xlarge" ||
        data1 === "m6a.2xlarge" ||
        data1 === "m6i.2xlarge" ||
        data1 === "m7a.2xlarge" ||
        data1 === "m7i.2xlarge" ||
        data1 === "m7i-flex.2xlarge" ||
        data1 === "c6a.4xlarge" ||
        data1 === "c6i.4xlarge" ||
        data1 === "c7a.4xlarge" ||
        data1 === "c7i.4xlarge" ||
        data1 === "c7i-flex.4xlarge" ||
        data1 === "m6a.4xlarge" ||
        data1 === "m6i.4xlarge" ||
        data1 === "m7a.4xlarge" ||
        data1 === "m7i.4xlarge" ||
        data1 === "m7i-flex.4xlarge"
      )) {
        const err6 = {
          instancePath: instancePath + "/size",
          schemaPath: "#/properties/size/enum",
          keyword: "enum",
          params: { allowedValues: schema26.properties.size.enum },
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.region !== undefined) {
      let data2 = data.region;
      if (typeof data2 !== "string") {
        const err7 = {
          instancePath: instancePath + "/region",
          schemaPath: "#/properties/region/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (!(
        data2 === "af-south-1" ||
        data2 === "ap-east-1" ||
        data2 === "ap-east-2" ||
        data2 === "ap-northeast-1" ||
        data2 === "ap-northeast-2" ||
        data2 === "ap-northeast-3" ||
        data2 === "ap-south-1" ||
        data2 === "ap-south-2" ||
        data2 === "ap-southeast-1" ||
        data2 === "ap-southeast-2" ||
        data2 === "ap-southeast-3" ||
        data2 === "ap-southeast-4" ||
        data2 === "ap-southeast-5" ||
        data2 === "ap-southeast-6" ||
        data2 === "ap-southeast-7" ||
        data2 === "ca-central-1" ||
        data2 === "ca-west-1" ||
        data2 === "eu-central-1" ||
        data2 === "eu-central-2" ||
        data2 === "eu-north-1" ||
        data2 === "eu-south-1" ||
        data2 === "eu-south-2" ||
        data2 === "eu-west-1" ||
        data2 === "eu-west-2" ||
        data2 === "eu-west-3" ||
        data2 === "il-central-1" ||
        data2 === "me-central-1" ||
        data2 === "me-south-1" ||
        data2 === "mx-central-1" ||
        data2 === "sa-east-1" ||
        data2 === "us-east-1" ||
        data2 === "us-east-2" ||
        data2 === "us-west-1" ||
        data2 === "us-west-2"
      )) {
        const err8 = {
          instancePath: instancePath + "/region",
          schemaPath: "#/properties/region/enum",
          keyword: "enum",
          params: { allowedValues: schema26.properties.region.enum },
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.dataVolumeGb !== undefined) {
      let data3 = data.dataVolumeGb;
      if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
        const err9 = {
          instancePath: instancePath + "/dataVolumeGb",
          schemaPath: "#/properties/dataVolumeGb/type",
          keyword: "type",
          params: { type: "integer" },
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 > 10240 || isNaN(data3)) {
          const err10 = {
            instancePath: instancePath + "/dataVolumeGb",
            schemaPath: "#/properties/dataVolumeGb/maximum",
            keyword: "maximum",
            params: { comparison: "<=", limit: 10240 },
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        if (data3 < 10 || isNaN(data3)) {
          const err11 = {
            instancePath: instancePath + "/dataVolumeGb",
            schemaPath: "#/properties/dataVolumeGb/minimum",
            keyword: "minimum",
            params: { comparison: ">=", limit: 10 },
          };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      }
    }
    if (data.debian !== undefined) {
      let data4 = data.debian;
      if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
        const err12 = {
          instancePath: instancePath + "/debian",
          schemaPath: "#/properties/debian/type",
          keyword: "type",
          params: { type: "integer" },
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
      if (!(data4 === 13 || data4 === 12)) {
        const err13 = {
          instancePath: instancePath + "/debian",
          schemaPath: "#/properties/debian/enum",
          keyword: "enum",
          params: { allowedValues: schema26.properties.debian.enum },
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.protected !== undefined) {
      if (typeof data.protected !== "boolean") {
        const err14 = {
          instancePath: instancePath + "/protected",
          schemaPath: "#/properties/protected/type",
          keyword: "type",
          params: { type: "boolean" },
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.dns !== undefined) {
      if (
        !validate62(data.dns, {
          instancePath: instancePath + "/dns",
          parentData: data,
          parentDataProperty: "dns",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate69.errors = vErrors;
  return errors === 0;
}
validate69.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema27 = {
  type: "object",
  required: ["provider", "address", "sshUser", "hostKey", "publicAddresses", "cpus", "memoryGb", "diskEncryption"],
  additionalProperties: false,
  properties: {
    provider: { const: "existing" },
    address: {
      type: "string",
      maxLength: 253,
      pattern:
        "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))$",
    },
    sshPort: { type: "integer", minimum: 1, maximum: 65535 },
    sshUser: { $ref: "#/$defs/account" },
    hostKey: {
      type: "string",
      maxLength: 2000,
      pattern: '^ssh-ed25519 AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$',
    },
    publicAddresses: {
      type: "array",
      minItems: 1,
      maxItems: 4,
      uniqueItems: true,
      items: {
        type: "string",
        pattern:
          "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
      },
    },
    cpus: { type: "integer", minimum: 2, maximum: 512 },
    memoryGb: { type: "number", minimum: 4, maximum: 4096 },
    diskEncryption: { type: "string", enum: ["luks2", "hypervisor", "none"] },
    debian: { type: "integer", enum: [13, 12] },
    protected: { type: "boolean" },
    dns: { $ref: "#/$defs/dnsElsewhere" },
  },
};
const pattern6 = new RegExp(
  "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))$",
  "u",
);
const pattern8 = new RegExp('^ssh-ed25519 AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$', "u");
const pattern9 = new RegExp(
  "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
  "u",
);
const schema28 = { type: "string", pattern: "^[a-z_][a-z0-9_-]{0,30}$" };
const pattern7 = new RegExp("^[a-z_][a-z0-9_-]{0,30}$", "u");
function validate72(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate72.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data === "string") {
    if (!pattern7.test(data)) {
      const err0 = {
        instancePath,
        schemaPath: "#/pattern",
        keyword: "pattern",
        params: { pattern: "^[a-z_][a-z0-9_-]{0,30}$" },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate72.errors = vErrors;
  return errors === 0;
}
validate72.evaluated = { dynamicProps: false, dynamicItems: false };
function validate71(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate71.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.provider === undefined) {
      const err0 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "provider" },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.address === undefined) {
      const err1 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "address" },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.sshUser === undefined) {
      const err2 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "sshUser" },
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.hostKey === undefined) {
      const err3 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "hostKey" },
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.publicAddresses === undefined) {
      const err4 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "publicAddresses" },
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.cpus === undefined) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "cpus" } };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.memoryGb === undefined) {
      const err6 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "memoryGb" },
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.diskEncryption === undefined) {
      const err7 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "diskEncryption" },
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema27.properties, key0)) {
        const err8 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.provider !== undefined) {
      if ("existing" !== data.provider) {
        const err9 = {
          instancePath: instancePath + "/provider",
          schemaPath: "#/properties/provider/const",
          keyword: "const",
          params: { allowedValue: "existing" },
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.address !== undefined) {
      let data1 = data.address;
      if (typeof data1 === "string") {
        if (func2(data1) > 253) {
          const err10 = {
            instancePath: instancePath + "/address",
            schemaPath: "#/properties/address/maxLength",
            keyword: "maxLength",
            params: { limit: 253 },
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        if (!pattern6.test(data1)) {
          const err11 = {
            instancePath: instancePath + "/address",
            schemaPath: "#/properties/address/pattern",
            keyword: "pattern",
            params: {
              pattern:
                "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))$",
            },
          };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = {
          instancePath: instancePath + "/address",
          schemaPath: "#/properties/address/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.sshPort !== undefined) {
      let data2 = data.sshPort;
      if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
        const err13 = {
          instancePath: instancePath + "/sshPort",
          schemaPath: "#/properties/sshPort/type",
          keyword: "type",
          params: { type: "integer" },
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 > 65535 || isNaN(data2)) {
          const err14 = {
            instancePath: instancePath + "/sshPort",
            schemaPath: "#/properties/sshPort/maximum",
            keyword: "maximum",
            params: { comparison: "<=", limit: 65535 },
          };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
        if (data2 < 1 || isNaN(data2)) {
          const err15 = {
            instancePath: instancePath + "/sshPort",
            schemaPath: "#/properties/sshPort/minimum",
            keyword: "minimum",
            params: { comparison: ">=", limit: 1 },
          };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      }
    }
    if (data.sshUser !== undefined) {
      if (
        !validate72(data.sshUser, {
          instancePath: instancePath + "/sshUser",
          parentData: data,
          parentDataProperty: "sshUser",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
        errors = vErrors.length;
      }
    }
    if (data.hostKey !== undefined) {
      let data4 = data.hostKey;
      if (typeof data4 === "string") {
        if (func2(data4) > 2000) {
          const err16 = {
            instancePath: instancePath + "/hostKey",
            schemaPath: "#/properties/hostKey/maxLength",
            keyword: "maxLength",
            params: { limit: 2000 },
          };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
        if (!pattern8.test(data4)) {
          const err17 = {
            instancePath: instancePath + "/hostKey",
            schemaPath: "#/properties/hostKey/pattern",
            keyword: "pattern",
            params: { pattern: '^ssh-ed25519 AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$' },
          };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
      } else {
        const err18 = {
          instancePath: instancePath + "/hostKey",
          schemaPath: "#/properties/hostKey/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.publicAddresses !== undefined) {
      let data5 = data.publicAddresses;
      if (Array.isArray(data5)) {
        if (data5.length > 4) {
          const err19 = {
            instancePath: instancePath + "/publicAddresses",
            schemaPath: "#/properties/publicAddresses/maxItems",
            keyword: "maxItems",
            params: { limit: 4 },
          };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
        if (data5.length < 1) {
          const err20 = {
            instancePath: instancePath + "/publicAddresses",
            schemaPath: "#/properties/publicAddresses/minItems",
            keyword: "minItems",
            params: { limit: 1 },
          };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
        const len0 = data5.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data6 = data5[i0];
          if (typeof data6 === "string") {
            if (!pattern9.test(data6)) {
              const err21 = {
                instancePath: instancePath + "/publicAddresses/" + i0,
                schemaPath: "#/properties/publicAddresses/items/pattern",
                keyword: "pattern",
                params: {
                  pattern:
                    "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                },
              };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = {
              instancePath: instancePath + "/publicAddresses/" + i0,
              schemaPath: "#/properties/publicAddresses/items/type",
              keyword: "type",
              params: { type: "string" },
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        let i1 = data5.length;
        let j0;
        if (i1 > 1) {
          const indices0 = {};
          for (; i1--;) {
            let item0 = data5[i1];
            if (typeof item0 !== "string") {
              continue;
            }
            if (typeof indices0[item0] == "number") {
              j0 = indices0[item0];
              const err23 = {
                instancePath: instancePath + "/publicAddresses",
                schemaPath: "#/properties/publicAddresses/uniqueItems",
                keyword: "uniqueItems",
                params: { i: i1, j: j0 },
              };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
              break;
            }
            indices0[item0] = i1;
          }
        }
      } else {
        const err24 = {
          instancePath: instancePath + "/publicAddresses",
          schemaPath: "#/properties/publicAddresses/type",
          keyword: "type",
          params: { type: "array" },
        };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.cpus !== undefined) {
      let data7 = data.cpus;
      if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
        const err25 = {
          instancePath: instancePath + "/cpus",
          schemaPath: "#/properties/cpus/type",
          keyword: "type",
          params: { type: "integer" },
        };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
      if (typeof data7 == "number" && isFinite(data7)) {
        if (data7 > 512 || isNaN(data7)) {
          const err26 = {
            instancePath: instancePath + "/cpus",
            schemaPath: "#/properties/cpus/maximum",
            keyword: "maximum",
            params: { comparison: "<=", limit: 512 },
          };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (data7 < 2 || isNaN(data7)) {
          const err27 = {
            instancePath: instancePath + "/cpus",
            schemaPath: "#/properties/cpus/minimum",
            keyword: "minimum",
            params: { comparison: ">=", limit: 2 },
          };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
      }
    }
    if (data.memoryGb !== undefined) {
      let data8 = data.memoryGb;
      if (typeof data8 == "number" && isFinite(data8)) {
        if (data8 > 4096 || isNaN(data8)) {
          const err28 = {
            instancePath: instancePath + "/memoryGb",
            schemaPath: "#/properties/memoryGb/maximum",
            keyword: "maximum",
            params: { comparison: "<=", limit: 4096 },
          };
          if (vErrors === null) {
            vErrors = [err28];
          } else {
            vErrors.push(err28);
          }
          errors++;
        }
        if (data8 < 4 || isNaN(data8)) {
          const err29 = {
            instancePath: instancePath + "/memoryGb",
            schemaPath: "#/properties/memoryGb/minimum",
            keyword: "minimum",
            params: { comparison: ">=", limit: 4 },
          };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
      } else {
        const err30 = {
          instancePath: instancePath + "/memoryGb",
          schemaPath: "#/properties/memoryGb/type",
          keyword: "type",
          params: { type: "number" },
        };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
    }
    if (data.diskEncryption !== undefined) {
      let data9 = data.diskEncryption;
      if (typeof data9 !== "string") {
        const err31 = {
          instancePath: instancePath + "/diskEncryption",
          schemaPath: "#/properties/diskEncryption/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
      if (!(data9 === "luks2" || data9 === "hypervisor" || data9 === "none")) {
        const err32 = {
          instancePath: instancePath + "/diskEncryption",
          schemaPath: "#/properties/diskEncryption/enum",
          keyword: "enum",
          params: { allowedValues: schema27.properties.diskEncryption.enum },
        };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
    }
    if (data.debian !== undefined) {
      let data10 = data.debian;
      if (!(typeof data10 == "number" && !(data10 % 1) && !isNaN(data10) && isFinite(data10))) {
        const err33 = {
          instancePath: instancePath + "/debian",
          schemaPath: "#/properties/debian/type",
          keyword: "type",
          params: { type: "integer" },
        };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
      if (!(data10 === 13 || data10 === 12)) {
        const err34 = {
          instancePath: instancePath + "/debian",
          schemaPath: "#/properties/debian/enum",
          keyword: "enum",
          params: { allowedValues: schema27.properties.debian.enum },
        };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      }
    }
    if (data.protected !== undefined) {
      if (typeof data.protected !== "boolean") {
        const err35 = {
          instancePath: instancePath + "/protected",
          schemaPath: "#/properties/protected/type",
          keyword: "type",
          params: { type: "boolean" },
        };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.dns !== undefined) {
      if (
        !validate65(data.dns, {
          instancePath: instancePath + "/dns",
          parentData: data,
          parentDataProperty: "dns",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err36 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err36];
    } else {
      vErrors.push(err36);
    }
    errors++;
  }
  validate71.errors = vErrors;
  return errors === 0;
}
validate71.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema29 = {
  type: "string",
  maxLength: 2000,
  pattern:
    '^(?:verify-required (?=sk-))?(?:ssh-ed25519|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com|ssh-rsa) AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$',
};
const pattern10 = new RegExp(
  '^(?:verify-required (?=sk-))?(?:ssh-ed25519|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com|ssh-rsa) AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$',
  "u",
);
function validate79(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate79.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data === "string") {
    if (func2(data) > 2000) {
      const err0 = { instancePath, schemaPath: "#/maxLength", keyword: "maxLength", params: { limit: 2000 } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (!pattern10.test(data)) {
      const err1 = {
        instancePath,
        schemaPath: "#/pattern",
        keyword: "pattern",
        params: {
          pattern:
            '^(?:verify-required (?=sk-))?(?:ssh-ed25519|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com|ssh-rsa) AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$',
        },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  } else {
    const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate79.errors = vErrors;
  return errors === 0;
}
validate79.evaluated = { dynamicProps: false, dynamicItems: false };
const schema30 = {
  type: "string",
  pattern:
    "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/(?:3[0-2]|[12]?[0-9])|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
};
const pattern11 = new RegExp(
  "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/(?:3[0-2]|[12]?[0-9])|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
  "u",
);
function validate81(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate81.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (typeof data === "string") {
    if (!pattern11.test(data)) {
      const err0 = {
        instancePath,
        schemaPath: "#/pattern",
        keyword: "pattern",
        params: {
          pattern:
            "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/(?:3[0-2]|[12]?[0-9])|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
        },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate81.errors = vErrors;
  return errors === 0;
}
validate81.evaluated = { dynamicProps: false, dynamicItems: false };
const schema31 = {
  type: "object",
  required: ["issuer"],
  additionalProperties: false,
  properties: {
    issuer: { const: "acme" },
    directory: {
      type: "string",
      maxLength: 300,
      pattern:
        "^https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?$",
    },
    contact: {
      type: "string",
      maxLength: 254,
      pattern:
        "^[A-Za-z0-9._+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
    },
    root: {
      type: "string",
      pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
    },
  },
};
const pattern14 = new RegExp(
  "^https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?$",
  "u",
);
const pattern15 = new RegExp(
  "^[A-Za-z0-9._+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
  "u",
);
const pattern16 = new RegExp(
  "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
  "u",
);
function validate83(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate83.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.issuer === undefined) {
      const err0 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "issuer" },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "issuer" || key0 === "directory" || key0 === "contact" || key0 === "root")) {
        const err1 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.issuer !== undefined) {
      if ("acme" !== data.issuer) {
        const err2 = {
          instancePath: instancePath + "/issuer",
          schemaPath: "#/properties/issuer/const",
          keyword: "const",
          params: { allowedValue: "acme" },
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.directory !== undefined) {
      let data1 = data.directory;
      if (typeof data1 === "string") {
        if (func2(data1) > 300) {
          const err3 = {
            instancePath: instancePath + "/directory",
            schemaPath: "#/properties/directory/maxLength",
            keyword: "maxLength",
            params: { limit: 300 },
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (!pattern14.test(data1)) {
          const err4 = {
            instancePath: instancePath + "/directory",
            schemaPath: "#/properties/directory/pattern",
            keyword: "pattern",
            params: {
              pattern:
                "^https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?$",
            },
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = {
          instancePath: instancePath + "/directory",
          schemaPath: "#/properties/directory/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.contact !== undefined) {
      let data2 = data.contact;
      if (typeof data2 === "string") {
        if (func2(data2) > 254) {
          const err6 = {
            instancePath: instancePath + "/contact",
            schemaPath: "#/properties/contact/maxLength",
            keyword: "maxLength",
            params: { limit: 254 },
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (!pattern15.test(data2)) {
          const err7 = {
            instancePath: instancePath + "/contact",
            schemaPath: "#/properties/contact/pattern",
            keyword: "pattern",
            params: {
              pattern:
                "^[A-Za-z0-9._+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
            },
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = {
          instancePath: instancePath + "/contact",
          schemaPath: "#/properties/contact/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.root !== undefined) {
      let data3 = data.root;
      if (typeof data3 === "string") {
        if (!pattern16.test(data3)) {
          const err9 = {
            instancePath: instancePath + "/root",
            schemaPath: "#/properties/root/pattern",
            keyword: "pattern",
            params: {
              pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
            },
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = {
          instancePath: instancePath + "/root",
          schemaPath: "#/properties/root/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
  } else {
    const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err11];
    } else {
      vErrors.push(err11);
    }
    errors++;
  }
  validate83.errors = vErrors;
  return errors === 0;
}
validate83.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema32 = {
  type: "object",
  required: ["issuer", "root"],
  additionalProperties: false,
  properties: {
    issuer: { const: "practice" },
    chain: {
      type: "string",
      pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
    },
    root: {
      type: "string",
      pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
    },
  },
};
function validate84(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate84.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.issuer === undefined) {
      const err0 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "issuer" },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.root === undefined) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "root" } };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "issuer" || key0 === "chain" || key0 === "root")) {
        const err2 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.issuer !== undefined) {
      if ("practice" !== data.issuer) {
        const err3 = {
          instancePath: instancePath + "/issuer",
          schemaPath: "#/properties/issuer/const",
          keyword: "const",
          params: { allowedValue: "practice" },
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.chain !== undefined) {
      let data1 = data.chain;
      if (typeof data1 === "string") {
        if (!pattern16.test(data1)) {
          const err4 = {
            instancePath: instancePath + "/chain",
            schemaPath: "#/properties/chain/pattern",
            keyword: "pattern",
            params: {
              pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
            },
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = {
          instancePath: instancePath + "/chain",
          schemaPath: "#/properties/chain/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.root !== undefined) {
      let data2 = data.root;
      if (typeof data2 === "string") {
        if (!pattern16.test(data2)) {
          const err6 = {
            instancePath: instancePath + "/root",
            schemaPath: "#/properties/root/pattern",
            keyword: "pattern",
            params: {
              pattern: "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
            },
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = {
          instancePath: instancePath + "/root",
          schemaPath: "#/properties/root/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate84.errors = vErrors;
  return errors === 0;
}
validate84.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema33 = {
  type: "object",
  required: ["kind"],
  additionalProperties: false,
  properties: { kind: { const: "allow-list" } },
};
function validate87(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate87.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.kind === undefined) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "kind")) {
        const err1 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.kind !== undefined) {
      if ("allow-list" !== data.kind) {
        const err2 = {
          instancePath: instancePath + "/kind",
          schemaPath: "#/properties/kind/const",
          keyword: "const",
          params: { allowedValue: "allow-list" },
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate87.errors = vErrors;
  return errors === 0;
}
validate87.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema34 = {
  type: "object",
  required: ["kind", "wireguard"],
  additionalProperties: false,
  properties: {
    kind: { const: "vpn-only" },
    wireguard: {
      type: "object",
      required: ["endpoint", "publicKey", "addresses", "resolvers"],
      additionalProperties: false,
      properties: {
        endpoint: {
          type: "object",
          required: ["address"],
          additionalProperties: false,
          properties: {
            address: {
              type: "string",
              pattern:
                "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
            },
            port: { type: "integer", minimum: 1, maximum: 65535 },
          },
        },
        publicKey: { type: "string", pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$" },
        addresses: { type: "array", minItems: 1, maxItems: 4, uniqueItems: true, items: { $ref: "#/$defs/network" } },
        resolvers: {
          type: "array",
          minItems: 1,
          maxItems: 4,
          uniqueItems: true,
          items: {
            type: "string",
            pattern:
              "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
          },
        },
      },
    },
  },
};
const pattern20 = new RegExp("^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$", "u");
function validate88(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate88.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.kind === undefined) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "kind" } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.wireguard === undefined) {
      const err1 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "wireguard" },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "kind" || key0 === "wireguard")) {
        const err2 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.kind !== undefined) {
      if ("vpn-only" !== data.kind) {
        const err3 = {
          instancePath: instancePath + "/kind",
          schemaPath: "#/properties/kind/const",
          keyword: "const",
          params: { allowedValue: "vpn-only" },
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.wireguard !== undefined) {
      let data1 = data.wireguard;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (data1.endpoint === undefined) {
          const err4 = {
            instancePath: instancePath + "/wireguard",
            schemaPath: "#/properties/wireguard/required",
            keyword: "required",
            params: { missingProperty: "endpoint" },
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (data1.publicKey === undefined) {
          const err5 = {
            instancePath: instancePath + "/wireguard",
            schemaPath: "#/properties/wireguard/required",
            keyword: "required",
            params: { missingProperty: "publicKey" },
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        if (data1.addresses === undefined) {
          const err6 = {
            instancePath: instancePath + "/wireguard",
            schemaPath: "#/properties/wireguard/required",
            keyword: "required",
            params: { missingProperty: "addresses" },
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (data1.resolvers === undefined) {
          const err7 = {
            instancePath: instancePath + "/wireguard",
            schemaPath: "#/properties/wireguard/required",
            keyword: "required",
            params: { missingProperty: "resolvers" },
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        for (const key1 in data1) {
          if (!(key1 === "endpoint" || key1 === "publicKey" || key1 === "addresses" || key1 === "resolvers")) {
            const err8 = {
              instancePath: instancePath + "/wireguard",
              schemaPath: "#/properties/wireguard/additionalProperties",
              keyword: "additionalProperties",
              params: { additionalProperty: key1 },
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
        if (data1.endpoint !== undefined) {
          let data2 = data1.endpoint;
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
            if (data2.address === undefined) {
              const err9 = {
                instancePath: instancePath + "/wireguard/endpoint",
                schemaPath: "#/properties/wireguard/properties/endpoint/required",
                keyword: "required",
                params: { missingProperty: "address" },
              };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            for (const key2 in data2) {
              if (!(key2 === "address" || key2 === "port")) {
                const err10 = {
                  instancePath: instancePath + "/wireguard/endpoint",
                  schemaPath: "#/properties/wireguard/properties/endpoint/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key2 },
                };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
            if (data2.address !== undefined) {
              let data3 = data2.address;
              if (typeof data3 === "string") {
                if (!pattern9.test(data3)) {
                  const err11 = {
                    instancePath: instancePath + "/wireguard/endpoint/address",
                    schemaPath: "#/properties/wireguard/properties/endpoint/properties/address/pattern",
                    keyword: "pattern",
                    params: {
                      pattern:
                        "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                    },
                  };
                  if (vErrors === null) {
                    vErrors = [err11];
                  } else {
                    vErrors.push(err11);
                  }
                  errors++;
                }
              } else {
                const err12 = {
                  instancePath: instancePath + "/wireguard/endpoint/address",
                  schemaPath: "#/properties/wireguard/properties/endpoint/properties/address/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            }
            if (data2.port !== undefined) {
              let data4 = data2.port;
              if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
                const err13 = {
                  instancePath: instancePath + "/wireguard/endpoint/port",
                  schemaPath: "#/properties/wireguard/properties/endpoint/properties/port/type",
                  keyword: "type",
                  params: { type: "integer" },
                };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
              if (typeof data4 == "number" && isFinite(data4)) {
                if (data4 > 65535 || isNaN(data4)) {
                  const err14 = {
                    instancePath: instancePath + "/wireguard/endpoint/port",
                    schemaPath: "#/properties/wireguard/properties/endpoint/properties/port/maximum",
                    keyword: "maximum",
                    params: { comparison: "<=", limit: 65535 },
                  };
                  if (vErrors === null) {
                    vErrors = [err14];
                  } else {
                    vErrors.push(err14);
                  }
                  errors++;
                }
                if (data4 < 1 || isNaN(data4)) {
                  const err15 = {
                    instancePath: instancePath + "/wireguard/endpoint/port",
                    schemaPath: "#/properties/wireguard/properties/endpoint/properties/port/minimum",
                    keyword: "minimum",
                    params: { comparison: ">=", limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err15];
                  } else {
                    vErrors.push(err15);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err16 = {
              instancePath: instancePath + "/wireguard/endpoint",
              schemaPath: "#/properties/wireguard/properties/endpoint/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
        if (data1.publicKey !== undefined) {
          let data5 = data1.publicKey;
          if (typeof data5 === "string") {
            if (!pattern20.test(data5)) {
              const err17 = {
                instancePath: instancePath + "/wireguard/publicKey",
                schemaPath: "#/properties/wireguard/properties/publicKey/pattern",
                keyword: "pattern",
                params: { pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$" },
              };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = {
              instancePath: instancePath + "/wireguard/publicKey",
              schemaPath: "#/properties/wireguard/properties/publicKey/type",
              keyword: "type",
              params: { type: "string" },
            };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data1.addresses !== undefined) {
          let data6 = data1.addresses;
          if (Array.isArray(data6)) {
            if (data6.length > 4) {
              const err19 = {
                instancePath: instancePath + "/wireguard/addresses",
                schemaPath: "#/properties/wireguard/properties/addresses/maxItems",
                keyword: "maxItems",
                params: { limit: 4 },
              };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
            if (data6.length < 1) {
              const err20 = {
                instancePath: instancePath + "/wireguard/addresses",
                schemaPath: "#/properties/wireguard/properties/addresses/minItems",
                keyword: "minItems",
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
            const len0 = data6.length;
            for (let i0 = 0; i0 < len0; i0++) {
              if (
                !validate81(data6[i0], {
                  instancePath: instancePath + "/wireguard/addresses/" + i0,
                  parentData: data6,
                  parentDataProperty: i0,
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
                errors = vErrors.length;
              }
            }
            let i1 = data6.length;
            let j0;
            if (i1 > 1) {
              outer0: for (; i1--;) {
                for (j0 = i1; j0--;) {
                  if (func0(data6[i1], data6[j0])) {
                    const err21 = {
                      instancePath: instancePath + "/wireguard/addresses",
                      schemaPath: "#/properties/wireguard/properties/addresses/uniqueItems",
                      keyword: "uniqueItems",
                      params: { i: i1, j: j0 },
                    };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      vErrors.push(err21);
                    }
                    errors++;
                    break outer0;
                  }
                }
              }
            }
          } else {
            const err22 = {
              instancePath: instancePath + "/wireguard/addresses",
              schemaPath: "#/properties/wireguard/properties/addresses/type",
              keyword: "type",
              params: { type: "array" },
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
        if (data1.resolvers !== undefined) {
          let data8 = data1.resolvers;
          if (Array.isArray(data8)) {
            if (data8.length > 4) {
              const err23 = {
                instancePath: instancePath + "/wireguard/resolvers",
                schemaPath: "#/properties/wireguard/properties/resolvers/maxItems",
                keyword: "maxItems",
                params: { limit: 4 },
              };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            if (data8.length < 1) {
              const err24 = {
                instancePath: instancePath + "/wireguard/resolvers",
                schemaPath: "#/properties/wireguard/properties/resolvers/minItems",
                keyword: "minItems",
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
            const len1 = data8.length;
            for (let i2 = 0; i2 < len1; i2++) {
              let data9 = data8[i2];
              if (typeof data9 === "string") {
                if (!pattern9.test(data9)) {
                  const err25 = {
                    instancePath: instancePath + "/wireguard/resolvers/" + i2,
                    schemaPath: "#/properties/wireguard/properties/resolvers/items/pattern",
                    keyword: "pattern",
                    params: {
                      pattern:
                        "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                    },
                  };
                  if (vErrors === null) {
                    vErrors = [err25];
                  } else {
                    vErrors.push(err25);
                  }
                  errors++;
                }
              } else {
                const err26 = {
                  instancePath: instancePath + "/wireguard/resolvers/" + i2,
                  schemaPath: "#/properties/wireguard/properties/resolvers/items/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
            let i3 = data8.length;
            let j1;
            if (i3 > 1) {
              const indices0 = {};
              for (; i3--;) {
                let item0 = data8[i3];
                if (typeof item0 !== "string") {
                  continue;
                }
                if (typeof indices0[item0] == "number") {
                  j1 = indices0[item0];
                  const err27 = {
                    instancePath: instancePath + "/wireguard/resolvers",
                    schemaPath: "#/properties/wireguard/properties/resolvers/uniqueItems",
                    keyword: "uniqueItems",
                    params: { i: i3, j: j1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err27];
                  } else {
                    vErrors.push(err27);
                  }
                  errors++;
                  break;
                }
                indices0[item0] = i3;
              }
            }
          } else {
            const err28 = {
              instancePath: instancePath + "/wireguard/resolvers",
              schemaPath: "#/properties/wireguard/properties/resolvers/type",
              keyword: "type",
              params: { type: "array" },
            };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
      } else {
        const err29 = {
          instancePath: instancePath + "/wireguard",
          schemaPath: "#/properties/wireguard/type",
          keyword: "type",
          params: { type: "object" },
        };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
  } else {
    const err30 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err30];
    } else {
      vErrors.push(err30);
    }
    errors++;
  }
  validate88.errors = vErrors;
  return errors === 0;
}
validate88.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema35 = {
  type: "object",
  required: ["uri", "suite", "fingerprint", "key"],
  additionalProperties: false,
  properties: {
    uri: {
      type: "string",
      maxLength: 300,
      pattern:
        "^https?://(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})|(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|\\[(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?\\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/+-]*)?$",
    },
    suite: { type: "string", maxLength: 64, pattern: "^[a-z0-9][a-z0-9./-]*$" },
    fingerprint: { type: "string", pattern: "^[0-9A-F]{40}$" },
    key: {
      type: "string",
      maxLength: 60000,
      pattern:
        "^-----BEGIN PGP PUBLIC KEY BLOCK-----\\n[A-Za-z0-9+/=:.,() \\n-]+\\n-----END PGP PUBLIC KEY BLOCK-----\\n*$",
    },
  },
};
const pattern22 = new RegExp(
  "^https?://(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})|(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|\\[(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?\\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/+-]*)?$",
  "u",
);
const pattern23 = new RegExp("^[a-z0-9][a-z0-9./-]*$", "u");
const pattern24 = new RegExp("^[0-9A-F]{40}$", "u");
const pattern25 = new RegExp(
  "^-----BEGIN PGP PUBLIC KEY BLOCK-----\\n[A-Za-z0-9+/=:.,() \\n-]+\\n-----END PGP PUBLIC KEY BLOCK-----\\n*$",
  "u",
);
function validate92(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate92.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.uri === undefined) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "uri" } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.suite === undefined) {
      const err1 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "suite" },
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.fingerprint === undefined) {
      const err2 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "fingerprint" },
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.key === undefined) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "key" } };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "uri" || key0 === "suite" || key0 === "fingerprint" || key0 === "key")) {
        const err4 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.uri !== undefined) {
      let data0 = data.uri;
      if (typeof data0 === "string") {
        if (func2(data0) > 300) {
          const err5 = {
            instancePath: instancePath + "/uri",
            schemaPath: "#/properties/uri/maxLength",
            keyword: "maxLength",
            params: { limit: 300 },
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        if (!pattern22.test(data0)) {
          const err6 = {
            instancePath: instancePath + "/uri",
            schemaPath: "#/properties/uri/pattern",
            keyword: "pattern",
            params: {
              pattern:
                "^https?://(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})|(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|\\[(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?\\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/+-]*)?$",
            },
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = {
          instancePath: instancePath + "/uri",
          schemaPath: "#/properties/uri/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.suite !== undefined) {
      let data1 = data.suite;
      if (typeof data1 === "string") {
        if (func2(data1) > 64) {
          const err8 = {
            instancePath: instancePath + "/suite",
            schemaPath: "#/properties/suite/maxLength",
            keyword: "maxLength",
            params: { limit: 64 },
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
        if (!pattern23.test(data1)) {
          const err9 = {
            instancePath: instancePath + "/suite",
            schemaPath: "#/properties/suite/pattern",
            keyword: "pattern",
            params: { pattern: "^[a-z0-9][a-z0-9./-]*$" },
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      } else {
        const err10 = {
          instancePath: instancePath + "/suite",
          schemaPath: "#/properties/suite/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.fingerprint !== undefined) {
      let data2 = data.fingerprint;
      if (typeof data2 === "string") {
        if (!pattern24.test(data2)) {
          const err11 = {
            instancePath: instancePath + "/fingerprint",
            schemaPath: "#/properties/fingerprint/pattern",
            keyword: "pattern",
            params: { pattern: "^[0-9A-F]{40}$" },
          };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = {
          instancePath: instancePath + "/fingerprint",
          schemaPath: "#/properties/fingerprint/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.key !== undefined) {
      let data3 = data.key;
      if (typeof data3 === "string") {
        if (func2(data3) > 60000) {
          const err13 = {
            instancePath: instancePath + "/key",
            schemaPath: "#/properties/key/maxLength",
            keyword: "maxLength",
            params: { limit: 60000 },
          };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        if (!pattern25.test(data3)) {
          const err14 = {
            instancePath: instancePath + "/key",
            schemaPath: "#/properties/key/pattern",
            keyword: "pattern",
            params: {
              pattern:
                "^-----BEGIN PGP PUBLIC KEY BLOCK-----\\n[A-Za-z0-9+/=:.,() \\n-]+\\n-----END PGP PUBLIC KEY BLOCK-----\\n*$",
            },
          };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = {
          instancePath: instancePath + "/key",
          schemaPath: "#/properties/key/type",
          keyword: "type",
          params: { type: "string" },
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
  } else {
    const err16 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err16];
    } else {
      vErrors.push(err16);
    }
    errors++;
  }
  validate92.errors = vErrors;
  return errors === 0;
}
validate92.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
function validate52(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  /*# sourceURL="https://stillroom.example/stack-file.schema.json" */ let vErrors = null;
  let errors = 0;
  const evaluated0 = validate52.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = undefined;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = undefined;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.config === undefined) {
      const err0 = {
        instancePath,
        schemaPath: "#/required",
        keyword: "required",
        params: { missingProperty: "config" },
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === "config" ||
        key0 === "secretsprovider" ||
        key0 === "encryptedkey" ||
        key0 === "encryptionsalt" ||
        key0 === "environment"
      )) {
        const err1 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.config !== undefined) {
      let data0 = data.config;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (data0["stillroom:names"] === undefined) {
          const err2 = {
            instancePath: instancePath + "/config",
            schemaPath: "#/properties/config/required",
            keyword: "required",
            params: { missingProperty: "stillroom:names" },
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (data0["stillroom:machine"] === undefined) {
          const err3 = {
            instancePath: instancePath + "/config",
            schemaPath: "#/properties/config/required",
            keyword: "required",
            params: { missingProperty: "stillroom:machine" },
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (data0["stillroom:law"] === undefined) {
          const err4 = {
            instancePath: instancePath + "/config",
            schemaPath: "#/properties/config/required",
            keyword: "required",
            params: { missingProperty: "stillroom:law" },
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (data0["stillroom:administrators"] === undefined) {
          const err5 = {
            instancePath: instancePath + "/config",
            schemaPath: "#/properties/config/required",
            keyword: "required",
            params: { missingProperty: "stillroom:administrators" },
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        if (data0["stillroom:administrationFrom"] === undefined) {
          const err6 = {
            instancePath: instancePath + "/config",
            schemaPath: "#/properties/config/required",
            keyword: "required",
            params: { missingProperty: "stillroom:administrationFrom" },
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (data0["stillroom:branding"] === undefined) {
          const err7 = {
            instancePath: instancePath + "/config",
            schemaPath: "#/properties/config/required",
            keyword: "required",
            params: { missingProperty: "stillroom:branding" },
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        for (const key1 in data0) {
          if (!(func1.call(schema19.properties.config.properties, key1) || pattern3.test(key1))) {
            const err8 = {
              instancePath: instancePath + "/config",
              schemaPath: "#/properties/config/additionalProperties",
              keyword: "additionalProperties",
              params: { additionalProperty: key1 },
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
        if (data0["stillroom:names"] !== undefined) {
          let data1 = data0["stillroom:names"];
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.domain === undefined) {
              const err9 = {
                instancePath: instancePath + "/config/stillroom:names",
                schemaPath: "#/properties/config/properties/stillroom%3Anames/required",
                keyword: "required",
                params: { missingProperty: "domain" },
              };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            for (const key2 in data1) {
              if (!(
                key2 === "domain" ||
                key2 === "host" ||
                key2 === "video" ||
                key2 === "messaging" ||
                key2 === "homeserver" ||
                key2 === "relay"
              )) {
                const err10 = {
                  instancePath: instancePath + "/config/stillroom:names",
                  schemaPath: "#/properties/config/properties/stillroom%3Anames/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key2 },
                };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
            if (data1.domain !== undefined) {
              if (
                !validate53(data1.domain, {
                  instancePath: instancePath + "/config/stillroom:names/domain",
                  parentData: data1,
                  parentDataProperty: "domain",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                errors = vErrors.length;
              }
            }
            if (data1.host !== undefined) {
              if (
                !validate55(data1.host, {
                  instancePath: instancePath + "/config/stillroom:names/host",
                  parentData: data1,
                  parentDataProperty: "host",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                errors = vErrors.length;
              }
            }
            if (data1.video !== undefined) {
              if (
                !validate55(data1.video, {
                  instancePath: instancePath + "/config/stillroom:names/video",
                  parentData: data1,
                  parentDataProperty: "video",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                errors = vErrors.length;
              }
            }
            if (data1.messaging !== undefined) {
              if (
                !validate55(data1.messaging, {
                  instancePath: instancePath + "/config/stillroom:names/messaging",
                  parentData: data1,
                  parentDataProperty: "messaging",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                errors = vErrors.length;
              }
            }
            if (data1.homeserver !== undefined) {
              if (
                !validate55(data1.homeserver, {
                  instancePath: instancePath + "/config/stillroom:names/homeserver",
                  parentData: data1,
                  parentDataProperty: "homeserver",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                errors = vErrors.length;
              }
            }
            if (data1.relay !== undefined) {
              if (
                !validate55(data1.relay, {
                  instancePath: instancePath + "/config/stillroom:names/relay",
                  parentData: data1,
                  parentDataProperty: "relay",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err11 = {
              instancePath: instancePath + "/config/stillroom:names",
              schemaPath: "#/properties/config/properties/stillroom%3Anames/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
        if (data0["stillroom:machine"] !== undefined) {
          let data8 = data0["stillroom:machine"];
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            const tag0 = data8.provider;
            if (typeof tag0 == "string") {
              if (tag0 === "hetzner") {
                if (
                  !validate61(data8, {
                    instancePath: instancePath + "/config/stillroom:machine",
                    parentData: data0,
                    parentDataProperty: "stillroom:machine",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
                  errors = vErrors.length;
                }
                var props0 = true;
              } else if (tag0 === "aws") {
                if (
                  !validate69(data8, {
                    instancePath: instancePath + "/config/stillroom:machine",
                    parentData: data0,
                    parentDataProperty: "stillroom:machine",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
                  errors = vErrors.length;
                }
                if (props0 !== true) {
                  props0 = true;
                }
              } else if (tag0 === "existing") {
                if (
                  !validate71(data8, {
                    instancePath: instancePath + "/config/stillroom:machine",
                    parentData: data0,
                    parentDataProperty: "stillroom:machine",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate71.errors : vErrors.concat(validate71.errors);
                  errors = vErrors.length;
                }
                if (props0 !== true) {
                  props0 = true;
                }
              } else {
                const err12 = {
                  instancePath: instancePath + "/config/stillroom:machine",
                  schemaPath: "#/properties/config/properties/stillroom%3Amachine/discriminator",
                  keyword: "discriminator",
                  params: { error: "mapping", tag: "provider", tagValue: tag0 },
                };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            } else {
              const err13 = {
                instancePath: instancePath + "/config/stillroom:machine",
                schemaPath: "#/properties/config/properties/stillroom%3Amachine/discriminator",
                keyword: "discriminator",
                params: { error: "tag", tag: "provider", tagValue: tag0 },
              };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
          } else {
            const err14 = {
              instancePath: instancePath + "/config/stillroom:machine",
              schemaPath: "#/properties/config/properties/stillroom%3Amachine/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        if (data0["stillroom:law"] !== undefined) {
          let data9 = data0["stillroom:law"];
          if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
            if (data9.jurisdiction === undefined) {
              const err15 = {
                instancePath: instancePath + "/config/stillroom:law",
                schemaPath: "#/properties/config/properties/stillroom%3Alaw/required",
                keyword: "required",
                params: { missingProperty: "jurisdiction" },
              };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
            for (const key3 in data9) {
              if (!(key3 === "jurisdiction" || key3 === "hipaaCovered")) {
                const err16 = {
                  instancePath: instancePath + "/config/stillroom:law",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key3 },
                };
                if (vErrors === null) {
                  vErrors = [err16];
                } else {
                  vErrors.push(err16);
                }
                errors++;
              }
            }
            if (data9.jurisdiction !== undefined) {
              let data10 = data9.jurisdiction;
              if (typeof data10 !== "string") {
                const err17 = {
                  instancePath: instancePath + "/config/stillroom:law/jurisdiction",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/jurisdiction/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err17];
                } else {
                  vErrors.push(err17);
                }
                errors++;
              }
              if (!(
                data10 === "DE" ||
                data10 === "UK" ||
                data10 === "AU-ACT" ||
                data10 === "AU-NSW" ||
                data10 === "AU-NT" ||
                data10 === "AU-QLD" ||
                data10 === "AU-SA" ||
                data10 === "AU-TAS" ||
                data10 === "AU-VIC" ||
                data10 === "AU-WA" ||
                data10 === "CA-AB" ||
                data10 === "CA-BC" ||
                data10 === "CA-ON" ||
                data10 === "CA-QC" ||
                data10 === "US-CA" ||
                data10 === "US-FL" ||
                data10 === "US-IL" ||
                data10 === "US-MA" ||
                data10 === "US-NY" ||
                data10 === "US-PA" ||
                data10 === "US-TX" ||
                data10 === "US-WA" ||
                data10 === "AT" ||
                data10 === "BE" ||
                data10 === "BG" ||
                data10 === "CY" ||
                data10 === "CZ" ||
                data10 === "DK" ||
                data10 === "EE" ||
                data10 === "ES" ||
                data10 === "FI" ||
                data10 === "FR" ||
                data10 === "GR" ||
                data10 === "HR" ||
                data10 === "HU" ||
                data10 === "IE" ||
                data10 === "IT" ||
                data10 === "LT" ||
                data10 === "LU" ||
                data10 === "LV" ||
                data10 === "MT" ||
                data10 === "NL" ||
                data10 === "PL" ||
                data10 === "PT" ||
                data10 === "RO" ||
                data10 === "SE" ||
                data10 === "SI" ||
                data10 === "SK"
              )) {
                const err18 = {
                  instancePath: instancePath + "/config/stillroom:law/jurisdiction",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/jurisdiction/enum",
                  keyword: "enum",
                  params: {
                    allowedValues: schema19.properties.config.properties["stillroom:law"].properties.jurisdiction.enum,
                  },
                };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if (data9.hipaaCovered !== undefined) {
              if (typeof data9.hipaaCovered !== "boolean") {
                const err19 = {
                  instancePath: instancePath + "/config/stillroom:law/hipaaCovered",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/hipaaCovered/type",
                  keyword: "type",
                  params: { type: "boolean" },
                };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
            }
          } else {
            const err20 = {
              instancePath: instancePath + "/config/stillroom:law",
              schemaPath: "#/properties/config/properties/stillroom%3Alaw/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data0["stillroom:administrators"] !== undefined) {
          let data12 = data0["stillroom:administrators"];
          if (Array.isArray(data12)) {
            if (data12.length > 20) {
              const err21 = {
                instancePath: instancePath + "/config/stillroom:administrators",
                schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/maxItems",
                keyword: "maxItems",
                params: { limit: 20 },
              };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            if (data12.length < 1) {
              const err22 = {
                instancePath: instancePath + "/config/stillroom:administrators",
                schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/minItems",
                keyword: "minItems",
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
            const len0 = data12.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data13 = data12[i0];
              if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
                if (data13.name === undefined) {
                  const err23 = {
                    instancePath: instancePath + "/config/stillroom:administrators/" + i0,
                    schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/items/required",
                    keyword: "required",
                    params: { missingProperty: "name" },
                  };
                  if (vErrors === null) {
                    vErrors = [err23];
                  } else {
                    vErrors.push(err23);
                  }
                  errors++;
                }
                if (data13.sshKeys === undefined) {
                  const err24 = {
                    instancePath: instancePath + "/config/stillroom:administrators/" + i0,
                    schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/items/required",
                    keyword: "required",
                    params: { missingProperty: "sshKeys" },
                  };
                  if (vErrors === null) {
                    vErrors = [err24];
                  } else {
                    vErrors.push(err24);
                  }
                  errors++;
                }
                for (const key4 in data13) {
                  if (!(key4 === "name" || key4 === "sshKeys")) {
                    const err25 = {
                      instancePath: instancePath + "/config/stillroom:administrators/" + i0,
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Aadministrators/items/additionalProperties",
                      keyword: "additionalProperties",
                      params: { additionalProperty: key4 },
                    };
                    if (vErrors === null) {
                      vErrors = [err25];
                    } else {
                      vErrors.push(err25);
                    }
                    errors++;
                  }
                }
                if (data13.name !== undefined) {
                  if (
                    !validate72(data13.name, {
                      instancePath: instancePath + "/config/stillroom:administrators/" + i0 + "/name",
                      parentData: data13,
                      parentDataProperty: "name",
                      rootData,
                      dynamicAnchors,
                    })
                  ) {
                    vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
                    errors = vErrors.length;
                  }
                }
                if (data13.sshKeys !== undefined) {
                  let data15 = data13.sshKeys;
                  if (Array.isArray(data15)) {
                    if (data15.length > 10) {
                      const err26 = {
                        instancePath: instancePath + "/config/stillroom:administrators/" + i0 + "/sshKeys",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aadministrators/items/properties/sshKeys/maxItems",
                        keyword: "maxItems",
                        params: { limit: 10 },
                      };
                      if (vErrors === null) {
                        vErrors = [err26];
                      } else {
                        vErrors.push(err26);
                      }
                      errors++;
                    }
                    if (data15.length < 1) {
                      const err27 = {
                        instancePath: instancePath + "/config/stillroom:administrators/" + i0 + "/sshKeys",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aadministrators/items/properties/sshKeys/minItems",
                        keyword: "minItems",
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err27];
                      } else {
                        vErrors.push(err27);
                      }
                      errors++;
                    }
                    const len1 = data15.length;
                    for (let i1 = 0; i1 < len1; i1++) {
                      if (
                        !validate79(data15[i1], {
                          instancePath: instancePath + "/config/stillroom:administrators/" + i0 + "/sshKeys/" + i1,
                          parentData: data15,
                          parentDataProperty: i1,
                          rootData,
                          dynamicAnchors,
                        })
                      ) {
                        vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
                        errors = vErrors.length;
                      }
                    }
                    let i2 = data15.length;
                    let j0;
                    if (i2 > 1) {
                      outer0: for (; i2--;) {
                        for (j0 = i2; j0--;) {
                          if (func0(data15[i2], data15[j0])) {
                            const err28 = {
                              instancePath: instancePath + "/config/stillroom:administrators/" + i0 + "/sshKeys",
                              schemaPath:
                                "#/properties/config/properties/stillroom%3Aadministrators/items/properties/sshKeys/uniqueItems",
                              keyword: "uniqueItems",
                              params: { i: i2, j: j0 },
                            };
                            if (vErrors === null) {
                              vErrors = [err28];
                            } else {
                              vErrors.push(err28);
                            }
                            errors++;
                            break outer0;
                          }
                        }
                      }
                    }
                  } else {
                    const err29 = {
                      instancePath: instancePath + "/config/stillroom:administrators/" + i0 + "/sshKeys",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Aadministrators/items/properties/sshKeys/type",
                      keyword: "type",
                      params: { type: "array" },
                    };
                    if (vErrors === null) {
                      vErrors = [err29];
                    } else {
                      vErrors.push(err29);
                    }
                    errors++;
                  }
                }
              } else {
                const err30 = {
                  instancePath: instancePath + "/config/stillroom:administrators/" + i0,
                  schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/items/type",
                  keyword: "type",
                  params: { type: "object" },
                };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
            }
          } else {
            const err31 = {
              instancePath: instancePath + "/config/stillroom:administrators",
              schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/type",
              keyword: "type",
              params: { type: "array" },
            };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          }
        }
        if (data0["stillroom:administrationFrom"] !== undefined) {
          let data17 = data0["stillroom:administrationFrom"];
          if (Array.isArray(data17)) {
            if (data17.length > 50) {
              const err32 = {
                instancePath: instancePath + "/config/stillroom:administrationFrom",
                schemaPath: "#/properties/config/properties/stillroom%3AadministrationFrom/maxItems",
                keyword: "maxItems",
                params: { limit: 50 },
              };
              if (vErrors === null) {
                vErrors = [err32];
              } else {
                vErrors.push(err32);
              }
              errors++;
            }
            if (data17.length < 1) {
              const err33 = {
                instancePath: instancePath + "/config/stillroom:administrationFrom",
                schemaPath: "#/properties/config/properties/stillroom%3AadministrationFrom/minItems",
                keyword: "minItems",
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            const len2 = data17.length;
            for (let i3 = 0; i3 < len2; i3++) {
              if (
                !validate81(data17[i3], {
                  instancePath: instancePath + "/config/stillroom:administrationFrom/" + i3,
                  parentData: data17,
                  parentDataProperty: i3,
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
                errors = vErrors.length;
              }
            }
            let i4 = data17.length;
            let j1;
            if (i4 > 1) {
              outer1: for (; i4--;) {
                for (j1 = i4; j1--;) {
                  if (func0(data17[i4], data17[j1])) {
                    const err34 = {
                      instancePath: instancePath + "/config/stillroom:administrationFrom",
                      schemaPath: "#/properties/config/properties/stillroom%3AadministrationFrom/uniqueItems",
                      keyword: "uniqueItems",
                      params: { i: i4, j: j1 },
                    };
                    if (vErrors === null) {
                      vErrors = [err34];
                    } else {
                      vErrors.push(err34);
                    }
                    errors++;
                    break outer1;
                  }
                }
              }
            }
          } else {
            const err35 = {
              instancePath: instancePath + "/config/stillroom:administrationFrom",
              schemaPath: "#/properties/config/properties/stillroom%3AadministrationFrom/type",
              keyword: "type",
              params: { type: "array" },
            };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
        if (data0["stillroom:video"] !== undefined) {
          let data19 = data0["stillroom:video"];
          if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
            for (const key5 in data19) {
              if (!(key5 === "maxOccupants")) {
                const err36 = {
                  instancePath: instancePath + "/config/stillroom:video",
                  schemaPath: "#/properties/config/properties/stillroom%3Avideo/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key5 },
                };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
            }
            if (data19.maxOccupants !== undefined) {
              let data20 = data19.maxOccupants;
              if (!(typeof data20 == "number" && !(data20 % 1) && !isNaN(data20) && isFinite(data20))) {
                const err37 = {
                  instancePath: instancePath + "/config/stillroom:video/maxOccupants",
                  schemaPath: "#/properties/config/properties/stillroom%3Avideo/properties/maxOccupants/type",
                  keyword: "type",
                  params: { type: "integer" },
                };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
              if (typeof data20 == "number" && isFinite(data20)) {
                if (data20 > 15 || isNaN(data20)) {
                  const err38 = {
                    instancePath: instancePath + "/config/stillroom:video/maxOccupants",
                    schemaPath: "#/properties/config/properties/stillroom%3Avideo/properties/maxOccupants/maximum",
                    keyword: "maximum",
                    params: { comparison: "<=", limit: 15 },
                  };
                  if (vErrors === null) {
                    vErrors = [err38];
                  } else {
                    vErrors.push(err38);
                  }
                  errors++;
                }
                if (data20 < 2 || isNaN(data20)) {
                  const err39 = {
                    instancePath: instancePath + "/config/stillroom:video/maxOccupants",
                    schemaPath: "#/properties/config/properties/stillroom%3Avideo/properties/maxOccupants/minimum",
                    keyword: "minimum",
                    params: { comparison: ">=", limit: 2 },
                  };
                  if (vErrors === null) {
                    vErrors = [err39];
                  } else {
                    vErrors.push(err39);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err40 = {
              instancePath: instancePath + "/config/stillroom:video",
              schemaPath: "#/properties/config/properties/stillroom%3Avideo/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
        }
        if (data0["stillroom:messaging"] !== undefined) {
          let data21 = data0["stillroom:messaging"];
          if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
            for (const key6 in data21) {
              if (!(key6 === "enabled" || key6 === "retentionDays" || key6 === "mediaRetentionDays")) {
                const err41 = {
                  instancePath: instancePath + "/config/stillroom:messaging",
                  schemaPath: "#/properties/config/properties/stillroom%3Amessaging/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key6 },
                };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  vErrors.push(err41);
                }
                errors++;
              }
            }
            if (data21.enabled !== undefined) {
              if (typeof data21.enabled !== "boolean") {
                const err42 = {
                  instancePath: instancePath + "/config/stillroom:messaging/enabled",
                  schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/enabled/type",
                  keyword: "type",
                  params: { type: "boolean" },
                };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
            if (data21.retentionDays !== undefined) {
              let data23 = data21.retentionDays;
              if (!(typeof data23 == "number" && !(data23 % 1) && !isNaN(data23) && isFinite(data23))) {
                const err43 = {
                  instancePath: instancePath + "/config/stillroom:messaging/retentionDays",
                  schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/retentionDays/type",
                  keyword: "type",
                  params: { type: "integer" },
                };
                if (vErrors === null) {
                  vErrors = [err43];
                } else {
                  vErrors.push(err43);
                }
                errors++;
              }
              if (typeof data23 == "number" && isFinite(data23)) {
                if (data23 > 180 || isNaN(data23)) {
                  const err44 = {
                    instancePath: instancePath + "/config/stillroom:messaging/retentionDays",
                    schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/retentionDays/maximum",
                    keyword: "maximum",
                    params: { comparison: "<=", limit: 180 },
                  };
                  if (vErrors === null) {
                    vErrors = [err44];
                  } else {
                    vErrors.push(err44);
                  }
                  errors++;
                }
                if (data23 < 1 || isNaN(data23)) {
                  const err45 = {
                    instancePath: instancePath + "/config/stillroom:messaging/retentionDays",
                    schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/retentionDays/minimum",
                    keyword: "minimum",
                    params: { comparison: ">=", limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err45];
                  } else {
                    vErrors.push(err45);
                  }
                  errors++;
                }
              }
            }
            if (data21.mediaRetentionDays !== undefined) {
              let data24 = data21.mediaRetentionDays;
              if (!(typeof data24 == "number" && !(data24 % 1) && !isNaN(data24) && isFinite(data24))) {
                const err46 = {
                  instancePath: instancePath + "/config/stillroom:messaging/mediaRetentionDays",
                  schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/mediaRetentionDays/type",
                  keyword: "type",
                  params: { type: "integer" },
                };
                if (vErrors === null) {
                  vErrors = [err46];
                } else {
                  vErrors.push(err46);
                }
                errors++;
              }
              if (typeof data24 == "number" && isFinite(data24)) {
                if (data24 > 180 || isNaN(data24)) {
                  const err47 = {
                    instancePath: instancePath + "/config/stillroom:messaging/mediaRetentionDays",
                    schemaPath:
                      "#/properties/config/properties/stillroom%3Amessaging/properties/mediaRetentionDays/maximum",
                    keyword: "maximum",
                    params: { comparison: "<=", limit: 180 },
                  };
                  if (vErrors === null) {
                    vErrors = [err47];
                  } else {
                    vErrors.push(err47);
                  }
                  errors++;
                }
                if (data24 < 1 || isNaN(data24)) {
                  const err48 = {
                    instancePath: instancePath + "/config/stillroom:messaging/mediaRetentionDays",
                    schemaPath:
                      "#/properties/config/properties/stillroom%3Amessaging/properties/mediaRetentionDays/minimum",
                    keyword: "minimum",
                    params: { comparison: ">=", limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err48];
                  } else {
                    vErrors.push(err48);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err49 = {
              instancePath: instancePath + "/config/stillroom:messaging",
              schemaPath: "#/properties/config/properties/stillroom%3Amessaging/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
        if (data0["stillroom:branding"] !== undefined) {
          let data25 = data0["stillroom:branding"];
          if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
            if (data25.title === undefined) {
              const err50 = {
                instancePath: instancePath + "/config/stillroom:branding",
                schemaPath: "#/properties/config/properties/stillroom%3Abranding/required",
                keyword: "required",
                params: { missingProperty: "title" },
              };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
            for (const key7 in data25) {
              if (!(key7 === "title" || key7 === "colour" || key7 === "language")) {
                const err51 = {
                  instancePath: instancePath + "/config/stillroom:branding",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key7 },
                };
                if (vErrors === null) {
                  vErrors = [err51];
                } else {
                  vErrors.push(err51);
                }
                errors++;
              }
            }
            if (data25.title !== undefined) {
              let data26 = data25.title;
              if (typeof data26 === "string") {
                if (func2(data26) > 60) {
                  const err52 = {
                    instancePath: instancePath + "/config/stillroom:branding/title",
                    schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/title/maxLength",
                    keyword: "maxLength",
                    params: { limit: 60 },
                  };
                  if (vErrors === null) {
                    vErrors = [err52];
                  } else {
                    vErrors.push(err52);
                  }
                  errors++;
                }
                if (func2(data26) < 1) {
                  const err53 = {
                    instancePath: instancePath + "/config/stillroom:branding/title",
                    schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/title/minLength",
                    keyword: "minLength",
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err53];
                  } else {
                    vErrors.push(err53);
                  }
                  errors++;
                }
                if (!pattern12.test(data26)) {
                  const err54 = {
                    instancePath: instancePath + "/config/stillroom:branding/title",
                    schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/title/pattern",
                    keyword: "pattern",
                    params: { pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err54];
                  } else {
                    vErrors.push(err54);
                  }
                  errors++;
                }
              } else {
                const err55 = {
                  instancePath: instancePath + "/config/stillroom:branding/title",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/title/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err55];
                } else {
                  vErrors.push(err55);
                }
                errors++;
              }
            }
            if (data25.colour !== undefined) {
              let data27 = data25.colour;
              if (typeof data27 === "string") {
                if (!pattern13.test(data27)) {
                  const err56 = {
                    instancePath: instancePath + "/config/stillroom:branding/colour",
                    schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/colour/pattern",
                    keyword: "pattern",
                    params: { pattern: "^#[0-9a-fA-F]{6}$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err56];
                  } else {
                    vErrors.push(err56);
                  }
                  errors++;
                }
              } else {
                const err57 = {
                  instancePath: instancePath + "/config/stillroom:branding/colour",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/colour/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err57];
                } else {
                  vErrors.push(err57);
                }
                errors++;
              }
            }
            if (data25.language !== undefined) {
              let data28 = data25.language;
              if (typeof data28 !== "string") {
                const err58 = {
                  instancePath: instancePath + "/config/stillroom:branding/language",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/language/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err58];
                } else {
                  vErrors.push(err58);
                }
                errors++;
              }
              if (!(data28 === "en" || data28 === "de" || data28 === "fr" || data28 === "es")) {
                const err59 = {
                  instancePath: instancePath + "/config/stillroom:branding/language",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/language/enum",
                  keyword: "enum",
                  params: {
                    allowedValues: schema19.properties.config.properties["stillroom:branding"].properties.language.enum,
                  },
                };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  vErrors.push(err59);
                }
                errors++;
              }
            }
          } else {
            const err60 = {
              instancePath: instancePath + "/config/stillroom:branding",
              schemaPath: "#/properties/config/properties/stillroom%3Abranding/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err60];
            } else {
              vErrors.push(err60);
            }
            errors++;
          }
        }
        if (data0["stillroom:certificates"] !== undefined) {
          let data29 = data0["stillroom:certificates"];
          if (data29 && typeof data29 == "object" && !Array.isArray(data29)) {
            const tag1 = data29.issuer;
            if (typeof tag1 == "string") {
              if (tag1 === "acme") {
                if (
                  !validate83(data29, {
                    instancePath: instancePath + "/config/stillroom:certificates",
                    parentData: data0,
                    parentDataProperty: "stillroom:certificates",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
                  errors = vErrors.length;
                }
                var props1 = true;
              } else if (tag1 === "practice") {
                if (
                  !validate84(data29, {
                    instancePath: instancePath + "/config/stillroom:certificates",
                    parentData: data0,
                    parentDataProperty: "stillroom:certificates",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                  errors = vErrors.length;
                }
                if (props1 !== true) {
                  props1 = true;
                }
              } else {
                const err61 = {
                  instancePath: instancePath + "/config/stillroom:certificates",
                  schemaPath: "#/properties/config/properties/stillroom%3Acertificates/discriminator",
                  keyword: "discriminator",
                  params: { error: "mapping", tag: "issuer", tagValue: tag1 },
                };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  vErrors.push(err61);
                }
                errors++;
              }
            } else {
              const err62 = {
                instancePath: instancePath + "/config/stillroom:certificates",
                schemaPath: "#/properties/config/properties/stillroom%3Acertificates/discriminator",
                keyword: "discriminator",
                params: { error: "tag", tag: "issuer", tagValue: tag1 },
              };
              if (vErrors === null) {
                vErrors = [err62];
              } else {
                vErrors.push(err62);
              }
              errors++;
            }
          } else {
            const err63 = {
              instancePath: instancePath + "/config/stillroom:certificates",
              schemaPath: "#/properties/config/properties/stillroom%3Acertificates/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err63];
            } else {
              vErrors.push(err63);
            }
            errors++;
          }
        }
        if (data0["stillroom:egress"] !== undefined) {
          let data30 = data0["stillroom:egress"];
          if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
            const tag2 = data30.kind;
            if (typeof tag2 == "string") {
              if (tag2 === "allow-list") {
                if (
                  !validate87(data30, {
                    instancePath: instancePath + "/config/stillroom:egress",
                    parentData: data0,
                    parentDataProperty: "stillroom:egress",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
                  errors = vErrors.length;
                }
                var props2 = true;
              } else if (tag2 === "vpn-only") {
                if (
                  !validate88(data30, {
                    instancePath: instancePath + "/config/stillroom:egress",
                    parentData: data0,
                    parentDataProperty: "stillroom:egress",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
                  errors = vErrors.length;
                }
                if (props2 !== true) {
                  props2 = true;
                }
              } else {
                const err64 = {
                  instancePath: instancePath + "/config/stillroom:egress",
                  schemaPath: "#/properties/config/properties/stillroom%3Aegress/discriminator",
                  keyword: "discriminator",
                  params: { error: "mapping", tag: "kind", tagValue: tag2 },
                };
                if (vErrors === null) {
                  vErrors = [err64];
                } else {
                  vErrors.push(err64);
                }
                errors++;
              }
            } else {
              const err65 = {
                instancePath: instancePath + "/config/stillroom:egress",
                schemaPath: "#/properties/config/properties/stillroom%3Aegress/discriminator",
                keyword: "discriminator",
                params: { error: "tag", tag: "kind", tagValue: tag2 },
              };
              if (vErrors === null) {
                vErrors = [err65];
              } else {
                vErrors.push(err65);
              }
              errors++;
            }
          } else {
            const err66 = {
              instancePath: instancePath + "/config/stillroom:egress",
              schemaPath: "#/properties/config/properties/stillroom%3Aegress/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err66];
            } else {
              vErrors.push(err66);
            }
            errors++;
          }
        }
        if (data0["stillroom:packages"] !== undefined) {
          let data31 = data0["stillroom:packages"];
          if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
            for (const key8 in data31) {
              if (!(key8 === "mirror")) {
                const err67 = {
                  instancePath: instancePath + "/config/stillroom:packages",
                  schemaPath: "#/properties/config/properties/stillroom%3Apackages/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key8 },
                };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  vErrors.push(err67);
                }
                errors++;
              }
            }
            if (data31.mirror !== undefined) {
              if (
                !validate92(data31.mirror, {
                  instancePath: instancePath + "/config/stillroom:packages/mirror",
                  parentData: data31,
                  parentDataProperty: "mirror",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate92.errors : vErrors.concat(validate92.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err68 = {
              instancePath: instancePath + "/config/stillroom:packages",
              schemaPath: "#/properties/config/properties/stillroom%3Apackages/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
        }
        if (data0["stillroom:maintenance"] !== undefined) {
          let data33 = data0["stillroom:maintenance"];
          if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
            for (const key9 in data33) {
              if (!(key9 === "start" || key9 === "timeZone")) {
                const err69 = {
                  instancePath: instancePath + "/config/stillroom:maintenance",
                  schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key9 },
                };
                if (vErrors === null) {
                  vErrors = [err69];
                } else {
                  vErrors.push(err69);
                }
                errors++;
              }
            }
            if (data33.start !== undefined) {
              let data34 = data33.start;
              if (typeof data34 === "string") {
                if (!pattern26.test(data34)) {
                  const err70 = {
                    instancePath: instancePath + "/config/stillroom:maintenance/start",
                    schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/properties/start/pattern",
                    keyword: "pattern",
                    params: { pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err70];
                  } else {
                    vErrors.push(err70);
                  }
                  errors++;
                }
              } else {
                const err71 = {
                  instancePath: instancePath + "/config/stillroom:maintenance/start",
                  schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/properties/start/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err71];
                } else {
                  vErrors.push(err71);
                }
                errors++;
              }
            }
            if (data33.timeZone !== undefined) {
              let data35 = data33.timeZone;
              if (typeof data35 === "string") {
                if (!pattern27.test(data35)) {
                  const err72 = {
                    instancePath: instancePath + "/config/stillroom:maintenance/timeZone",
                    schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/properties/timeZone/pattern",
                    keyword: "pattern",
                    params: { pattern: "^(?:UTC|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_-]+){1,2})$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err72];
                  } else {
                    vErrors.push(err72);
                  }
                  errors++;
                }
              } else {
                const err73 = {
                  instancePath: instancePath + "/config/stillroom:maintenance/timeZone",
                  schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/properties/timeZone/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err73];
                } else {
                  vErrors.push(err73);
                }
                errors++;
              }
            }
          } else {
            const err74 = {
              instancePath: instancePath + "/config/stillroom:maintenance",
              schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err74];
            } else {
              vErrors.push(err74);
            }
            errors++;
          }
        }
        if (data0["stillroom:waivers"] !== undefined) {
          let data36 = data0["stillroom:waivers"];
          if (Array.isArray(data36)) {
            if (data36.length > 50) {
              const err75 = {
                instancePath: instancePath + "/config/stillroom:waivers",
                schemaPath: "#/properties/config/properties/stillroom%3Awaivers/maxItems",
                keyword: "maxItems",
                params: { limit: 50 },
              };
              if (vErrors === null) {
                vErrors = [err75];
              } else {
                vErrors.push(err75);
              }
              errors++;
            }
            const len3 = data36.length;
            for (let i5 = 0; i5 < len3; i5++) {
              let data37 = data36[i5];
              if (data37 && typeof data37 == "object" && !Array.isArray(data37)) {
                if (data37.rule === undefined) {
                  const err76 = {
                    instancePath: instancePath + "/config/stillroom:waivers/" + i5,
                    schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/required",
                    keyword: "required",
                    params: { missingProperty: "rule" },
                  };
                  if (vErrors === null) {
                    vErrors = [err76];
                  } else {
                    vErrors.push(err76);
                  }
                  errors++;
                }
                if (data37.reason === undefined) {
                  const err77 = {
                    instancePath: instancePath + "/config/stillroom:waivers/" + i5,
                    schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/required",
                    keyword: "required",
                    params: { missingProperty: "reason" },
                  };
                  if (vErrors === null) {
                    vErrors = [err77];
                  } else {
                    vErrors.push(err77);
                  }
                  errors++;
                }
                if (data37.by === undefined) {
                  const err78 = {
                    instancePath: instancePath + "/config/stillroom:waivers/" + i5,
                    schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/required",
                    keyword: "required",
                    params: { missingProperty: "by" },
                  };
                  if (vErrors === null) {
                    vErrors = [err78];
                  } else {
                    vErrors.push(err78);
                  }
                  errors++;
                }
                if (data37.until === undefined) {
                  const err79 = {
                    instancePath: instancePath + "/config/stillroom:waivers/" + i5,
                    schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/required",
                    keyword: "required",
                    params: { missingProperty: "until" },
                  };
                  if (vErrors === null) {
                    vErrors = [err79];
                  } else {
                    vErrors.push(err79);
                  }
                  errors++;
                }
                for (const key10 in data37) {
                  if (!(key10 === "rule" || key10 === "reason" || key10 === "by" || key10 === "until")) {
                    const err80 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i5,
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/additionalProperties",
                      keyword: "additionalProperties",
                      params: { additionalProperty: key10 },
                    };
                    if (vErrors === null) {
                      vErrors = [err80];
                    } else {
                      vErrors.push(err80);
                    }
                    errors++;
                  }
                }
                if (data37.rule !== undefined) {
                  let data38 = data37.rule;
                  if (typeof data38 === "string") {
                    if (func2(data38) > 64) {
                      const err81 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/rule",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Awaivers/items/properties/rule/maxLength",
                        keyword: "maxLength",
                        params: { limit: 64 },
                      };
                      if (vErrors === null) {
                        vErrors = [err81];
                      } else {
                        vErrors.push(err81);
                      }
                      errors++;
                    }
                    if (!pattern28.test(data38)) {
                      const err82 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/rule",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/rule/pattern",
                        keyword: "pattern",
                        params: { pattern: "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err82];
                      } else {
                        vErrors.push(err82);
                      }
                      errors++;
                    }
                  } else {
                    const err83 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/rule",
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/rule/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err83];
                    } else {
                      vErrors.push(err83);
                    }
                    errors++;
                  }
                }
                if (data37.reason !== undefined) {
                  let data39 = data37.reason;
                  if (typeof data39 === "string") {
                    if (func2(data39) > 500) {
                      const err84 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/reason",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Awaivers/items/properties/reason/maxLength",
                        keyword: "maxLength",
                        params: { limit: 500 },
                      };
                      if (vErrors === null) {
                        vErrors = [err84];
                      } else {
                        vErrors.push(err84);
                      }
                      errors++;
                    }
                    if (func2(data39) < 10) {
                      const err85 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/reason",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Awaivers/items/properties/reason/minLength",
                        keyword: "minLength",
                        params: { limit: 10 },
                      };
                      if (vErrors === null) {
                        vErrors = [err85];
                      } else {
                        vErrors.push(err85);
                      }
                      errors++;
                    }
                    if (!pattern12.test(data39)) {
                      const err86 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/reason",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Awaivers/items/properties/reason/pattern",
                        keyword: "pattern",
                        params: { pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err86];
                      } else {
                        vErrors.push(err86);
                      }
                      errors++;
                    }
                  } else {
                    const err87 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/reason",
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/reason/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err87];
                    } else {
                      vErrors.push(err87);
                    }
                    errors++;
                  }
                }
                if (data37.by !== undefined) {
                  let data40 = data37.by;
                  if (typeof data40 === "string") {
                    if (func2(data40) > 80) {
                      const err88 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/by",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/by/maxLength",
                        keyword: "maxLength",
                        params: { limit: 80 },
                      };
                      if (vErrors === null) {
                        vErrors = [err88];
                      } else {
                        vErrors.push(err88);
                      }
                      errors++;
                    }
                    if (func2(data40) < 1) {
                      const err89 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/by",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/by/minLength",
                        keyword: "minLength",
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err89];
                      } else {
                        vErrors.push(err89);
                      }
                      errors++;
                    }
                    if (!pattern12.test(data40)) {
                      const err90 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/by",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/by/pattern",
                        keyword: "pattern",
                        params: { pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err90];
                      } else {
                        vErrors.push(err90);
                      }
                      errors++;
                    }
                  } else {
                    const err91 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/by",
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/by/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err91];
                    } else {
                      vErrors.push(err91);
                    }
                    errors++;
                  }
                }
                if (data37.until !== undefined) {
                  let data41 = data37.until;
                  if (typeof data41 === "string") {
                    if (!pattern31.test(data41)) {
                      const err92 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/until",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/until/pattern",
                        keyword: "pattern",
                        params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err92];
                      } else {
                        vErrors.push(err92);
                      }
                      errors++;
                    }
                  } else {
                    const err93 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i5 + "/until",
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/until/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err93];
                    } else {
                      vErrors.push(err93);
                    }
                    errors++;
                  }
                }
              } else {
                const err94 = {
                  instancePath: instancePath + "/config/stillroom:waivers/" + i5,
                  schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/type",
                  keyword: "type",
                  params: { type: "object" },
                };
                if (vErrors === null) {
                  vErrors = [err94];
                } else {
                  vErrors.push(err94);
                }
                errors++;
              }
            }
          } else {
            const err95 = {
              instancePath: instancePath + "/config/stillroom:waivers",
              schemaPath: "#/properties/config/properties/stillroom%3Awaivers/type",
              keyword: "type",
              params: { type: "array" },
            };
            if (vErrors === null) {
              vErrors = [err95];
            } else {
              vErrors.push(err95);
            }
            errors++;
          }
        }
      } else {
        const err96 = {
          instancePath: instancePath + "/config",
          schemaPath: "#/properties/config/type",
          keyword: "type",
          params: { type: "object" },
        };
        if (vErrors === null) {
          vErrors = [err96];
        } else {
          vErrors.push(err96);
        }
        errors++;
      }
    }
  } else {
    const err97 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err97];
    } else {
      vErrors.push(err97);
    }
    errors++;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
validate52.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
