package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/subtle"
	"sync"
)

// Sizes of XAES-256-GCM (C2SP xaes-256-gcm): a 24-byte nonce and a 16-byte tag, which together are
// the 40 bytes that each database page reserves.
const (
	nonceSize = 24
	tagSize   = 16
	overhead  = nonceSize + tagSize
	keySize   = 32
)

// xaes is XAES-256-GCM under one key. The first 12 bytes of the nonce choose a derived AES-256-GCM
// key; each value draws them once for everything it seals, so sealing costs plain AES-GCM, and the
// other 12 bytes are random for every seal. Keys derived for earlier prefixes are remembered.
type xaes struct {
	block  cipher.Block // AES-256 under the main key, for CMAC
	k1     [16]byte     // CMAC subkey for whole blocks
	prefix [12]byte
	own    cipher.AEAD

	mu    sync.RWMutex
	known map[[12]byte]cipher.AEAD
}

// maxKnown bounds the remembered keys: one for each time a database was opened and written.
const maxKnown = 4096

func newXAES(key []byte) *xaes {
	b, err := aes.NewCipher(key)
	if err != nil {
		panic("vault: key is not 32 bytes")
	}
	x := &xaes{block: b, known: map[[12]byte]cipher.AEAD{}}
	b.Encrypt(x.k1[:], x.k1[:])
	msb := x.k1[0] >> 7
	for i := range 15 {
		x.k1[i] = x.k1[i]<<1 | x.k1[i+1]>>7
	}
	x.k1[15] = x.k1[15]<<1 ^ msb*0x87
	rand.Read(x.prefix[:])
	x.own = x.derive(x.prefix)
	x.known[x.prefix] = x.own
	return x
}

// derive computes the AES-256-GCM key for a nonce prefix: CMAC of two one-block messages.
func (x *xaes) derive(prefix [12]byte) cipher.AEAD {
	var key [32]byte
	for i := range 2 {
		m := key[16*i : 16*i+16]
		m[1], m[2] = byte(i+1), 'X'
		copy(m[4:], prefix[:])
		subtle.XORBytes(m, m, x.k1[:])
		x.block.Encrypt(m, m)
	}
	b, _ := aes.NewCipher(key[:])
	a, err := cipher.NewGCM(b)
	if err != nil {
		panic(err)
	}
	return a
}

func (x *xaes) aead(prefix [12]byte) cipher.AEAD {
	x.mu.RLock()
	a := x.known[prefix]
	x.mu.RUnlock()
	if a != nil {
		return a
	}
	a = x.derive(prefix)
	x.mu.Lock()
	if len(x.known) >= maxKnown {
		clear(x.known)
		x.known[x.prefix] = x.own
	}
	x.known[prefix] = a
	x.mu.Unlock()
	return a
}

// seal writes ciphertext, tag and nonce (in this order) to dst, which is len(plain)+overhead long
// and may share plain's memory from the start.
func (x *xaes) seal(dst, plain, aad []byte) {
	nonce := dst[len(plain)+tagSize : len(plain)+overhead]
	copy(nonce, x.prefix[:])
	rand.Read(nonce[12:])
	x.own.Seal(dst[:0], nonce[12:], plain, aad)
}

// open authenticates sealed and writes the plaintext to dst, which may share sealed's memory.
func (x *xaes) open(dst, sealed, aad []byte) bool {
	n := len(sealed) - overhead
	if n < 0 {
		return false
	}
	nonce := sealed[n+tagSize:]
	_, err := x.aead([12]byte(nonce[:12])).Open(dst[:0], nonce[12:], sealed[:n+tagSize], aad)
	return err == nil
}
