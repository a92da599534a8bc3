// Talks to the application under test with net/http and exits with 1, saying why, at the first wrong answer.
package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"os"
	"strings"
	"time"
)

var base = os.Args[1]

var client = &http.Client{
	Timeout: 30 * time.Second,
	// A server that never sends 100 (Continue) would be waited for until the client gives up.
	Transport: &http.Transport{ExpectContinueTimeout: 60 * time.Second, MaxIdleConnsPerHost: 16},
}

type answer struct {
	*http.Response
	body   string
	reused bool
}

func check(holds bool, format string, arguments ...any) {
	if !holds {
		fmt.Fprintf(os.Stderr, format+"\n", arguments...)
		os.Exit(1)
	}
}

func send(method, path string, body io.Reader, fields ...string) answer {
	request, err := http.NewRequest(method, base+path, body)
	check(err == nil, "%s %s: %v", method, path, err)
	for i := 0; i < len(fields); i += 2 {
		request.Header.Set(fields[i], fields[i+1])
	}
	var got answer
	trace := &httptrace.ClientTrace{GotConn: func(connection httptrace.GotConnInfo) { got.reused = connection.Reused }}
	got.Response, err = client.Do(request.WithContext(httptrace.WithClientTrace(request.Context(), trace)))
	check(err == nil, "%s %s: %v", method, path, err)
	content, err := io.ReadAll(got.Body)
	check(err == nil, "%s %s: %v", method, path, err)
	got.Body.Close()
	got.body = string(content)
	return got
}

// onlyReader hides its length from net/http, which then sends chunks.
type onlyReader struct{ io.Reader }

func main() {
	large := strings.Repeat("0123456789abcdef", 1<<16)

	got := send("GET", "/", nil)
	check(got.StatusCode == 200 && got.body == "hello", "GET: %v %q", got.Status, got.body)
	got = send("GET", "/items/b%20c", nil)
	check(got.body == "b c", "GET with a parameter: %q", got.body)
	check(got.reused, "the second request did not reuse the connection")
	got = send("HEAD", "/", nil)
	check(got.StatusCode == 200 && got.ContentLength == 5 && got.body == "", "HEAD: %v %d", got.Status, got.ContentLength)
	got = send("GET", "/", nil)
	check(got.reused && got.body == "hello", "after HEAD: reused %v, %q", got.reused, got.body)
	got = send("POST", "/echo", strings.NewReader(large))
	check(got.body == large, "POST of 1 MiB: %v, %d bytes", got.Status, len(got.body))
	got = send("POST", "/echo", onlyReader{strings.NewReader(large)})
	check(got.body == large, "chunked POST of 1 MiB: %v, %d bytes", got.Status, len(got.body))
	got = send("POST", "/stream-upload", onlyReader{bytes.NewReader(make([]byte, 20<<20))})
	check(got.body == "20971520", "streamed POST of 20 MiB: %v %q", got.Status, got.body)
	got = send("POST", "/echo", strings.NewReader("expected"), "Expect", "100-continue")
	check(got.body == "expected", "Expect: 100-continue: %v %q", got.Status, got.body)
	got = send("GET", "/redirect", nil)
	check(got.Request.URL.Path == "/" && got.body == "hello", "redirect: %v %q", got.Request.URL, got.body)
	got = send("GET", "/stream", nil)
	check(got.body == "onetwothree" && len(got.TransferEncoding) == 1, "stream: %v %q", got.TransferEncoding, got.body)
	got = send("GET", "/bytes/10000000", nil)
	check(got.body == strings.Repeat("x", 10_000_000), "10 MB: %d bytes", len(got.body))
	got = send("GET", "/no-content", nil)
	check(got.StatusCode == 204 && got.body == "", "204: %v %q", got.Status, got.body)
	got = send("DELETE", "/", nil)
	check(got.StatusCode == 405 && strings.Contains(got.Header.Get("Allow"), "GET"), "405: %v", got.Header)
	got = send("GET", "/error", nil)
	check(got.StatusCode == 500, "500: %v", got.Status)

	failures := make(chan string, 16)
	for worker := 0; worker < 16; worker++ {
		go func(worker int) {
			for n := 0; n < 50; n++ {
				name := fmt.Sprintf("%d-%d", worker, n)
				response, err := client.Get(base + "/items/" + name)
				if err != nil {
					failures <- err.Error()
					return
				}
				content, err := io.ReadAll(response.Body)
				response.Body.Close()
				if err != nil || string(content) != name {
					failures <- fmt.Sprintf("asked for %s, got %q (%v)", name, content, err)
					return
				}
			}
			failures <- ""
		}(worker)
	}
	for worker := 0; worker < 16; worker++ {
		failure := <-failures
		check(failure == "", "16 at once: %s", failure)
	}
}
