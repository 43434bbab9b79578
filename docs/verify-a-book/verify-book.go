// Verifies a book that a node serves. Everything that decides is code of the Go project's own transparency log
// (golang.org/x/mod/sumdb, which guards the modules of every Go programmer): note.Open the signatures, tlog.TreeHash
// the root, tlog.TileHashReader the tiles, tlog.CheckTree that every head at which the pen changed hands is one of the
// same book. This file only fetches, and says which key must have signed what (docs/formats.md, B1, C2, H1, H2).
//
//	verify-book http://127.0.0.1:7878 <book>
package main

import (
	"encoding/base32"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight   = 8
	tileWidth    = 1 << tileHeight
	maxBodyBytes = tileWidth * (2 + 65535)
)

// A served book, read as the Go project's code reads tiles: by its own names for them, kept once they are proven.
type served struct {
	url  string
	kept map[tlog.Tile][]byte
}

func (s served) get(path string) []byte {
	answer, err := http.Get(s.url + path)
	demand(err == nil, "cannot be fetched: %v", err)
	defer answer.Body.Close()
	demand(answer.StatusCode == http.StatusOK, "%s: %s", path, answer.Status)
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBodyBytes))
	demand(err == nil, "%s: %v", path, err)
	return body
}

func (s served) tile(tile tlog.Tile) []byte {
	path := strings.Replace(tile.Path(), "tile/8/", "/tile/", 1)
	return s.get(strings.Replace(path, "/tile/data/", "/tile/entries/", 1))
}

func (s served) Height() int { return tileHeight }

func (s served) ReadTiles(tiles []tlog.Tile) (bodies [][]byte, err error) {
	for _, tile := range tiles {
		body, isKept := s.kept[tile]
		if !isKept {
			body = s.tile(tile)
		}
		bodies = append(bodies, body)
	}
	return bodies, nil
}

func (s served) SaveTiles(tiles []tlog.Tile, bodies [][]byte) {
	for i, tile := range tiles {
		s.kept[tile] = bodies[i]
	}
}

func main() {
	if len(os.Args) != 3 {
		refuse("usage: verify-book <address of the node> <book>")
	}
	book := os.Args[2]
	from := served{os.Args[1] + "/books/" + book, map[tlog.Tile][]byte{}}
	checkpoint := from.get("/checkpoint")
	head := readHead(checkpoint, book)
	entries := from.entries(head.N)
	tiles := tlog.TileHashReader(head, from)
	demandTree(head, entries, tiles)
	id := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(hashOf(entries[0]))
	demand(strings.ToLower(id) == book, "entry 0 is that of the book %s", strings.ToLower(id))

	pen := penIn(entries[0], "body.founded", book)
	signers := []note.Verifier{pen}
	for _, handover := range from.handovers() {
		passed := readHead([]byte(handover), book)
		demand(passed.N <= head.N, "a handover at %d of %d entries", passed.N, head.N)
		demandPrefix(head, tiles, passed)
		next := penIn(entries[passed.N-1], "pen.passed", book)
		demandSigned([]byte(handover), pen, next)
		signers = []note.Verifier{next}
		if passed.N == head.N {
			signers = []note.Verifier{pen, next}
		}
		pen = next
	}
	demandSigned(checkpoint, signers...)
	fmt.Printf("verified: %d entries, root %s, signed by %s+%08x\n", head.N, head.Hash, pen.Name(), pen.KeyHash())
}

// The size and root that a checkpoint says; whether it is signed is for demandSigned.
func readHead(checkpoint []byte, book string) (head tlog.Tree) {
	lines := strings.Split(string(checkpoint), "\n")
	demand(len(lines) > 3 && lines[0] == "apachita/"+book, "the checkpoint is not of this book")
	_, err := fmt.Sscanf(lines[1], "%d", &head.N)
	demand(err == nil && head.N > 0 && fmt.Sprint(head.N) == lines[1], "the checkpoint has no size")
	head.Hash, err = tlog.ParseHash(lines[2])
	demand(err == nil, "the checkpoint has no root: %v", err)
	return head
}

func (s served) entries(size int64) (entries [][]byte) {
	for first := int64(0); first < size; first += tileWidth {
		width := min(tileWidth, size-first)
		bundle := s.tile(tlog.Tile{H: tileHeight, L: -1, N: first / tileWidth, W: int(width)})
		for ; width > 0; width-- {
			demand(len(bundle) >= 2, "a bundle ends too early")
			end := 2 + int(bundle[0])<<8 + int(bundle[1])
			demand(len(bundle) >= end, "an entry is cut short")
			entries, bundle = append(entries, bundle[2:end]), bundle[end:]
		}
		demand(len(bundle) == 0, "a bundle holds more than its entries")
	}
	return entries
}

func (s served) handovers() (notes []string) {
	var list []struct{ Checkpoint string }
	err := json.Unmarshal(s.get("/handovers"), &list)
	demand(err == nil, "handovers: %v", err)
	for _, one := range list {
		notes = append(notes, one.Checkpoint)
	}
	return notes
}

func hashOf(entry []byte) []byte {
	hash := tlog.RecordHash(entry)
	return hash[:]
}

// That the entries have the root of the head, and that every hash served in tiles is one of theirs.
func demandTree(head tlog.Tree, entries [][]byte, tiles tlog.HashReader) {
	var hashes []tlog.Hash
	var indexes []int64
	computed := tlog.HashReaderFunc(func(indexes []int64) (found []tlog.Hash, err error) {
		for _, index := range indexes {
			found = append(found, hashes[index])
		}
		return found, nil
	})
	for seq, entry := range entries {
		more, err := tlog.StoredHashes(int64(seq), entry, computed)
		demand(err == nil, "entry %d: %v", seq, err)
		for range more {
			indexes = append(indexes, int64(len(indexes)))
		}
		hashes = append(hashes, more...)
	}
	root, err := tlog.TreeHash(head.N, computed)
	demand(err == nil && root == head.Hash, "the entries have the root %s, the head %s", root, head.Hash)
	inTiles, err := tiles.ReadHashes(indexes)
	demand(err == nil, "tiles: %v", err)
	for i, hash := range inTiles {
		demand(hash == hashes[i], "a tile holds the hash %s where the entries give %s", hash, hashes[i])
	}
}

func demandPrefix(head tlog.Tree, reader tlog.HashReader, earlier tlog.Tree) {
	proof, err := tlog.ProveTree(head.N, earlier.N, reader)
	demand(err == nil, "the head of %d entries: %v", earlier.N, err)
	err = tlog.CheckTree(proof, head.N, head.Hash, earlier.N, earlier.Hash)
	demand(err == nil, "the head of %d entries: %v", earlier.N, err)
}

// The pen that an entry names: the first in body.founded, the next one in a pen.passed.
func penIn(entry []byte, kind, book string) note.Verifier {
	var read struct {
		Type string
		Data struct{ Pen []byte }
	}
	err := json.Unmarshal(entry, &read)
	demand(err == nil && read.Type == kind && len(read.Data.Pen) == 32, "an entry that should be a %s is not", kind)
	text, err := note.NewEd25519VerifierKey("apachita/"+book, read.Data.Pen)
	demand(err == nil, "the pen: %v", err)
	pen, err := note.NewVerifier(text)
	demand(err == nil, "the pen: %v", err)
	return pen
}

func demandSigned(checkpoint []byte, pens ...note.Verifier) {
	opened, err := note.Open(checkpoint, note.VerifierList(pens...))
	demand(err == nil, "signature: %v", err)
	demand(len(opened.Sigs) == len(pens), "the signature of a pen is missing")
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func demand(holds bool, reason string, figures ...any) {
	if !holds {
		refuse(fmt.Sprintf(reason, figures...))
	}
}

func refuse(reason string) {
	fmt.Fprintln(os.Stderr, "refused: "+reason)
	os.Exit(1)
}
