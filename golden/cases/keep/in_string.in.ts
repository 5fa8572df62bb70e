const a = 'Chat/* IFTRUE_X  (x) ELIFTRUE_A (a) FITRUE_X */';
