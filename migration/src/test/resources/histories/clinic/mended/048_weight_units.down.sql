update prescription set dose = round(dose * 1000, 2) where atc = 'X01AA01';
