// IFTRUE_X
/* see IFTRUE_X */ a /*FITRUE_X*/
