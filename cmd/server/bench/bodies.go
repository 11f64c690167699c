package main

import (
	"encoding/json"
	"fmt"
)

// bodies makes detentions as the API takes them, about people, events and places that the server has.
func (c *client) bodies(n int) ([][]byte, error) {
	w := &world{dice: newDice(seed + 1), goal: little, numbers: map[string][]string{}}
	for kind, path := range map[string]string{"person": "people?per=500", "event": "events?per=50", "place": "places?per=50"} {
		list, err := c.numbers("/api/v1/" + path)
		if err != nil {
			return nil, err
		}
		w.numbers[kind] = list
	}
	out := make([][]byte, n)
	for i := range out {
		body, err := json.Marshal(plainOf(w.detention()))
		if err != nil {
			return nil, fmt.Errorf("write a detention: %w", err)
		}
		out[i] = body
	}
	return out, nil
}

// plainOf makes JSON's shape of an answer sheet: one value as it is, several as a list.
func plainOf(in map[string][]string) map[string]any {
	out := map[string]any{}
	for code, values := range in {
		if len(values) == 1 {
			out[code] = values[0]
			continue
		}
		out[code] = values
	}
	return out
}
