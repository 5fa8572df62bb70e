/*IFTRUE_WXAPP*/
wx.request();
/*ELIFTRUE_WEBAPP
fetch();
FITRUE_WXAPP*/
/*IFDEBUG*/trace();/*FIDEBUG*/
