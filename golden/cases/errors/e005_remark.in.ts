/* IFTRUE_X only on phones */
a
/* FITRUE_X end of phones */
