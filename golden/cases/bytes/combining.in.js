/*IFTRUE_X*/é👩‍🚀​‮/*FITRUE_X*/z
