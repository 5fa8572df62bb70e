/*IFTRUE_(X && (WXAP || !DEBG))*/ a /*ELIFTRUE_webapp*/ b /*ELSE_(X&&(WXAP||!DEBG))*/ c /*FITRUE_(X&&(WXAP||!DEBG))*/
