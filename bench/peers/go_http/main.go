// The benchmark routes on fasthttp or net/http. Usage: go_http fasthttp|nethttp PORT
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"

	"github.com/valyala/fasthttp"
)

type hello struct {
	Message string `json:"message"`
}

var calls atomic.Int64

// greeting counts a call of the JSON handler and gives its answer's body.
func greeting() []byte {
	calls.Add(1)
	body, err := json.Marshal(hello{"Hello, World!"})
	if err != nil {
		log.Fatal(err)
	}
	return body
}

func serveStandard(address string) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /plaintext", func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Content-Type", "text/plain")
		w.Write([]byte("Hello, World!"))
	})
	mux.HandleFunc("GET /json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(greeting())
	})
	mux.HandleFunc("GET /calls", func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(strconv.FormatInt(calls.Load(), 10)))
	})
	return http.ListenAndServe(address, mux)
}

func serveFast(address string) error {
	return fasthttp.ListenAndServe(address, func(ctx *fasthttp.RequestCtx) {
		switch string(ctx.Path()) {
		case "/plaintext":
			calls.Add(1)
			ctx.SetContentType("text/plain")
			ctx.SetBodyString("Hello, World!")
		case "/json":
			ctx.SetContentType("application/json")
			ctx.SetBody(greeting())
		case "/calls":
			ctx.SetBodyString(strconv.FormatInt(calls.Load(), 10))
		default:
			ctx.SetStatusCode(fasthttp.StatusNotFound)
		}
	})
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go_http fasthttp|nethttp PORT")
	}
	serve := serveStandard
	if os.Args[1] == "fasthttp" {
		serve = serveFast
	}
	log.Fatal(serve("127.0.0.1:" + os.Args[2]))
}
