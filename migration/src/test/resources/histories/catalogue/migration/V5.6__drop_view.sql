DROP VIEW cheap;
