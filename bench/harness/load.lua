-- wrk -s load.lua URL -- DEPTH FILE: the request that FILE holds, DEPTH times in one write, then the histogram
-- of latencies. Without a global `request` wrk formats once, before the load: no Lua runs during it.
function init(args)
  local file = assert(io.open(args[2], "rb"))
  local batch = string.rep(file:read("*a"), tonumber(args[1]))
  file:close()
  wrk.format = function() return batch end
end

-- Lines of "latency MICROSECONDS COUNT", and the two figures that wrk's correction of them was made from.
function done(summary, latency)
  io.write(string.format("total %d %d\n", summary.duration, summary.requests))
  for i = 1, #latency do
    io.write(string.format("latency %d %d\n", latency(i)))
  end
end
