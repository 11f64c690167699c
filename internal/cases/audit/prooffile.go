package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// ProofFile is what somebody needs to see for themselves, with the public keys alone, that an entry stands in the log
// and which content of a record it commits to. Its form is described in docs/proof.md.
type ProofFile struct {
	Leaf       []byte // the body of the entry
	Content    []byte // the canonical content, one line of JSON; nil in a sealed proof
	Salt       []byte // opens the commitment to the content; nil in a sealed proof
	Inclusion  tlog.RecordProof
	Checkpoint []byte // signed, with the cosignatures there are
}

// Words of the format. The last part of a file is a C2SP tlog-proof, to the end.
const (
	proofFirst = "aigaq-proof 1\n"
	proofSum   = "sum "
	proofTlog  = "c2sp.org/tlog-proof@v1\n"
)

// Bytes writes the file.
func (p ProofFile) Bytes() ([]byte, error) {
	leaf, err := ParseLeaf(p.Leaf)
	if err != nil {
		return nil, fmt.Errorf("write a proof: %w", err)
	}
	var b bytes.Buffer
	b.WriteByte('\n')
	b.Write(p.Leaf)
	b.WriteByte('\n')
	if p.Content == nil {
		b.WriteString("sealed\n")
	} else {
		b.Write(p.opening())
	}
	fmt.Fprintf(&b, "\n%sindex %d\n", proofTlog, leaf.Seq)
	for _, h := range p.Inclusion {
		b.WriteString(h.String() + "\n")
	}
	b.WriteByte('\n')
	b.Write(p.Checkpoint)
	sum := sha256.Sum256(b.Bytes())
	return append([]byte(proofFirst+proofSum+hex.EncodeToString(sum[:])+"\n"), b.Bytes()...), nil
}

// opening is the content and the salt as a file holds them.
func (p ProofFile) opening() []byte {
	return fmt.Appendf(nil, "content %s\nsalt %x\n", p.Content, p.Salt)
}

// ParseProofFile reads a file back. It refuses every file that Bytes would not have written byte for byte. Whether it
// proves anything is for Check to say.
func ParseProofFile(file []byte) (ProofFile, error) {
	rest, ok := bytes.CutPrefix(file, []byte(proofFirst+proofSum))
	if !ok {
		return ProofFile{}, errors.New("read a proof: it does not begin as a proof file does")
	}
	_, rest, _ = bytes.Cut(rest, []byte("\n\n"))
	leaf, rest, _ := bytes.Cut(rest, []byte("\n\n"))
	opening, rest, _ := bytes.Cut(rest, []byte("\n\n"))
	proof, checkpoint, found := bytes.Cut(rest, []byte("\n\n"))
	if !found {
		return ProofFile{}, errors.New("read a proof: a part is missing")
	}
	p := ProofFile{Leaf: append(bytes.Clone(leaf), '\n'), Checkpoint: checkpoint}
	if string(opening) != "sealed" {
		if err := p.Open(append(bytes.Clone(opening), '\n')); err != nil {
			return ProofFile{}, err
		}
	}
	lines := strings.Split(string(proof), "\n")
	if len(lines) < 2 {
		return ProofFile{}, errors.New("read a proof: a line is missing")
	}
	hashes, err := parseHashes(lines[2:])
	if err != nil {
		return ProofFile{}, fmt.Errorf("read a proof: %w", err)
	}
	p.Inclusion = hashes
	again, err := p.Bytes()
	if err != nil {
		return ProofFile{}, err
	}
	if !bytes.Equal(again, file) {
		return ProofFile{}, errors.New("read a proof: its sum or its form is not right, so a byte of it was changed")
	}
	return p, nil
}

// Open takes content and salt, as a file that is not sealed holds them, into a proof.
func (p *ProofFile) Open(opening []byte) error {
	var salt string
	content, ok := bytes.CutPrefix(opening, []byte("content "))
	content, rest, split := bytes.Cut(content, []byte("\n"))
	if n, err := fmt.Sscanf(string(rest), "salt %64s\n", &salt); err != nil || n != 1 || !ok || !split {
		return errors.New("read a proof: content and salt are not two lines")
	}
	b, err := hex.DecodeString(salt)
	if err != nil || len(b) != SaltSize {
		return errors.New("read a proof: the salt is not 64 hexadecimal digits")
	}
	p.Content, p.Salt = content, b
	return nil
}

// Proved is what a proof file proves, once everything in it was checked.
type Proved struct {
	Leaf    Leaf
	Signed  Signed
	Content []byte // nil: the proof is sealed, and says nothing of the content
}

// Check checks the whole proof against the log's public key, and demands the cosignature of every witness given.
func (p ProofFile) Check(log note.Verifier, witnesses []*Witness) (Proved, error) {
	leaf, err := ParseLeaf(p.Leaf)
	if err == nil {
		err = leaf.Check()
	}
	if err != nil {
		return Proved{}, fmt.Errorf("read the entry: %w", err)
	}
	signed, err := OpenSigned(p.Checkpoint, log, witnesses)
	if err != nil {
		return Proved{}, err
	}
	for _, w := range witnesses {
		if !signed.SeenBy(w) {
			return Proved{}, fmt.Errorf("the witness %s has not cosigned the checkpoint", w.Code())
		}
	}
	if err := CheckInclusion(p.Inclusion, signed.Size, signed.Root, leaf.Seq, p.Leaf); err != nil {
		return Proved{}, err
	}
	if p.Content != nil && Commit(p.Salt, p.Content) != leaf.Content {
		return Proved{}, errors.New("the content is not the one that the entry commits to")
	}
	return Proved{leaf, signed, p.Content}, nil
}

// SeenBy tells whether a witness has cosigned the checkpoint.
func (s Signed) SeenBy(w *Witness) bool {
	for _, one := range s.Seen {
		if one.Witness.Code() == w.Code() {
			return true
		}
	}
	return false
}
