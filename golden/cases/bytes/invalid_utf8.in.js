ÿ/*IFTRUE_X*/€â€|í €|ðŸ˜|À¯|ô€€/*FITRUE_X*/zþ
