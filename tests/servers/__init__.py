"""The application that the black-box tests talk to, in three forms, and how to start each of them.

| route | answer |
|---|---|
| `GET /` | `hello`, text |
| `POST /echo` | the body, read whole |
| `POST /length` | how many bytes the body has, read whole |
| `POST /stream-upload` | how many bytes the body has, counted as they come |
| `POST /ignore` | `ignored`; the body is not read |
| `GET /items/{name}` | the path parameter, UTF-8 |
| `GET /query` | the query as it came, without the question mark |
| `GET /field/{name}` | the bytes of that request field, repeated lines joined by ", ", or 404 |
| `POST /field-after-body/{name}` | the same, looked up after the body was read |
| `GET /host` | the authority of the request's URL |
| `GET /redirect` | 307 to `/` |
| `GET /no-content`, `GET /not-modified` | 204, 304 |
| `GET /delayed` | `delayed`, 50 ms late |
| `GET /stream` | `one`, `two`, `three`, as a stream of unknown length |
| `GET /bytes/{count}` | so many `x`, as a stream of unknown length |
| `GET /error` | the handler raises |
| `GET /split` | the handler sets a field whose value contains CRLF and another field |

A GET route answers HEAD; every route answers OPTIONS with 204 and Allow; another method is a 405 with Allow;
a path with a slash too many redirects with 307.

`app.py` is this for FasterAPI, `asgi.py` for any ASGI server, `nginx.py` for nginx.
"""
