	/*IFTRUE_X*/	a	/*FITRUE_X*/	b	/*IFTRUE_X*/c/*FITRUE_X*/	
	/*IFTRUE_X*/	/*FITRUE_X*/	
