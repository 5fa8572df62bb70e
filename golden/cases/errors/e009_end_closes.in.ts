/*IFTRUE_X*/ body FITRUE_X*/
