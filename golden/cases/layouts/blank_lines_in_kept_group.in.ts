/*IFTRUE_X*/

   
a

/*FITRUE_X*/

b
