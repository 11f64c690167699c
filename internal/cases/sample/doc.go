// Package sample holds the January 2022 sample: the real event with the figures published about it, and people,
// detentions, cases, deaths, ill-treatment and harassment that are made up and say so in their names. It is loaded
// through the same door as everything else, so it also shows that the door lets sound records in.
package sample
