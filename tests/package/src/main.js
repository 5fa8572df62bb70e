/*IFTRUE_WEBAPP*/
start(window);
/*FITRUE_WEBAPP*/
/*IFTRUE_WXAPP*/
start(wx);
/*FITRUE_WXAPP*/
