UPDATE setting SET value = jsonb_set(value, '{ratio}', '1.25') WHERE key = 'theme';
