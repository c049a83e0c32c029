DROP RULE cheap_log ON cheap;
