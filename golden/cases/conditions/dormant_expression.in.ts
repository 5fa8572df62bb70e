/*IFTRUE_(A && !B) 1 FITRUE_(A && B) (ELSE_( A&&!B ) 2) FITRUE_(A &&
!B)*/
