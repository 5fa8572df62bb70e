явЂ [0m/*FITRUE_X*/ю
