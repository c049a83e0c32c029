DROP RULE setting_keep ON setting;
