/*IFTRUE_(A
  || B)*/
