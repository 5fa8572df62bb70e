a /*IFTRUE_(X || A)*/ 	
b
/*FITRUE_(X || A)*/  
  /*IFTRUE_X*/ 
x /*FITRUE_X*/ 	
c