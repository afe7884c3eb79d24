import { randomInt } from "node:crypto";
import { tellingWords } from "../../clinic/neutral-names.ts";

/** Colours, weather, ages: words that could be anybody's. */
const FIRST = `
  amber ample arctic ashen autumn azure basalt beige birch bold brassy brave breezy bright brisk bronze burnt calm candid cedar cherry
  chestnut citrus clear clever cloudy coastal cobalt copper coral cosy country cream crimson crisp crystal curly dapper dappled dawn deep dewy
  distant double drifting dusky eager early earthen eastern ebony elder elm emerald evening even fabled fair fallow feather fern fiery
  final flint floral flying foggy forest fresh frosty gentle gilded ginger glad glassy gleaming golden grand granite grassy green grey hazel
  heather hidden high hilly hollow honey humble idle indigo inland island ivory jade jolly juniper keen khaki kind large late laurel
  lavender leafy lemon level light lilac lime linen little lively lofty long loyal lucky lunar magenta maple marble marine maroon
  meadow mellow merry midday mild milky misty modest morning mossy narrow navy neat nimble noble northern oaken oaten ochre olive onyx
  open opal orange pale paper pearl pebble peach pine pink plain polar polished poplar proud purple quick quiet quartz rainy rapid
  red ripe rising river robin rocky rolling rosy round royal ruby russet rustic sable saffron sandy sapphire scarlet sea shady sienna silent
  silk silver simple sixth slate slender small smooth snowy solar solid southern spring spruce square stable starry steady steel still stony striped
  sturdy summer sunny swift tall tawny teal tidal timber tiny topaz tranquil upland upper velvet vernal violet vivid warm wavy western wheat
  white wide wild willow windy winter wooden woven yellow young zesty`;

/** Places, plants, birds, things. */
const SECOND = `
  acorn alcove almond anchor arbor arch aspen avenue badger barley barn basin bay beach beacon bell bench berry birch bluff boat bower
  branch breeze bridge brook bumblebee cabin canal candle canopy canyon cape cardinal castle cedar chalk chapel cherry cliff cloud clover
  coast comet compass corner cottage cove crane creek crest cricket crossing current dale daisy dawn deer delta dolphin dune eagle
  echo elm ember estuary falcon farm fern ferry field finch fjord flame flint forest forge fountain fox garden gate glade glen gorge grove
  gull hamlet harbour harvest hawk haven hazel heath hedge heron hill hollow horizon house inlet island ivy jetty juniper kestrel kettle
  kite knoll lagoon lake lantern larch lark laurel leaf ledge lighthouse lily linden lodge loft lotus lynx magpie manor maple marina marsh
  meadow mesa mill mint moor moose moss mountain nest nook oak oasis orchard orchid osprey otter outlook owl palm parade park path
  pavilion peak pebble pelican petal pier pine plaza plover pond poplar poppy port prairie quarry quay quill raven reed reef ridge
  river robin rock rose rowan sail sand savanna sedge shell shore skylark slope snowdrop sparrow spire spring spruce square star
  steppe stone stork strait stream summit swallow swan terrace thicket thistle thrush tide tower trail trellis tulip valley veranda village
  vine vista walnut warbler water waterfall wave well willow window wood wren yard yarrow`;

export const FIRST_WORDS: readonly string[] = FIRST.trim().split(/\s+/);
export const SECOND_WORDS: readonly string[] = SECOND.trim().split(/\s+/);

const TRIES = 100;

/**
 * Two words that name nothing: `amber-meadow`. Each pair is held against the rule on neutral names as a whole, since two innocent words can
 * tell together.
 *
 * @param taken pairs that are somebody's already
 * @throws Error where so many are taken that a free one is not found
 */
export function neutralPair(
  taken: ReadonlySet<string>,
  below: (limit: number) => number = (limit) => randomInt(limit),
): string {
  for (let i = 0; i < TRIES; i++) {
    const first = FIRST_WORDS[below(FIRST_WORDS.length)] ?? "";
    const second = SECOND_WORDS[below(SECOND_WORDS.length)] ?? "";
    const pair = `${first}-${second}`;
    if (first !== second && !taken.has(pair) && isNeutral(first, second)) return pair;
  }
  throw new Error("No free pair of words was found; name the practice yourself.");
}

/** In each way in which it is going to be written. */
export function isNeutral(first: string, second: string): boolean {
  return [`${first}-${second}`, `${first} ${second}`, `${first}${second}`].every(
    (name) => tellingWords(name).length === 0,
  );
}
