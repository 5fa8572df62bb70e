/*IFTRUE_X a <!-- FITRUE_X*/
<!-- IFTRUE_X b /* FITRUE_X -->
