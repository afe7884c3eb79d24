/** Where a provider has machines, and under whose law the building stands. */
export interface Region {
  /** ISO 3166-1 alpha-2 code of the country. */
  readonly country: string;
  /** What the provider calls the place, for messages. */
  readonly place: string;
}

/**
 * Hetzner Cloud's locations. Source: docs.hetzner.com, Cloud, "Locations"; also hcloud 1.41.0's `getLocations`.
 */
const HETZNER: Readonly<Record<string, Region>> = {
  fsn1: { country: "DE", place: "Falkenstein" },
  nbg1: { country: "DE", place: "Nuremberg" },
  hel1: { country: "FI", place: "Helsinki" },
  ash: { country: "US", place: "Ashburn, Virginia" },
  hil: { country: "US", place: "Hillsboro, Oregon" },
  sin: { country: "SG", place: "Singapore" },
};

/**
 * AWS regions of the standard partition; GovCloud, China and the European Sovereign Cloud have accounts of their own and
 * are left out. Source: `Region` of @pulumi/aws 7.48.0 for the names, the AWS General Reference, "Regions, Availability
 * Zones, and Local Zones", for the places.
 */
const AWS: Readonly<Record<string, Region>> = {
  "af-south-1": { country: "ZA", place: "Cape Town" },
  "ap-east-1": { country: "HK", place: "Hong Kong" },
  "ap-east-2": { country: "TW", place: "Taipei" },
  "ap-northeast-1": { country: "JP", place: "Tokyo" },
  "ap-northeast-2": { country: "KR", place: "Seoul" },
  "ap-northeast-3": { country: "JP", place: "Osaka" },
  "ap-south-1": { country: "IN", place: "Mumbai" },
  "ap-south-2": { country: "IN", place: "Hyderabad" },
  "ap-southeast-1": { country: "SG", place: "Singapore" },
  "ap-southeast-2": { country: "AU", place: "Sydney" },
  "ap-southeast-3": { country: "ID", place: "Jakarta" },
  "ap-southeast-4": { country: "AU", place: "Melbourne" },
  "ap-southeast-5": { country: "MY", place: "Malaysia" },
  "ap-southeast-6": { country: "NZ", place: "New Zealand" },
  "ap-southeast-7": { country: "TH", place: "Thailand" },
  "ca-central-1": { country: "CA", place: "Montreal" },
  "ca-west-1": { country: "CA", place: "Calgary" },
  "eu-central-1": { country: "DE", place: "Frankfurt" },
  "eu-central-2": { country: "CH", place: "Zurich" },
  "eu-north-1": { country: "SE", place: "Stockholm" },
  "eu-south-1": { country: "IT", place: "Milan" },
  "eu-south-2": { country: "ES", place: "Spain" },
  "eu-west-1": { country: "IE", place: "Ireland" },
  "eu-west-2": { country: "GB", place: "London" },
  "eu-west-3": { country: "FR", place: "Paris" },
  "il-central-1": { country: "IL", place: "Tel Aviv" },
  "me-central-1": { country: "AE", place: "United Arab Emirates" },
  "me-south-1": { country: "BH", place: "Bahrain" },
  "mx-central-1": { country: "MX", place: "Mexico" },
  "sa-east-1": { country: "BR", place: "São Paulo" },
  "us-east-1": { country: "US", place: "Northern Virginia" },
  "us-east-2": { country: "US", place: "Ohio" },
  "us-west-1": { country: "US", place: "Northern California" },
  "us-west-2": { country: "US", place: "Oregon" },
};

export const REGIONS: Readonly<Record<"hetzner" | "aws", Readonly<Record<string, Region>>>> = {
  hetzner: HETZNER,
  aws: AWS,
};

/** The region that a provider calls `name`, or undefined when it is not in our table. */
export function regionOf(provider: "hetzner" | "aws", name: string): Region | undefined {
  return Object.hasOwn(REGIONS[provider], name) ? REGIONS[provider][name] : undefined;
}
