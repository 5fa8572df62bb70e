/* IFTRUE_( A || X ) */ a /*	ELSE_(A||X)	*/ b /*
  FITRUE_( A ||X)
*/ c
