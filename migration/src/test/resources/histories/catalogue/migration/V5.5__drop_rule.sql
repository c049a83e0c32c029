DROP RULE cheap_notify ON cheap;
