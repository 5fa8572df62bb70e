/* note: /*IFTRUE_X*/ a /*FITRUE_X*/ */
// line /*IFTRUE_X*/ b /*FITRUE_X*/ c
