-- Takes one call from every bucket, or from none when one is empty: GCRA, by the clock of Redis.
-- KEYS: the buckets. ARGV: interval and tolerance of each, in microseconds.
-- A bucket holds the time at which it will be full again, and is gone by then.
-- Answers three numbers for each bucket: calls remaining, microseconds to wait (0: it had room), microseconds until full.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local full_at, wait, all = {}, {}, true
for i = 1, #KEYS do
  local interval, tolerance = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  full_at[i] = math.max(tonumber(redis.call('GET', KEYS[i]) or now), now)
  wait[i] = math.max(full_at[i] + interval - tolerance - now, 0)
  if wait[i] > 0 then all = false end
end
local answer = {}
for i = 1, #KEYS do
  local interval, tolerance = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  if all then
    full_at[i] = full_at[i] + interval
    redis.call('SET', KEYS[i], string.format('%.0f', full_at[i]), 'PX', math.ceil((full_at[i] - now) / 1000))
  end
  answer[#answer + 1] = math.max(math.floor((tolerance - (full_at[i] - now)) / interval), 0)
  answer[#answer + 1] = wait[i]
  answer[#answer + 1] = full_at[i] - now
end
return answer
