/*IFTRUE_X a */ b
