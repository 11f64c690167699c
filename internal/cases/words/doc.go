// Package words turns text into the tokens by which it is found, and what somebody types in a search box into what
// those tokens must be. It is pure: both databases store and look for the same tokens, so they answer alike.
package words
