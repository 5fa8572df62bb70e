/*IFTRUE_X*/[31m/*FITRUE_X*/
/*IFTRUE_X*/a/*FITRUE_X*/
