/*IFTRUE_WXAPP*/
// nothing: the host does it
/*ELIFTRUE_RNAPP*/
/* nor here */
/*ELSE_WXAPP*/
/*IFDEBUG*/;/*FIDEBUG*/
/*FITRUE_WXAPP*/
/*IFTRUE_WXAPP . FITRUE_WXAPP*/
