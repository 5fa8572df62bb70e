/*IFTRUE_X*/ x /*ELIFTRUE_DEBUG*/ debug /*ELSE_X*/ neither /*FITRUE_X*/
