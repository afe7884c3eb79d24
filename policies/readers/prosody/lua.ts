import { readFileSync } from "node:fs";
import { LuaEngine, LuaFactory } from "wasmoon";
import type { Source } from "../../reading.ts";

/**
 * A program for a process of its own (`separate-process.ts`): runs a configuration of Prosody in Lua 5.4, without files, clock or
 * machine and bounded in time and memory, and prints the tables that Prosody would have filled, or why it can't.
 */

export interface ProsodyQuestion {
  readonly path: string;
  readonly sources: readonly Source[];
}

export interface ProsodyAnswer {
  readonly kind: "read" | "failed";
  /** The tables as JSON, or what is wrong. */
  readonly text: string;
}

const MEMORY_BYTES = 32 * 1024 * 1024;
const DEADLINE_MS = 1000;
const MAX_INCLUDES = 100;

/**
 * The environment that Prosody 13.0 gives to its configuration (core/configmanager.lua, parser.load): reading an option
 * gives a proxy that can append, assigning sets it for the current host, `VirtualHost` and `Component` switch hosts and
 * stay switched unless an options table follows. What reaches outside of the files (the Lua API, the machine's
 * environment, other files' contents) is an error here, and so a doubt.
 */
const PRELUDE = String.raw`
local load, pcall, error, type, pairs, ipairs, next, setmetatable, rawget, rawset, tostring =
      load, pcall, error, type, pairs, ipairs, next, setmetatable, rawget, rawset, tostring
local format, lower, byte, gsub, match, insert, concat, mathtype =
      string.format, string.lower, string.byte, string.gsub, string.match, table.insert, table.concat, math.type
-- Methods on strings are the Lua API too; without it nothing that one configuration does can reach the next.
getmetatable("").__index = nil
getmetatable("").__metatable = false

local function quote(text)
  return '"' .. gsub(text, '[%c"\\\127]', function (c) return format("\\u%04x", byte(c)) end) .. '"'
end

local function write(value, seen)
  local kind = type(value)
  if kind == "string" then return quote(value) end
  if kind == "boolean" then return tostring(value) end
  if kind == "number" then
    if value ~= value or value == 1/0 or value == -1/0 then error("a number is not finite", 0) end
    return mathtype(value) == "integer" and format("%d", value) or format("%.17g", value)
  end
  if kind ~= "table" then error("a " .. kind .. " is no plain value", 0) end
  if seen[value] then error("a table contains itself", 0) end
  seen[value] = true
  local parts, length = {}, #value
  local count, named = 0, false
  for key in pairs(value) do
    count = count + 1
    if type(key) ~= "number" then named = true end
  end
  if count == length and not named then
    for index = 1, length do parts[index] = write(value[index], seen) end
    seen[value] = nil
    return "[" .. concat(parts, ",") .. "]"
  end
  -- A table with both a list and names, as Prosody's "log" may be: the list's places become names.
  for key, inner in pairs(value) do
    if type(key) ~= "string" and type(key) ~= "number" then error("a table has a " .. type(key) .. " as key", 0) end
    insert(parts, quote(tostring(key)) .. ":" .. write(inner, seen))
  end
  seen[value] = nil
  return "{" .. concat(parts, ",") .. "}"
end

return function (path, texts)
  local config = { ["*"] = {} }
  local includes = 0
  local function set(host, key, value)
    if not config[host] then config[host] = {} end
    config[host][key] = value
  end
  local run
  local function environment(file)
    local env, current = {}, "*"
    local function table_of(options)
      current = "*"
      if type(options) ~= "table" then error("options must stand in a table", 2) end
      return options
    end
    local function proxied(host, key)
      local proxy = {}
      local function value() return config[host] and config[host][key] end
      local function append(_, more)
        local list = value()
        if type(list) ~= "table" then list = {} end
        if type(more) ~= "table" then error("only a list can be appended", 2) end
        if more[1] ~= nil then for _, item in ipairs(more) do insert(list, item) end
        else for name, item in pairs(more) do list[name] = item end end
        set(host, key, list)
        return proxy
      end
      local operations = { append = append, value = value }
      return setmetatable(proxy, { __index = function (_, name)
        return operations[name] or error("unknown operation on an option: " .. tostring(name), 2)
      end, __call = append, __metatable = false })
    end
    local functions = {}
    function functions.VirtualHost(name)
      if type(name) ~= "string" then error("a host must have a name", 2) end
      name = lower(name)
      if config[name] and config[name].component_module then error("host " .. name .. " is a component already", 2) end
      current = name
      set(name, "defined", true)
      return function (options)
        for key, value in pairs(table_of(options)) do set(name, key, value) end
      end
    end
    function functions.Component(name)
      if type(name) ~= "string" then error("a component must have a name", 2) end
      name = lower(name)
      if config[name] and config[name].defined and not config[name].component_module then error("component " .. name .. " is a host already", 2) end
      set(name, "component_module", "component")
      set(name, "load_global_modules", false)
      current = name
      local function handle(options)
        for key, value in pairs(table_of(options)) do set(name, key, value) end
      end
      return function (module)
        if type(module) ~= "string" then return handle(module) end
        set(name, "component_module", module)
        return handle
      end
    end
    function functions.Include(pattern)
      includes = includes + 1
      if type(pattern) ~= "string" then error("Include needs a path", 2) end
      if includes > ${MAX_INCLUDES} then error("files include each other without end", 2) end
      if match(pattern, "[*?]") then error("Include " .. quote(pattern) .. " takes in files that packages or people put there", 2) end
      if byte(pattern) ~= 47 then pattern = gsub(file, "[^/]+$", "") .. pattern end
      run(pattern)
    end
    functions.Host, functions.host = functions.VirtualHost, functions.VirtualHost
    functions.component, functions.include = functions.Component, functions.Include
    return setmetatable(env, {
      __index = function (_, key)
        if functions[key] then return functions[key] end
        local value = config[current] and config[current][key]
        if type(value) == "table" then return proxied(current, key) end
        if value ~= nil then return value end
        -- Options that were never set read as nil; names of the Lua API and of the machine can't be known here.
        error("'" .. tostring(key) .. "' is not set in these files, so its value can't be told", 2)
      end,
      __newindex = function (_, key, value)
        if functions[key] then error("'" .. tostring(key) .. "' is a word of the configuration language", 2) end
        set(current, key, value)
      end,
      __metatable = false,
    })
  end
  function run(file)
    local text = texts[file]
    if not text then error(file .. " is no part of the release, so what it says can't be told", 0) end
    local chunk, problem = load(text, "@" .. file, "t", environment(file))
    if not chunk then error(problem, 0) end
    chunk()
  end
  local ok, problem = pcall(run, path)
  if not ok then return "failed", tostring(problem) end
  local wrote, text = pcall(write, config, {})
  if not wrote then return "failed", tostring(text) end
  return "read", text
end
`;

function run(lua: LuaEngine, { path, sources }: ProsodyQuestion): ProsodyAnswer {
  const texts = Object.fromEntries(sources.map((source) => [source.path, source.text]));
  try {
    lua.doStringSync(`evaluate = (function () ${PRELUDE} end)()`);
    lua.global.setTimeout(Date.now() + DEADLINE_MS);
    const [outcome, text] = lua.global.call("evaluate", path, texts);
    return { kind: outcome === "read" ? "read" : "failed", text: String(text) };
  } catch (error) {
    // Out of time or memory.
    return { kind: "failed", text: error instanceof Error ? error.message : String(error) };
  }
}

const lua = new LuaEngine(await new LuaFactory().getLuaModule(), {
  injectObjects: false,
  enableProxy: false,
  traceAllocations: true,
});
lua.global.setMemoryMax(MEMORY_BYTES);
const answer = run(lua, JSON.parse(readFileSync(0, "utf8")) as ProsodyQuestion);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
