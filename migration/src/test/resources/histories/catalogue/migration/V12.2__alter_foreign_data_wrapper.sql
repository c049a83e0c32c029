ALTER FOREIGN DATA WRAPPER far OPTIONS (SET debug 'true', ADD note 'x');
