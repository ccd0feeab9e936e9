// Package vault keeps everything the program knows in a folder of encrypted SQLite databases: one
// for the firm, and one for each matter with a secret of its own. FORMAT.md specifies every byte.
//
// Call Create once, then Open with a member's passphrase; Firm and Matter hand out database
// connections. The package knows nothing of transfers or law, and it is the only one that imports
// modernc.org/sqlite.
//
// What it protects: the files, against reading, and against changing, moving, swapping or zeroing
// any page. What it cannot: a whole vault put back as it was earlier, and a machine on which someone
// else runs programs while the vault is open. Go cannot reliably wipe memory.
package vault
