// Package vault keeps everything the program knows in a folder of encrypted SQLite databases: one
// for the firm, and one for each matter with a secret of its own. FORMAT.md specifies every byte.
//
// It knows nothing of transfers or law. It hands out database connections, and it is the only
// package that imports modernc.org/sqlite.
package vault
