/*IFTRUE_X*/ a /*ELSE_X*/
<!--IFTRUE_(X||Y)--> b
/*IFTRUE_Z c