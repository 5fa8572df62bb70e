/*IFTRUE_X
// one
two(); // ELSE_X*/
three(); // /*FITRUE_X*/
