s = `a${ /*IFTRUE_X*/b/*ELSE_X*/c/*FITRUE_X*/ }/*IFTRUE_X*/
`d`/*FITRUE_X*/`;
