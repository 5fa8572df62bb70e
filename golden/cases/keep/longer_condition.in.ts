/*IFTRUE_X*/ x /*ELIFTRUE_(LONG_A && LONG_B)*/ a /*ELSE_X*/ b /*FITRUE_X*/ after
next
