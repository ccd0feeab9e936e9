// Package service holds the use cases: each is one transaction, one journal event, one result. It
// is the only door through which the window and the terminal reach what is below.
package service
