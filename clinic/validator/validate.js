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
            desk: { $ref: "#/$defs/name" },
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
            jurisdiction: { $ref: "#/$defs/jurisdiction" },
            hipaaCovered: { type: "boolean" },
            also: { type: "array", minItems: 1, maxItems: 10, items: { $ref: "#/$defs/jurisdiction" } },
            profession: {
              type: "string",
              enum: ["psychologist", "psychotherapist", "counsellor", "social-worker", "physician", "coach"],
            },
            payers: {
              type: "array",
              minItems: 1,
              maxItems: 2,
              uniqueItems: true,
              items: { type: "string", enum: ["private", "public"] },
            },
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
        "stillroom:desk": {
          type: "object",
          additionalProperties: false,
          properties: {
            enabled: { type: "boolean" },
            appointmentDays: { type: "integer", minimum: 1, maximum: 365 },
            mail: {
              type: "object",
              required: ["server", "from"],
              additionalProperties: false,
              properties: {
                server: { $ref: "#/$defs/domain" },
                port: { enum: [465, 587] },
                from: { $ref: "#/$defs/mailAddress" },
                user: { type: "string", maxLength: 254, pattern: "^[A-Za-z0-9._+-]+(?:@[A-Za-z0-9._+-]+)?$" },
              },
            },
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
        "stillroom:papers": {
          type: "object",
          minProperties: 1,
          additionalProperties: false,
          properties: {
            name: {
              type: "string",
              pattern: "^(?!.*@@)[^\\p{Cc}\\p{Cf}\\s]([^\\p{Cc}\\p{Cf}]{0,98}[^\\p{Cc}\\p{Cf}\\s])?$",
            },
            phone: { type: "string", pattern: "^\\+?[0-9][0-9 ()./-]{3,28}[0-9]$" },
            mail: { type: "string", maxLength: 254, pattern: "^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+$" },
            address: {
              type: "string",
              pattern: "^(?!.*@@)[^\\p{Cc}\\p{Cf}\\s]([^\\p{Cc}\\p{Cf}]{0,198}[^\\p{Cc}\\p{Cf}\\s])?$",
            },
          },
        },
        "stillroom:devices": {
          type: "object",
          required: ["inside", "list"],
          additionalProperties: false,
          properties: {
            inside: { type: "string", enum: ["nothing", "administration", "everything"] },
            machine: {
              type: "object",
              required: ["address", "publicKey"],
              additionalProperties: false,
              properties: {
                address: {
                  type: "string",
                  pattern:
                    "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                },
                publicKey: { type: "string", pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$" },
              },
            },
            list: {
              type: "array",
              maxItems: 200,
              items: {
                type: "object",
                required: ["name", "number", "publicKey"],
                additionalProperties: false,
                properties: {
                  name: { type: "string", pattern: "^[a-z][a-z0-9-]{0,30}$" },
                  number: { type: "integer", minimum: 2, maximum: 250 },
                  publicKey: { type: "string", pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$" },
                },
              },
            },
          },
        },
        "stillroom:workstations": {
          type: "object",
          required: ["tunnel"],
          additionalProperties: false,
          properties: {
            tunnel: {
              type: "object",
              required: ["interface", "endpoints"],
              additionalProperties: false,
              properties: {
                interface: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,14}$" },
                mark: { type: "integer", minimum: 1, maximum: 4294967295 },
                endpoints: {
                  type: "array",
                  minItems: 1,
                  maxItems: 200,
                  uniqueItems: true,
                  items: {
                    type: "object",
                    required: ["address", "protocol", "port"],
                    additionalProperties: false,
                    properties: {
                      address: {
                        type: "string",
                        pattern:
                          "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                      },
                      protocol: { type: "string", enum: ["udp", "tcp"] },
                      port: { type: "integer", minimum: 1, maximum: 65535 },
                    },
                  },
                },
              },
            },
            printer: {
              type: "string",
              pattern:
                "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
            },
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
    domain: {
      type: "string",
      maxLength: 253,
      pattern: "^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
    },
    mailAddress: {
      type: "string",
      maxLength: 254,
      pattern:
        "^[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
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
const pattern13 = new RegExp("^[A-Za-z0-9._+-]+(?:@[A-Za-z0-9._+-]+)?$", "u");
const pattern14 = new RegExp("^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$", "u");
const pattern15 = new RegExp("^#[0-9a-fA-F]{6}$", "u");
const pattern28 = new RegExp("^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", "u");
const pattern29 = new RegExp("^(?:UTC|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_-]+){1,2})$", "u");
const pattern30 = new RegExp("^(?!.*@@)[^\\p{Cc}\\p{Cf}\\s]([^\\p{Cc}\\p{Cf}]{0,98}[^\\p{Cc}\\p{Cf}\\s])?$", "u");
const pattern31 = new RegExp("^\\+?[0-9][0-9 ()./-]{3,28}[0-9]$", "u");
const pattern32 = new RegExp("^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+$", "u");
const pattern33 = new RegExp("^(?!.*@@)[^\\p{Cc}\\p{Cf}\\s]([^\\p{Cc}\\p{Cf}]{0,198}[^\\p{Cc}\\p{Cf}\\s])?$", "u");
const pattern9 = new RegExp(
  "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
  "u",
);
const pattern22 = new RegExp("^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$", "u");
const pattern36 = new RegExp("^[a-z][a-z0-9-]{0,30}$", "u");
const pattern38 = new RegExp("^[A-Za-z][A-Za-z0-9_.-]{0,14}$", "u");
const pattern41 = new RegExp("^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$", "u");
const pattern44 = new RegExp("^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$", "u");
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
function validate64(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate64.evaluated;
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
  validate64.errors = vErrors;
  return errors === 0;
}
validate64.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema25 = {
  type: "object",
  required: ["kind"],
  additionalProperties: false,
  properties: { kind: { const: "elsewhere" } },
};
function validate66(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate66.evaluated;
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
  validate66.errors = vErrors;
  return errors === 0;
}
validate66.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
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
    const tag0 = data.kind;
    if (typeof tag0 == "string") {
      if (tag0 === "provider") {
        if (!validate64(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
          vErrors = vErrors === null ? validate64.errors : vErrors.concat(validate64.errors);
          errors = vErrors.length;
        }
        var props0 = true;
      } else if (tag0 === "elsewhere") {
        if (!validate66(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors })) {
          vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
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
  validate63.errors = vErrors;
  evaluated0.props = props0;
  return errors === 0;
}
validate63.evaluated = { dynamicProps: true, dynamicItems: false };
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
        !validate63(data.dns, {
          instancePath: instancePath + "/dns",
          parentData: data,
          parentDataProperty: "dns",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
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
  validate62.errors = vErrors;
  return errors === 0;
}
validate62.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
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
function validate70(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate70.evaluated;
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
        !validate63(data.dns, {
          instancePath: instancePath + "/dns",
          parentData: data,
          parentDataProperty: "dns",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
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
  validate70.errors = vErrors;
  return errors === 0;
}
validate70.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
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
const schema28 = { type: "string", pattern: "^[a-z_][a-z0-9_-]{0,30}$" };
const pattern7 = new RegExp("^[a-z_][a-z0-9_-]{0,30}$", "u");
function validate73(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate73.evaluated;
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
  validate73.errors = vErrors;
  return errors === 0;
}
validate73.evaluated = { dynamicProps: false, dynamicItems: false };
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
        !validate73(data.sshUser, {
          instancePath: instancePath + "/sshUser",
          parentData: data,
          parentDataProperty: "sshUser",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
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
        !validate66(data.dns, {
          instancePath: instancePath + "/dns",
          parentData: data,
          parentDataProperty: "dns",
          rootData,
          dynamicAnchors,
        })
      ) {
        vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
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
  validate72.errors = vErrors;
  return errors === 0;
}
validate72.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema29 = {
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
};
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
  if (typeof data !== "string") {
    const err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" } };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (!(
    data === "DE" ||
    data === "UK" ||
    data === "AU-ACT" ||
    data === "AU-NSW" ||
    data === "AU-NT" ||
    data === "AU-QLD" ||
    data === "AU-SA" ||
    data === "AU-TAS" ||
    data === "AU-VIC" ||
    data === "AU-WA" ||
    data === "CA-AB" ||
    data === "CA-BC" ||
    data === "CA-ON" ||
    data === "CA-QC" ||
    data === "US-CA" ||
    data === "US-FL" ||
    data === "US-IL" ||
    data === "US-MA" ||
    data === "US-NY" ||
    data === "US-PA" ||
    data === "US-TX" ||
    data === "US-WA" ||
    data === "AT" ||
    data === "BE" ||
    data === "BG" ||
    data === "CY" ||
    data === "CZ" ||
    data === "DK" ||
    data === "EE" ||
    data === "ES" ||
    data === "FI" ||
    data === "FR" ||
    data === "GR" ||
    data === "HR" ||
    data === "HU" ||
    data === "IE" ||
    data === "IT" ||
    data === "LT" ||
    data === "LU" ||
    data === "LV" ||
    data === "MT" ||
    data === "NL" ||
    data === "PL" ||
    data === "PT" ||
    data === "RO" ||
    data === "SE" ||
    data === "SI" ||
    data === "SK"
  )) {
    const err1 = { instancePath, schemaPath: "#/enum", keyword: "enum", params: { allowedValues: schema29.enum } };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate79.errors = vErrors;
  return errors === 0;
}
validate79.evaluated = { dynamicProps: false, dynamicItems: false };
const schema30 = {
  type: "string",
  maxLength: 2000,
  pattern:
    '^(?:verify-required (?=sk-))?(?:ssh-ed25519|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com|ssh-rsa) AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$',
};
const pattern10 = new RegExp(
  '^(?:verify-required (?=sk-))?(?:ssh-ed25519|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com|ssh-rsa) AAAA[A-Za-z0-9+/]+={0,2}(?: (?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}"]+)?$',
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
  validate83.errors = vErrors;
  return errors === 0;
}
validate83.evaluated = { dynamicProps: false, dynamicItems: false };
const schema31 = {
  type: "string",
  pattern:
    "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/(?:3[0-2]|[12]?[0-9])|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
};
const pattern11 = new RegExp(
  "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/(?:3[0-2]|[12]?[0-9])|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$",
  "u",
);
function validate85(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate85.evaluated;
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
  validate85.errors = vErrors;
  return errors === 0;
}
validate85.evaluated = { dynamicProps: false, dynamicItems: false };
const schema32 = {
  type: "string",
  maxLength: 254,
  pattern:
    "^[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
};
const pattern12 = new RegExp(
  "^[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
  "u",
);
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
  if (typeof data === "string") {
    if (func2(data) > 254) {
      const err0 = { instancePath, schemaPath: "#/maxLength", keyword: "maxLength", params: { limit: 254 } };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (!pattern12.test(data)) {
      const err1 = {
        instancePath,
        schemaPath: "#/pattern",
        keyword: "pattern",
        params: {
          pattern:
            "^[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
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
  validate88.errors = vErrors;
  return errors === 0;
}
validate88.evaluated = { dynamicProps: false, dynamicItems: false };
const schema33 = {
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
const pattern16 = new RegExp(
  "^https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?$",
  "u",
);
const pattern17 = new RegExp(
  "^[A-Za-z0-9._+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$",
  "u",
);
const pattern18 = new RegExp(
  "^(?:-----BEGIN CERTIFICATE-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n*)+$",
  "u",
);
function validate90(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate90.evaluated;
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
        if (!pattern16.test(data1)) {
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
        if (!pattern17.test(data2)) {
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
        if (!pattern18.test(data3)) {
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
  validate90.errors = vErrors;
  return errors === 0;
}
validate90.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema34 = {
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
function validate91(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate91.evaluated;
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
        if (!pattern18.test(data1)) {
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
        if (!pattern18.test(data2)) {
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
  validate91.errors = vErrors;
  return errors === 0;
}
validate91.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema35 = {
  type: "object",
  required: ["kind"],
  additionalProperties: false,
  properties: { kind: { const: "allow-list" } },
};
function validate94(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate94.evaluated;
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
  validate94.errors = vErrors;
  return errors === 0;
}
validate94.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema36 = {
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
function validate95(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate95.evaluated;
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
            if (!pattern22.test(data5)) {
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
                !validate85(data6[i0], {
                  instancePath: instancePath + "/wireguard/addresses/" + i0,
                  parentData: data6,
                  parentDataProperty: i0,
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate85.errors : vErrors.concat(validate85.errors);
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
  validate95.errors = vErrors;
  return errors === 0;
}
validate95.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
const schema37 = {
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
const pattern24 = new RegExp(
  "^https?://(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})|(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|\\[(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?\\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/+-]*)?$",
  "u",
);
const pattern25 = new RegExp("^[a-z0-9][a-z0-9./-]*$", "u");
const pattern26 = new RegExp("^[0-9A-F]{40}$", "u");
const pattern27 = new RegExp(
  "^-----BEGIN PGP PUBLIC KEY BLOCK-----\\n[A-Za-z0-9+/=:.,() \\n-]+\\n-----END PGP PUBLIC KEY BLOCK-----\\n*$",
  "u",
);
function validate99(
  data,
  { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {},
) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate99.evaluated;
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
        if (!pattern24.test(data0)) {
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
        if (!pattern25.test(data1)) {
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
        if (!pattern26.test(data2)) {
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
        if (!pattern27.test(data3)) {
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
  validate99.errors = vErrors;
  return errors === 0;
}
validate99.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
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
                key2 === "relay" ||
                key2 === "desk"
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
            if (data1.desk !== undefined) {
              if (
                !validate55(data1.desk, {
                  instancePath: instancePath + "/config/stillroom:names/desk",
                  parentData: data1,
                  parentDataProperty: "desk",
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
          let data9 = data0["stillroom:machine"];
          if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
            const tag0 = data9.provider;
            if (typeof tag0 == "string") {
              if (tag0 === "hetzner") {
                if (
                  !validate62(data9, {
                    instancePath: instancePath + "/config/stillroom:machine",
                    parentData: data0,
                    parentDataProperty: "stillroom:machine",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
                  errors = vErrors.length;
                }
                var props0 = true;
              } else if (tag0 === "aws") {
                if (
                  !validate70(data9, {
                    instancePath: instancePath + "/config/stillroom:machine",
                    parentData: data0,
                    parentDataProperty: "stillroom:machine",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate70.errors : vErrors.concat(validate70.errors);
                  errors = vErrors.length;
                }
                if (props0 !== true) {
                  props0 = true;
                }
              } else if (tag0 === "existing") {
                if (
                  !validate72(data9, {
                    instancePath: instancePath + "/config/stillroom:machine",
                    parentData: data0,
                    parentDataProperty: "stillroom:machine",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
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
          let data10 = data0["stillroom:law"];
          if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
            if (data10.jurisdiction === undefined) {
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
            for (const key3 in data10) {
              if (!(
                key3 === "jurisdiction" ||
                key3 === "hipaaCovered" ||
                key3 === "also" ||
                key3 === "profession" ||
                key3 === "payers"
              )) {
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
            if (data10.jurisdiction !== undefined) {
              if (
                !validate79(data10.jurisdiction, {
                  instancePath: instancePath + "/config/stillroom:law/jurisdiction",
                  parentData: data10,
                  parentDataProperty: "jurisdiction",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
                errors = vErrors.length;
              }
            }
            if (data10.hipaaCovered !== undefined) {
              if (typeof data10.hipaaCovered !== "boolean") {
                const err17 = {
                  instancePath: instancePath + "/config/stillroom:law/hipaaCovered",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/hipaaCovered/type",
                  keyword: "type",
                  params: { type: "boolean" },
                };
                if (vErrors === null) {
                  vErrors = [err17];
                } else {
                  vErrors.push(err17);
                }
                errors++;
              }
            }
            if (data10.also !== undefined) {
              let data13 = data10.also;
              if (Array.isArray(data13)) {
                if (data13.length > 10) {
                  const err18 = {
                    instancePath: instancePath + "/config/stillroom:law/also",
                    schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/also/maxItems",
                    keyword: "maxItems",
                    params: { limit: 10 },
                  };
                  if (vErrors === null) {
                    vErrors = [err18];
                  } else {
                    vErrors.push(err18);
                  }
                  errors++;
                }
                if (data13.length < 1) {
                  const err19 = {
                    instancePath: instancePath + "/config/stillroom:law/also",
                    schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/also/minItems",
                    keyword: "minItems",
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err19];
                  } else {
                    vErrors.push(err19);
                  }
                  errors++;
                }
                const len0 = data13.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  if (
                    !validate79(data13[i0], {
                      instancePath: instancePath + "/config/stillroom:law/also/" + i0,
                      parentData: data13,
                      parentDataProperty: i0,
                      rootData,
                      dynamicAnchors,
                    })
                  ) {
                    vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
                    errors = vErrors.length;
                  }
                }
              } else {
                const err20 = {
                  instancePath: instancePath + "/config/stillroom:law/also",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/also/type",
                  keyword: "type",
                  params: { type: "array" },
                };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data10.profession !== undefined) {
              let data15 = data10.profession;
              if (typeof data15 !== "string") {
                const err21 = {
                  instancePath: instancePath + "/config/stillroom:law/profession",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/profession/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err21];
                } else {
                  vErrors.push(err21);
                }
                errors++;
              }
              if (!(
                data15 === "psychologist" ||
                data15 === "psychotherapist" ||
                data15 === "counsellor" ||
                data15 === "social-worker" ||
                data15 === "physician" ||
                data15 === "coach"
              )) {
                const err22 = {
                  instancePath: instancePath + "/config/stillroom:law/profession",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/profession/enum",
                  keyword: "enum",
                  params: {
                    allowedValues: schema19.properties.config.properties["stillroom:law"].properties.profession.enum,
                  },
                };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data10.payers !== undefined) {
              let data16 = data10.payers;
              if (Array.isArray(data16)) {
                if (data16.length > 2) {
                  const err23 = {
                    instancePath: instancePath + "/config/stillroom:law/payers",
                    schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/payers/maxItems",
                    keyword: "maxItems",
                    params: { limit: 2 },
                  };
                  if (vErrors === null) {
                    vErrors = [err23];
                  } else {
                    vErrors.push(err23);
                  }
                  errors++;
                }
                if (data16.length < 1) {
                  const err24 = {
                    instancePath: instancePath + "/config/stillroom:law/payers",
                    schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/payers/minItems",
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
                const len1 = data16.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data17 = data16[i1];
                  if (typeof data17 !== "string") {
                    const err25 = {
                      instancePath: instancePath + "/config/stillroom:law/payers/" + i1,
                      schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/payers/items/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err25];
                    } else {
                      vErrors.push(err25);
                    }
                    errors++;
                  }
                  if (!(data17 === "private" || data17 === "public")) {
                    const err26 = {
                      instancePath: instancePath + "/config/stillroom:law/payers/" + i1,
                      schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/payers/items/enum",
                      keyword: "enum",
                      params: {
                        allowedValues:
                          schema19.properties.config.properties["stillroom:law"].properties.payers.items.enum,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err26];
                    } else {
                      vErrors.push(err26);
                    }
                    errors++;
                  }
                }
                let i2 = data16.length;
                let j0;
                if (i2 > 1) {
                  const indices0 = {};
                  for (; i2--;) {
                    let item0 = data16[i2];
                    if (typeof item0 !== "string") {
                      continue;
                    }
                    if (typeof indices0[item0] == "number") {
                      j0 = indices0[item0];
                      const err27 = {
                        instancePath: instancePath + "/config/stillroom:law/payers",
                        schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/payers/uniqueItems",
                        keyword: "uniqueItems",
                        params: { i: i2, j: j0 },
                      };
                      if (vErrors === null) {
                        vErrors = [err27];
                      } else {
                        vErrors.push(err27);
                      }
                      errors++;
                      break;
                    }
                    indices0[item0] = i2;
                  }
                }
              } else {
                const err28 = {
                  instancePath: instancePath + "/config/stillroom:law/payers",
                  schemaPath: "#/properties/config/properties/stillroom%3Alaw/properties/payers/type",
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
              instancePath: instancePath + "/config/stillroom:law",
              schemaPath: "#/properties/config/properties/stillroom%3Alaw/type",
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
        if (data0["stillroom:administrators"] !== undefined) {
          let data18 = data0["stillroom:administrators"];
          if (Array.isArray(data18)) {
            if (data18.length > 20) {
              const err30 = {
                instancePath: instancePath + "/config/stillroom:administrators",
                schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/maxItems",
                keyword: "maxItems",
                params: { limit: 20 },
              };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
            if (data18.length < 1) {
              const err31 = {
                instancePath: instancePath + "/config/stillroom:administrators",
                schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/minItems",
                keyword: "minItems",
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
            const len2 = data18.length;
            for (let i3 = 0; i3 < len2; i3++) {
              let data19 = data18[i3];
              if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
                if (data19.name === undefined) {
                  const err32 = {
                    instancePath: instancePath + "/config/stillroom:administrators/" + i3,
                    schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/items/required",
                    keyword: "required",
                    params: { missingProperty: "name" },
                  };
                  if (vErrors === null) {
                    vErrors = [err32];
                  } else {
                    vErrors.push(err32);
                  }
                  errors++;
                }
                if (data19.sshKeys === undefined) {
                  const err33 = {
                    instancePath: instancePath + "/config/stillroom:administrators/" + i3,
                    schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/items/required",
                    keyword: "required",
                    params: { missingProperty: "sshKeys" },
                  };
                  if (vErrors === null) {
                    vErrors = [err33];
                  } else {
                    vErrors.push(err33);
                  }
                  errors++;
                }
                for (const key4 in data19) {
                  if (!(key4 === "name" || key4 === "sshKeys")) {
                    const err34 = {
                      instancePath: instancePath + "/config/stillroom:administrators/" + i3,
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Aadministrators/items/additionalProperties",
                      keyword: "additionalProperties",
                      params: { additionalProperty: key4 },
                    };
                    if (vErrors === null) {
                      vErrors = [err34];
                    } else {
                      vErrors.push(err34);
                    }
                    errors++;
                  }
                }
                if (data19.name !== undefined) {
                  if (
                    !validate73(data19.name, {
                      instancePath: instancePath + "/config/stillroom:administrators/" + i3 + "/name",
                      parentData: data19,
                      parentDataProperty: "name",
                      rootData,
                      dynamicAnchors,
                    })
                  ) {
                    vErrors = vErrors === null ? validate73.errors : vErrors.concat(validate73.errors);
                    errors = vErrors.length;
                  }
                }
                if (data19.sshKeys !== undefined) {
                  let data21 = data19.sshKeys;
                  if (Array.isArray(data21)) {
                    if (data21.length > 10) {
                      const err35 = {
                        instancePath: instancePath + "/config/stillroom:administrators/" + i3 + "/sshKeys",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aadministrators/items/properties/sshKeys/maxItems",
                        keyword: "maxItems",
                        params: { limit: 10 },
                      };
                      if (vErrors === null) {
                        vErrors = [err35];
                      } else {
                        vErrors.push(err35);
                      }
                      errors++;
                    }
                    if (data21.length < 1) {
                      const err36 = {
                        instancePath: instancePath + "/config/stillroom:administrators/" + i3 + "/sshKeys",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aadministrators/items/properties/sshKeys/minItems",
                        keyword: "minItems",
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err36];
                      } else {
                        vErrors.push(err36);
                      }
                      errors++;
                    }
                    const len3 = data21.length;
                    for (let i4 = 0; i4 < len3; i4++) {
                      if (
                        !validate83(data21[i4], {
                          instancePath: instancePath + "/config/stillroom:administrators/" + i3 + "/sshKeys/" + i4,
                          parentData: data21,
                          parentDataProperty: i4,
                          rootData,
                          dynamicAnchors,
                        })
                      ) {
                        vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
                        errors = vErrors.length;
                      }
                    }
                    let i5 = data21.length;
                    let j1;
                    if (i5 > 1) {
                      outer0: for (; i5--;) {
                        for (j1 = i5; j1--;) {
                          if (func0(data21[i5], data21[j1])) {
                            const err37 = {
                              instancePath: instancePath + "/config/stillroom:administrators/" + i3 + "/sshKeys",
                              schemaPath:
                                "#/properties/config/properties/stillroom%3Aadministrators/items/properties/sshKeys/uniqueItems",
                              keyword: "uniqueItems",
                              params: { i: i5, j: j1 },
                            };
                            if (vErrors === null) {
                              vErrors = [err37];
                            } else {
                              vErrors.push(err37);
                            }
                            errors++;
                            break outer0;
                          }
                        }
                      }
                    }
                  } else {
                    const err38 = {
                      instancePath: instancePath + "/config/stillroom:administrators/" + i3 + "/sshKeys",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Aadministrators/items/properties/sshKeys/type",
                      keyword: "type",
                      params: { type: "array" },
                    };
                    if (vErrors === null) {
                      vErrors = [err38];
                    } else {
                      vErrors.push(err38);
                    }
                    errors++;
                  }
                }
              } else {
                const err39 = {
                  instancePath: instancePath + "/config/stillroom:administrators/" + i3,
                  schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/items/type",
                  keyword: "type",
                  params: { type: "object" },
                };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
          } else {
            const err40 = {
              instancePath: instancePath + "/config/stillroom:administrators",
              schemaPath: "#/properties/config/properties/stillroom%3Aadministrators/type",
              keyword: "type",
              params: { type: "array" },
            };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
        }
        if (data0["stillroom:administrationFrom"] !== undefined) {
          let data23 = data0["stillroom:administrationFrom"];
          if (Array.isArray(data23)) {
            if (data23.length > 50) {
              const err41 = {
                instancePath: instancePath + "/config/stillroom:administrationFrom",
                schemaPath: "#/properties/config/properties/stillroom%3AadministrationFrom/maxItems",
                keyword: "maxItems",
                params: { limit: 50 },
              };
              if (vErrors === null) {
                vErrors = [err41];
              } else {
                vErrors.push(err41);
              }
              errors++;
            }
            if (data23.length < 1) {
              const err42 = {
                instancePath: instancePath + "/config/stillroom:administrationFrom",
                schemaPath: "#/properties/config/properties/stillroom%3AadministrationFrom/minItems",
                keyword: "minItems",
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
            const len4 = data23.length;
            for (let i6 = 0; i6 < len4; i6++) {
              if (
                !validate85(data23[i6], {
                  instancePath: instancePath + "/config/stillroom:administrationFrom/" + i6,
                  parentData: data23,
                  parentDataProperty: i6,
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate85.errors : vErrors.concat(validate85.errors);
                errors = vErrors.length;
              }
            }
            let i7 = data23.length;
            let j2;
            if (i7 > 1) {
              outer1: for (; i7--;) {
                for (j2 = i7; j2--;) {
                  if (func0(data23[i7], data23[j2])) {
                    const err43 = {
                      instancePath: instancePath + "/config/stillroom:administrationFrom",
                      schemaPath: "#/properties/config/properties/stillroom%3AadministrationFrom/uniqueItems",
                      keyword: "uniqueItems",
                      params: { i: i7, j: j2 },
                    };
                    if (vErrors === null) {
                      vErrors = [err43];
                    } else {
                      vErrors.push(err43);
                    }
                    errors++;
                    break outer1;
                  }
                }
              }
            }
          } else {
            const err44 = {
              instancePath: instancePath + "/config/stillroom:administrationFrom",
              schemaPath: "#/properties/config/properties/stillroom%3AadministrationFrom/type",
              keyword: "type",
              params: { type: "array" },
            };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
        }
        if (data0["stillroom:video"] !== undefined) {
          let data25 = data0["stillroom:video"];
          if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
            for (const key5 in data25) {
              if (!(key5 === "maxOccupants")) {
                const err45 = {
                  instancePath: instancePath + "/config/stillroom:video",
                  schemaPath: "#/properties/config/properties/stillroom%3Avideo/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key5 },
                };
                if (vErrors === null) {
                  vErrors = [err45];
                } else {
                  vErrors.push(err45);
                }
                errors++;
              }
            }
            if (data25.maxOccupants !== undefined) {
              let data26 = data25.maxOccupants;
              if (!(typeof data26 == "number" && !(data26 % 1) && !isNaN(data26) && isFinite(data26))) {
                const err46 = {
                  instancePath: instancePath + "/config/stillroom:video/maxOccupants",
                  schemaPath: "#/properties/config/properties/stillroom%3Avideo/properties/maxOccupants/type",
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
              if (typeof data26 == "number" && isFinite(data26)) {
                if (data26 > 15 || isNaN(data26)) {
                  const err47 = {
                    instancePath: instancePath + "/config/stillroom:video/maxOccupants",
                    schemaPath: "#/properties/config/properties/stillroom%3Avideo/properties/maxOccupants/maximum",
                    keyword: "maximum",
                    params: { comparison: "<=", limit: 15 },
                  };
                  if (vErrors === null) {
                    vErrors = [err47];
                  } else {
                    vErrors.push(err47);
                  }
                  errors++;
                }
                if (data26 < 2 || isNaN(data26)) {
                  const err48 = {
                    instancePath: instancePath + "/config/stillroom:video/maxOccupants",
                    schemaPath: "#/properties/config/properties/stillroom%3Avideo/properties/maxOccupants/minimum",
                    keyword: "minimum",
                    params: { comparison: ">=", limit: 2 },
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
              instancePath: instancePath + "/config/stillroom:video",
              schemaPath: "#/properties/config/properties/stillroom%3Avideo/type",
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
        if (data0["stillroom:messaging"] !== undefined) {
          let data27 = data0["stillroom:messaging"];
          if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
            for (const key6 in data27) {
              if (!(key6 === "enabled" || key6 === "retentionDays" || key6 === "mediaRetentionDays")) {
                const err50 = {
                  instancePath: instancePath + "/config/stillroom:messaging",
                  schemaPath: "#/properties/config/properties/stillroom%3Amessaging/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key6 },
                };
                if (vErrors === null) {
                  vErrors = [err50];
                } else {
                  vErrors.push(err50);
                }
                errors++;
              }
            }
            if (data27.enabled !== undefined) {
              if (typeof data27.enabled !== "boolean") {
                const err51 = {
                  instancePath: instancePath + "/config/stillroom:messaging/enabled",
                  schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/enabled/type",
                  keyword: "type",
                  params: { type: "boolean" },
                };
                if (vErrors === null) {
                  vErrors = [err51];
                } else {
                  vErrors.push(err51);
                }
                errors++;
              }
            }
            if (data27.retentionDays !== undefined) {
              let data29 = data27.retentionDays;
              if (!(typeof data29 == "number" && !(data29 % 1) && !isNaN(data29) && isFinite(data29))) {
                const err52 = {
                  instancePath: instancePath + "/config/stillroom:messaging/retentionDays",
                  schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/retentionDays/type",
                  keyword: "type",
                  params: { type: "integer" },
                };
                if (vErrors === null) {
                  vErrors = [err52];
                } else {
                  vErrors.push(err52);
                }
                errors++;
              }
              if (typeof data29 == "number" && isFinite(data29)) {
                if (data29 > 180 || isNaN(data29)) {
                  const err53 = {
                    instancePath: instancePath + "/config/stillroom:messaging/retentionDays",
                    schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/retentionDays/maximum",
                    keyword: "maximum",
                    params: { comparison: "<=", limit: 180 },
                  };
                  if (vErrors === null) {
                    vErrors = [err53];
                  } else {
                    vErrors.push(err53);
                  }
                  errors++;
                }
                if (data29 < 1 || isNaN(data29)) {
                  const err54 = {
                    instancePath: instancePath + "/config/stillroom:messaging/retentionDays",
                    schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/retentionDays/minimum",
                    keyword: "minimum",
                    params: { comparison: ">=", limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err54];
                  } else {
                    vErrors.push(err54);
                  }
                  errors++;
                }
              }
            }
            if (data27.mediaRetentionDays !== undefined) {
              let data30 = data27.mediaRetentionDays;
              if (!(typeof data30 == "number" && !(data30 % 1) && !isNaN(data30) && isFinite(data30))) {
                const err55 = {
                  instancePath: instancePath + "/config/stillroom:messaging/mediaRetentionDays",
                  schemaPath: "#/properties/config/properties/stillroom%3Amessaging/properties/mediaRetentionDays/type",
                  keyword: "type",
                  params: { type: "integer" },
                };
                if (vErrors === null) {
                  vErrors = [err55];
                } else {
                  vErrors.push(err55);
                }
                errors++;
              }
              if (typeof data30 == "number" && isFinite(data30)) {
                if (data30 > 180 || isNaN(data30)) {
                  const err56 = {
                    instancePath: instancePath + "/config/stillroom:messaging/mediaRetentionDays",
                    schemaPath:
                      "#/properties/config/properties/stillroom%3Amessaging/properties/mediaRetentionDays/maximum",
                    keyword: "maximum",
                    params: { comparison: "<=", limit: 180 },
                  };
                  if (vErrors === null) {
                    vErrors = [err56];
                  } else {
                    vErrors.push(err56);
                  }
                  errors++;
                }
                if (data30 < 1 || isNaN(data30)) {
                  const err57 = {
                    instancePath: instancePath + "/config/stillroom:messaging/mediaRetentionDays",
                    schemaPath:
                      "#/properties/config/properties/stillroom%3Amessaging/properties/mediaRetentionDays/minimum",
                    keyword: "minimum",
                    params: { comparison: ">=", limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err57];
                  } else {
                    vErrors.push(err57);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err58 = {
              instancePath: instancePath + "/config/stillroom:messaging",
              schemaPath: "#/properties/config/properties/stillroom%3Amessaging/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err58];
            } else {
              vErrors.push(err58);
            }
            errors++;
          }
        }
        if (data0["stillroom:desk"] !== undefined) {
          let data31 = data0["stillroom:desk"];
          if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
            for (const key7 in data31) {
              if (!(key7 === "enabled" || key7 === "appointmentDays" || key7 === "mail")) {
                const err59 = {
                  instancePath: instancePath + "/config/stillroom:desk",
                  schemaPath: "#/properties/config/properties/stillroom%3Adesk/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key7 },
                };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  vErrors.push(err59);
                }
                errors++;
              }
            }
            if (data31.enabled !== undefined) {
              if (typeof data31.enabled !== "boolean") {
                const err60 = {
                  instancePath: instancePath + "/config/stillroom:desk/enabled",
                  schemaPath: "#/properties/config/properties/stillroom%3Adesk/properties/enabled/type",
                  keyword: "type",
                  params: { type: "boolean" },
                };
                if (vErrors === null) {
                  vErrors = [err60];
                } else {
                  vErrors.push(err60);
                }
                errors++;
              }
            }
            if (data31.appointmentDays !== undefined) {
              let data33 = data31.appointmentDays;
              if (!(typeof data33 == "number" && !(data33 % 1) && !isNaN(data33) && isFinite(data33))) {
                const err61 = {
                  instancePath: instancePath + "/config/stillroom:desk/appointmentDays",
                  schemaPath: "#/properties/config/properties/stillroom%3Adesk/properties/appointmentDays/type",
                  keyword: "type",
                  params: { type: "integer" },
                };
                if (vErrors === null) {
                  vErrors = [err61];
                } else {
                  vErrors.push(err61);
                }
                errors++;
              }
              if (typeof data33 == "number" && isFinite(data33)) {
                if (data33 > 365 || isNaN(data33)) {
                  const err62 = {
                    instancePath: instancePath + "/config/stillroom:desk/appointmentDays",
                    schemaPath: "#/properties/config/properties/stillroom%3Adesk/properties/appointmentDays/maximum",
                    keyword: "maximum",
                    params: { comparison: "<=", limit: 365 },
                  };
                  if (vErrors === null) {
                    vErrors = [err62];
                  } else {
                    vErrors.push(err62);
                  }
                  errors++;
                }
                if (data33 < 1 || isNaN(data33)) {
                  const err63 = {
                    instancePath: instancePath + "/config/stillroom:desk/appointmentDays",
                    schemaPath: "#/properties/config/properties/stillroom%3Adesk/properties/appointmentDays/minimum",
                    keyword: "minimum",
                    params: { comparison: ">=", limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err63];
                  } else {
                    vErrors.push(err63);
                  }
                  errors++;
                }
              }
            }
            if (data31.mail !== undefined) {
              let data34 = data31.mail;
              if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
                if (data34.server === undefined) {
                  const err64 = {
                    instancePath: instancePath + "/config/stillroom:desk/mail",
                    schemaPath: "#/properties/config/properties/stillroom%3Adesk/properties/mail/required",
                    keyword: "required",
                    params: { missingProperty: "server" },
                  };
                  if (vErrors === null) {
                    vErrors = [err64];
                  } else {
                    vErrors.push(err64);
                  }
                  errors++;
                }
                if (data34.from === undefined) {
                  const err65 = {
                    instancePath: instancePath + "/config/stillroom:desk/mail",
                    schemaPath: "#/properties/config/properties/stillroom%3Adesk/properties/mail/required",
                    keyword: "required",
                    params: { missingProperty: "from" },
                  };
                  if (vErrors === null) {
                    vErrors = [err65];
                  } else {
                    vErrors.push(err65);
                  }
                  errors++;
                }
                for (const key8 in data34) {
                  if (!(key8 === "server" || key8 === "port" || key8 === "from" || key8 === "user")) {
                    const err66 = {
                      instancePath: instancePath + "/config/stillroom:desk/mail",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Adesk/properties/mail/additionalProperties",
                      keyword: "additionalProperties",
                      params: { additionalProperty: key8 },
                    };
                    if (vErrors === null) {
                      vErrors = [err66];
                    } else {
                      vErrors.push(err66);
                    }
                    errors++;
                  }
                }
                if (data34.server !== undefined) {
                  if (
                    !validate53(data34.server, {
                      instancePath: instancePath + "/config/stillroom:desk/mail/server",
                      parentData: data34,
                      parentDataProperty: "server",
                      rootData,
                      dynamicAnchors,
                    })
                  ) {
                    vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                    errors = vErrors.length;
                  }
                }
                if (data34.port !== undefined) {
                  let data36 = data34.port;
                  if (!(data36 === 465 || data36 === 587)) {
                    const err67 = {
                      instancePath: instancePath + "/config/stillroom:desk/mail/port",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Adesk/properties/mail/properties/port/enum",
                      keyword: "enum",
                      params: {
                        allowedValues:
                          schema19.properties.config.properties["stillroom:desk"].properties.mail.properties.port.enum,
                      },
                    };
                    if (vErrors === null) {
                      vErrors = [err67];
                    } else {
                      vErrors.push(err67);
                    }
                    errors++;
                  }
                }
                if (data34.from !== undefined) {
                  if (
                    !validate88(data34.from, {
                      instancePath: instancePath + "/config/stillroom:desk/mail/from",
                      parentData: data34,
                      parentDataProperty: "from",
                      rootData,
                      dynamicAnchors,
                    })
                  ) {
                    vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors);
                    errors = vErrors.length;
                  }
                }
                if (data34.user !== undefined) {
                  let data38 = data34.user;
                  if (typeof data38 === "string") {
                    if (func2(data38) > 254) {
                      const err68 = {
                        instancePath: instancePath + "/config/stillroom:desk/mail/user",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Adesk/properties/mail/properties/user/maxLength",
                        keyword: "maxLength",
                        params: { limit: 254 },
                      };
                      if (vErrors === null) {
                        vErrors = [err68];
                      } else {
                        vErrors.push(err68);
                      }
                      errors++;
                    }
                    if (!pattern13.test(data38)) {
                      const err69 = {
                        instancePath: instancePath + "/config/stillroom:desk/mail/user",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Adesk/properties/mail/properties/user/pattern",
                        keyword: "pattern",
                        params: { pattern: "^[A-Za-z0-9._+-]+(?:@[A-Za-z0-9._+-]+)?$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err69];
                      } else {
                        vErrors.push(err69);
                      }
                      errors++;
                    }
                  } else {
                    const err70 = {
                      instancePath: instancePath + "/config/stillroom:desk/mail/user",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Adesk/properties/mail/properties/user/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err70];
                    } else {
                      vErrors.push(err70);
                    }
                    errors++;
                  }
                }
              } else {
                const err71 = {
                  instancePath: instancePath + "/config/stillroom:desk/mail",
                  schemaPath: "#/properties/config/properties/stillroom%3Adesk/properties/mail/type",
                  keyword: "type",
                  params: { type: "object" },
                };
                if (vErrors === null) {
                  vErrors = [err71];
                } else {
                  vErrors.push(err71);
                }
                errors++;
              }
            }
          } else {
            const err72 = {
              instancePath: instancePath + "/config/stillroom:desk",
              schemaPath: "#/properties/config/properties/stillroom%3Adesk/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err72];
            } else {
              vErrors.push(err72);
            }
            errors++;
          }
        }
        if (data0["stillroom:branding"] !== undefined) {
          let data39 = data0["stillroom:branding"];
          if (data39 && typeof data39 == "object" && !Array.isArray(data39)) {
            if (data39.title === undefined) {
              const err73 = {
                instancePath: instancePath + "/config/stillroom:branding",
                schemaPath: "#/properties/config/properties/stillroom%3Abranding/required",
                keyword: "required",
                params: { missingProperty: "title" },
              };
              if (vErrors === null) {
                vErrors = [err73];
              } else {
                vErrors.push(err73);
              }
              errors++;
            }
            for (const key9 in data39) {
              if (!(key9 === "title" || key9 === "colour" || key9 === "language")) {
                const err74 = {
                  instancePath: instancePath + "/config/stillroom:branding",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key9 },
                };
                if (vErrors === null) {
                  vErrors = [err74];
                } else {
                  vErrors.push(err74);
                }
                errors++;
              }
            }
            if (data39.title !== undefined) {
              let data40 = data39.title;
              if (typeof data40 === "string") {
                if (func2(data40) > 60) {
                  const err75 = {
                    instancePath: instancePath + "/config/stillroom:branding/title",
                    schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/title/maxLength",
                    keyword: "maxLength",
                    params: { limit: 60 },
                  };
                  if (vErrors === null) {
                    vErrors = [err75];
                  } else {
                    vErrors.push(err75);
                  }
                  errors++;
                }
                if (func2(data40) < 1) {
                  const err76 = {
                    instancePath: instancePath + "/config/stillroom:branding/title",
                    schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/title/minLength",
                    keyword: "minLength",
                    params: { limit: 1 },
                  };
                  if (vErrors === null) {
                    vErrors = [err76];
                  } else {
                    vErrors.push(err76);
                  }
                  errors++;
                }
                if (!pattern14.test(data40)) {
                  const err77 = {
                    instancePath: instancePath + "/config/stillroom:branding/title",
                    schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/title/pattern",
                    keyword: "pattern",
                    params: { pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err77];
                  } else {
                    vErrors.push(err77);
                  }
                  errors++;
                }
              } else {
                const err78 = {
                  instancePath: instancePath + "/config/stillroom:branding/title",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/title/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err78];
                } else {
                  vErrors.push(err78);
                }
                errors++;
              }
            }
            if (data39.colour !== undefined) {
              let data41 = data39.colour;
              if (typeof data41 === "string") {
                if (!pattern15.test(data41)) {
                  const err79 = {
                    instancePath: instancePath + "/config/stillroom:branding/colour",
                    schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/colour/pattern",
                    keyword: "pattern",
                    params: { pattern: "^#[0-9a-fA-F]{6}$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err79];
                  } else {
                    vErrors.push(err79);
                  }
                  errors++;
                }
              } else {
                const err80 = {
                  instancePath: instancePath + "/config/stillroom:branding/colour",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/colour/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err80];
                } else {
                  vErrors.push(err80);
                }
                errors++;
              }
            }
            if (data39.language !== undefined) {
              let data42 = data39.language;
              if (typeof data42 !== "string") {
                const err81 = {
                  instancePath: instancePath + "/config/stillroom:branding/language",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/language/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err81];
                } else {
                  vErrors.push(err81);
                }
                errors++;
              }
              if (!(data42 === "en" || data42 === "de" || data42 === "fr" || data42 === "es")) {
                const err82 = {
                  instancePath: instancePath + "/config/stillroom:branding/language",
                  schemaPath: "#/properties/config/properties/stillroom%3Abranding/properties/language/enum",
                  keyword: "enum",
                  params: {
                    allowedValues: schema19.properties.config.properties["stillroom:branding"].properties.language.enum,
                  },
                };
                if (vErrors === null) {
                  vErrors = [err82];
                } else {
                  vErrors.push(err82);
                }
                errors++;
              }
            }
          } else {
            const err83 = {
              instancePath: instancePath + "/config/stillroom:branding",
              schemaPath: "#/properties/config/properties/stillroom%3Abranding/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err83];
            } else {
              vErrors.push(err83);
            }
            errors++;
          }
        }
        if (data0["stillroom:certificates"] !== undefined) {
          let data43 = data0["stillroom:certificates"];
          if (data43 && typeof data43 == "object" && !Array.isArray(data43)) {
            const tag1 = data43.issuer;
            if (typeof tag1 == "string") {
              if (tag1 === "acme") {
                if (
                  !validate90(data43, {
                    instancePath: instancePath + "/config/stillroom:certificates",
                    parentData: data0,
                    parentDataProperty: "stillroom:certificates",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate90.errors : vErrors.concat(validate90.errors);
                  errors = vErrors.length;
                }
                var props1 = true;
              } else if (tag1 === "practice") {
                if (
                  !validate91(data43, {
                    instancePath: instancePath + "/config/stillroom:certificates",
                    parentData: data0,
                    parentDataProperty: "stillroom:certificates",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors);
                  errors = vErrors.length;
                }
                if (props1 !== true) {
                  props1 = true;
                }
              } else {
                const err84 = {
                  instancePath: instancePath + "/config/stillroom:certificates",
                  schemaPath: "#/properties/config/properties/stillroom%3Acertificates/discriminator",
                  keyword: "discriminator",
                  params: { error: "mapping", tag: "issuer", tagValue: tag1 },
                };
                if (vErrors === null) {
                  vErrors = [err84];
                } else {
                  vErrors.push(err84);
                }
                errors++;
              }
            } else {
              const err85 = {
                instancePath: instancePath + "/config/stillroom:certificates",
                schemaPath: "#/properties/config/properties/stillroom%3Acertificates/discriminator",
                keyword: "discriminator",
                params: { error: "tag", tag: "issuer", tagValue: tag1 },
              };
              if (vErrors === null) {
                vErrors = [err85];
              } else {
                vErrors.push(err85);
              }
              errors++;
            }
          } else {
            const err86 = {
              instancePath: instancePath + "/config/stillroom:certificates",
              schemaPath: "#/properties/config/properties/stillroom%3Acertificates/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err86];
            } else {
              vErrors.push(err86);
            }
            errors++;
          }
        }
        if (data0["stillroom:egress"] !== undefined) {
          let data44 = data0["stillroom:egress"];
          if (data44 && typeof data44 == "object" && !Array.isArray(data44)) {
            const tag2 = data44.kind;
            if (typeof tag2 == "string") {
              if (tag2 === "allow-list") {
                if (
                  !validate94(data44, {
                    instancePath: instancePath + "/config/stillroom:egress",
                    parentData: data0,
                    parentDataProperty: "stillroom:egress",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
                  errors = vErrors.length;
                }
                var props2 = true;
              } else if (tag2 === "vpn-only") {
                if (
                  !validate95(data44, {
                    instancePath: instancePath + "/config/stillroom:egress",
                    parentData: data0,
                    parentDataProperty: "stillroom:egress",
                    rootData,
                    dynamicAnchors,
                  })
                ) {
                  vErrors = vErrors === null ? validate95.errors : vErrors.concat(validate95.errors);
                  errors = vErrors.length;
                }
                if (props2 !== true) {
                  props2 = true;
                }
              } else {
                const err87 = {
                  instancePath: instancePath + "/config/stillroom:egress",
                  schemaPath: "#/properties/config/properties/stillroom%3Aegress/discriminator",
                  keyword: "discriminator",
                  params: { error: "mapping", tag: "kind", tagValue: tag2 },
                };
                if (vErrors === null) {
                  vErrors = [err87];
                } else {
                  vErrors.push(err87);
                }
                errors++;
              }
            } else {
              const err88 = {
                instancePath: instancePath + "/config/stillroom:egress",
                schemaPath: "#/properties/config/properties/stillroom%3Aegress/discriminator",
                keyword: "discriminator",
                params: { error: "tag", tag: "kind", tagValue: tag2 },
              };
              if (vErrors === null) {
                vErrors = [err88];
              } else {
                vErrors.push(err88);
              }
              errors++;
            }
          } else {
            const err89 = {
              instancePath: instancePath + "/config/stillroom:egress",
              schemaPath: "#/properties/config/properties/stillroom%3Aegress/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err89];
            } else {
              vErrors.push(err89);
            }
            errors++;
          }
        }
        if (data0["stillroom:packages"] !== undefined) {
          let data45 = data0["stillroom:packages"];
          if (data45 && typeof data45 == "object" && !Array.isArray(data45)) {
            for (const key10 in data45) {
              if (!(key10 === "mirror")) {
                const err90 = {
                  instancePath: instancePath + "/config/stillroom:packages",
                  schemaPath: "#/properties/config/properties/stillroom%3Apackages/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key10 },
                };
                if (vErrors === null) {
                  vErrors = [err90];
                } else {
                  vErrors.push(err90);
                }
                errors++;
              }
            }
            if (data45.mirror !== undefined) {
              if (
                !validate99(data45.mirror, {
                  instancePath: instancePath + "/config/stillroom:packages/mirror",
                  parentData: data45,
                  parentDataProperty: "mirror",
                  rootData,
                  dynamicAnchors,
                })
              ) {
                vErrors = vErrors === null ? validate99.errors : vErrors.concat(validate99.errors);
                errors = vErrors.length;
              }
            }
          } else {
            const err91 = {
              instancePath: instancePath + "/config/stillroom:packages",
              schemaPath: "#/properties/config/properties/stillroom%3Apackages/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err91];
            } else {
              vErrors.push(err91);
            }
            errors++;
          }
        }
        if (data0["stillroom:maintenance"] !== undefined) {
          let data47 = data0["stillroom:maintenance"];
          if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
            for (const key11 in data47) {
              if (!(key11 === "start" || key11 === "timeZone")) {
                const err92 = {
                  instancePath: instancePath + "/config/stillroom:maintenance",
                  schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key11 },
                };
                if (vErrors === null) {
                  vErrors = [err92];
                } else {
                  vErrors.push(err92);
                }
                errors++;
              }
            }
            if (data47.start !== undefined) {
              let data48 = data47.start;
              if (typeof data48 === "string") {
                if (!pattern28.test(data48)) {
                  const err93 = {
                    instancePath: instancePath + "/config/stillroom:maintenance/start",
                    schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/properties/start/pattern",
                    keyword: "pattern",
                    params: { pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err93];
                  } else {
                    vErrors.push(err93);
                  }
                  errors++;
                }
              } else {
                const err94 = {
                  instancePath: instancePath + "/config/stillroom:maintenance/start",
                  schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/properties/start/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err94];
                } else {
                  vErrors.push(err94);
                }
                errors++;
              }
            }
            if (data47.timeZone !== undefined) {
              let data49 = data47.timeZone;
              if (typeof data49 === "string") {
                if (!pattern29.test(data49)) {
                  const err95 = {
                    instancePath: instancePath + "/config/stillroom:maintenance/timeZone",
                    schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/properties/timeZone/pattern",
                    keyword: "pattern",
                    params: { pattern: "^(?:UTC|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_-]+){1,2})$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err95];
                  } else {
                    vErrors.push(err95);
                  }
                  errors++;
                }
              } else {
                const err96 = {
                  instancePath: instancePath + "/config/stillroom:maintenance/timeZone",
                  schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/properties/timeZone/type",
                  keyword: "type",
                  params: { type: "string" },
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
            const err97 = {
              instancePath: instancePath + "/config/stillroom:maintenance",
              schemaPath: "#/properties/config/properties/stillroom%3Amaintenance/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err97];
            } else {
              vErrors.push(err97);
            }
            errors++;
          }
        }
        if (data0["stillroom:papers"] !== undefined) {
          let data50 = data0["stillroom:papers"];
          if (data50 && typeof data50 == "object" && !Array.isArray(data50)) {
            if (Object.keys(data50).length < 1) {
              const err98 = {
                instancePath: instancePath + "/config/stillroom:papers",
                schemaPath: "#/properties/config/properties/stillroom%3Apapers/minProperties",
                keyword: "minProperties",
                params: { limit: 1 },
              };
              if (vErrors === null) {
                vErrors = [err98];
              } else {
                vErrors.push(err98);
              }
              errors++;
            }
            for (const key12 in data50) {
              if (!(key12 === "name" || key12 === "phone" || key12 === "mail" || key12 === "address")) {
                const err99 = {
                  instancePath: instancePath + "/config/stillroom:papers",
                  schemaPath: "#/properties/config/properties/stillroom%3Apapers/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key12 },
                };
                if (vErrors === null) {
                  vErrors = [err99];
                } else {
                  vErrors.push(err99);
                }
                errors++;
              }
            }
            if (data50.name !== undefined) {
              let data51 = data50.name;
              if (typeof data51 === "string") {
                if (!pattern30.test(data51)) {
                  const err100 = {
                    instancePath: instancePath + "/config/stillroom:papers/name",
                    schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/name/pattern",
                    keyword: "pattern",
                    params: { pattern: "^(?!.*@@)[^\\p{Cc}\\p{Cf}\\s]([^\\p{Cc}\\p{Cf}]{0,98}[^\\p{Cc}\\p{Cf}\\s])?$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err100];
                  } else {
                    vErrors.push(err100);
                  }
                  errors++;
                }
              } else {
                const err101 = {
                  instancePath: instancePath + "/config/stillroom:papers/name",
                  schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/name/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err101];
                } else {
                  vErrors.push(err101);
                }
                errors++;
              }
            }
            if (data50.phone !== undefined) {
              let data52 = data50.phone;
              if (typeof data52 === "string") {
                if (!pattern31.test(data52)) {
                  const err102 = {
                    instancePath: instancePath + "/config/stillroom:papers/phone",
                    schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/phone/pattern",
                    keyword: "pattern",
                    params: { pattern: "^\\+?[0-9][0-9 ()./-]{3,28}[0-9]$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err102];
                  } else {
                    vErrors.push(err102);
                  }
                  errors++;
                }
              } else {
                const err103 = {
                  instancePath: instancePath + "/config/stillroom:papers/phone",
                  schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/phone/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err103];
                } else {
                  vErrors.push(err103);
                }
                errors++;
              }
            }
            if (data50.mail !== undefined) {
              let data53 = data50.mail;
              if (typeof data53 === "string") {
                if (func2(data53) > 254) {
                  const err104 = {
                    instancePath: instancePath + "/config/stillroom:papers/mail",
                    schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/mail/maxLength",
                    keyword: "maxLength",
                    params: { limit: 254 },
                  };
                  if (vErrors === null) {
                    vErrors = [err104];
                  } else {
                    vErrors.push(err104);
                  }
                  errors++;
                }
                if (!pattern32.test(data53)) {
                  const err105 = {
                    instancePath: instancePath + "/config/stillroom:papers/mail",
                    schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/mail/pattern",
                    keyword: "pattern",
                    params: { pattern: "^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+$" },
                  };
                  if (vErrors === null) {
                    vErrors = [err105];
                  } else {
                    vErrors.push(err105);
                  }
                  errors++;
                }
              } else {
                const err106 = {
                  instancePath: instancePath + "/config/stillroom:papers/mail",
                  schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/mail/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err106];
                } else {
                  vErrors.push(err106);
                }
                errors++;
              }
            }
            if (data50.address !== undefined) {
              let data54 = data50.address;
              if (typeof data54 === "string") {
                if (!pattern33.test(data54)) {
                  const err107 = {
                    instancePath: instancePath + "/config/stillroom:papers/address",
                    schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/address/pattern",
                    keyword: "pattern",
                    params: {
                      pattern: "^(?!.*@@)[^\\p{Cc}\\p{Cf}\\s]([^\\p{Cc}\\p{Cf}]{0,198}[^\\p{Cc}\\p{Cf}\\s])?$",
                    },
                  };
                  if (vErrors === null) {
                    vErrors = [err107];
                  } else {
                    vErrors.push(err107);
                  }
                  errors++;
                }
              } else {
                const err108 = {
                  instancePath: instancePath + "/config/stillroom:papers/address",
                  schemaPath: "#/properties/config/properties/stillroom%3Apapers/properties/address/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err108];
                } else {
                  vErrors.push(err108);
                }
                errors++;
              }
            }
          } else {
            const err109 = {
              instancePath: instancePath + "/config/stillroom:papers",
              schemaPath: "#/properties/config/properties/stillroom%3Apapers/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err109];
            } else {
              vErrors.push(err109);
            }
            errors++;
          }
        }
        if (data0["stillroom:devices"] !== undefined) {
          let data55 = data0["stillroom:devices"];
          if (data55 && typeof data55 == "object" && !Array.isArray(data55)) {
            if (data55.inside === undefined) {
              const err110 = {
                instancePath: instancePath + "/config/stillroom:devices",
                schemaPath: "#/properties/config/properties/stillroom%3Adevices/required",
                keyword: "required",
                params: { missingProperty: "inside" },
              };
              if (vErrors === null) {
                vErrors = [err110];
              } else {
                vErrors.push(err110);
              }
              errors++;
            }
            if (data55.list === undefined) {
              const err111 = {
                instancePath: instancePath + "/config/stillroom:devices",
                schemaPath: "#/properties/config/properties/stillroom%3Adevices/required",
                keyword: "required",
                params: { missingProperty: "list" },
              };
              if (vErrors === null) {
                vErrors = [err111];
              } else {
                vErrors.push(err111);
              }
              errors++;
            }
            for (const key13 in data55) {
              if (!(key13 === "inside" || key13 === "machine" || key13 === "list")) {
                const err112 = {
                  instancePath: instancePath + "/config/stillroom:devices",
                  schemaPath: "#/properties/config/properties/stillroom%3Adevices/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key13 },
                };
                if (vErrors === null) {
                  vErrors = [err112];
                } else {
                  vErrors.push(err112);
                }
                errors++;
              }
            }
            if (data55.inside !== undefined) {
              let data56 = data55.inside;
              if (typeof data56 !== "string") {
                const err113 = {
                  instancePath: instancePath + "/config/stillroom:devices/inside",
                  schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/inside/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err113];
                } else {
                  vErrors.push(err113);
                }
                errors++;
              }
              if (!(data56 === "nothing" || data56 === "administration" || data56 === "everything")) {
                const err114 = {
                  instancePath: instancePath + "/config/stillroom:devices/inside",
                  schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/inside/enum",
                  keyword: "enum",
                  params: {
                    allowedValues: schema19.properties.config.properties["stillroom:devices"].properties.inside.enum,
                  },
                };
                if (vErrors === null) {
                  vErrors = [err114];
                } else {
                  vErrors.push(err114);
                }
                errors++;
              }
            }
            if (data55.machine !== undefined) {
              let data57 = data55.machine;
              if (data57 && typeof data57 == "object" && !Array.isArray(data57)) {
                if (data57.address === undefined) {
                  const err115 = {
                    instancePath: instancePath + "/config/stillroom:devices/machine",
                    schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/machine/required",
                    keyword: "required",
                    params: { missingProperty: "address" },
                  };
                  if (vErrors === null) {
                    vErrors = [err115];
                  } else {
                    vErrors.push(err115);
                  }
                  errors++;
                }
                if (data57.publicKey === undefined) {
                  const err116 = {
                    instancePath: instancePath + "/config/stillroom:devices/machine",
                    schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/machine/required",
                    keyword: "required",
                    params: { missingProperty: "publicKey" },
                  };
                  if (vErrors === null) {
                    vErrors = [err116];
                  } else {
                    vErrors.push(err116);
                  }
                  errors++;
                }
                for (const key14 in data57) {
                  if (!(key14 === "address" || key14 === "publicKey")) {
                    const err117 = {
                      instancePath: instancePath + "/config/stillroom:devices/machine",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Adevices/properties/machine/additionalProperties",
                      keyword: "additionalProperties",
                      params: { additionalProperty: key14 },
                    };
                    if (vErrors === null) {
                      vErrors = [err117];
                    } else {
                      vErrors.push(err117);
                    }
                    errors++;
                  }
                }
                if (data57.address !== undefined) {
                  let data58 = data57.address;
                  if (typeof data58 === "string") {
                    if (!pattern9.test(data58)) {
                      const err118 = {
                        instancePath: instancePath + "/config/stillroom:devices/machine/address",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Adevices/properties/machine/properties/address/pattern",
                        keyword: "pattern",
                        params: {
                          pattern:
                            "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                        },
                      };
                      if (vErrors === null) {
                        vErrors = [err118];
                      } else {
                        vErrors.push(err118);
                      }
                      errors++;
                    }
                  } else {
                    const err119 = {
                      instancePath: instancePath + "/config/stillroom:devices/machine/address",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Adevices/properties/machine/properties/address/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err119];
                    } else {
                      vErrors.push(err119);
                    }
                    errors++;
                  }
                }
                if (data57.publicKey !== undefined) {
                  let data59 = data57.publicKey;
                  if (typeof data59 === "string") {
                    if (!pattern22.test(data59)) {
                      const err120 = {
                        instancePath: instancePath + "/config/stillroom:devices/machine/publicKey",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Adevices/properties/machine/properties/publicKey/pattern",
                        keyword: "pattern",
                        params: { pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err120];
                      } else {
                        vErrors.push(err120);
                      }
                      errors++;
                    }
                  } else {
                    const err121 = {
                      instancePath: instancePath + "/config/stillroom:devices/machine/publicKey",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Adevices/properties/machine/properties/publicKey/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err121];
                    } else {
                      vErrors.push(err121);
                    }
                    errors++;
                  }
                }
              } else {
                const err122 = {
                  instancePath: instancePath + "/config/stillroom:devices/machine",
                  schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/machine/type",
                  keyword: "type",
                  params: { type: "object" },
                };
                if (vErrors === null) {
                  vErrors = [err122];
                } else {
                  vErrors.push(err122);
                }
                errors++;
              }
            }
            if (data55.list !== undefined) {
              let data60 = data55.list;
              if (Array.isArray(data60)) {
                if (data60.length > 200) {
                  const err123 = {
                    instancePath: instancePath + "/config/stillroom:devices/list",
                    schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/list/maxItems",
                    keyword: "maxItems",
                    params: { limit: 200 },
                  };
                  if (vErrors === null) {
                    vErrors = [err123];
                  } else {
                    vErrors.push(err123);
                  }
                  errors++;
                }
                const len5 = data60.length;
                for (let i8 = 0; i8 < len5; i8++) {
                  let data61 = data60[i8];
                  if (data61 && typeof data61 == "object" && !Array.isArray(data61)) {
                    if (data61.name === undefined) {
                      const err124 = {
                        instancePath: instancePath + "/config/stillroom:devices/list/" + i8,
                        schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/list/items/required",
                        keyword: "required",
                        params: { missingProperty: "name" },
                      };
                      if (vErrors === null) {
                        vErrors = [err124];
                      } else {
                        vErrors.push(err124);
                      }
                      errors++;
                    }
                    if (data61.number === undefined) {
                      const err125 = {
                        instancePath: instancePath + "/config/stillroom:devices/list/" + i8,
                        schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/list/items/required",
                        keyword: "required",
                        params: { missingProperty: "number" },
                      };
                      if (vErrors === null) {
                        vErrors = [err125];
                      } else {
                        vErrors.push(err125);
                      }
                      errors++;
                    }
                    if (data61.publicKey === undefined) {
                      const err126 = {
                        instancePath: instancePath + "/config/stillroom:devices/list/" + i8,
                        schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/list/items/required",
                        keyword: "required",
                        params: { missingProperty: "publicKey" },
                      };
                      if (vErrors === null) {
                        vErrors = [err126];
                      } else {
                        vErrors.push(err126);
                      }
                      errors++;
                    }
                    for (const key15 in data61) {
                      if (!(key15 === "name" || key15 === "number" || key15 === "publicKey")) {
                        const err127 = {
                          instancePath: instancePath + "/config/stillroom:devices/list/" + i8,
                          schemaPath:
                            "#/properties/config/properties/stillroom%3Adevices/properties/list/items/additionalProperties",
                          keyword: "additionalProperties",
                          params: { additionalProperty: key15 },
                        };
                        if (vErrors === null) {
                          vErrors = [err127];
                        } else {
                          vErrors.push(err127);
                        }
                        errors++;
                      }
                    }
                    if (data61.name !== undefined) {
                      let data62 = data61.name;
                      if (typeof data62 === "string") {
                        if (!pattern36.test(data62)) {
                          const err128 = {
                            instancePath: instancePath + "/config/stillroom:devices/list/" + i8 + "/name",
                            schemaPath:
                              "#/properties/config/properties/stillroom%3Adevices/properties/list/items/properties/name/pattern",
                            keyword: "pattern",
                            params: { pattern: "^[a-z][a-z0-9-]{0,30}$" },
                          };
                          if (vErrors === null) {
                            vErrors = [err128];
                          } else {
                            vErrors.push(err128);
                          }
                          errors++;
                        }
                      } else {
                        const err129 = {
                          instancePath: instancePath + "/config/stillroom:devices/list/" + i8 + "/name",
                          schemaPath:
                            "#/properties/config/properties/stillroom%3Adevices/properties/list/items/properties/name/type",
                          keyword: "type",
                          params: { type: "string" },
                        };
                        if (vErrors === null) {
                          vErrors = [err129];
                        } else {
                          vErrors.push(err129);
                        }
                        errors++;
                      }
                    }
                    if (data61.number !== undefined) {
                      let data63 = data61.number;
                      if (!(typeof data63 == "number" && !(data63 % 1) && !isNaN(data63) && isFinite(data63))) {
                        const err130 = {
                          instancePath: instancePath + "/config/stillroom:devices/list/" + i8 + "/number",
                          schemaPath:
                            "#/properties/config/properties/stillroom%3Adevices/properties/list/items/properties/number/type",
                          keyword: "type",
                          params: { type: "integer" },
                        };
                        if (vErrors === null) {
                          vErrors = [err130];
                        } else {
                          vErrors.push(err130);
                        }
                        errors++;
                      }
                      if (typeof data63 == "number" && isFinite(data63)) {
                        if (data63 > 250 || isNaN(data63)) {
                          const err131 = {
                            instancePath: instancePath + "/config/stillroom:devices/list/" + i8 + "/number",
                            schemaPath:
                              "#/properties/config/properties/stillroom%3Adevices/properties/list/items/properties/number/maximum",
                            keyword: "maximum",
                            params: { comparison: "<=", limit: 250 },
                          };
                          if (vErrors === null) {
                            vErrors = [err131];
                          } else {
                            vErrors.push(err131);
                          }
                          errors++;
                        }
                        if (data63 < 2 || isNaN(data63)) {
                          const err132 = {
                            instancePath: instancePath + "/config/stillroom:devices/list/" + i8 + "/number",
                            schemaPath:
                              "#/properties/config/properties/stillroom%3Adevices/properties/list/items/properties/number/minimum",
                            keyword: "minimum",
                            params: { comparison: ">=", limit: 2 },
                          };
                          if (vErrors === null) {
                            vErrors = [err132];
                          } else {
                            vErrors.push(err132);
                          }
                          errors++;
                        }
                      }
                    }
                    if (data61.publicKey !== undefined) {
                      let data64 = data61.publicKey;
                      if (typeof data64 === "string") {
                        if (!pattern22.test(data64)) {
                          const err133 = {
                            instancePath: instancePath + "/config/stillroom:devices/list/" + i8 + "/publicKey",
                            schemaPath:
                              "#/properties/config/properties/stillroom%3Adevices/properties/list/items/properties/publicKey/pattern",
                            keyword: "pattern",
                            params: { pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$" },
                          };
                          if (vErrors === null) {
                            vErrors = [err133];
                          } else {
                            vErrors.push(err133);
                          }
                          errors++;
                        }
                      } else {
                        const err134 = {
                          instancePath: instancePath + "/config/stillroom:devices/list/" + i8 + "/publicKey",
                          schemaPath:
                            "#/properties/config/properties/stillroom%3Adevices/properties/list/items/properties/publicKey/type",
                          keyword: "type",
                          params: { type: "string" },
                        };
                        if (vErrors === null) {
                          vErrors = [err134];
                        } else {
                          vErrors.push(err134);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err135 = {
                      instancePath: instancePath + "/config/stillroom:devices/list/" + i8,
                      schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/list/items/type",
                      keyword: "type",
                      params: { type: "object" },
                    };
                    if (vErrors === null) {
                      vErrors = [err135];
                    } else {
                      vErrors.push(err135);
                    }
                    errors++;
                  }
                }
              } else {
                const err136 = {
                  instancePath: instancePath + "/config/stillroom:devices/list",
                  schemaPath: "#/properties/config/properties/stillroom%3Adevices/properties/list/type",
                  keyword: "type",
                  params: { type: "array" },
                };
                if (vErrors === null) {
                  vErrors = [err136];
                } else {
                  vErrors.push(err136);
                }
                errors++;
              }
            }
          } else {
            const err137 = {
              instancePath: instancePath + "/config/stillroom:devices",
              schemaPath: "#/properties/config/properties/stillroom%3Adevices/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err137];
            } else {
              vErrors.push(err137);
            }
            errors++;
          }
        }
        if (data0["stillroom:workstations"] !== undefined) {
          let data65 = data0["stillroom:workstations"];
          if (data65 && typeof data65 == "object" && !Array.isArray(data65)) {
            if (data65.tunnel === undefined) {
              const err138 = {
                instancePath: instancePath + "/config/stillroom:workstations",
                schemaPath: "#/properties/config/properties/stillroom%3Aworkstations/required",
                keyword: "required",
                params: { missingProperty: "tunnel" },
              };
              if (vErrors === null) {
                vErrors = [err138];
              } else {
                vErrors.push(err138);
              }
              errors++;
            }
            for (const key16 in data65) {
              if (!(key16 === "tunnel" || key16 === "printer")) {
                const err139 = {
                  instancePath: instancePath + "/config/stillroom:workstations",
                  schemaPath: "#/properties/config/properties/stillroom%3Aworkstations/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key16 },
                };
                if (vErrors === null) {
                  vErrors = [err139];
                } else {
                  vErrors.push(err139);
                }
                errors++;
              }
            }
            if (data65.tunnel !== undefined) {
              let data66 = data65.tunnel;
              if (data66 && typeof data66 == "object" && !Array.isArray(data66)) {
                if (data66.interface === undefined) {
                  const err140 = {
                    instancePath: instancePath + "/config/stillroom:workstations/tunnel",
                    schemaPath: "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/required",
                    keyword: "required",
                    params: { missingProperty: "interface" },
                  };
                  if (vErrors === null) {
                    vErrors = [err140];
                  } else {
                    vErrors.push(err140);
                  }
                  errors++;
                }
                if (data66.endpoints === undefined) {
                  const err141 = {
                    instancePath: instancePath + "/config/stillroom:workstations/tunnel",
                    schemaPath: "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/required",
                    keyword: "required",
                    params: { missingProperty: "endpoints" },
                  };
                  if (vErrors === null) {
                    vErrors = [err141];
                  } else {
                    vErrors.push(err141);
                  }
                  errors++;
                }
                for (const key17 in data66) {
                  if (!(key17 === "interface" || key17 === "mark" || key17 === "endpoints")) {
                    const err142 = {
                      instancePath: instancePath + "/config/stillroom:workstations/tunnel",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/additionalProperties",
                      keyword: "additionalProperties",
                      params: { additionalProperty: key17 },
                    };
                    if (vErrors === null) {
                      vErrors = [err142];
                    } else {
                      vErrors.push(err142);
                    }
                    errors++;
                  }
                }
                if (data66.interface !== undefined) {
                  let data67 = data66.interface;
                  if (typeof data67 === "string") {
                    if (!pattern38.test(data67)) {
                      const err143 = {
                        instancePath: instancePath + "/config/stillroom:workstations/tunnel/interface",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/interface/pattern",
                        keyword: "pattern",
                        params: { pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,14}$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err143];
                      } else {
                        vErrors.push(err143);
                      }
                      errors++;
                    }
                  } else {
                    const err144 = {
                      instancePath: instancePath + "/config/stillroom:workstations/tunnel/interface",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/interface/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err144];
                    } else {
                      vErrors.push(err144);
                    }
                    errors++;
                  }
                }
                if (data66.mark !== undefined) {
                  let data68 = data66.mark;
                  if (!(typeof data68 == "number" && !(data68 % 1) && !isNaN(data68) && isFinite(data68))) {
                    const err145 = {
                      instancePath: instancePath + "/config/stillroom:workstations/tunnel/mark",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/mark/type",
                      keyword: "type",
                      params: { type: "integer" },
                    };
                    if (vErrors === null) {
                      vErrors = [err145];
                    } else {
                      vErrors.push(err145);
                    }
                    errors++;
                  }
                  if (typeof data68 == "number" && isFinite(data68)) {
                    if (data68 > 4294967295 || isNaN(data68)) {
                      const err146 = {
                        instancePath: instancePath + "/config/stillroom:workstations/tunnel/mark",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/mark/maximum",
                        keyword: "maximum",
                        params: { comparison: "<=", limit: 4294967295 },
                      };
                      if (vErrors === null) {
                        vErrors = [err146];
                      } else {
                        vErrors.push(err146);
                      }
                      errors++;
                    }
                    if (data68 < 1 || isNaN(data68)) {
                      const err147 = {
                        instancePath: instancePath + "/config/stillroom:workstations/tunnel/mark",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/mark/minimum",
                        keyword: "minimum",
                        params: { comparison: ">=", limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err147];
                      } else {
                        vErrors.push(err147);
                      }
                      errors++;
                    }
                  }
                }
                if (data66.endpoints !== undefined) {
                  let data69 = data66.endpoints;
                  if (Array.isArray(data69)) {
                    if (data69.length > 200) {
                      const err148 = {
                        instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/maxItems",
                        keyword: "maxItems",
                        params: { limit: 200 },
                      };
                      if (vErrors === null) {
                        vErrors = [err148];
                      } else {
                        vErrors.push(err148);
                      }
                      errors++;
                    }
                    if (data69.length < 1) {
                      const err149 = {
                        instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/minItems",
                        keyword: "minItems",
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err149];
                      } else {
                        vErrors.push(err149);
                      }
                      errors++;
                    }
                    const len6 = data69.length;
                    for (let i9 = 0; i9 < len6; i9++) {
                      let data70 = data69[i9];
                      if (data70 && typeof data70 == "object" && !Array.isArray(data70)) {
                        if (data70.address === undefined) {
                          const err150 = {
                            instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9,
                            schemaPath:
                              "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/required",
                            keyword: "required",
                            params: { missingProperty: "address" },
                          };
                          if (vErrors === null) {
                            vErrors = [err150];
                          } else {
                            vErrors.push(err150);
                          }
                          errors++;
                        }
                        if (data70.protocol === undefined) {
                          const err151 = {
                            instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9,
                            schemaPath:
                              "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/required",
                            keyword: "required",
                            params: { missingProperty: "protocol" },
                          };
                          if (vErrors === null) {
                            vErrors = [err151];
                          } else {
                            vErrors.push(err151);
                          }
                          errors++;
                        }
                        if (data70.port === undefined) {
                          const err152 = {
                            instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9,
                            schemaPath:
                              "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/required",
                            keyword: "required",
                            params: { missingProperty: "port" },
                          };
                          if (vErrors === null) {
                            vErrors = [err152];
                          } else {
                            vErrors.push(err152);
                          }
                          errors++;
                        }
                        for (const key18 in data70) {
                          if (!(key18 === "address" || key18 === "protocol" || key18 === "port")) {
                            const err153 = {
                              instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9,
                              schemaPath:
                                "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/additionalProperties",
                              keyword: "additionalProperties",
                              params: { additionalProperty: key18 },
                            };
                            if (vErrors === null) {
                              vErrors = [err153];
                            } else {
                              vErrors.push(err153);
                            }
                            errors++;
                          }
                        }
                        if (data70.address !== undefined) {
                          let data71 = data70.address;
                          if (typeof data71 === "string") {
                            if (!pattern9.test(data71)) {
                              const err154 = {
                                instancePath:
                                  instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9 + "/address",
                                schemaPath:
                                  "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/properties/address/pattern",
                                keyword: "pattern",
                                params: {
                                  pattern:
                                    "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                                },
                              };
                              if (vErrors === null) {
                                vErrors = [err154];
                              } else {
                                vErrors.push(err154);
                              }
                              errors++;
                            }
                          } else {
                            const err155 = {
                              instancePath:
                                instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9 + "/address",
                              schemaPath:
                                "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/properties/address/type",
                              keyword: "type",
                              params: { type: "string" },
                            };
                            if (vErrors === null) {
                              vErrors = [err155];
                            } else {
                              vErrors.push(err155);
                            }
                            errors++;
                          }
                        }
                        if (data70.protocol !== undefined) {
                          let data72 = data70.protocol;
                          if (typeof data72 !== "string") {
                            const err156 = {
                              instancePath:
                                instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9 + "/protocol",
                              schemaPath:
                                "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/properties/protocol/type",
                              keyword: "type",
                              params: { type: "string" },
                            };
                            if (vErrors === null) {
                              vErrors = [err156];
                            } else {
                              vErrors.push(err156);
                            }
                            errors++;
                          }
                          if (!(data72 === "udp" || data72 === "tcp")) {
                            const err157 = {
                              instancePath:
                                instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9 + "/protocol",
                              schemaPath:
                                "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/properties/protocol/enum",
                              keyword: "enum",
                              params: {
                                allowedValues:
                                  schema19.properties.config.properties["stillroom:workstations"].properties.tunnel
                                    .properties.endpoints.items.properties.protocol.enum,
                              },
                            };
                            if (vErrors === null) {
                              vErrors = [err157];
                            } else {
                              vErrors.push(err157);
                            }
                            errors++;
                          }
                        }
                        if (data70.port !== undefined) {
                          let data73 = data70.port;
                          if (!(typeof data73 == "number" && !(data73 % 1) && !isNaN(data73) && isFinite(data73))) {
                            const err158 = {
                              instancePath:
                                instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9 + "/port",
                              schemaPath:
                                "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/properties/port/type",
                              keyword: "type",
                              params: { type: "integer" },
                            };
                            if (vErrors === null) {
                              vErrors = [err158];
                            } else {
                              vErrors.push(err158);
                            }
                            errors++;
                          }
                          if (typeof data73 == "number" && isFinite(data73)) {
                            if (data73 > 65535 || isNaN(data73)) {
                              const err159 = {
                                instancePath:
                                  instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9 + "/port",
                                schemaPath:
                                  "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/properties/port/maximum",
                                keyword: "maximum",
                                params: { comparison: "<=", limit: 65535 },
                              };
                              if (vErrors === null) {
                                vErrors = [err159];
                              } else {
                                vErrors.push(err159);
                              }
                              errors++;
                            }
                            if (data73 < 1 || isNaN(data73)) {
                              const err160 = {
                                instancePath:
                                  instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9 + "/port",
                                schemaPath:
                                  "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/properties/port/minimum",
                                keyword: "minimum",
                                params: { comparison: ">=", limit: 1 },
                              };
                              if (vErrors === null) {
                                vErrors = [err160];
                              } else {
                                vErrors.push(err160);
                              }
                              errors++;
                            }
                          }
                        }
                      } else {
                        const err161 = {
                          instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints/" + i9,
                          schemaPath:
                            "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/items/type",
                          keyword: "type",
                          params: { type: "object" },
                        };
                        if (vErrors === null) {
                          vErrors = [err161];
                        } else {
                          vErrors.push(err161);
                        }
                        errors++;
                      }
                    }
                    let i10 = data69.length;
                    let j3;
                    if (i10 > 1) {
                      outer2: for (; i10--;) {
                        for (j3 = i10; j3--;) {
                          if (func0(data69[i10], data69[j3])) {
                            const err162 = {
                              instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints",
                              schemaPath:
                                "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/uniqueItems",
                              keyword: "uniqueItems",
                              params: { i: i10, j: j3 },
                            };
                            if (vErrors === null) {
                              vErrors = [err162];
                            } else {
                              vErrors.push(err162);
                            }
                            errors++;
                            break outer2;
                          }
                        }
                      }
                    }
                  } else {
                    const err163 = {
                      instancePath: instancePath + "/config/stillroom:workstations/tunnel/endpoints",
                      schemaPath:
                        "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/properties/endpoints/type",
                      keyword: "type",
                      params: { type: "array" },
                    };
                    if (vErrors === null) {
                      vErrors = [err163];
                    } else {
                      vErrors.push(err163);
                    }
                    errors++;
                  }
                }
              } else {
                const err164 = {
                  instancePath: instancePath + "/config/stillroom:workstations/tunnel",
                  schemaPath: "#/properties/config/properties/stillroom%3Aworkstations/properties/tunnel/type",
                  keyword: "type",
                  params: { type: "object" },
                };
                if (vErrors === null) {
                  vErrors = [err164];
                } else {
                  vErrors.push(err164);
                }
                errors++;
              }
            }
            if (data65.printer !== undefined) {
              let data74 = data65.printer;
              if (typeof data74 === "string") {
                if (!pattern9.test(data74)) {
                  const err165 = {
                    instancePath: instancePath + "/config/stillroom:workstations/printer",
                    schemaPath: "#/properties/config/properties/stillroom%3Aworkstations/properties/printer/pattern",
                    keyword: "pattern",
                    params: {
                      pattern:
                        "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}|(?=[0-9a-fA-F]*:[0-9a-fA-F]*:)[0-9a-fA-F:]+(?:(?<=:)(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3})?)$",
                    },
                  };
                  if (vErrors === null) {
                    vErrors = [err165];
                  } else {
                    vErrors.push(err165);
                  }
                  errors++;
                }
              } else {
                const err166 = {
                  instancePath: instancePath + "/config/stillroom:workstations/printer",
                  schemaPath: "#/properties/config/properties/stillroom%3Aworkstations/properties/printer/type",
                  keyword: "type",
                  params: { type: "string" },
                };
                if (vErrors === null) {
                  vErrors = [err166];
                } else {
                  vErrors.push(err166);
                }
                errors++;
              }
            }
          } else {
            const err167 = {
              instancePath: instancePath + "/config/stillroom:workstations",
              schemaPath: "#/properties/config/properties/stillroom%3Aworkstations/type",
              keyword: "type",
              params: { type: "object" },
            };
            if (vErrors === null) {
              vErrors = [err167];
            } else {
              vErrors.push(err167);
            }
            errors++;
          }
        }
        if (data0["stillroom:waivers"] !== undefined) {
          let data75 = data0["stillroom:waivers"];
          if (Array.isArray(data75)) {
            if (data75.length > 50) {
              const err168 = {
                instancePath: instancePath + "/config/stillroom:waivers",
                schemaPath: "#/properties/config/properties/stillroom%3Awaivers/maxItems",
                keyword: "maxItems",
                params: { limit: 50 },
              };
              if (vErrors === null) {
                vErrors = [err168];
              } else {
                vErrors.push(err168);
              }
              errors++;
            }
            const len7 = data75.length;
            for (let i11 = 0; i11 < len7; i11++) {
              let data76 = data75[i11];
              if (data76 && typeof data76 == "object" && !Array.isArray(data76)) {
                if (data76.rule === undefined) {
                  const err169 = {
                    instancePath: instancePath + "/config/stillroom:waivers/" + i11,
                    schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/required",
                    keyword: "required",
                    params: { missingProperty: "rule" },
                  };
                  if (vErrors === null) {
                    vErrors = [err169];
                  } else {
                    vErrors.push(err169);
                  }
                  errors++;
                }
                if (data76.reason === undefined) {
                  const err170 = {
                    instancePath: instancePath + "/config/stillroom:waivers/" + i11,
                    schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/required",
                    keyword: "required",
                    params: { missingProperty: "reason" },
                  };
                  if (vErrors === null) {
                    vErrors = [err170];
                  } else {
                    vErrors.push(err170);
                  }
                  errors++;
                }
                if (data76.by === undefined) {
                  const err171 = {
                    instancePath: instancePath + "/config/stillroom:waivers/" + i11,
                    schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/required",
                    keyword: "required",
                    params: { missingProperty: "by" },
                  };
                  if (vErrors === null) {
                    vErrors = [err171];
                  } else {
                    vErrors.push(err171);
                  }
                  errors++;
                }
                if (data76.until === undefined) {
                  const err172 = {
                    instancePath: instancePath + "/config/stillroom:waivers/" + i11,
                    schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/required",
                    keyword: "required",
                    params: { missingProperty: "until" },
                  };
                  if (vErrors === null) {
                    vErrors = [err172];
                  } else {
                    vErrors.push(err172);
                  }
                  errors++;
                }
                for (const key19 in data76) {
                  if (!(key19 === "rule" || key19 === "reason" || key19 === "by" || key19 === "until")) {
                    const err173 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i11,
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/additionalProperties",
                      keyword: "additionalProperties",
                      params: { additionalProperty: key19 },
                    };
                    if (vErrors === null) {
                      vErrors = [err173];
                    } else {
                      vErrors.push(err173);
                    }
                    errors++;
                  }
                }
                if (data76.rule !== undefined) {
                  let data77 = data76.rule;
                  if (typeof data77 === "string") {
                    if (func2(data77) > 64) {
                      const err174 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/rule",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Awaivers/items/properties/rule/maxLength",
                        keyword: "maxLength",
                        params: { limit: 64 },
                      };
                      if (vErrors === null) {
                        vErrors = [err174];
                      } else {
                        vErrors.push(err174);
                      }
                      errors++;
                    }
                    if (!pattern41.test(data77)) {
                      const err175 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/rule",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/rule/pattern",
                        keyword: "pattern",
                        params: { pattern: "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err175];
                      } else {
                        vErrors.push(err175);
                      }
                      errors++;
                    }
                  } else {
                    const err176 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/rule",
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/rule/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err176];
                    } else {
                      vErrors.push(err176);
                    }
                    errors++;
                  }
                }
                if (data76.reason !== undefined) {
                  let data78 = data76.reason;
                  if (typeof data78 === "string") {
                    if (func2(data78) > 500) {
                      const err177 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/reason",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Awaivers/items/properties/reason/maxLength",
                        keyword: "maxLength",
                        params: { limit: 500 },
                      };
                      if (vErrors === null) {
                        vErrors = [err177];
                      } else {
                        vErrors.push(err177);
                      }
                      errors++;
                    }
                    if (func2(data78) < 10) {
                      const err178 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/reason",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Awaivers/items/properties/reason/minLength",
                        keyword: "minLength",
                        params: { limit: 10 },
                      };
                      if (vErrors === null) {
                        vErrors = [err178];
                      } else {
                        vErrors.push(err178);
                      }
                      errors++;
                    }
                    if (!pattern14.test(data78)) {
                      const err179 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/reason",
                        schemaPath:
                          "#/properties/config/properties/stillroom%3Awaivers/items/properties/reason/pattern",
                        keyword: "pattern",
                        params: { pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err179];
                      } else {
                        vErrors.push(err179);
                      }
                      errors++;
                    }
                  } else {
                    const err180 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/reason",
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/reason/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err180];
                    } else {
                      vErrors.push(err180);
                    }
                    errors++;
                  }
                }
                if (data76.by !== undefined) {
                  let data79 = data76.by;
                  if (typeof data79 === "string") {
                    if (func2(data79) > 80) {
                      const err181 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/by",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/by/maxLength",
                        keyword: "maxLength",
                        params: { limit: 80 },
                      };
                      if (vErrors === null) {
                        vErrors = [err181];
                      } else {
                        vErrors.push(err181);
                      }
                      errors++;
                    }
                    if (func2(data79) < 1) {
                      const err182 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/by",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/by/minLength",
                        keyword: "minLength",
                        params: { limit: 1 },
                      };
                      if (vErrors === null) {
                        vErrors = [err182];
                      } else {
                        vErrors.push(err182);
                      }
                      errors++;
                    }
                    if (!pattern14.test(data79)) {
                      const err183 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/by",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/by/pattern",
                        keyword: "pattern",
                        params: { pattern: "^(?!.*@@)[^\\p{C}\\p{Zl}\\p{Zp}]+$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err183];
                      } else {
                        vErrors.push(err183);
                      }
                      errors++;
                    }
                  } else {
                    const err184 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/by",
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/by/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err184];
                    } else {
                      vErrors.push(err184);
                    }
                    errors++;
                  }
                }
                if (data76.until !== undefined) {
                  let data80 = data76.until;
                  if (typeof data80 === "string") {
                    if (!pattern44.test(data80)) {
                      const err185 = {
                        instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/until",
                        schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/until/pattern",
                        keyword: "pattern",
                        params: { pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$" },
                      };
                      if (vErrors === null) {
                        vErrors = [err185];
                      } else {
                        vErrors.push(err185);
                      }
                      errors++;
                    }
                  } else {
                    const err186 = {
                      instancePath: instancePath + "/config/stillroom:waivers/" + i11 + "/until",
                      schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/properties/until/type",
                      keyword: "type",
                      params: { type: "string" },
                    };
                    if (vErrors === null) {
                      vErrors = [err186];
                    } else {
                      vErrors.push(err186);
                    }
                    errors++;
                  }
                }
              } else {
                const err187 = {
                  instancePath: instancePath + "/config/stillroom:waivers/" + i11,
                  schemaPath: "#/properties/config/properties/stillroom%3Awaivers/items/type",
                  keyword: "type",
                  params: { type: "object" },
                };
                if (vErrors === null) {
                  vErrors = [err187];
                } else {
                  vErrors.push(err187);
                }
                errors++;
              }
            }
          } else {
            const err188 = {
              instancePath: instancePath + "/config/stillroom:waivers",
              schemaPath: "#/properties/config/properties/stillroom%3Awaivers/type",
              keyword: "type",
              params: { type: "array" },
            };
            if (vErrors === null) {
              vErrors = [err188];
            } else {
              vErrors.push(err188);
            }
            errors++;
          }
        }
      } else {
        const err189 = {
          instancePath: instancePath + "/config",
          schemaPath: "#/properties/config/type",
          keyword: "type",
          params: { type: "object" },
        };
        if (vErrors === null) {
          vErrors = [err189];
        } else {
          vErrors.push(err189);
        }
        errors++;
      }
    }
  } else {
    const err190 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
    if (vErrors === null) {
      vErrors = [err190];
    } else {
      vErrors.push(err190);
    }
    errors++;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
validate52.evaluated = { props: true, dynamicProps: false, dynamicItems: false };
