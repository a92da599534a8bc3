-- The application under test for nginx; the package's docstring has the table of routes.

local reading = { GET = true, HEAD = true, allow = "GET, HEAD, OPTIONS" }
local posting = { POST = true, allow = "POST, OPTIONS" }
local block = string.rep("x", 65536)

local function body()
    ngx.req.read_body()
    return ngx.req.get_body_data() or ""
end

local function text(content)
    ngx.header["Content-Type"] = "text/plain; charset=utf-8"
    ngx.header["Content-Length"] = #content
    ngx.print(content)
end

local function field(name)
    local value = ngx.req.get_headers(0)[name]
    if value == nil then
        return ngx.exit(404)
    end
    text(type(value) == "table" and table.concat(value, ", ") or value)
end

local function stream(pieces)
    ngx.header["Content-Type"] = "text/plain"
    for piece in pieces do
        ngx.print(piece)
        ngx.flush(true)
    end
end

local routes = {
    [""] = { reading, function() text("hello") end },
    ["echo"] = { posting, function() text(body()) end },
    ["length"] = { posting, function() text(tostring(#body())) end },
    ["stream-upload"] = { posting, function() text(tostring(#body())) end },
    ["ignore"] = { posting, function() text("ignored") end },
    ["items"] = { reading, text, parameter = true },
    ["query"] = { reading, function() text(ngx.var.args or "") end },
    ["field"] = { reading, field, parameter = true },
    ["field-after-body"] = { posting, function(name) body() field(name) end, parameter = true },
    ["host"] = { reading, function() text(ngx.var.host) end },
    ["redirect"] = { reading, function() ngx.redirect("/", 307) end },
    ["no-content"] = { reading, function() ngx.exit(204) end },
    ["not-modified"] = { reading, function() ngx.header["ETag"] = '"1"' ngx.exit(304) end },
    ["delayed"] = { reading, function() ngx.sleep(0.05) text("delayed") end },
    ["stream"] = { reading, function() stream(("one two three"):gmatch("%a+")) end },
    ["bytes"] = { reading, function(count)
        local left = tonumber(count)
        stream(function()
            if left > 0 then
                local piece = block:sub(1, left)
                left = left - #piece
                return piece
            end
        end)
    end, parameter = true },
    ["error"] = { reading, function() error("the secret of the handler") end },
    ["split"] = { reading, function() ngx.header["X-Value"] = "a\r\nInjected: yes" text("split") end },
}

local function match(path)
    local name, slash, parameter = path:match("^/([^/]*)(/?)([^/]*)$")
    local route = name and routes[name]
    if not route or (route.parameter ~= nil) ~= (parameter ~= "") or (slash == "/") ~= (parameter ~= "") then
        return nil
    end
    return route, parameter
end

local path = ngx.var.uri
local route, parameter = match(path)
if not route then
    if path:sub(-1) == "/" and match(path:sub(1, -2)) then
        return ngx.redirect(path:sub(1, -2) .. (ngx.var.args and "?" .. ngx.var.args or ""), 307)
    end
    return ngx.exit(404)
end

local method = ngx.req.get_method()
if method == "OPTIONS" then
    ngx.header["Allow"] = route[1].allow
    return ngx.exit(204)
elseif not route[1][method] then
    ngx.header["Allow"] = route[1].allow
    ngx.status = 405
    return text("method not allowed")
end
return route[2](parameter)
