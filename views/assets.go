package views

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
)

//go:embed assets/style.css assets/app.js
var assetFiles embed.FS

// Asset is a file that pages refer to. Its address holds a hash of its bytes, so that it may be kept for ever.
type Asset struct {
	Name  string // style.css
	Path  string // /static/style.3f9c2a7b.css
	Type  string // the Content-Type
	Bytes []byte
	Hash  string // hex of SHA-256
}

// Assets gives the files that pages refer to. An error means that the program was built wrongly.
func Assets() ([]Asset, error) {
	var out []Asset
	for _, one := range []struct{ name, kind string }{
		{"style.css", "text/css; charset=utf-8"},
		{"app.js", "text/javascript; charset=utf-8"},
	} {
		b, err := assetFiles.ReadFile("assets/" + one.name)
		if err != nil {
			return nil, fmt.Errorf("reading the asset %s: %w", one.name, err)
		}
		sum := sha256.Sum256(b)
		hash := hex.EncodeToString(sum[:])
		ext := path.Ext(one.name)
		address := "/static/" + strings.TrimSuffix(one.name, ext) + "." + hash[:8] + ext
		out = append(out, Asset{one.name, address, one.kind, b, hash})
	}
	return out, nil
}
