/* ---- IFTRUE_WXAPP ---- */
wx.login();
/* ---- FITRUE_WXAPP ---- */
/*
 * IFTRUE_WEBAPP
 * fetch('/login');
 * FITRUE_WEBAPP
 */
/**
 * IFNOT_WXAPP
 */
