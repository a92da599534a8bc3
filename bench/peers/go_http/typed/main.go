// The typed workloads on fasthttp, routes and checks by hand. Usage: go_typed fasthttp PORT
package main

import (
	"log"
	"os"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/goccy/go-json"
	"github.com/valyala/fasthttp"
)

type item struct {
	ItemID int64   `json:"item_id"`
	Q      *string `json:"q"`
	Limit  int64   `json:"limit"`
	Active bool    `json:"active"`
}

type blockingItem struct {
	ItemID int64 `json:"item_id"`
}

type tally struct {
	Count int `json:"count"`
	Valid int `json:"valid"`
}

var calls atomic.Int64

func answer(ctx *fasthttp.RequestCtx, value any) {
	calls.Add(1)
	body, err := json.Marshal(value)
	if err != nil {
		log.Fatal(err)
	}
	ctx.SetContentType("application/json")
	ctx.SetBody(body)
}

func refuse(ctx *fasthttp.RequestCtx, status int) {
	ctx.SetStatusCode(status)
	ctx.SetContentType("application/json")
	ctx.SetBodyString(`{"detail":"refused"}`)
}

// readItem gives false where a parameter is not what it has to be.
func readItem(id string, query *fasthttp.Args) (item, bool) {
	found := item{Limit: 10}
	var err error
	if found.ItemID, err = strconv.ParseInt(id, 10, 64); err != nil {
		return found, false
	}
	if query.Has("q") {
		q := string(query.Peek("q"))
		if !has(q, 0, 50) {
			return found, false
		}
		found.Q = &q
	}
	if query.Has("limit") {
		found.Limit, err = strconv.ParseInt(string(query.Peek("limit")), 10, 64)
		if err != nil || found.Limit < 1 || found.Limit > 100 {
			return found, false
		}
	}
	if query.Has("active") {
		if found.Active, err = strconv.ParseBool(string(query.Peek("active"))); err != nil {
			return found, false
		}
	}
	return found, true
}

func get(ctx *fasthttp.RequestCtx, path string) {
	if id, ok := strings.CutPrefix(path, "/items/"); ok {
		if found, ok := readItem(id, ctx.QueryArgs()); ok {
			answer(ctx, found)
		} else {
			refuse(ctx, 422)
		}
		return
	}
	// fasthttp runs every handler in a goroutine of its pool: this one may block.
	if id, ok := strings.CutPrefix(path, "/blocking/"); ok {
		if number, err := strconv.ParseInt(id, 10, 64); err == nil {
			answer(ctx, blockingItem{number})
		} else {
			refuse(ctx, 422)
		}
		return
	}
	switch path {
	case "/me":
		if found, ok := getUser(getSession(getSettings()), string(ctx.Request.Header.Peek("Authorization"))); ok {
			answer(ctx, found)
		} else {
			refuse(ctx, 401)
		}
	case "/records":
		answer(ctx, public(stored))
	case "/calls":
		ctx.SetBodyString(strconv.FormatInt(calls.Load(), 10))
	default:
		refuse(ctx, 404)
	}
}

func post(ctx *fasthttp.RequestCtx, path string) {
	switch path {
	case "/orders":
		if o, ok := readOrder(ctx.PostBody()); ok {
			answer(ctx, receiptOf(o))
		} else {
			refuse(ctx, 422)
		}
	case "/readings":
		list, ok := readReadings(ctx.PostBody())
		if !ok {
			refuse(ctx, 422)
			return
		}
		counted := tally{Count: len(list)}
		for i := range list {
			if *list[i].Valid {
				counted.Valid++
			}
		}
		answer(ctx, counted)
	default:
		refuse(ctx, 404)
	}
}

func main() {
	if len(os.Args) != 3 || os.Args[1] != "fasthttp" {
		log.Fatal("usage: go_typed fasthttp PORT")
	}
	log.Fatal(fasthttp.ListenAndServe("127.0.0.1:"+os.Args[2], func(ctx *fasthttp.RequestCtx) {
		path := string(ctx.Path())
		switch {
		case ctx.IsGet():
			get(ctx, path)
		case ctx.IsPost():
			post(ctx, path)
		default:
			refuse(ctx, 405)
		}
	}))
}
