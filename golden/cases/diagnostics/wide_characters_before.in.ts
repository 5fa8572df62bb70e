世界 = 'é'; 😀 /*FITRUE_X*/
