a /*IFTRUE_X*/b
c

/*FITRUE_X*/ d
