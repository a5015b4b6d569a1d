-- Corrects buckets, in order. KEYS: a bucket for each correction. ARGV: six for each: what to do, three that depend on
-- it, amount and window (microseconds) of the bucket.
-- refund <charged> <unused> <at>: a call was charged more than it used. debt <used>: it used more than it was charged.
-- hold <call> <lease>: it still runs, so its slot is its own for so long. free <call>: it has ended.
for i = 1, #KEYS do
  local key, o = KEYS[i], 6 * i - 5
  local what, amount, window = ARGV[o], tonumber(ARGV[o + 4]), tonumber(ARGV[o + 5])
  if what == 'refund' then
    local f = fill(key, amount, window)
    local charged, unused, at = tonumber(ARGV[o + 1]), tonumber(ARGV[o + 2]), tonumber(ARGV[o + 3])
    local last = 1
    if at < f.since then last = 1 + math.ceil((f.since - at) / stretch(window)) end
    local sure = last > STRETCHES and 0 or f.low[1]
    for s = 2, math.min(last, STRETCHES) do sure = math.min(sure, f.low[s]) end
    sure = math.max(sure, charged - math.max(0, now - at) * amount / window)
    local back = math.min(unused, sure, f.level)
    f.level = f.level - back
    for s = 1, math.min(last, STRETCHES) do f.low[s] = math.max(0, f.low[s] - back) end
    keep(key, f, amount, window)
  elseif what == 'debt' then
    local f = fill(key, amount, window)
    f.level = f.level + tonumber(ARGV[o + 1])
    keep(key, f, amount, window)
  elseif what == 'hold' then
    local lease = tonumber(ARGV[o + 2])
    redis.call('ZADD', key, string.format('%.0f', now + lease), ARGV[o + 1])
    redis.call('PEXPIRE', key, string.format('%.0f', math.ceil(lease / 1000)))
  else
    redis.call('ZREM', key, ARGV[o + 1])
  end
end
return #KEYS
