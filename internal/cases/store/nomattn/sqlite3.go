// Package sqlite3 stands in for mattn/go-sqlite3, which gorm.io/driver/sqlite imports only for its side effect
// of registering a driver named "sqlite3". That name belongs to the encrypted engine here (ncruces/go-sqlite3).
package sqlite3
