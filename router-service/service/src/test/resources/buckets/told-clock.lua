-- The time as the test tells it.
local now = tonumber(table.remove(ARGV))
