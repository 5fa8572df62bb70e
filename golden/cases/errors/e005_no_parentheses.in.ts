/* IFTRUE_X || Y */
a
/* FITRUE_X || Y */
