-- How full a bucket is: what was used raises its level, and time lowers it evenly. This is GCRA (ITU-T I.371, annex A)
-- told in units instead of in time, so that a limit may change under a bucket that is in use.
-- `Fill` is the same in Java, operation by operation: both decide alike, to the last bit of a double.
-- `low` holds the lowest level of each of the last stretches of time, the newest first, the newest since `since`: a refund
-- takes no more than what was there all along. Kept as MessagePack, which is exact.
local STRETCHES = 8

local function stretch(window)
  return math.max(8000000, window / 64)
end

local function fill(key, amount, window)
  local f
  local kept = redis.call('GET', key)
  if kept then
    local values = cmsgpack.unpack(kept)
    f = {level = values[1], at = values[2], since = values[3], low = {}}
    for i = 1, STRETCHES do f.low[i] = values[3 + i] end
  else
    f = {level = 0, at = now, since = now, low = {}}
    for i = 1, STRETCHES do f.low[i] = 0 end
  end
  f.level = math.max(0, f.level - math.max(0, now - f.at) * amount / window)
  f.at = math.max(f.at, now)
  f.low[1] = math.min(f.low[1], f.level)
  if now - f.since >= stretch(window) then
    table.insert(f.low, 1, f.level)
    f.low[STRETCHES + 1] = nil
    f.since = now
  end
  return f
end

-- Once it is empty there is nothing to remember; a minute more makes no difference.
local function keep(key, f, amount, window)
  local full = math.ceil(f.level * window / amount)
  local values = {f.level, f.at, f.since}
  for i = 1, STRETCHES do values[3 + i] = f.low[i] end
  redis.call('SET', key, cmsgpack.pack(values), 'PX', string.format('%.0f', math.ceil(math.max(full, 60000000) / 1000)))
end
