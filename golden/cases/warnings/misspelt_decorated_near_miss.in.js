/*
 * The symbol IFTRUE_WXAPP, and ELSE we wait.
 * END WXAPP
 */
const IFDEF_WXAPP = ELSEIF_WEBAPP - IFTRUE_WXAPP;
/*IFTRUE_WXAPP*/ // else we wait
if (a) b();
else c();
/*FITRUE_WXAPP*/
