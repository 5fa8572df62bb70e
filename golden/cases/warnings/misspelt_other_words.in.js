/*IFFALSE_WXAPP*/
a();
/*FIFALSE_WXAPP*/
// ifdef_webapp
b();
// ENDIF_WEBAPP
