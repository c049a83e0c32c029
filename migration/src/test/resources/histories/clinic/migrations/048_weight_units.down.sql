update prescription set dose = dose * 1000 where atc = 'X01AA01';
