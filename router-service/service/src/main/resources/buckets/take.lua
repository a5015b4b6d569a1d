-- Takes from every bucket, or from none when one has no room.
-- KEYS: the buckets. ARGV: the call, how long it may hold a slot, then cost, amount and window of each bucket; times in
-- microseconds, window 0: slots, which are leases in a sorted set, each with its end and the call that holds it.
-- Answers the time, then three numbers for each bucket: what remains, how long to wait (0: it had room, -1: it never
-- will), how long until nothing is used.
local call, lease = ARGV[1], tonumber(ARGV[2])
local fills, used, wait, all = {}, {}, {}, true
for i = 1, #KEYS do
  local cost, amount, window = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
  wait[i] = 0
  if window > 0 then
    fills[i] = fill(KEYS[i], amount, window)
    local over = fills[i].level + cost - amount
    if cost > amount then wait[i] = -1 elseif over > 0 then wait[i] = math.ceil(over * window / amount) end
  else
    redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', string.format('%.0f', now))
    used[i] = redis.call('ZCARD', KEYS[i])
    if used[i] + cost > amount then wait[i] = 1000000 end
  end
  all = all and wait[i] == 0
end
local answer = {now}
for i = 1, #KEYS do
  local cost, amount, window = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
  local reset = 0
  if window > 0 then
    if all then
      fills[i].level = fills[i].level + cost
      keep(KEYS[i], fills[i], amount, window)
    end
    used[i] = fills[i].level
    reset = math.ceil(used[i] * window / amount)
  elseif all then
    redis.call('ZADD', KEYS[i], string.format('%.0f', now + lease), call)
    redis.call('PEXPIRE', KEYS[i], string.format('%.0f', math.ceil(lease / 1000)))
    used[i] = used[i] + 1
  end
  answer[3 * i - 1] = math.max(math.floor(amount - used[i] + 0.000001), 0)
  answer[3 * i] = wait[i]
  answer[3 * i + 1] = reset
end
return answer
