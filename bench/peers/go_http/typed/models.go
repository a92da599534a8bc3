package main

import (
	"unicode/utf8"

	"github.com/goccy/go-json"
)

type address struct {
	Street   string `json:"street"`
	City     string `json:"city"`
	Postcode string `json:"postcode"`
	Country  string `json:"country"`
}

type customer struct {
	Name    string  `json:"name"`
	Email   string  `json:"email"`
	Points  int64   `json:"points"`
	Address address `json:"address"`
}

type line struct {
	Sku       string  `json:"sku"`
	Title     string  `json:"title"`
	Quantity  int64   `json:"quantity"`
	UnitPrice float64 `json:"unit_price"`
}

type order struct {
	Reference string   `json:"reference"`
	Currency  string   `json:"currency"`
	Customer  customer `json:"customer"`
	Lines     []line   `json:"lines"`
	Express   bool     `json:"express"`
	Note      *string  `json:"note"`
}

type receipt struct {
	Reference string  `json:"reference"`
	Customer  string  `json:"customer"`
	Lines     int     `json:"lines"`
	Units     int64   `json:"units"`
	Total     float64 `json:"total"`
	Express   bool    `json:"express"`
}

// reading has pointers where a zero is right but has to be there.
type reading struct {
	Sensor   string   `json:"sensor"`
	Sequence *int64   `json:"sequence"`
	Value    *float64 `json:"value"`
	Unit     string   `json:"unit"`
	Valid    *bool    `json:"valid"`
	Labels   []string `json:"labels"`
}

func has(text string, least, most int) bool {
	length := utf8.RuneCountInString(text)
	return least <= length && length <= most
}

func (a *address) right() bool {
	return has(a.Street, 1, 120) && has(a.City, 1, 80) && has(a.Postcode, 3, 12) && has(a.Country, 2, 2)
}

func (c *customer) right() bool {
	return has(c.Name, 1, 80) && has(c.Email, 3, 254) && c.Points >= 0 && c.Address.right()
}

func (l *line) right() bool {
	return has(l.Sku, 1, 32) && has(l.Title, 1, 100) && 1 <= l.Quantity && l.Quantity <= 1000 &&
		0 < l.UnitPrice && l.UnitPrice <= 1e6
}

func (o *order) right() bool {
	switch o.Currency {
	case "EUR", "GBP", "USD":
	default:
		return false
	}
	if len(o.Lines) < 1 || len(o.Lines) > 50 {
		return false
	}
	for i := range o.Lines {
		if !o.Lines[i].right() {
			return false
		}
	}
	return has(o.Reference, 1, 40) && o.Customer.right() && (o.Note == nil || has(*o.Note, 0, 500))
}

func (r *reading) right() bool {
	return has(r.Sensor, 1, 32) && r.Sequence != nil && *r.Sequence >= 0 &&
		r.Value != nil && -1000 <= *r.Value && *r.Value <= 1000 &&
		has(r.Unit, 1, 8) && r.Valid != nil && r.Labels != nil && len(r.Labels) <= 8
}

// readOrder gives false for what is no JSON or no order.
func readOrder(body []byte) (*order, bool) {
	var o order
	if json.Unmarshal(body, &o) != nil || !o.right() {
		return nil, false
	}
	return &o, true
}

func readReadings(body []byte) ([]reading, bool) {
	var list []reading
	if json.Unmarshal(body, &list) != nil || list == nil {
		return nil, false
	}
	for i := range list {
		if !list[i].right() {
			return nil, false
		}
	}
	return list, true
}

func receiptOf(o *order) receipt {
	r := receipt{Reference: o.Reference, Customer: o.Customer.Name, Lines: len(o.Lines), Express: o.Express}
	for _, l := range o.Lines {
		r.Units += l.Quantity
		// The conversion keeps it from being fused with the addition, which would round once only.
		r.Total += float64(float64(l.Quantity) * l.UnitPrice)
	}
	return r
}
