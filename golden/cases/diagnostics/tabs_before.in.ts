	a	/*FITRUE_X*/	b
