/* disabled:
/*IFTRUE_WXAPP*/
foo();
/*FITRUE_WXAPP*/
bar();
/* other */
