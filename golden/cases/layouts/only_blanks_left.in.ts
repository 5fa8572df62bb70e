 	/*IFTRUE_X*/b/*FITRUE_X*/	 

/*IFTRUE_X*/ /*FITRUE_X*/
