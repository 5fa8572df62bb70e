a/*IFTRUE_X*/b/*FITRUE_X*/
c 	/*IFTRUE_X d FITRUE_X*/	
e/*IFTRUE_X*/f/*FITRUE_X*/
