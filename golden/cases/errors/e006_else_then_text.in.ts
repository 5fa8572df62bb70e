/*IFTRUE_X a ELSE_X b */ /*FITRUE_X*/
