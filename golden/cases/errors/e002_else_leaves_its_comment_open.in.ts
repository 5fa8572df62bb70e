a /*ELSE_X b */ c
