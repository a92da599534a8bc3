"""The configuration under which nginx serves the application under test (`nginx.lua`)."""

from __future__ import annotations

from pathlib import Path

_MODULES = ("ndk_http_module.so", "ngx_http_lua_module.so")
_SCRIPT = Path(__file__).with_name("nginx.lua")


def configuration(folder: Path, port: int) -> str:
    """The text of nginx.conf; temporary files stay in `folder`."""
    modules = "\n".join(f"load_module /usr/lib/nginx/modules/{module};" for module in _MODULES)
    return f"""{modules}
user root;
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_header_timeout 1s;
    client_body_timeout 1s;
    keepalive_timeout 5s;
    client_header_buffer_size 1k;
    large_client_header_buffers 4 16k;
    client_max_body_size 16m;
    client_body_buffer_size 18m;
    server {{
        listen 127.0.0.1:{port};
        default_type text/plain;
        location / {{ content_by_lua_file {_SCRIPT}; }}
        location /stream-upload {{ client_max_body_size 0; content_by_lua_file {_SCRIPT}; }}
    }}
}}
"""
