package main

import (
	"fmt"
	"strings"
)

type storedRecord struct {
	ID       int64
	Name     string
	Email    string
	Score    float64
	Active   bool
	Tags     []string
	Password string
}

type record struct {
	ID     int64    `json:"id"`
	Name   string   `json:"name"`
	Email  string   `json:"email"`
	Score  float64  `json:"score"`
	Active bool     `json:"active"`
	Tags   []string `json:"tags"`
}

func makeRecords() []storedRecord {
	var made []storedRecord
	for n := int64(1); n <= 100; n++ {
		made = append(made, storedRecord{
			ID:       n,
			Name:     fmt.Sprintf("Person %d", n),
			Email:    fmt.Sprintf("person%d@example.org", n),
			Score:    float64(n) + 0.25,
			Active:   n%3 != 0,
			Tags:     []string{"staff", fmt.Sprintf("team-%d", n%7)},
			Password: fmt.Sprintf("secret-%d", n),
		})
	}
	return made
}

// public leaves the passwords out.
func public(stored []storedRecord) []record {
	list := make([]record, len(stored))
	for i, s := range stored {
		list[i] = record{s.ID, s.Name, s.Email, s.Score, s.Active, s.Tags}
	}
	return list
}

type settings struct {
	tenant string
	scheme string
}

type user struct {
	Name   string `json:"name"`
	Email  string `json:"email"`
	Tenant string `json:"tenant"`
}

type session struct {
	settings *settings
}

var (
	stored      = makeRecords()
	theSettings = settings{tenant: "navy", scheme: "bearer"}
	users       = map[string]user{
		"token-of-grace": {Name: "grace", Email: "grace@example.org"},
		"token-of-ada":   {Name: "ada", Email: "ada@example.org"},
	}
)

func getSettings() *settings { return &theSettings }

func getSession(s *settings) *session { return &session{s} }

// getUser gives false for an Authorization header that stands for nobody.
func getUser(s *session, authorization string) (user, bool) {
	scheme, token, _ := strings.Cut(authorization, " ")
	found, known := users[token]
	found.Tenant = s.settings.tenant
	return found, known && strings.EqualFold(scheme, s.settings.scheme)
}
