/*IFTRUE_(WXAPP && RNAPP)*/
both();
/*FITRUE_(WXAPP && RNAPP)*/
