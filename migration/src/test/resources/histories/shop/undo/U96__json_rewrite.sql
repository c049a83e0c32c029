UPDATE setting SET value = jsonb_set(value, '{ratio}', '1.00') WHERE key = 'theme';
