a; 	/*IFTRUE_X*/b;/*FITRUE_X*/ 	 
kept blanks   
 	 
c; /*IFTRUE_X*/ /*FITRUE_X*/; 
