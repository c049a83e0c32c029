UPDATE setting SET value = jsonb_set(value, '{ratio}', '1.0') WHERE key = 'theme';
