const title = 'Chat/* IFTRUE_DEBUG  (test) FITRUE_DEBUG */';
