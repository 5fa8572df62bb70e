/*IFTURE_WXAPP*/
wx.login();
/*FITRUE-WXAPP*/
// IFTRUE_DEBUG
trace();
// FITRUE_DEBUG
/*IFTRUE WEBAPP*/ /*IFTRUE_!WXAPP*/ /*iftrue_wxapp*/ /*IFTRUE_*/
