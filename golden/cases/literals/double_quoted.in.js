s = "This is app /* IFTRUE_X of debug FITRUE_X */ here";
