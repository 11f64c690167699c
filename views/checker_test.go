package views

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
)

// doc is a drawn page with what the checks ask of it.
type doc struct {
	t     *testing.T
	bytes []byte
	root  *html.Node
	ids   map[string]int
	nodes int
}

// draw renders a page and holds it against the rules of every page.
func draw(t *testing.T, c templ.Component) *doc {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	d := &doc{t: t, bytes: b.Bytes(), root: root, ids: map[string]int{}}
	d.walk(func(n *html.Node) {
		d.nodes++
		if id := attr(n, "id"); id != "" {
			d.ids[id]++
		}
	})
	d.checkIDs()
	d.checkInline()
	d.checkLabels()
	d.checkWords()
	return d
}

func (d *doc) walk(do func(*html.Node)) {
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode {
			do(n)
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (d *doc) checkIDs() {
	d.t.Helper()
	for id, n := range d.ids {
		if n > 1 {
			d.t.Errorf("id %q stands %d times", id, n)
		}
	}
	d.walk(func(n *html.Node) {
		for _, name := range []string{"for", "list", "aria-describedby", "aria-labelledby"} {
			for _, id := range strings.Fields(attr(n, name)) {
				if d.ids[id] == 0 {
					d.t.Errorf("<%s %s=%q> points nowhere", n.Data, name, id)
				}
			}
		}
		if id, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && d.ids[id] == 0 {
			d.t.Errorf("a link to #%s points nowhere", id)
		}
	})
}

// checkInline finds what the content security policy would block.
func (d *doc) checkInline() {
	d.t.Helper()
	d.walk(func(n *html.Node) {
		if n.Data == "style" || n.Data == "script" && (attr(n, "src") == "" || n.FirstChild != nil) {
			d.t.Errorf("inline <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				d.t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
			fetched := a.Key == "src" || a.Key == "action" || n.Data == "link" && a.Key == "href"
			if fetched && !strings.HasPrefix(a.Val, "/") {
				d.t.Errorf("<%s %s=%q> leaves the site", n.Data, a.Key, a.Val)
			}
		}
	})
}

// checkLabels finds controls that say nothing of what they ask.
func (d *doc) checkLabels() {
	d.t.Helper()
	labelled := map[string]bool{}
	d.walk(func(n *html.Node) {
		if n.Data == "label" && strings.TrimSpace(text(n)) != "" {
			labelled[attr(n, "for")] = true
		}
	})
	d.walk(func(n *html.Node) {
		if !slices.Contains([]string{"input", "select", "textarea"}, n.Data) || attr(n, "type") == "hidden" {
			return
		}
		within := false
		for p := n.Parent; p != nil; p = p.Parent {
			within = within || p.Data == "label"
		}
		if !within && attr(n, "aria-label") == "" && !labelled[attr(n, "id")] {
			d.t.Errorf("<%s name=%q> has no label", n.Data, attr(n, "name"))
		}
	})
}

var missingWords = regexp.MustCompile(`⟦[^⟧]*⟧`)

// checkWords finds texts that the catalogues lack.
func (d *doc) checkWords() {
	d.t.Helper()
	for _, found := range missingWords.FindAllString(string(d.bytes), -1) {
		d.t.Errorf("%s is not in the catalogue", found)
	}
}

// text is what an element says.
func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// says tells whether the page holds a text, white space aside.
func (d *doc) says(s string) bool {
	return strings.Contains(strings.Join(strings.Fields(text(d.root)), " "), strings.Join(strings.Fields(s), " "))
}

// find gives the elements of a name with an attribute of a value.
func (d *doc) find(element, key, value string) []*html.Node {
	var out []*html.Node
	d.walk(func(n *html.Node) {
		if n.Data == element && attr(n, key) == value {
			out = append(out, n)
		}
	})
	return out
}
