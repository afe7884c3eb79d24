/*
 * A stand-in of what vpn-only.ps1 asks of Windows (fwpuclnt.dll, iphlpapi.dll, powrprof.dll, kernel32.dll), for mono on Linux. It keeps
 * sessions, transactions, sublayers and filters in memory and tells them as JSON; it filters nothing. Layouts: windows-sys 0.59.0,
 * Win32/NetworkManagement/WindowsFilteringPlatform, 64 bit; lifetimes: Microsoft, "Object Management".
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { uint32_t data1; uint16_t data2, data3; uint8_t data4[8]; } guid;
typedef struct { uint16_t *name, *description; } display_data;
typedef struct { uint32_t size; uint8_t *data; } byte_blob;
typedef struct { uint32_t type; union { uint8_t *bytes; uint64_t *number64; uint32_t number32; uint16_t number16; uint8_t number8; } value; } value0;
typedef struct { uint32_t type; guid filter_type; } action0;
typedef struct { guid field; uint32_t match; value0 value; } condition0;
typedef struct {
  guid key; display_data display; uint32_t flags; guid *provider; byte_blob provider_data; guid layer, sublayer; value0 weight;
  uint32_t count; condition0 *conditions; action0 action; union { uint64_t raw; guid context; } context; guid *reserved; uint64_t id;
  value0 effective_weight;
} filter0;
typedef struct { guid key; display_data display; uint32_t flags; guid *provider; byte_blob provider_data; uint16_t weight; } sublayer0;
typedef struct {
  guid key; display_data display; uint32_t flags, wait, process; void *sid; uint16_t *user; int32_t kernel;
} session0;
typedef struct { uint32_t (*callback)(void *, uint32_t, void *); void *context; } subscription;

enum { FILTER_NOT_FOUND = 0x80320003u, SUBLAYER_NOT_FOUND = 0x80320007u, ALREADY_EXISTS = 0x80320009u, IN_USE = 0x8032000Au, NO_TRANSACTION = 0x8032000Du, NULL_DISPLAY_NAME = 0x80320023u };

typedef struct { filter0 filter; char *told; int owner, dynamic; } held_filter;
typedef struct { sublayer0 sublayer; int there; } held_sublayer;
typedef struct { held_filter filters[2048]; int count; held_sublayer sublayer; } state;

static state now, before;
static int sessions[64], opened, in_transaction;
static uint64_t clock_now = 1000000, luid;
static char alias[64];
static subscription power;
static int freed_late, commits;
static enum { AS_TAKEN, WITHOUT_BOOT, WIDER_WEIGHT } shown;

static int same(const guid *a, const guid *b) { return memcmp(a, b, sizeof *a) == 0; }

static char *grown;
static size_t length;
static void tell(const char *format, ...) {
  __builtin_va_list list;
  __builtin_va_start(list, format);
  length += vsnprintf(grown + length, 65536 - length, format, list);
  __builtin_va_end(list);
}
static void tell_guid(const guid *one) {
  tell("\"%08x-%04x-%04x-%02x%02x-", one->data1, one->data2, one->data3, one->data4[0], one->data4[1]);
  for (int i = 2; i < 8; i++) tell("%02x", one->data4[i]);
  tell("\"");
}
static void tell_value(const value0 *one) {
  tell("{\"type\":%u,\"value\":\"", one->type);
  switch (one->type) {
    case 1: tell("%u", one->value.number8); break;
    case 2: tell("%u", one->value.number16); break;
    case 3: tell("%u", one->value.number32); break;
    case 4: tell("%llu", (unsigned long long)*one->value.number64); break;
    case 256: for (int i = 0; i < 8; i++) tell("%02x", one->value.bytes[i]); break;
    case 257: for (int i = 0; i < 17; i++) tell("%02x", one->value.bytes[i]); break;
    default: tell("?");
  }
  tell("\"}");
}

/* Everything that the caller hands over is read here, since it takes its memory back afterwards. */
static char *told(const filter0 *one) {
  grown = malloc(65536);
  length = 0;
  tell("\"key\":"); tell_guid(&one->key);
  tell(",\"flags\":%u,\"provider\":%s,\"layer\":", one->flags, one->provider ? "true" : "false"); tell_guid(&one->layer);
  tell(",\"sublayer\":"); tell_guid(&one->sublayer);
  tell(",\"weight\":"); tell_value(&one->weight);
  tell(",\"action\":%u,\"conditions\":[", one->action.type);
  for (uint32_t i = 0; i < one->count; i++) {
    tell(i ? ",{\"field\":" : "{\"field\":"); tell_guid(&one->conditions[i].field);
    tell(",\"match\":%u,\"value\":", one->conditions[i].match); tell_value(&one->conditions[i].value);
    tell("}");
  }
  tell("]");
  return grown;
}

static uint8_t *copy(const void *from, size_t size) { return memcpy(malloc(size), from, size); }
static condition0 *copied(const filter0 *one) {
  if (!one->count) return NULL;
  condition0 *all = (condition0 *)copy(one->conditions, one->count * sizeof(condition0));
  for (uint32_t i = 0; i < one->count; i++) {
    size_t size = all[i].value.type == 4 ? 8 : all[i].value.type == 256 ? 8 : all[i].value.type == 257 ? 17 : 0;
    if (size) all[i].value.value.bytes = copy(all[i].value.value.bytes, size);
  }
  return all;
}

uint32_t FwpmEngineOpen0(const uint16_t *server, uint32_t service, void *identity, const session0 *session, void **engine) {
  if (server || service != 10 || identity || opened == 63) return 87;
  sessions[++opened] = session->flags & 1 ? 2 : 1;
  *engine = (void *)(intptr_t)opened;
  return 0;
}
static int is_dynamic(void *engine) { return sessions[(intptr_t)engine] == 2; }
uint32_t FwpmEngineClose0(void *engine) {
  int kept = 0;
  for (int i = 0; i < now.count; i++)
    if (!(now.filters[i].dynamic && now.filters[i].owner == (intptr_t)engine)) now.filters[kept++] = now.filters[i];
  now.count = kept;
  sessions[(intptr_t)engine] = 0;
  return 0;
}
uint32_t FwpmTransactionBegin0(void *engine, uint32_t flags) {
  (void)flags;
  if (!sessions[(intptr_t)engine] || in_transaction) return 87;
  in_transaction = 1;
  before = now;
  return 0;
}
uint32_t FwpmTransactionCommit0(void *engine) { (void)engine; if (!in_transaction) return NO_TRANSACTION; in_transaction = 0; commits++; return 0; }
uint32_t FwpmTransactionAbort0(void *engine) { (void)engine; if (!in_transaction) return NO_TRANSACTION; in_transaction = 0; now = before; return 0; }

uint32_t FwpmSubLayerAdd0(void *engine, const sublayer0 *one, void *sd) {
  (void)engine; (void)sd;
  if (!one->display.name) return NULL_DISPLAY_NAME;
  if (now.sublayer.there) return ALREADY_EXISTS;
  now.sublayer.sublayer = *one;
  now.sublayer.there = 1;
  return 0;
}
uint32_t FwpmSubLayerDeleteByKey0(void *engine, const guid *key) {
  (void)engine;
  if (!now.sublayer.there || !same(key, &now.sublayer.sublayer.key)) return SUBLAYER_NOT_FOUND;
  if (now.count) return IN_USE;
  now.sublayer.there = 0;
  return 0;
}
uint32_t FwpmSubLayerGetByKey0(void *engine, const guid *key, sublayer0 **found) {
  if (!sessions[(intptr_t)engine]) return 87;
  if (!now.sublayer.there || !same(key, &now.sublayer.sublayer.key)) return SUBLAYER_NOT_FOUND;
  *found = malloc(sizeof(sublayer0));
  **found = now.sublayer.sublayer;
  freed_late++;
  return 0;
}
static int place(const guid *key) {
  for (int i = 0; i < now.count; i++) if (same(key, &now.filters[i].filter.key)) return i;
  return -1;
}
uint32_t FwpmFilterAdd0(void *engine, const filter0 *one, void *sd, uint64_t *id) {
  if (sd || !one->display.name) return NULL_DISPLAY_NAME;
  if (!now.sublayer.there || !same(&one->sublayer, &now.sublayer.sublayer.key)) return SUBLAYER_NOT_FOUND;
  if (place(&one->key) >= 0) return ALREADY_EXISTS;
  held_filter *held = &now.filters[now.count++];
  held->filter = *one;
  held->filter.conditions = copied(one);
  held->told = told(one);
  held->owner = (int)(intptr_t)engine;
  held->dynamic = is_dynamic(engine);
  *id = now.count;
  return 0;
}
uint32_t FwpmFilterDeleteByKey0(void *engine, const guid *key) {
  (void)engine;
  int at = place(key);
  if (at < 0) return FILTER_NOT_FOUND;
  memmove(&now.filters[at], &now.filters[at + 1], sizeof(held_filter) * (now.count - at - 1));
  now.count--;
  return 0;
}
uint32_t FwpmFilterGetByKey0(void *engine, const guid *key, filter0 **found) {
  if (!sessions[(intptr_t)engine]) return 87;
  int at = place(key);
  if (at < 0 || (shown == WITHOUT_BOOT && now.filters[at].filter.flags & 2)) return FILTER_NOT_FOUND;
  *found = malloc(sizeof(filter0));
  **found = now.filters[at].filter;
  if (shown == WIDER_WEIGHT) (*found)->weight.type = 4;
  freed_late++;
  return 0;
}
void FwpmFreeMemory0(void **memory) { free(*memory); *memory = NULL; freed_late--; }

uint32_t ConvertInterfaceAliasToLuid(const uint16_t *name, uint64_t *found) {
  char narrow[64] = "";
  for (int i = 0; i < 63 && name[i]; i++) narrow[i] = (char)name[i];
  if (!luid || strcmp(narrow, alias)) return 87;
  *found = luid;
  return 0;
}
uint32_t PowerRegisterSuspendResumeNotification(uint32_t flags, const subscription *recipient, void **registration) {
  if (flags != 2) return 87;
  power = *recipient;
  *registration = &power;
  return 0;
}
uint32_t PowerUnregisterSuspendResumeNotification(void *registration) { (void)registration; power.callback = NULL; return 0; }
uint64_t GetTickCount64(void) { return clock_now; }

/* What the test does to the world. */
void stand_in_interface(const char *name, uint64_t number) { snprintf(alias, sizeof alias, "%s", name); luid = number; }
void stand_in_pass(uint64_t milliseconds) { clock_now += milliseconds; }
void stand_in_suspend(void) { if (power.callback) power.callback(power.context, 4, NULL); }
void stand_in_restart(void) {
  int kept = 0;
  for (int i = 0; i < now.count; i++) if (!now.filters[i].dynamic) now.filters[kept++] = now.filters[i];
  now.count = kept;
}
void stand_in_flush(void) { now.count = 0; }
void stand_in_flush_boot(void) {
  int kept = 0;
  for (int i = 0; i < now.count; i++) if (!(now.filters[i].filter.flags & 2)) now.filters[kept++] = now.filters[i];
  now.count = kept;
}
static guid somebody = { 1, 2, 3, { 4 } };
/* A value of the first filter that lives so long (1: for always, 2: for the start) and has a condition of this type. */
static value0 *value_of(uint32_t flags, uint32_t type) {
  for (int i = 0; i < now.count; i++)
    for (uint32_t c = 0; c < now.filters[i].filter.count; c++)
      if (now.filters[i].filter.flags == flags && now.filters[i].filter.conditions[c].value.type == type) return &now.filters[i].filter.conditions[c].value;
  return NULL;
}
static filter0 *filter_of(uint32_t flags, uint32_t action) {
  for (int i = 0; i < now.count; i++) if (now.filters[i].filter.flags == flags && now.filters[i].filter.action.type == action) return &now.filters[i].filter;
  return NULL;
}
/* Another program's doing, by name; 0 for a name that nothing is known of. */
int stand_in_alter(const char *what) {
  enum { BLOCK = 0x1001, PERMIT = 0x1002 };
  if (!strcmp(what, "network")) value_of(1, 256)->value.bytes[0] ^= 1;
  else if (!strcmp(what, "mask")) value_of(1, 256)->value.bytes[7] ^= 1;
  else if (!strcmp(what, "network-v6")) value_of(1, 257)->value.bytes[15] ^= 1;
  else if (!strcmp(what, "prefix-v6")) value_of(1, 257)->value.bytes[16] ^= 1;
  else if (!strcmp(what, "port")) value_of(1, 2)->value.number16 ^= 256;
  else if (!strcmp(what, "protocol")) value_of(1, 1)->value.number8 ^= 1;
  else if (!strcmp(what, "field")) filter_of(1, PERMIT)->conditions[0].field.data1 ^= 1;
  else if (!strcmp(what, "match")) filter_of(1, PERMIT)->conditions[0].match = 8;
  else if (!strcmp(what, "fewer-conditions")) filter_of(1, PERMIT)->count = 0;
  else if (!strcmp(what, "more-conditions")) {
    filter0 *one = filter_of(1, PERMIT);
    one->conditions = realloc(one->conditions, (one->count + 1) * sizeof(condition0));
    one->conditions[one->count++] = (condition0){ somebody, 0, { 3, { .number32 = 1 } } };
  }
  else if (!strcmp(what, "weight")) filter_of(1, BLOCK)->weight.value.number8 = 3;
  else if (!strcmp(what, "hard")) filter_of(1, PERMIT)->flags |= 8;
  else if (!strcmp(what, "lifetime")) filter_of(1, BLOCK)->flags = 0;
  else if (!strcmp(what, "provider")) filter_of(1, BLOCK)->provider = &somebody;
  else if (!strcmp(what, "action")) filter_of(1, BLOCK)->action.type = PERMIT;
  else if (!strcmp(what, "layer")) filter_of(1, BLOCK)->layer = somebody;
  else if (!strcmp(what, "boot-network")) value_of(2, 256)->value.bytes[0] ^= 1;
  else if (!strcmp(what, "boot-action")) filter_of(2, BLOCK)->action.type = PERMIT;
  else if (!strcmp(what, "boot-disabled")) filter_of(2, BLOCK)->flags |= 32;
  else if (!strcmp(what, "sublayer-weight")) now.sublayer.sublayer.weight = 1;
  else if (!strcmp(what, "sublayer-lifetime")) now.sublayer.sublayer.flags = 0;
  else if (!strcmp(what, "sublayer-provider")) now.sublayer.sublayer.provider = &somebody;
  else if (!strcmp(what, "sublayer-away")) now.sublayer.there = 0;
  else return 0;
  return 1;
}
/* How Windows might answer that nobody has seen: filters for the start not at all, or a weight in another form. */
int stand_in_show(const char *how) {
  if (!strcmp(how, "as-taken")) shown = AS_TAKEN;
  else if (!strcmp(how, "without-boot")) shown = WITHOUT_BOOT;
  else if (!strcmp(how, "wider-weight")) shown = WIDER_WEIGHT;
  else return 0;
  return 1;
}
void stand_in_disable(int index) { now.filters[index].filter.flags |= 32; }
void stand_in_tell(void) {
  printf("{\"held\":%d,\"commits\":%d,\"sublayer\":", freed_late, commits);
  if (now.sublayer.there) {
    grown = malloc(65536);
    length = 0;
    tell_guid(&now.sublayer.sublayer.key);
    printf("{\"key\":%s,\"flags\":%u,\"provider\":%s,\"weight\":%u}", grown, now.sublayer.sublayer.flags, now.sublayer.sublayer.provider ? "true" : "false", now.sublayer.sublayer.weight);
    free(grown);
  } else printf("null");
  printf(",\"filters\":[");
  for (int i = 0; i < now.count; i++) printf("%s{\"dynamic\":%s,%s}", i ? "," : "", now.filters[i].dynamic ? "true" : "false", now.filters[i].told);
  printf("]}\n");
  fflush(stdout);
}
