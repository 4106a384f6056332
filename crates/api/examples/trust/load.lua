-- Posts one order after the other from a file; `done` tells the figures as one line of JSON.
local bodies, at = {}, 0

function init(arguments)
  local number, from, to = 0, tonumber(arguments[2]), tonumber(arguments[3])
  for line in io.lines(arguments[1]) do
    number = number + 1
    if number > from and number <= to then bodies[#bodies + 1] = line end
  end
  wrk.headers["Content-Type"] = "application/json"
  if arguments[4] then wrk.headers["Authorization"] = "Bearer " .. arguments[4] end
end

function request()
  at = at + 1
  -- Out of orders: what is refused is counted as an error and fails the bench.
  return wrk.format("POST", nil, nil, bodies[at] or "{}")
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format('{"requests":%d,"micros":%d,"p99":%d,"errors":%d}', summary.requests, summary.duration,
    latency:percentile(99), errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
