// Package store keeps records. It is the only room that knows a database: encrypted SQLite or PostgreSQL, through the
// same code.
//
// There is one door for reading and writing content, the Desk, which is the store as one user sees it. Two further
// doors return no record: Accounts and the Keeper.
package store
